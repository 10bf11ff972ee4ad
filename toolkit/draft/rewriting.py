"""A draft's sentences in other words, by a writer that is passed in; what the guard refuses is asked again, then left.

The writer gets sentences with slots and no values, and gives sentences with slots; so it can't get a number wrong, only
say the wrong thing of it, and that is what the guard looks for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from toolkit.draft.document import Block, Draft, DraftParagraph, Gap, Run, pieces_of, slots_in
from toolkit.draft.fluency import clumsy
from toolkit.draft.guard import Allowed, refusals
from toolkit.draft.matter import added, is_lost
from toolkit.draft.metrics import Direction, Metric
from toolkit.draft.style import Length, Style

ATTEMPTS = 3
"""A sentence is asked for once, and again at most twice."""
_REASONS_TOLD = 3
_LENGTHS: Mapping[Length, float] = {"简短": 1.15, "适中": 1.6, "详细": 2.2}
_NO_ANSWER = "没有得到可用的回答"
_QUOTED = 14
_ROOM = 12  # characters that also the shortest sentence may gain
_OF_CASES = "件个起宗"
_STOPS = ("。", "！", "？")
_DOUBLED = re.compile(r"([，。；：、])\1+")
_LEADS = ("一是", "二是", "三是", "四是", "对此，", "首先", "第一")


@dataclass(frozen=True, slots=True)
class SlotNote:
    """What a slot stands for, in words; never its value."""

    slot: str
    name: str
    unit: str
    direction: Direction | None


@dataclass(frozen=True, slots=True)
class Refused:
    """A sentence that was not taken, and why."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A sentence that is wanted: the plain one that says it, its slots, how long it may be; ``refused`` holds each
    attempt at it so far, the last one last.
    """

    id: str
    plain: str
    about: str
    slots: tuple[SlotNote, ...]
    longest: int
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Sentences of one paragraph that are wanted together; ``is_plan``: they say what will be done."""

    sentences: tuple[Wanted, ...]
    is_plan: bool
    style: Style = field(default=Style())


@dataclass(frozen=True, slots=True)
class Silence:
    """No answer; ``again``: another attempt may bring one."""

    why: str
    again: bool = False


class Writer(Protocol):
    """Writes sentences with slots."""

    def __call__(self, task: Task) -> Mapping[str, str] | Silence:
        """A text for each sentence's id, or why there is none."""


def rewritten(draft: Draft, allowed: Allowed, writer: Writer, style: Style | None = None) -> Draft:
    """The draft with the sentences that the writer wrote and the guard took; its log says of the others why not."""
    rewriting = _Rewriting(allowed, writer, style or Style())
    blocks = tuple(rewriting.block(block) for block in draft.blocks)
    return replace(draft, blocks=blocks, log=tuple(rewriting.log()))


def mended(text: str, wanted: Wanted) -> str:
    """A text without the slips that can be taken out of it for certain, whatever it says: behind a slot its own unit
    once more, or another word by which cases are counted; a sign twice; a full stop that lacks.
    """
    for note in wanted.slots:
        units = f"[{_OF_CASES}]" if note.unit in _OF_CASES else re.escape(note.unit)
        text = re.sub(rf"(\{{{re.escape(note.slot)}\}}){units}", r"\1", text) if note.unit else text
    text = _DOUBLED.sub(r"\1", text.strip())
    return text if text.endswith(_STOPS) else text.rstrip("，；：、") + "。"


def wrong_with(text: str, wanted: Wanted, allowed: Allowed, others: Collection[str] = ()) -> tuple[str, ...]:
    """Why a text can't stand for a wanted sentence beside the others of its paragraph; nothing where it can."""
    due, there = Counter(slots_in(wanted.plain)), Counter(slots_in(text))
    reasons = [f"少了空位 {{{slot}}}" for slot in (due - there)]
    reasons += [f"空位 {{{slot}}} 多写了" for slot in (there - due) if slot in due]
    mine = replace(allowed, slots=frozenset(due), gaps=frozenset())
    reasons += [refusal.reason for refusal in refusals(text, mine)]
    if len(text) > wanted.longest:
        reasons.append(f"太长，最多 {wanted.longest} 字")
    if text.startswith(_LEADS):
        reasons.append("开头不要写序号，程序会加上")
    if "\n" in text or not text.strip("。，；： "):
        reasons.append("要写成完整的一段话")
    reasons += _other_matter(text, wanted.plain, is_plan=allowed.is_plan)
    reasons += clumsy(text, wanted.plain, others)
    return tuple(dict.fromkeys(reasons))


def _other_matter(text: str, plain: str, *, is_plan: bool) -> Iterator[str]:
    if is_plan and is_lost(text, plain):
        yield "没有写原句要做的事"
    more = None if is_plan else added(text, plain)
    if more:
        yield f"“{more}”是原句没有的话，不要添加"


