"""A report's lines as a list of indicators is set: units taken out of the way, heads without dashes, years named.

A list has one figure a row, so what stands beside label and figure is in the way of reading it like any other table:
the units (in a column of their own, or between label and figure), the dashes beside heads that have no figure, and
``2016年`` over the figures where the form says 本年. The lines keep their number and their places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from typing import NamedTuple

from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines import Layout, Line, Place, Token, are_even
from toolkit.extract.sisters import SURE
from toolkit.extract.units import unit_of
from toolkit.model import TextOrigin
from toolkit.numbers import read_cell

_UNIT_BEHIND = re.compile(r"[(（\[【][^()（）\[\]【】]{1,8}[)）\]】]\s*$")
_LEAST_LABEL = 3
"""Characters of a label: where a text has one character a line, none of them is a unit."""
_FEW_UNITS = 2
_FEW_CODES = 6
_CODE = re.compile(r"\s*\d{1,3}\s*", re.ASCII)
_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*(年度?)?\s*")
_ITEM = re.compile(
    r'"?(?P<label>.*?\D)[\s:：为共]*(?P<value>[\d０-９][\d０-９,，.．]*\s*[㐀-鿿]{0,2})\s*[;；,，.。]?\s*"?'
)
_SUMS = frozenset(("合计", "小计", "总计", "总数"))
_THIS_YEAR = "本年"
_OTHER_TIME = re.compile(r"上年|上一年|去年|上期|同期|历年|季度|月份|半年|同比|环比|增减")
_LONGEST_NAME = 12
_OTHERS = ("备注", "说明")  # by turns: two columns of one name would be one
_LIKE = 0.5


class Printed(NamedTuple):
    """What the lists of the forms print: the labels of rows, those of heads that have no figure, those over the
    figures; and what stands over other columns.
    """

    rows: Known
    heads: Known
    values: Known
    foreign: Known


def as_list(lines: Sequence[Line], printed: Printed, year: int | None) -> list[Line]:
    """The lines with what is in the way of a list taken out of them."""
    found: list[Line] = []
    lines = [line._replace(tokens=tuple(_with_items(line, printed.rows))) for line in lines]
    lines = _as_one_table(lines, printed)
    for _, run in groupby(lines, key=lambda line: (line.run, line.layout == "loose")):
        stretch = list(run)
        is_loose = stretch[0].layout == "loose"
        if is_loose:
            found += _without_codes(list(_without_units_between(stretch, printed)))
        else:
            stretch = list(_without_other_times(_in_true_columns(stretch, printed.rows), printed, year))
            found += _without_unit_columns(_without_code_columns(stretch), printed)
    return [_with_columns_named(line, printed, year) for line in found]


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
    if often < _FEW_CODES or often * 10 < behind.total() * 9:
        return lines
    width = max(len(line.tokens) for line in lines)
    return [_to_the_right(line, width) if _cells_behind_label(line, rows) in (None, most) else line for line in lines]


def _cells_behind_label(line: Line, rows: Known) -> int | None:
    places = [place for place, token in enumerate(line.tokens) if token.is_word and normalise(token.text) in rows]
    return len(line.tokens) - 1 - places[-1] if places else None


def _to_the_right(line: Line, width: int) -> Line:
    """A row with its last cell in the last column."""
    free = width - len(line.tokens)
    tokens = tuple(token._replace(start=token.start + free, end=token.end + free) for token in line.tokens)
    return line._replace(layout="grid", tokens=tokens)


# --- units --------------------------------------------------------------------------------------------------


def _without_unit_columns(lines: Sequence[Line], printed: Printed) -> Iterator[Line]:
    """The rows of a table without the columns of units; each figure has its unit."""
    units: Counter[int] = Counter()
    words: Counter[int] = Counter()
    for line in lines:
        for token in line.tokens:
            if unit_of(token):
                units[token.start] += 1
            elif token.is_word:
                words[token.start] += 1
    columns = {start for start, count in units.items() if count >= _FEW_UNITS and count > words[start]}
    for line in lines:
        within = [token for token in (*line.tokens, *line.above) if token.start in columns]
        # Behind a label a unit is one wherever it stands; where there is none, a dash or a blank stands for it.
        aside = [token for token in (*within, *_behind_label(line)) if unit_of(token)]
        unit = next((unit for token in aside if (unit := unit_of(token))), None)
        if line.layout == "grid" and not aside:
            aside = [token for token in within if not _is_other_word(token)]
        aside += _sums(line, printed)
        gone = {id(token) for token in aside}
        bare = {
            id(token): _without_unit_behind(token) for token in line.tokens if token.is_word and id(token) not in gone
        }
        unit = unit or next((behind for _, behind in bare.values() if behind), None)
        kept = (bare[id(token)][0] if id(token) in bare else token for token in line.tokens if id(token) not in gone)
        tokens = tuple(_in_unit(token, unit) for token in kept)
        above = tuple(token for token in line.above if id(token) not in gone)
        yield line._replace(tokens=() if _is_bare_head(tokens, printed, line.layout) else tokens, above=above)


def _behind_label(line: Line) -> Iterator[Token]:
    """What stands right behind each text that is long enough for a label."""
    for token, following in pairwise(line.tokens):
        if token.is_word and len(normalise(token.text)) >= _LEAST_LABEL:
            yield following


def _is_other_word(token: Token) -> bool:
    """Whether something is neither a unit nor the dash or blank that stands for none: a column's name, a figure."""
    return token.reading.status == "printed" or (token.is_word and unit_of(token) is None)


