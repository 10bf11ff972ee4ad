"""Which metric a numeral in an edited draft speaks of: by its slot, by the draft's own words round it, by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from toolkit.draft.edited import EditedParagraph
from toolkit.draft.metrics import YEAR, Metrics
from toolkit.draft.spec import metrics_spec
from toolkit.numbers import Numeral, find_numerals

How = Literal["control", "bookmark", "context", "name"]

_MASK = "\x01"
_BREAKS = "。；：！？\n"
_LONG_CONTEXT = 14
_LEAST_ALIKE = 0.5
_VETO = re.compile(
    r"上年|去年|前年|上一年|往年|累计|以来|历年|计划|预计|力争|目标|[0-9]{1,2}月|季度|20\d\d年|其他机关|全[市县区省]"
)
_YEAR = re.compile(r"\d{4}年")
_FILLER = re.compile(r"[共计为是有达了的：:约近]{0,3}")
_SHARE = re.compile(r"占(?:比|[^，。；0-9%]{0,14}的)?(?:为|达|约)?$")


@dataclass(frozen=True, slots=True)
class Tied:
    """A numeral and the metric that it says, if that is known. ``named``: the metric whose name stands before it."""

    numeral: Numeral
    metric: str | None
    how: How | None
    named: str | None = None


def tie(paragraph: EditedParagraph, expected: Sequence[tuple[str, Mapping[int, str]]], metrics: Metrics) -> list[Tied]:
    """The numerals of a paragraph that are figures, or stand in a slot, in order.

    ``expected`` are the paragraphs of the draft as the program would write it now: the text with each numeral masked,
    and the metrics of the masks that are slots.
    """
    text = paragraph.text
    numerals = [
        n for n in find_numerals(text) if n.kind in ("figure", "unreadable") or _is_year(n) or _anchor(paragraph, n)
    ]
    masked, _ = mask(text, numerals)
    by_context = _by_context(masked, expected)
    found: list[Tied] = []
    for number, numeral in enumerate(numerals):
        anchor = _anchor(paragraph, numeral)
        if anchor is None and _is_year(numeral) and by_context.get(number) != YEAR:
            continue  # a date that people wrote
        named = _by_name(text, numerals, number, found, metrics)
        if anchor is not None:
            found.append(Tied(numeral, anchor[0], anchor[1], named))
        elif number in by_context:
            found.append(Tied(numeral, by_context[number], "context", named))
        else:
            found.append(Tied(numeral, named, "name" if named else None, named))
    return found


def _is_year(numeral: Numeral) -> bool:
    """Whether it may be the report's year, which is a date and no figure."""
    return numeral.kind == "date" and bool(_YEAR.match(numeral.raw))


def _anchor(paragraph: EditedParagraph, numeral: Numeral) -> tuple[str, Literal["control", "bookmark"]] | None:
    for anchor in paragraph.anchors:
        if anchor.start < numeral.end and numeral.start < anchor.end:
            return anchor.metric, anchor.by
    return None


def mask(text: str, numerals: Sequence[Numeral]) -> tuple[str, list[int]]:
    """The text with one sign in the place of each numeral, and where in it the signs stand."""
    pieces: list[str] = []
    places: list[int] = []
    at = length = 0
    for numeral in numerals:
        pieces += [text[at : numeral.start], _MASK]
        length += numeral.start - at
        places.append(length)
        length += 1
        at = numeral.end
    return "".join([*pieces, text[at:]]), places


# --- by the words of the draft ----------------------------------------------------------------------------


def _by_context(masked: str, expected: Sequence[tuple[str, Mapping[int, str]]]) -> dict[int, str]:
    """For each numeral, by number, the metric of the slot that has the same words before it in the draft.

    The same words: from the start of its clause, or so many that they stand nowhere else.
    """
    if _MASK not in masked:
        return {}
    places = [at for at, sign in enumerate(masked) if sign == _MASK]
    best: tuple[float, dict[int, str]] = (_LEAST_ALIKE, {})
    for text, slots in expected:
        matcher = SequenceMatcher(None, text, masked, autojunk=False)
        if matcher.real_quick_ratio() < best[0] or matcher.quick_ratio() < best[0]:
            continue
        ratio = matcher.ratio()
        if ratio >= best[0]:
            best = (ratio, dict(_matched(text, masked, places, slots, matcher)))
    return best[1]


def _matched(
    text: str, masked: str, places: Sequence[int], slots: Mapping[int, str], matcher: SequenceMatcher[str]
) -> Iterator[tuple[int, str]]:
    numbers = {at: number for number, at in enumerate(places)}
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            number = numbers.get(block.b + offset)
            metric = slots.get(block.a + offset)
            if number is not None and metric is not None and _is_told(text, block.a, offset):
                yield number, metric


def _is_told(text: str, start: int, offset: int) -> bool:
    """Whether the words before a place that are the same in both are enough to tell it."""
    same = text[start : start + offset]
    return start == 0 or text[start - 1] in _BREAKS or any(c in _BREAKS for c in same) or len(same) >= _LONG_CONTEXT


# --- by name ----------------------------------------------------------------------------------------------


def _by_name(
    text: str, numerals: Sequence[Numeral], number: int, before: Sequence[Tied], metrics: Metrics
) -> str | None:
    numeral = numerals[number]
    start = max((text.rfind(sign, 0, numeral.start) for sign in "。！？\n"), default=-1) + 1
    last = before[-1] if before and before[-1].numeral.start >= start else None
    near = text[last.numeral.end if last else start : numeral.start]
    if numeral.unit == "%":
        return _share(near, last, metrics)
    name, rest = _named(near, numeral.unit)
    if name is None or name not in metrics or _VETO.search(rest):
        return None
    return name


def _named(near: str, unit: str | None) -> tuple[str | None, str]:
    """The quantity whose name stands just before a number in that unit, and what stands before the name."""
    best: tuple[int, int, str, str] | None = None
    for quantity, spec in metrics_spec().quantities.items():
        if unit is not None and unit != spec.unit:
            continue
        for words in spec.said:
            at = near.rfind(words)
            if at >= 0 and _FILLER.fullmatch(near, at + len(words)):
                # Of names that end alike the longest is meant.
                candidate = (at + len(words), len(words), quantity, near[:at])
                best = candidate if best is None or candidate[:2] > best[:2] else best
    return (None, "") if best is None else best[2:]


def _share(near: str, last: Tied | None, metrics: Metrics) -> str | None:
    """The share of the quantity just before: 予以公开12件，占30%."""
    if last is None or last.metric is None or not _SHARE.search(near) or _VETO.search(near):
        return None
    found = [name for name, spec in metrics_spec().shares.items() if spec.part == last.metric]
    return f"share.{found[0]}" if len(found) == 1 and f"share.{found[0]}" in metrics else None
