from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.llm.server import Reply, calls_tool, says, serving
from toolkit.llm import Answer, Choice, Failure, Ledger, Message, Model, Question, Settings, Words

QUESTION = Question(
    (Message("system", "指出每个数是哪个指标的数。"), Message("user", "收到申请⟦1⟧件，召开会议⟦2⟧次。")),
    {"n1": Choice(("received", "answered", "none")), "n2": Choice(("received", "answered", "none"))},
)
RIGHT = {"n1": "received", "n2": "none"}
SERVER_ERROR = Reply({"error": {"message": "internal"}}, 500)


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def model(url: str, limit: int | None = None, silence: float = 5.0, waits: list[float] | None = None) -> Model:
    sleep: Callable[[float], None] = (lambda _: None) if waits is None else waits.append
    return Model(Settings(url, "m", "secret"), Ledger(limit), silence=silence, sleep=sleep)


def failure(done: Answer | Failure) -> Failure:
    assert isinstance(done, Failure), done
    return done


# --- a server that behaves --------------------------------------------------------------------------------


def test_an_answer_of_the_shape_that_was_asked_for_comes_with_its_cost() -> None:
    with serving(says(RIGHT)) as server:
        asked = model(server.url)
        assert asked.ask(QUESTION) == Answer(RIGHT, tokens=60)
    assert (asked.ledger.calls, asked.ledger.prompt, asked.ledger.answer) == (1, 50, 10)
    assert "1 次调用" in asked.ledger.line()


def test_the_same_question_is_answered_from_what_was_kept_also_in_the_next_run() -> None:
    with serving(says(RIGHT)) as server:
        model(server.url).ask(QUESTION)
        again = model(server.url)
        done = again.ask(QUESTION)
        assert isinstance(done, Answer)
        assert (done.values, done.kept) == (RIGHT, True)
        assert len(server.asked) == 1
    assert (again.ledger.tokens, again.ledger.spared) == (0, 60)


def only(mode: str) -> Callable[[dict[str, Any]], Reply]:
    """A server that understands one mode of structured output and refuses the others."""

    def answer(body: dict[str, Any]) -> Reply:
        form = body.get("response_format", {})
        kind = "tools" if "tools" in body else form["type"] + ("_schema" if "schema" in form else "")
        if kind != mode:
            return Reply({"error": {"message": "unknown response_format"}}, 400)
        return calls_tool(RIGHT) if mode == "tools" else says(RIGHT)

    return answer


@pytest.mark.parametrize("mode", ["json_schema", "json_object_schema", "tools", "json_object"])
def test_the_mode_that_a_server_understands_is_found_and_remembered(mode: str) -> None:
    with serving(only(mode)) as server:
        assert isinstance(model(server.url).ask(QUESTION), Answer)
        tried = len(server.asked)
        other = Question(QUESTION.messages, {"n1": QUESTION.fields["n1"], "n2": Choice(("answered", "none"))})
        assert isinstance(model(server.url).ask(other), Answer)
        assert len(server.asked) == tried + 1


def test_a_server_that_wants_another_name_for_the_bound_and_no_temperature_gets_it() -> None:
    def particular(body: dict[str, Any]) -> Reply:
        for word in ("max_tokens", "temperature"):
            if word in body:
                return Reply({"error": {"message": f"Unsupported parameter: '{word}'"}}, 400)
        return says(RIGHT)

    with serving(particular) as server:
        assert isinstance(model(server.url).ask(QUESTION), Answer)
        assert server.asked[-1]["max_completion_tokens"] > 0


def test_words_must_fit_their_pattern() -> None:
    question = Question(QUESTION.messages, {"sentence": Words(r"([^0-9{}]|\{a\})*", 40)})
    with serving(says({"sentence": "新收申请{a}。"})) as server:
        done = model(server.url).ask(question)
        assert isinstance(done, Answer)
        assert done.values == {"sentence": "新收申请{a}。"}
    with serving(says({"sentence": "新收申请9件。"})) as server:
        assert failure(model(server.url).ask(question)).kind == "unusable"


def test_a_streamed_answer_is_seen_while_it_comes() -> None:
    chunks = ['{"n1": "rece', 'ived", "n2"', ': "none"}']
    lines = [
        f'data: {{"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": '
        f'[{{"index": 0, "delta": {{"content": {chunk!r}}}, "finish_reason": null}}]}}\n\n'.replace("'", '"')
        for chunk in (part.replace('"', '\\"') for part in chunks)
    ]
    lines = [line.replace('\\\\"', '\\"') for line in lines]
    end = (
        'data: {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m", "choices": '
        '[{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\ndata: [DONE]\n\n'
    )
    stream = Reply(("".join(lines) + end).encode(), headers={"content-type": "text/event-stream"})
    seen: list[dict[str, str]] = []
    with serving(stream) as server:
        done = model(server.url).ask(QUESTION, lambda values: seen.append(dict(values)))
    assert isinstance(done, Answer)
    assert done.values == RIGHT
    assert {"n1": "rece"} in seen