def _without_units_between(lines: Sequence[Line], printed: Printed) -> Iterator[Line]:
    """Loose lines without the units between a label and its figure, be they on one line or one below the other."""
    unit: str | None = None
    label, is_head = "", False
    for line in lines:
        kept: list[Token] = []
        for token in line.tokens:
            found = unit_of(token)
            if found and len(label) >= _LEAST_LABEL:
                unit = found
                continue
            if label in printed.rows and _is_sum(token):
                continue
            if token.is_word:
                bare, unit = _without_unit_behind(token)
                label, is_head = normalise(bare.text), _is_head(bare.text, printed)
                kept.append(bare)
            elif not is_head or token.reading.status != "dash":
                kept.append(_in_unit(token, unit))
        yield line._replace(tokens=() if _is_bare_head(kept, printed, line.layout) else tuple(kept))


def _without_unit_behind(token: Token) -> tuple[Token, str | None]:
    """A label without the unit in brackets behind it (收到申请数（件）), and that unit."""
    found = _UNIT_BEHIND.search(token.text)
    unit = found and unit_of(token._replace(text=found[0]))
    return (token._replace(text=token.text[: found.start()]), unit) if found and unit else (token, None)


def _in_unit(token: Token, unit: str | None) -> Token:
    """A figure in the unit that stands beside it, unless it has one of its own."""
    reading = token.reading
    if unit is None or reading.status != "printed" or reading.unit is not None:
        return token
    return token._replace(reading=replace(reading, unit=unit))


def _is_sum(token: Token) -> bool:
    return token.is_word and normalise(token.text) in _SUMS


def _sums(line: Line, printed: Printed) -> Iterator[Token]:
    """合计 between the label of a row that has parts and its figure."""
    for token, following in pairwise(line.tokens):
        if token.is_word and normalise(token.text) in printed.rows and _is_sum(following):
            yield following


# --- running numbers ----------------------------------------------------------------------------------------


def _without_codes(lines: Sequence[Line]) -> list[Line]:
    """Loose lines without the running numbers between the labels and their figures."""
    gone = _running(list(_first_figures(lines)))
    return (
        [line._replace(tokens=tuple(t for t in line.tokens if id(t) not in gone)) for line in lines]
        if gone
        else list(lines)
    )


def _without_code_columns(lines: Sequence[Line]) -> Sequence[Line]:
    """The rows of a table without columns of running numbers."""
    columns: dict[int, list[Token]] = {}
    for line in lines:
        for token in line.tokens:
            if token.is_printed:
                columns.setdefault(token.start, []).append(token)
    gone = frozenset[int]().union(*map(_running, columns.values()))
    return (
        [line._replace(tokens=tuple(t for t in line.tokens if id(t) not in gone)) for line in lines] if gone else lines
    )


def _running(tokens: Sequence[Token]) -> frozenset[int]:
    """Those of a row of figures that rise one by one, if nearly all do: then they number the rows."""
    numbers = [int(token.text) if _CODE.fullmatch(token.text) else None for token in tokens]
    rising = {id(token) for at, token in enumerate(tokens) if any(_is_step(numbers, at, step) for step in (-1, 1))}
    is_running = len(rising) >= _FEW_CODES and len(rising) * 5 >= len(tokens) * 4
    return frozenset(rising) if is_running else frozenset()


def _first_figures(lines: Sequence[Line]) -> Iterator[Token]:
    """The first that is printed behind each word."""
    is_open = False
    for line in lines:
        for token in line.tokens:
            if is_open and token.is_printed:
                yield token
            is_open = token.is_word or (is_open and token.is_blank)


def _is_step(numbers: Sequence[int | None], at: int, step: int) -> bool:
    """Whether the number before or behind one is its neighbour's."""
    own, near = numbers[at], numbers[at + step] if 0 <= at + step < len(numbers) else None
    return own is not None and near is not None and near == own + step


# --- other times --------------------------------------------------------------------------------------------


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
        over = [token for token in words if _is_other_time(token.text, year)]
        other = [*(old for old in other if not any(_meet(old, token) for token in words)), *over]
        yield line


def _is_other_time(text: str, year: int | None) -> bool:
    found = _YEAR.match(text)
    if found is not None and found[2] and year is not None:
        return int(found[1]) != year
    return len(text) <= _LONGEST_NAME and _OTHER_TIME.search(normalise(text)) is not None


def _is_under(token: Token, over: Sequence[Token]) -> bool:
    return any(each.start <= token.start and token.end <= each.end for each in over)


