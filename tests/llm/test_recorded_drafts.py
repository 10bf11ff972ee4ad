"""Sentences of a draft as a real model wrote them. What they say is one small model's; what must hold whatever it says
is that no number but a slot's comes into a draft.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bench.draft_oracle import wrong_in
from bench.guarded import allowed_in, two_years
from tests.llm.recorded import cassette, recording_settings
from toolkit.draft.document import Draft, slots_in
from toolkit.draft.rewriting import Silence, Task, Writer, rewritten
from toolkit.draft.write import write_draft
from toolkit.llm import Model
from toolkit.writing import model_writer

_BEGINNINGS = {"licensing": "作出行政许可", "growth": "申请数量增长较快", "measure": "对被纠正"}
"""A cassette's name, and how the plain sentence that is asked for in other words begins."""
YEARS = two_years("rise")
DRAFT = write_draft(YEARS[0], [YEARS[1]])


@pytest.fixture(autouse=True)
def _own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path))


def only(beginning: str, writer: Writer, answers: list[Mapping[str, str] | Silence]) -> Writer:
    """A writer that is asked for the one sentence, with all others left as they are."""

    def write(task: Task) -> Mapping[str, str] | Silence:
        others = {each.id: each.plain for each in task.sentences if not each.plain.startswith(beginning)}
        wanted = tuple(each for each in task.sentences if each.id not in others)
        if not wanted:
            return others
        answers.append(writer(Task(wanted, task.is_plan, task.style)))
        answer = answers[-1]
        return {**others, **({} if isinstance(answer, Silence) else answer)}

    return write


@pytest.mark.parametrize("name", _BEGINNINGS)
def test_what_a_small_model_writes_is_taken_only_with_the_figures_numbers(
    name: str, request: pytest.FixtureRequest
) -> None:
    record = bool(request.config.getoption("--record"))
    answers: list[Mapping[str, str] | Silence] = []
    with cassette(f"draft-{name}", record):
        writer = model_writer(Model(recording_settings(record), silence=900, keep=False))
        draft = rewritten(DRAFT, allowed_in("rise"), only(_BEGINNINGS[name], writer, answers))
    assert answers
    assert not any(isinstance(answer, Silence) for answer in answers), answers
    assert sorted(draft.slots) == sorted(DRAFT.slots)
    assert list(wrong_in(draft, DRAFT, allowed_in("rise").metrics, *YEARS)) == []


def test_the_sentences_that_are_asked_for_are_in_the_draft() -> None:
    plain: list[str] = []

    def note(task: Task) -> Silence:
        plain.extend(each.plain for each in task.sentences)
        return Silence("只记下")

    unchanged: Draft = rewritten(DRAFT, allowed_in("rise"), note)
    assert unchanged.blocks == DRAFT.blocks
    for beginning in _BEGINNINGS.values():
        assert sum(text.startswith(beginning) for text in plain) == 1
    assert all(slots_in(text) for text in plain if text.startswith("申请数量"))