# --- one that misbehaves ------------------------------------------------------------------------------------


def test_after_429_it_waits_as_long_as_the_server_asks_and_goes_on() -> None:
    waits: list[float] = []
    with serving(Reply({}, 429, {"retry-after": "7"}), says(RIGHT)) as server:
        assert isinstance(model(server.url, waits=waits).ask(QUESTION), Answer)
    assert waits == [7.0]


def test_a_server_that_is_always_busy_or_wants_too_much_patience_is_left_alone() -> None:
    with serving(Reply({}, 429)) as server:
        assert failure(model(server.url).ask(QUESTION)).kind == "busy"
        assert len(server.asked) == 3
    waits: list[float] = []
    with serving(Reply({}, 429, {"retry-after": "3600"})) as server:
        assert failure(model(server.url, waits=waits).ask(QUESTION)).kind == "busy"
        assert (len(server.asked), waits) == (1, [])


def test_an_error_of_the_server_is_tried_again_where_the_mode_is_known_to_work() -> None:
    with serving(says(RIGHT), SERVER_ERROR, says({"n1": "none"})) as server:
        asked = model(server.url)
        asked.ask(QUESTION)
        one = Question(QUESTION.messages, {"n1": QUESTION.fields["n1"]})
        done = asked.ask(one)
        assert isinstance(done, Answer)
        assert done.values == {"n1": "none"}
    with serving(SERVER_ERROR) as server:
        done = failure(model(server.url).ask(QUESTION))
        assert done.kind == "broken"
        assert "500" in done.message
        assert len(server.asked) == 4  # each mode once


def test_a_cut_connection_is_made_anew() -> None:
    with serving(says(RIGHT, cut=True), says(RIGHT)) as server:
        assert isinstance(model(server.url).ask(QUESTION), Answer)


@pytest.mark.parametrize(
    "reply",
    [
        says("对不起，我不能"),
        says({"n1": "received", "n2": "indicators.secret"}),
        says({"n1": "received"}),
        says({"n1": "received", "n2": "none", "n3": "none"}),
        says({"n1": 9, "n2": 9}),
        Reply(b"{not json", headers={"content-type": "application/json"}),
        Reply({"choices": []}),
    ],
    ids=["no JSON", "unknown id", "one missing", "one too many", "digits", "no HTTP JSON", "no choice"],
)
def test_what_is_no_such_answer_is_no_answer(reply: Reply) -> None:
    with serving(reply) as server:
        assert failure(model(server.url).ask(QUESTION)).kind == "unusable"
        assert len(server.asked) <= 4


def test_silence_ends_after_the_time_that_is_allowed_and_is_not_waited_for_twice() -> None:
    with serving(says(RIGHT, wait=30)) as server:
        asked = model(server.url, silence=0.3)
        start = time.perf_counter()
        done = failure(asked.ask(QUESTION))
        assert (done.kind, "0.3 秒" in done.message) == ("silent", True)
        assert asked.ask(QUESTION) == done
        assert time.perf_counter() - start < 3
        assert len(server.asked) == 1


def test_where_nobody_listens_it_says_which_setting_to_look_at() -> None:
    with serving(says(RIGHT)) as server:
        url = server.url
    done = failure(model(url).ask(QUESTION))
    assert done.kind == "unreachable"
    assert "XXGK_LLM_BASE_URL" in done.message


@pytest.mark.parametrize(("status", "word"), [(401, "XXGK_LLM_API_KEY"), (404, "XXGK_LLM_MODEL")])
def test_a_wrong_key_or_model_is_named_and_asked_once(status: int, word: str) -> None:
    with serving(Reply({"error": {"message": "no"}}, status)) as server:
        asked = model(server.url)
        assert word in failure(asked.ask(QUESTION)).message
        asked.ask(QUESTION)
        assert len(server.asked) == 1


def test_no_token_is_spent_beyond_the_budget() -> None:
    with serving(says(RIGHT)) as server:
        asked = model(server.url, limit=20)
        assert failure(asked.ask(QUESTION)).kind == "budget"
        assert (server.asked, asked.ledger.tokens) == ([], 0)


def test_the_key_is_sent_and_shown_nowhere() -> None:
    assert "secret" not in repr(Settings("http://127.0.0.1/v1", "m", "secret"))