class _Rewriting:
    """One draft being rewritten."""

    def __init__(self, allowed: Allowed, writer: Writer, style: Style) -> None:
        self._allowed, self._writer, self._style = allowed, writer, style
        self._asked = self._taken = self._copied = 0
        self._left: list[str] = []
        self._silences: Counter[str] = Counter()

    def block(self, block: Block) -> Block:
        """The paragraph with what was taken in it."""
        if not isinstance(block, DraftParagraph):
            return block
        paragraph = _Paragraph(block.runs, self._allowed, self._style)
        self._asked += len(paragraph.wanted)
        why = self._write(paragraph) if paragraph.wanted else ""
        self._taken += paragraph.taken
        self._copied += paragraph.copied
        for at, wanted in paragraph.wanted.items():
            paragraph.runs[at] = self._left_alone(paragraph.runs[at], wanted, why)
        return replace(block, runs=tuple(paragraph.runs))

    def _write(self, paragraph: _Paragraph) -> str:
        """Ask for a paragraph's sentences until all are taken, or often enough; why the last answer failed to come."""
        why = _NO_ANSWER
        for _ in range(ATTEMPTS):
            answer = self._writer(paragraph.task())
            if isinstance(answer, Silence):
                why = answer.why
                if not answer.again:
                    break
            else:
                paragraph.take(answer)
            if not paragraph.wanted:
                break
        return why

    def log(self) -> Iterator[str]:
        """What became of the sentences, a line each."""
        if self._asked:
            copied = f"（其中 {self._copied} 句模型没有改动）" if self._copied else ""
            yield f"模型写了 {self._taken} 句，{self._asked - self._taken} 句仍用模板的句子{copied}"
        for why, count in self._silences.items():
            yield f"{count} 句没有模型的回答：{why}"
        yield from self._left

    def _left_alone(self, run: Run, wanted: Wanted, why: str) -> Run:
        """The template's sentence, with a remark for the person who edits where a model's was refused."""
        if not wanted.refused:
            self._silences[why] += 1
            return run
        reasons = "；".join(wanted.refused[-1].reasons[:_REASONS_TOLD])
        self._left.append(f"“{wanted.plain[:_QUOTED]}…”用了模板的句子：{reasons}")
        remark = f"模型写的句子没有采用（{reasons}），这里是模板的句子。"
        return replace(run, comment="\n".join(filter(None, (run.comment, remark))))


class _Paragraph:
    """A paragraph being rewritten: its sentences as they stand, and by their places those that are still wanted."""

    def __init__(self, runs: Sequence[Run], allowed: Allowed, style: Style) -> None:
        self.runs = list(runs)
        self.wanted = {
            at: _wanted(f"s{at + 1}", run, allowed, style) for at, run in enumerate(runs) if _may_be_said_otherwise(run)
        }
        self.taken = self.copied = 0
        self._style = style
        self._is_plan = all(runs[at].kind == "plan" for at in self.wanted)
        self._allowed = replace(allowed, is_plan=self._is_plan)

    def task(self) -> Task:
        """What is to be asked for now."""
        return Task(tuple(self.wanted.values()), self._is_plan, self._style)

    def take(self, answer: Mapping[str, str]) -> None:
        """Put those sentences of an answer in their places that may stand there."""
        for at, wanted in list(self.wanted.items()):
            if wanted.id not in answer:
                continue
            text = mended(answer[wanted.id], wanted)
            others = [run.text for place, run in enumerate(self.runs) if place != at]
            wrong = wrong_with(text, wanted, self._allowed, others)
            if wrong:
                self.wanted[at] = replace(wanted, refused=(*wanted.refused, Refused(text, wrong)))
                continue
            is_copy = text == wanted.plain
            self.copied, self.taken = self.copied + is_copy, self.taken + (not is_copy)
            self.runs[at] = replace(self.runs[at], pieces=pieces_of(self.runs[at].lead + text))
            del self.wanted[at]


def _wanted(name: str, run: Run, allowed: Allowed, style: Style) -> Wanted:
    slots = tuple(_note(allowed.metrics[slot]) for slot in dict.fromkeys(slots_in(run.text)))
    longest = int(len(run.text) * _LENGTHS[style.length]) + _ROOM
    return Wanted(name, run.text, run.about, slots, longest)


def _may_be_said_otherwise(run: Run) -> bool:
    if any(isinstance(piece, Gap) for piece in run.pieces):
        return False
    return run.kind == "plan" or (run.kind == "fact" and bool(slots_in(run.text)))


def _note(metric: Metric) -> SlotNote:
    return SlotNote(metric.id, metric.name, metric.unit, metric.direction)
