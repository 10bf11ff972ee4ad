"""A table's rows as a list has them: one column of figures beside the labels, the others out of the way."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from toolkit.extract.labels import normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.lines import Line, Token, are_even
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.marks import (
    LEAST_LABEL,
    YEAR,
    Printed,
    in_unit,
    is_bare_head,
    is_sum,
    row_label,
    running,
    without_unit_behind,
)
from toolkit.numbers import UNREADABLE

_FEW = 2
_ENOUGH = 6
_UNIT_NAMES = frozenset(("单位", "计量单位"))
_OTHER_TIME = re.compile(r"上年|上一年|去年|上期|同期|历年|季度|月份|半年|同比|环比|增减")
_LONGEST_NAME = 12


def grid_as_list(lines: Sequence[Line], printed: Printed, year: int | None) -> list[Line]:
    """The rows of one table without units, running numbers and the figures of other times."""
    lines = _in_true_columns(lines, printed.rows)
    lines = list(_under_head(lines))
    lines = list(_without_other_times(lines, printed, year))
    lines = _without_code_columns(lines)
    columns = _unit_columns(lines)
    lines = _with_words_for_figures(lines, printed)
    return [_without_units(line, columns, printed) for line in lines]


def _in_true_columns(lines: Sequence[Line], rows: Known) -> Sequence[Line]:
    """The rows of a table as those of a grid: where all have as many cells; or as many stand behind each label, so
    that the columns are known from the right.
    """
    if lines[0].layout != "ragged":
        return lines
    if are_even(lines):
        return [line._replace(layout="grid") for line in lines]
    behind = Counter(count for line in lines if (count := _cells_behind_label(line, rows)) is not None)
    most, often = behind.most_common(1)[0] if behind else (0, 0)
    if often < _ENOUGH or often * 10 < behind.total() * 9:
        return lines
    width = max(len(line.tokens) for line in lines)
    return [_to_the_right(line, width) if _cells_behind_label(line, rows) in (None, most) else line for line in lines]


def _cells_behind_label(line: Line, rows: Known) -> int | None:
    """How many cells a row has behind its label, and behind the 合计 there; None for what is no row of a list."""
    labels = [place for place, token in enumerate(line.tokens) if token.is_word and normalise(token.text) in rows]
    if not labels:
        return None
    behind = line.tokens[labels[-1] + 1 :]
    return len(behind) - 1 if behind and is_sum(behind[0]) else len(behind)


def _to_the_right(line: Line, width: int) -> Line:
    """A row with its last cell in the last column."""
    free = width - len(line.tokens)
    tokens = tuple(token._replace(start=token.start + free, end=token.end + free) for token in line.tokens)
    return line._replace(layout="grid", tokens=tokens)


# --- columns that are not the figures' -------------------------------------------------------------------------


def _under_head(lines: Sequence[Line]) -> Iterator[Line]:
    """The rows with their units under the head's 单位, and what stands behind them under the columns beside it: where
    pieces of a table were pasted together a head may have slipped aside of its rows.
    """
    names: Token | None = None
    for line in lines:
        named = [token for token in line.tokens if token.is_word and normalise(token.text) in _UNIT_NAMES]
        names = named[0] if named else names
        units = [token for token in line.tokens if unit_of(token)]
        if names is None or named or len(units) != 1 or names.start <= units[0].start < names.end:
            yield line
            continue
        step = names.start - units[0].start
        moved = (
            token._replace(start=token.start + step, end=token.end + step) if token.start >= units[0].start else token
            for token in line.tokens
        )
        yield line._replace(tokens=tuple(moved))


def _without_other_times(lines: Sequence[Line], printed: Printed, year: int | None) -> Iterator[Line]:
    """The rows of a table without the figures of other years, or of parts of the year, as the columns' names say."""
    other: list[Token] = []
    for line in lines:
        if line.layout != "grid" or any(token.is_printed for token in line.tokens):
            yield (
                line._replace(tokens=tuple(t for t in line.tokens if t.is_word or not _is_under(t, other)))
                if other
                else line
            )
            continue
        words = [token for token in line.tokens if token.is_word and normalise(token.text) not in printed.rows]
        ranks = {id(token): printed.ranks.get(normalise(token.text), -1) for token in words}
        own = min((rank for rank in ranks.values() if rank >= 0), default=-1)
        over = [token for token in words if _is_other_time(token.text, year) or ranks[id(token)] > own]
        other = [*(old for old in other if not any(_meet(old, token) for token in words)), *over]
        yield line


