"""Answers of a real model, recorded: ``python -m tests.draft.recorded URL MODEL`` asks it anew.

One sentence of each kind a cassette, of the figures that rose (bench/guarded.py).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import vcr

from bench.guarded import allowed_in, two_years
from toolkit.draft.rewriting import Silence, Task, rewritten
from toolkit.draft.write import write_draft
from toolkit.llm import Model, Settings
from toolkit.writing import model_writer

CASSETTES = Path(__file__).parent / "cassettes"
_BEGINNINGS = {
    "received": "本年新收",
    "licensing": "作出行政许可",
    "quality": "答复质量",
    "review": "对被纠正",
}
"""A cassette's name, and how the plain sentence that it is of begins."""
URL = "http://127.0.0.1:8555/v1"


def tasks() -> Mapping[str, Task]:
    """What is asked, by the cassette's name."""
    seen: list[Task] = []

    def note(task: Task) -> Silence:
        seen.append(task)
        return Silence("只记下")

    this, last = two_years("rise")
    rewritten(write_draft(this, [last]), allowed_in("rise"), note)
    found: dict[str, Task] = {}
    for task in seen:
        for wanted in task.sentences:
            for name, beginning in _BEGINNINGS.items():
                if wanted.plain.startswith(beginning):
                    found.setdefault(name, Task((wanted,), task.is_plan, task.style))
    return found


@contextmanager
def cassette(name: str, *, record: bool = False) -> Iterator[None]:
    """The answers of a cassette; nothing is sent but while it is recorded."""
    with vcr.VCR().use_cassette(
        str(CASSETTES / f"{name}.yaml"),
        record_mode="all" if record else "none",
        match_on=["method", "path", "body"],
        filter_headers=["authorization", "user-agent"],
        decode_compressed_response=True,
    ):
        yield


def ask(task: Task, url: str = URL, model: str = "local", silence: float = 600.0) -> Mapping[str, str] | Silence:
    """The model's answer to a task."""
    return model_writer(Model(Settings(url, model), silence=silence, keep=False))(task)


def main(url: str, model: str) -> None:
    """Record all."""
    for name, task in tasks().items():
        with cassette(name, record=True):
            print(name, ask(task, url, model), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:3])
