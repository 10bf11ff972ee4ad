from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from bench.guarded import two_years
from tests.llm.server import Reply, Server, says, serving
from toolkit.commands.app import app
from toolkit.interchange import json_text, report_to_json
from toolkit.llm import Model, Settings
from toolkit.writing import model_writer


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    for name in ("XXGK_LLM_BASE_URL", "XXGK_LLM_MODEL", "XXGK_LLM_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def figures(tmp_path: Path) -> tuple[Path, Path]:
    paths = tmp_path / "2025.json", tmp_path / "2024.json"
    for path, report in zip(paths, two_years("rise"), strict=True):
        path.write_text(json_text(report_to_json(report)), encoding="utf-8")
    return paths


def drafted(figures: tuple[Path, Path], *options: str, server: Server | None = None) -> tuple[Result, Path]:
    out = figures[0].parent / "草稿.docx"
    env = {"XXGK_LLM_BASE_URL": server.url, "XXGK_LLM_MODEL": "m"} if server else {}
    args = ["draft", str(figures[0]), "--previous", str(figures[1]), "-o", str(out), *options]
    return CliRunner().invoke(app, args, env=env), out


def asked_for(body: dict[str, Any]) -> dict[str, str]:
    """The sentences of a prompt by their ids, as the model sees them."""
    prompt = body["messages"][-1]["content"]
    return dict(re.findall(r"^(s\d+)：(.*)$", prompt, re.MULTILINE))


def careful(body: dict[str, Any]) -> Reply:
    return says({name: text.replace("本年", "今年") for name, text in asked_for(body).items()})


def careless(body: dict[str, Any]) -> Reply:
    return says({name: text.replace("{new}", "九十九件{new}") for name, text in asked_for(body).items()})


def text_of(path: Path) -> str:
    from lxml import etree

    document = etree.fromstring(Document(str(path)).part.blob)
    return "".join(t.text or "" for t in document.iter("{*}t"))


def test_a_models_sentences_stand_in_the_draft_with_the_figures_numbers(figures: tuple[Path, Path]) -> None:
    with serving(careful) as server:
        result, out = drafted(figures, "--length", "详细", "--tone", "庄重", server=server)
    assert result.exit_code == 0
    assert "今年新收政府信息公开申请86件" in text_of(out)
    assert re.search(r"(\d+) 句仍用模板的句子（其中 \1 句模型没有改动）", result.stderr)
    assert "次调用" in result.stderr
    assert "庄重" in server.asked[0]["messages"][0]["content"]
    told = json.dumps(server.asked, ensure_ascii=False)
    assert "86" not in re.sub(r"最多 \d+ 字", "", told)
    checked = CliRunner().invoke(app, ["verify", str(out), "--report", str(figures[0]), "--previous", str(figures[1])])
    assert checked.exit_code == 0, checked.stdout


def test_what_the_guard_refuses_is_the_templates_sentence_with_a_comment_and_a_line(figures: tuple[Path, Path]) -> None:
    with serving(careless) as server:
        result, out = drafted(figures, server=server)
    assert result.exit_code == 0
    assert "本年新收政府信息公开申请86件" in text_of(out)
    assert "九十九" not in text_of(out)
    assert "九十九" in result.stderr
    assert any("模型写的句子没有采用" in comment.text for comment in Document(str(out)).comments)
    assert any("不能用，因为" in body["messages"][-1]["content"] for body in server.asked)


def test_the_house_style_is_told_and_one_that_is_none_is_refused(figures: tuple[Path, Path], tmp_path: Path) -> None:
    style = tmp_path / "文风.txt"
    style.write_text("句子不超过三十字。", encoding="utf-8")
    with serving(careful) as server:
        assert drafted(figures, "--style", str(style), server=server)[0].exit_code == 0
        assert "句子不超过三十字" in server.asked[0]["messages"][0]["content"]
        for content, why in ((b"", "是空的"), (b"\xff\xfe\x00", "UTF-8"), (("长" * 3000).encode(), "最多 2000 字")):
            style.write_bytes(content)
            refused = drafted(figures, "--style", str(style), server=server)[0]
            assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
            assert why in refused.stderr


def test_an_option_of_the_model_without_a_model_is_said(figures: tuple[Path, Path]) -> None:
    (figures[0].parent / "x.txt").write_text("简明", encoding="utf-8")
    for option in (("--tone", "庄重"), ("--length", "简短"), ("--style", "x.txt")):
        result = drafted(figures, *option)[0]
        assert (result.exit_code, result.stdout) == (2, "")  # said before any work is done
        assert option[0] in result.stderr
    assert "可以是" in drafted(figures, "--tone", "活泼")[0].stderr


def test_no_model_asks_nothing_and_show_prompts_shows_without_asking(figures: tuple[Path, Path]) -> None:
    with serving(careful) as server:
        result = drafted(figures, "--no-model", "--show-prompts", server=server)[0]
        assert server.asked == []
    assert result.exit_code == 0
    assert "{new} 是本年新收政府信息公开申请" in result.stderr
    assert "86件" not in result.stderr


def test_a_budget_ends_the_asking_and_the_templates_stay(figures: tuple[Path, Path]) -> None:
    with serving(careful) as server:
        result, out = drafted(figures, "--max-tokens", "10", server=server)
        assert server.asked == []
    assert result.exit_code == 0
    assert "--max-tokens 10" in result.stderr
    assert "本年新收政府信息公开申请86件" in text_of(out)


def test_a_streamed_answer_is_seen_while_it_comes() -> None:
    from toolkit.draft.rewriting import Silence, SlotNote, Task, Wanted

    slot = SlotNote("new", "本年新收政府信息公开申请", "件", None)
    text = "今年收到申请{new}。"
    content = json.dumps({"s1": text}, ensure_ascii=False)
    chunks = [content[at : at + 6] for at in range(0, len(content), 6)]
    base = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "m"}
    events = [{**base, "choices": [{"index": 0, "delta": {"content": each}}]} for each in chunks]
    events.append({**base, "choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]})
    stream = "".join(f"data: {json.dumps(event)}\n\n" for event in events) + "data: [DONE]\n\n"
    seen: list[str] = []
    with serving(Reply(stream.encode(), headers={"content-type": "text/event-stream"})) as server:
        writer = model_writer(Model(Settings(server.url, "m"), keep=False), lambda texts: seen.extend(texts.values()))
        done = writer(Task((Wanted("s1", "本年新收申请{new}。", "依申请公开", (slot,), 40),), is_plan=False))
    assert not isinstance(done, Silence), done
    assert done["s1"] == text
    assert seen[-1] == text
    assert len(set(seen)) > 2
