"""A draft's sentences in other words, by a writer that is passed in; what the guard refuses is asked again, then left.

The writer gets sentences with slots and no values, and gives sentences with slots; so it can't get a number wrong, only
say the wrong thing of it, and that is what the guard looks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Protocol

from toolkit.draft.document import Block, Draft, DraftParagraph, Gap, Run, pieces_of, slots_in
from toolkit.draft.guard import Allowed, refusals
from toolkit.draft.metrics import Direction, Metric
from toolkit.draft.style import Length, Style

ATTEMPTS = 3
"""A sentence is asked for once, and again at most twice."""
_REASONS_TOLD = 3
_LENGTHS: Mapping[Length, float] = {"简短": 1.15, "适中": 1.6, "详细": 2.2}
_NO_ANSWER = "没有得到可用的回答"
_QUOTED = 14
_ROOM = 12  # characters that also the shortest sentence may gain
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
    """A sentence that is wanted: the plain one that says it, its slots, how long it may be, what was refused before."""

    id: str
    plain: str
    about: str
    slots: tuple[SlotNote, ...]
    longest: int
    refused: Refused | None = None


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


def wrong_with(text: str, wanted: Wanted, allowed: Allowed) -> tuple[str, ...]:
    """Why a text can't stand for a wanted sentence; nothing where it can."""
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
    return tuple(dict.fromkeys(reasons))


class _Rewriting:
    """One draft being rewritten."""

    def __init__(self, allowed: Allowed, writer: Writer, style: Style) -> None:
        self._allowed, self._writer, self._style = allowed, writer, style
        self._asked = self._taken = 0
        self._left: list[str] = []
        self._silences: Counter[str] = Counter()

    def block(self, block: Block) -> Block:
        """The paragraph with what was taken in it."""
        if not isinstance(block, DraftParagraph):
            return block
        runs = {at: run for at, run in enumerate(block.runs) if _may_be_said_otherwise(run)}
        if not runs:
            return block
        is_plan = all(run.kind == "plan" for run in runs.values())
        said = self._said(runs, replace(self._allowed, is_plan=is_plan), is_plan)
        return replace(block, runs=tuple(said.get(at, run) for at, run in enumerate(block.runs)))

    def log(self) -> Iterator[str]:
        """What became of the sentences, a line each."""
        if self._asked:
            yield f"模型写了 {self._taken} 句，{self._asked - self._taken} 句仍用模板的句子"
        for why, count in self._silences.items():
            yield f"{count} 句没有模型的回答：{why}"
        yield from self._left

    def _said(self, runs: Mapping[int, Run], allowed: Allowed, is_plan: bool) -> dict[int, Run]:
        """What stands in the place of each run: the writer's sentence, or its own with a remark."""
        wanted = {f"s{at + 1}": self._wanted(f"s{at + 1}", run) for at, run in runs.items()}
        own = {f"s{at + 1}": (at, run) for at, run in runs.items()}
        self._asked += len(wanted)
        done: dict[int, Run] = {}
        why = _NO_ANSWER
        for _ in range(ATTEMPTS):
            answer = self._writer(Task(tuple(wanted.values()), is_plan, self._style))
            if isinstance(answer, Silence):
                why = answer.why
                if answer.again:
                    continue
                break
            for name in [name for name in wanted if name in answer]:
                text = _ended(answer[name])
                wrong = wrong_with(text, wanted[name], allowed)
                if wrong:
                    wanted[name] = replace(wanted[name], refused=Refused(text, wrong))
                    continue
                at, run = own[name]
                done[at] = replace(run, pieces=pieces_of(run.lead + text))
                del wanted[name]
            if not wanted:
                break
        self._taken += len(done)
        for name, each in wanted.items():
            at, run = own[name]
            done[at] = self._left_alone(run, each, why)
        return done

    def _left_alone(self, run: Run, wanted: Wanted, why: str) -> Run:
        """The template's sentence, with a remark for the person who edits where a model's was refused."""
        if wanted.refused is None:
            self._silences[why] += 1
            return run
        reasons = "；".join(wanted.refused.reasons[:_REASONS_TOLD])
        self._left.append(f"“{wanted.plain[:_QUOTED]}…”用了模板的句子：{reasons}")
        remark = f"模型写的句子没有采用（{reasons}），这里是模板的句子。"
        return replace(run, comment="\n".join(filter(None, (run.comment, remark))))

    def _wanted(self, name: str, run: Run) -> Wanted:
        slots = tuple(_note(self._allowed.metrics[slot]) for slot in dict.fromkeys(slots_in(run.text)))
        longest = int(len(run.text) * _LENGTHS[self._style.length]) + _ROOM
        return Wanted(name, run.text, run.about, slots, longest)


def _ended(text: str) -> str:
    """A text with the full stop that it may lack."""
    text = text.strip()
    return text if text.endswith(("。", "！", "？")) else text.rstrip("，；：、") + "。"


def _may_be_said_otherwise(run: Run) -> bool:
    if any(isinstance(piece, Gap) for piece in run.pieces):
        return False
    return run.kind == "plan" or (run.kind == "fact" and bool(slots_in(run.text)))


def _note(metric: Metric) -> SlotNote:
    return SlotNote(metric.id, metric.name, metric.unit, metric.direction)