def _meet(one: Token, other: Token) -> bool:
    return one.start < other.end and other.start < one.end


# --- heads --------------------------------------------------------------------------------------------------


def _is_head(text: str, printed: Printed) -> bool:
    """Whether a text is the label of a head that has no figure of its own."""
    like = label_likeness(text, printed.heads)
    return like >= SURE and like > label_likeness(text, printed.rows)


def _labels(tokens: Sequence[Token], words: Sequence[int], layout: Layout) -> list[str]:
    """The labels on a line; a wide gap parts one in two."""
    texts = [tokens[place].text for place in words]
    return ["".join(texts)] if layout == "loose" else texts


def _is_bare_head(tokens: Sequence[Token], printed: Printed, layout: Layout) -> bool:
    """Whether a line holds such a head and no figure: it parts the rows, and says nothing of columns."""
    words = [place for place, token in enumerate(tokens) if token.is_word]
    if not words or not all(_is_head(text, printed) for text in _labels(tokens, words, layout)):
        return False
    return not any(token.is_printed and token.reading.status != "dash" for token in tokens[words[0] :])


def _with_columns_named(line: Line, printed: Printed, year: int | None) -> Line:
    """A line of columns' names in which the report's year is called 本年, and what is known to be no column of it by a
    name that is like none: so that 历年累计 is not taken for a misspelt 本年累计.
    """
    if line.layout == "loose" and len(line.tokens) < 2:
        return line
    if any(token.is_printed and not _YEAR.fullmatch(token.text) for token in line.tokens):
        return line
    tokens = tuple(_named(token, printed, year, _OTHERS[at % 2]) for at, token in enumerate(line.tokens))
    return line if tokens == line.tokens else line._replace(tokens=tokens)


def _named(token: Token, printed: Printed, year: int | None, other: str) -> Token:
    label = normalise(token.text)
    if token.is_word and label in printed.foreign and label not in printed.values:
        return token._replace(text=other) if label_likeness(label, printed.values) >= _LIKE else token
    return token if year is None else _year_named(token, year, other)


def _year_named(token: Token, year: int, other: str) -> Token:
    found = _YEAR.match(token.text)
    if found is None or (not token.is_word and not found[2]):
        return token
    rest = token.text[found.end() :]
    text = _THIS_YEAR + rest if int(found[1]) == year else other
    return token._replace(text=text, is_word=True, reading=read_cell(text))


# --- items in lines of their own ----------------------------------------------------------------------------


def _with_items(line: Line, rows: Known) -> Sequence[Token]:
    """A line's tokens; a row's label that runs into its figure (收到申请数：12件) becomes two."""
    tokens = line.tokens
    if not tokens or not tokens[-1].is_word or not all(token.is_word for token in tokens):
        return tokens
    last = tokens[-1]
    found = _ITEM.fullmatch(last.text)
    if found is None:
        return tokens
    before = "".join(token.text for token in tokens[:-1])  # a wide gap within a label parts it in two
    whole = line.layout == "loose" and bool(before) and normalise(before + found["label"]) in rows
    if not whole and normalise(found["label"]) not in rows:
        return tokens
    label, value = (
        _piece(last, found.span("label"), line, is_word=True),
        _piece(last, found.span("value"), line, is_word=False),
    )
    return (label._replace(text=before + label.text), value) if whole else (*tokens[:-1], label, value)


def _piece(token: Token, span: tuple[int, int], line: Line, *, is_word: bool) -> Token:
    first, end = span
    text = token.text[first:end].rstrip()
    place = token.place
    if isinstance(place, Place | TextOrigin):
        start, stop = place.start + first, place.start + first + len(text)
        if isinstance(place, Place):
            place = place._replace(start=start, end=stop)
        else:
            place = replace(place, start=start, end=stop)
    left, right = token.start, token.end
    if line.layout == "loose":
        left += 2 * first
        right = left + max(1, 2 * len(text))
    return token._replace(text=text, reading=read_cell(text), is_word=is_word, start=left, end=right, place=place)


# --- tables cut over pages ----------------------------------------------------------------------------------


def _as_one_table(lines: Sequence[Line], printed: Printed) -> list[Line]:
    """The lines with the pieces of a table that was cut over pages numbered as one run: tables of the same columns,
    each with rows of a list.
    """
    runs = {run: list(group) for run, group in groupby(lines, key=lambda line: line.run)}
    same: dict[int, int] = {}
    last: tuple[int, frozenset[int]] | None = None
    for run, of_run in runs.items():
        if of_run[0].layout == "loose" or not any(_has_row(line, printed.rows) for line in of_run):
            continue
        columns = _columns(of_run)
        if last is not None and last[1] == columns:
            same[run] = last[0]
        else:
            last = (run, columns)
    return [line._replace(run=same.get(line.run, line.run)) for line in lines]


def _has_row(line: Line, rows: Known) -> bool:
    return any(token.is_word and normalise(token.text) in rows for token in line.tokens)


def _columns(lines: Sequence[Line]) -> frozenset[int]:
    return frozenset(token.start for line in lines for token in line.tokens)