def _is_other_time(text: str, year: int | None) -> bool:
    found = YEAR.match(text)
    if found is not None and found[2] and year is not None:
        return int(found[1]) != year
    return len(text) <= _LONGEST_NAME and _OTHER_TIME.search(normalise(text)) is not None


def _is_under(token: Token, over: Sequence[Token]) -> bool:
    return any(each.start <= token.start and token.end <= each.end for each in over)


def _meet(one: Token, other: Token) -> bool:
    return one.start < other.end and other.start < one.end


def _without_code_columns(lines: Sequence[Line]) -> Sequence[Line]:
    """The rows of a table without columns of running numbers."""
    columns: dict[int, list[Token]] = {}
    for line in lines:
        for token in line.tokens:
            if token.is_printed:
                columns.setdefault(token.start, []).append(token)
    # A row that lacks a cell has its number in another column.
    firsts = [next((t for t in line.tokens if t.is_printed), None) for line in lines]
    gone = running([token for token in firsts if token is not None]).union(*map(running, columns.values()))
    return (
        [line._replace(tokens=tuple(t for t in line.tokens if id(t) not in gone)) for line in lines] if gone else lines
    )


def _with_words_for_figures(lines: Sequence[Line], printed: Printed) -> Sequence[Line]:
    """The rows of a table with a word in place of a figure (约5, 不详, 见附表) as what it is: no word of the label, but
    what stands in the cell and is no number.
    """
    if lines[0].layout != "grid":
        return lines
    figures, words = Counter[int](), Counter[int]()
    for line in lines:
        for token in line.tokens:
            (words if token.is_word else figures)[token.start] += not token.is_blank
    columns = {start for start, count in figures.items() if count >= _FEW and count > words[start]}
    found: list[Line] = []
    for line in lines:
        at = next((at for at, token in enumerate(line.tokens) if row_label(token, printed)), len(line.tokens))
        behind = (
            token._replace(is_word=False, reading=UNREADABLE) if _is_for_figure(token, columns, printed) else token
            for token in line.tokens[at + 1 :]
        )
        found.append(line._replace(tokens=(*line.tokens[: at + 1], *behind)))
    return found


def _is_for_figure(token: Token, columns: Set[int], printed: Printed) -> bool:
    is_others = unit_of(token) is not None or is_sum(token) or row_label(token, printed) is not None
    return token.is_word and token.start in columns and not is_others


# --- units --------------------------------------------------------------------------------------------------


def _unit_columns(lines: Sequence[Line]) -> frozenset[int]:
    """The columns in which units stand, and hardly anything else."""
    units: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for line in lines:
        for token in line.tokens:
            if unit_of(token):
                units[token.start] += 1
            elif token.is_word:
                words[token.start] += 1
    return frozenset(start for start, count in units.items() if count >= _FEW and count > words[start])


def _without_units(line: Line, columns: Set[int], printed: Printed) -> Line:
    """A row without its unit, which its figure then has; without the dashes beside a head that has no figure."""
    within = [token for token in (*line.tokens, *line.above) if token.start in columns]
    # Behind a label a unit is one wherever it stands; where there is none, a dash or a blank stands for it.
    aside = [token for token in (*within, *_behind_label(line)) if unit_of(token)]
    unit = next((unit for token in aside if (unit := unit_of(token))), None)
    if line.layout == "grid" and not aside:
        aside = [token for token in within if not _is_other_word(token)]
    aside += _sums(line, printed)
    gone = {id(token) for token in aside}
    bare = {id(token): without_unit_behind(token) for token in line.tokens if token.is_word and id(token) not in gone}
    unit = unit or next((behind for _, behind in bare.values() if behind), None)
    kept = (bare[id(token)][0] if id(token) in bare else token for token in line.tokens if id(token) not in gone)
    tokens = tuple(in_unit(token, unit) for token in kept)
    above = tuple(token for token in line.above if id(token) not in gone)
    return line._replace(tokens=() if is_bare_head(tokens, printed, line.layout) else tokens, above=above)


def _behind_label(line: Line) -> Iterator[Token]:
    """What stands right behind each text that is long enough for a label."""
    for token, following in pairwise(line.tokens):
        if token.is_word and len(normalise(token.text)) >= LEAST_LABEL:
            yield following


def _is_other_word(token: Token) -> bool:
    """Whether something is neither a unit nor the dash or blank that stands for none: a column's name, a figure."""
    return token.reading.status == "printed" or (token.is_word and unit_of(token) is None)


def _sums(line: Line, printed: Printed) -> Iterator[Token]:
    """合计 between the label of a row that has parts and its figure."""
    for token, following in pairwise(line.tokens):
        if token.is_word and normalise(token.text) in printed.rows and is_sum(following):
            yield following
