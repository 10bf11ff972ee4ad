"""What stands in a list beside labels and figures: units, running numbers, heads that have no figure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.lines import Layout, Token
from toolkit.extract.lines.units import unit_of

LEAST_LABEL = 3
"""Characters of a label: where a text has one character a line, none of them is a unit."""
YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*(年度?)?\s*")
_UNIT_BEHIND = re.compile(r"[(（\[【][^()（）\[\]【】]{1,8}[)）\]】]\s*$")
_FEW_CODES = 6
_LEFT_OUT = 3
_MOST_SIDES = 2
_STRAYS, _NEXT = 0.1, 0.7  # of the rows
_CODE = re.compile(r"\s*(\d{1,3})(?:\s+[\u4e00-\u9fff]{1,2})?\s*", re.ASCII)  # the unit may have run into it
_INNER_FIGURE = re.compile(r"\D?\d+\s*[条件次人篇个元万]")
_SUMS = frozenset(("合计", "小计", "总计", "总数"))


class Printed(NamedTuple):
    """What the lists of the forms print: the labels of rows, those of heads that have no figure, those over the
    figures; and what stands over other columns. ``order`` has for each label that is one row's alone which row;
    ``ranks`` for each label over the figures which of them it is: the first that a table has is the year's.
    """

    rows: Known
    heads: Known
    values: Known
    foreign: Known
    order: Mapping[str, int]
    ranks: Mapping[str, int]


def without_unit_behind(token: Token) -> tuple[Token, str | None]:
    """A label without the unit in brackets behind it (收到申请数（件）), and that unit."""
    found = _UNIT_BEHIND.search(token.text)
    unit = found and unit_of(token._replace(text=found[0]))
    return (token._replace(text=token.text[: found.start()]), unit) if found and unit else (token, None)


def row_label(token: Token, printed: Printed) -> str | None:
    """A row's label, normalised and without the unit behind it, if a text is one word for word."""
    if not token.is_word:
        return None
    label = normalise(token.text)
    if label not in printed.rows:
        label = normalise(without_unit_behind(token)[0].text)
    return label if label in printed.rows else None


def in_unit(token: Token, unit: str | None) -> Token:
    """A figure in the unit that stands beside it, unless it has one of its own."""
    reading = token.reading
    if unit is None or reading.status != "printed" or reading.unit is not None:
        return token
    return token._replace(reading=replace(reading, unit=unit))


def holds_figure(label: str, rows: Known) -> bool:
    """Whether within a label, normalised, a figure stands that no row's label has: another row has run into it."""
    return not _figures_within(rows).issuperset(_INNER_FIGURE.findall(label))


@cache
def _figures_within(rows: Known) -> frozenset[str]:
    """The figures within labels with the character before each (不同渠道和方式公开相同信息计1条)."""
    return frozenset(figure for known in rows for figure in _INNER_FIGURE.findall(known))


def is_sum(token: Token) -> bool:
    """Whether a text stands for a row that has parts, between its label and its figure."""
    return token.is_word and normalise(token.text) in _SUMS


def running(tokens: Sequence[Token]) -> frozenset[int]:
    """The ids of tokens that number the rows: nearly every one is the next number after the one before."""
    codes = [_CODE.fullmatch(token.text) for token in tokens]
    numbers = [int(code[1]) if code else None for code in codes]
    steps = [a is not None and b == a + 1 for a, b in pairwise(numbers)]
    if sum(steps) < _FEW_CODES or sum(steps) * 5 < len(steps) * 4:
        return frozenset()
    # A row left out leaves its number out.
    rises = [a is not None and b is not None and 0 < b - a <= _LEFT_OUT for a, b in pairwise(numbers)]
    near = zip(tokens, [False, *rises], [*rises, False], strict=True)
    return frozenset(id(token) for token, before, behind in near if before or behind)


def number_rows(tokens: Sequence[Token]) -> bool:
    """Whether tokens number the rows of a list, or those of two side by side, each row's behind the one beside it; from
    1 again in each chapter.
    """
    tails: list[int] = []
    steps: list[int] = []
    for token in tokens:
        code = _CODE.fullmatch(token.text)
        number = int(code[1]) if code else 0
        at = next((at for at, last in enumerate(tails) if 0 < number - last <= _LEFT_OUT), None)
        if at is not None:
            steps.append(number - tails[at])
            tails[at] = number
        elif number and (number == 1 or len(tails) < _MOST_SIDES):
            tails = [number, *tails][:_MOST_SIDES]
        else:
            steps.append(0)
    # A row left out, or a head, leaves its number out.
    return len(steps) >= _FEW_CODES and steps.count(1) >= _NEXT * len(steps) and steps.count(0) <= _STRAYS * len(steps)


def is_head(text: str, printed: Printed) -> bool:
    """Whether a text is the label of a head that has no figure of its own."""
    like = label_likeness(text, printed.heads)
    return like >= SURE and like > label_likeness(text, printed.rows)


def _labels(tokens: Sequence[Token], words: Sequence[int], layout: Layout) -> list[str]:
    """The labels on a line; a wide gap parts one in two."""
    texts = [tokens[place].text for place in words]
    return ["".join(texts)] if layout == "loose" else texts


def is_bare_head(tokens: Sequence[Token], printed: Printed, layout: Layout) -> bool:
    """Whether a line holds such a head and no figure: it parts the rows, and says nothing of columns."""
    words = [place for place, token in enumerate(tokens) if token.is_word]
    if not words or not all(is_head(text, printed) for text in _labels(tokens, words, layout)):
        return False
    return not any(token.is_printed and token.reading.status != "dash" for token in tokens[words[0] :])
