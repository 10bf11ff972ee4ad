"""What a real model makes of a draft's sentences: python -m bench.draft_sentences --drafts N --seed N -o answers.jsonl

Needs a model (XXGK_LLM_BASE_URL, XXGK_LLM_MODEL). Drafts of made figures, in turn in all tones and lengths. Every
answer is kept beside the template's sentence, a line each, with the reasons why it was refused, so that a person can
read them all: whether a sentence reads well no program says. What was answered before costs nothing in a second run.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import count, islice, product
from pathlib import Path
from typing import Literal

from bench.draft_figures import years
from toolkit.draft.document import DraftParagraph
from toolkit.draft.guard import Allowed
from toolkit.draft.metrics import metrics_of
from toolkit.draft.rewriting import Silence, Task, Writer, mended, rewritten, wrong_with
from toolkit.draft.style import LENGTHS, TONES, Style, examples_of, named_in
from toolkit.draft.write import write_draft
from toolkit.llm import Model, settings
from toolkit.writing import model_writer

_PATIENCE = 1800.0  # seconds for an answer: a small computer may need minutes for a paragraph
_STYLES = tuple(Style(tone, length) for tone, length in product(TONES, LENGTHS))

Became = Literal["taken", "left as it was", "refused", "like its neighbours"]


@dataclass(frozen=True, slots=True)
class Line:
    """An answer for one sentence, and what became of it. ``attempt`` is from 1."""

    seed: int
    style: str
    attempt: int
    plain: str
    said: str
    became: Became
    reasons: tuple[str, ...]


def main() -> int:
    """Write the answers, print the counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drafts", type=int, default=10)
    parser.add_argument("--seed", type=int, default=9_100_000)
    parser.add_argument("--most", type=int, default=99, help="pass over figures that ask for more sentences than that")
    parser.add_argument("-o", "--output", type=Path, required=True)
    wanted = parser.parse_args()
    server = settings()
    if server is None:
        print("no model is set up: XXGK_LLM_BASE_URL, XXGK_LLM_MODEL", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for number, seed in enumerate(islice(_seeds(wanted.seed, wanted.most), wanted.drafts)):
        lines += _answers(seed, _STYLES[number % len(_STYLES)], model_writer(Model(server, silence=_PATIENCE)))
        told = (json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
        wanted.output.write_text("".join(told), encoding="utf-8")
        print(f"{number + 1} drafts: {_counted(lines)}", flush=True)
    return 0


def _seeds(first: int, most: int) -> Iterator[int]:
    """Seeds whose drafts have sentences to ask for, and not more than so many."""
    return (seed for seed in count(first) if 0 < len({line.plain for line in _answers(seed, Style(), _echo)}) <= most)


def _echo(task: Task) -> Mapping[str, str]:
    return {each.id: each.plain for each in task.sentences}


def _answers(seed: int, style: Style, writer: Writer) -> Sequence[Line]:
    """All answers for the sentences of a draft."""
    this, last = years(seed)
    metrics = metrics_of(this, [last])
    allowed = Allowed(metrics, frozenset(), named=named_in([this, last]), organ=this.organ or "")
    tasks: list[tuple[Task, Mapping[str, str]]] = []

    def noting(task: Task) -> Mapping[str, str] | Silence:
        answer = writer(task)
        tasks.append((task, {} if isinstance(answer, Silence) else answer))
        return answer

    draft = rewritten(write_draft(this, [last]), allowed, noting, replace(style, examples=examples_of(last)))
    stands = {run.text for block in draft.blocks if isinstance(block, DraftParagraph) for run in block.runs}
    shown = f"{style.tone}、{style.length}"
    return [
        _line(seed, shown, task, name, said, replace(allowed, is_plan=task.is_plan), stands)
        for task, answer in tasks
        for name, said in answer.items()
    ]


def _line(seed: int, style: str, task: Task, name: str, said: str, allowed: Allowed, stands: set[str]) -> Line:
    wanted = next(each for each in task.sentences if each.id == name)
    text = mended(said, wanted)
    reasons = wrong_with(text, wanted, allowed)
    became: Became = "refused" if reasons else "like its neighbours"
    if text in stands and not reasons:
        became = "left as it was" if text == wanted.plain else "taken"
    return Line(seed, style, len(wanted.refused) + 1, wanted.plain, said, became, reasons)


def _counted(lines: Iterable[Line]) -> str:
    asked = {(line.seed, line.plain) for line in lines}
    tally = Counter(line.became for line in lines)
    return f"{len(asked)} sentences asked for; answers: " + ", ".join(f"{n} {what}" for what, n in tally.items())


if __name__ == "__main__":
    sys.exit(main())
