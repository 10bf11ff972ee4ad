"""Rows of other years: a table may have a row of figures for each of several, with a year in the label's place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.extract.lines.lines import Token
from toolkit.extract.strips.strips import Strip

_YEAR = re.compile(r"[(\[]?((?:19|20)\d\d)年?度?(?:数|数据|情况|合计|总计)?[)\]]?")
_NAMED = re.compile(r"(本|上|上一|去|今)年度?(?:同期)?(?:数|数据|情况|合计|总计)?")
_LONGEST = 12  # characters of such a label
_THIS, _LAST = 0, -1
_BEFORE = frozenset(("上", "上一", "去"))


def without_other_years(strips: list[Strip], year: int | None) -> tuple[list[Strip], list[Strip]]:
    """The strips without the rows that are another year's, and those rows.

    A year in digits says nothing where it is the table's only one: it may be a slip, or a title's remains. Where nobody
    knows the report's year, no row of several years' is its own.
    """
    others = [strip for run in _runs(strips) for strip in _others(run, year)]
    if not others:
        return strips, others
    taken = set(map(id, others))
    return [strip for strip in strips if id(strip) not in taken], others


def _runs(strips: Sequence[Strip]) -> Iterator[list[tuple[Strip, int]]]:
    """Of each table the rows that have figures and name a year, each with that year, counted from the report's where
    it is not said in digits.
    """
    for _, of_run in groupby(strips, key=lambda strip: strip.run):
        named = [(strip, told) for strip in of_run if strip.has_values and (told := _year_of(strip)) is not None]
        if named:
            yield named


def _others(named: Sequence[tuple[Strip, int]], year: int | None) -> Iterator[Strip]:
    several = len({_as_year(told, year) for _, told in named}) > 1
    for strip, told in named:
        if told == _LAST or (several and _as_year(told, year) != (year or 0)):
            yield strip


def is_of_year(strip: Strip, year: int | None) -> bool:
    """Whether a row is named by this year."""
    told = _year_of(strip)
    return told is not None and _as_year(told, year) == (year or 0)


def ends_in_year(strip: Strip) -> int | None:
    """The year in digits that the last word before a row's figures is, as where a text has folded a head and the first
    row below it.
    """
    told = _year_in(strip.tokens[strip.words[-1]]) if strip.words else None
    return told if told is not None and told > _THIS else None


def _as_year(told: int, year: int | None) -> int:
    return told if told > _THIS else told + (year or 0)


def _year_of(strip: Strip) -> int | None:
    """The year that stands where a label may stand, or ``_THIS`` or ``_LAST`` where it has no number. Of lines that
    were folded it is none: the last word of a head stands before the first row's figures there.
    """
    if strip.layout == "loose":
        return None
    tokens = [*strip.path, *(strip.tokens[place] for place in strip.words)]
    return next((year for token in tokens if (year := _year_in(token)) is not None), None)


def _year_in(token: Token) -> int | None:
    text = token.text
    if len(text) > _LONGEST or "年" not in text:
        return None
    compact = "".join(unicodedata.normalize("NFKC", text).split())
    if found := _YEAR.fullmatch(compact):
        return int(found[1])
    if found := _NAMED.fullmatch(compact):
        return _LAST if found[1] in _BEFORE else _THIS
    return None
