"""What a real model makes of a draft's sentences: python -m bench.draft_sentences --drafts N --seed N -o answers.jsonl

Needs a model (XXGK_LLM_BASE_URL, XXGK_LLM_MODEL). Drafts of made figures, in turn in all tones and lengths. Every
answer is kept beside the template's sentence, a line each, with the reasons why it was refused, so that a person can
read them all: whether a sentence reads well no program says. What was answered before costs nothing in a second run.
``--answers FILE`` needs no model: it takes the answers that stand in a file, by seed.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import product
from pathlib import Path
from typing import Literal

import yaml

from bench.draft_figures import years
from toolkit.draft.document import DraftParagraph
from toolkit.draft.guard import Allowed
from toolkit.draft.metrics import metrics_of
from toolkit.draft.rewriting import Silence, Task, Writer, mended, rewritten, wrong_with
from toolkit.draft.style import LENGTHS, TONES, Style, examples_of, named_in
from toolkit.draft.write import write_draft
from toolkit.llm import Model, Settings, settings
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
    parser.add_argument("--paragraphs", type=int, default=99, help="ask for so many of each draft, others in each")
    parser.add_argument("--answers", type=Path, help="take the answers from this file instead of a model")
    parser.add_argument("-o", "--output", type=Path, help="where to write the answers")
    wanted = parser.parse_args()
    server = settings()
    if wanted.answers is not None:
        writers = _written(wanted.answers)
    elif server is not None:
        writers = _asked(server, wanted)
    else:
        print("no model is set up: XXGK_LLM_BASE_URL, XXGK_LLM_MODEL", file=sys.stderr)
        return 2
    lines: list[Line] = []
    for number, (seed, writer) in enumerate(writers):
        lines += _answers(seed, _STYLES[number % len(_STYLES)], writer)
        if wanted.output is not None:
            told = (json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in lines)
            wanted.output.write_text("".join(told), encoding="utf-8")
        print(f"{number + 1} drafts: {_counted(lines)}", flush=True)
    return 0


def _asked(server: Settings, wanted: argparse.Namespace) -> Iterator[tuple[int, Writer]]:
    """Each seed with a writer that asks a model."""
    for number, seed in enumerate(range(wanted.seed, wanted.seed + wanted.drafts)):
        writer = model_writer(Model(server, silence=_PATIENCE))
        yield seed, _some(writer, _paragraphs(seed), number, wanted.paragraphs)


def _written(answers: Path) -> Iterator[tuple[int, Writer]]:
    """Each seed of a file with a writer that gives what stands there, and nothing a second time."""
    for seed, pairs in yaml.safe_load(answers.read_text(encoding="utf-8")).items():
        yield seed, _giving(dict(pairs))


def _giving(texts: Mapping[str, str]) -> Writer:
    def write(task: Task) -> Mapping[str, str] | Silence:
        first = [each for each in task.sentences if not each.refused and each.plain in texts]
        return {each.id: texts[each.plain] for each in first} or Silence("not answered")

    return write


def _paragraphs(seed: int) -> Sequence[frozenset[str]]:
    """The sentences that are asked for in each paragraph of a draft."""
    asked: list[frozenset[str]] = []

    def writer(task: Task) -> Silence:
        asked.append(frozenset(each.plain for each in task.sentences))
        return Silence("only noted")

    _answers(seed, Style(), writer)
    return asked


def _some(writer: Writer, paragraphs: Sequence[frozenset[str]], first: int, most: int) -> Writer:
    """A writer that is asked for some paragraphs only: so many from one on, going round."""
    chosen = [paragraphs[(first + at) % len(paragraphs)] for at in range(min(most, len(paragraphs)))]

    def write(task: Task) -> Mapping[str, str] | Silence:
        is_asked = any({each.plain for each in task.sentences} <= paragraph for paragraph in chosen)
        return writer(task) if is_asked else Silence("not asked for")

    return write


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
