"""The model's part in ``xxgk draft``: its options, whether one is there, what it did."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.commands import streams
from toolkit.commands.asking import model_set_up, show_messages
from toolkit.commands.problems import BadUsage
from toolkit.commands.text_files import text_in
from toolkit.inputs import printable

if TYPE_CHECKING:
    from toolkit.draft.document import Draft
    from toolkit.draft.metrics import Metrics
    from toolkit.draft.style import Style
    from toolkit.llm import Ledger, Model
    from toolkit.model import Report

_LOG_LINES = 12
_SHOWN = 30  # characters of what is being written


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the user asked for."""

    tone: str | None = None
    length: str | None = None
    style: str | None = None
    no_model: bool = False
    max_tokens: int | None = None
    show_prompts: bool = False

    @property
    def needs_model(self) -> str | None:
        """The first option that does nothing without a model."""
        given = {
            "--tone": self.tone,
            "--length": self.length,
            "--style": self.style,
            "--max-tokens": self.max_tokens,
        }
        return next((name for name, value in given.items() if value is not None), None)


@dataclass(frozen=True, slots=True)
class Rewording:
    """How a draft's sentences are to be reworded. ``model`` is None where the prompts are only shown."""

    model: Model | None
    style: Style
    show_prompts: bool


def rewording_for(wishes: Wishes) -> Rewording | None:
    """What was asked for, as far as it can be done; None where nothing is reworded. Asked before any work is done.

    Raises:
        BadUsage: an option that can't be meant, or does nothing because no model is asked.
    """
    style = _style(wishes)
    model = None if wishes.no_model else model_set_up(wishes.max_tokens)
    if model is None and not wishes.show_prompts:
        if wishes.needs_model:
            why = "用了 --no-model" if wishes.no_model else "没有设置模型（XXGK_LLM_BASE_URL、XXGK_LLM_MODEL）"
            raise BadUsage(f"{why}，{wishes.needs_model} 不起作用")
        return None
    return Rewording(model, style, wishes.show_prompts)


def reworded(draft: Draft, metrics: Metrics, reports: Sequence[Report], how: Rewording) -> Draft:
    """The draft with the sentences that a model wrote; ``reports``: the year's, then earlier ones."""
    from toolkit.draft.guard import Allowed
    from toolkit.draft.rewriting import rewritten
    from toolkit.draft.style import examples_of, named_in
    from toolkit.writing import model_writer

    last = next((each for each in reports if each.year == draft.year - 1), None)
    show = show_messages if how.show_prompts else None
    writer = model_writer(how.model, _progress if sys.stderr.isatty() else None, show)
    allowed = Allowed(metrics, frozenset(), named=named_in(reports), organ=reports[0].organ or "")
    done = rewritten(draft, allowed, writer, replace(how.style, examples=examples_of(last)))
    if how.model is None:
        return draft
    _line("")
    _say(done.log, how.model.ledger)
    return done


def _style(wishes: Wishes) -> Style:
    from toolkit.draft.style import LENGTHS, TONES, Style

    tone = next((each for each in TONES if each == (wishes.tone or TONES[0])), None)
    length = next((each for each in LENGTHS if each == (wishes.length or LENGTHS[1])), None)
    if tone is None:
        raise BadUsage(f"--tone 可以是 {'、'.join(TONES)}，不是“{printable(wishes.tone or '')}”")
    if length is None:
        raise BadUsage(f"--length 可以是 {'、'.join(LENGTHS)}，不是“{printable(wishes.length or '')}”")
    return Style(tone, length, _house(wishes.style) if wishes.style else "")


def _house(named: str) -> str:
    """The text of a house style file."""
    from toolkit.draft.style import LONGEST_HOUSE_STYLE

    shown = printable(named)
    text = text_in(named, "文风要求").strip()
    if not text:
        raise BadUsage(f"{shown} 是空的，没有文风要求")
    if len(text) > LONGEST_HOUSE_STYLE:
        raise BadUsage(f"{shown} 有 {len(text)} 字，文风要求最多 {LONGEST_HOUSE_STYLE} 字")
    return text


# --- what the user sees meanwhile -------------------------------------------------------------------------


def _progress(texts: Mapping[str, str]) -> None:
    """The end of what the model has written so far."""
    _line("模型：" + "".join(texts.values())[-_SHOWN:])


def _line(text: str) -> None:
    """A line on the terminal that the next one takes the place of."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


def _say(log: Sequence[str], ledger: Ledger) -> None:
    for line in log[:_LOG_LINES]:
        streams.complain(line)
    if len(log) > _LOG_LINES:
        streams.complain(f"另有 {len(log) - _LOG_LINES} 句用了模板的句子，见草稿中的批注")
    streams.complain(ledger.line())
