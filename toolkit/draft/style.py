"""How a draft is to sound: tone, length, the house's own rules, last year's text without its numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from toolkit.model import Report
from toolkit.numbers import find_numerals

Tone = Literal["平实", "庄重", "恳切"]
Length = Literal["简短", "适中", "详细"]
TONES: tuple[Tone, ...] = get_args(Tone)
LENGTHS: tuple[Length, ...] = get_args(Length)
LONGEST_HOUSE_STYLE = 2000
"""Characters of a house style file that are told."""
_LONGEST_EXAMPLE = 400
_MASK = "某"
_SECTIONS = (1, 5)
_MARKS = re.compile(r"[<>＜＞{}｛｝〔〕《》\[\]]")
_DIGITS = re.compile(r"[0-9０-９①-⒛㈠-㈩]+(?:[.．,，][0-9０-９]+)*[%％]?")


@dataclass(frozen=True, slots=True)
class Style:
    """``house``: the house's rules in its own words; ``examples``: masked text of last year's report."""

    tone: Tone = "平实"
    length: Length = "适中"
    house: str = ""
    examples: tuple[str, ...] = ()


def examples_of(last: Report | None) -> tuple[str, ...]:
    """The beginnings of last year's sections one and five, masked."""
    if last is None:
        return ()
    texts = [section.text for section in last.sections if section.number in _SECTIONS and section.text.strip()]
    return tuple(masked(" ".join(text.split())[:_LONGEST_EXAMPLE]) for text in texts)


def masked(text: str) -> str:
    """A text without its numbers, and without signs that could end the marks round it or look like a slot."""
    pieces: list[str] = []
    at = 0
    for numeral in find_numerals(text):
        if numeral.kind in ("ordinal", "none") and not _DIGITS.search(numeral.raw):
            continue
        pieces += [text[at : numeral.start], _MASK]
        at = numeral.end
    return _DIGITS.sub(_MASK, _MARKS.sub("", "".join([*pieces, text[at:]])))


def named_in(reports: Sequence[Report]) -> str:
    """All that the reports say: whoever and whatever is named there may be named in the draft."""
    return "\n".join(
        text for report in reports for text in (report.title or "", report.preamble, *(s.text for s in report.sections))
    )
