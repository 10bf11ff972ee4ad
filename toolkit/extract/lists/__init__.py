"""A report's lines as a list of indicators is set: units taken out of the way, heads without dashes, years named.

A list has one figure a row, so what stands beside label and figure is in the way of reading it like any other table:
the units (in a column of their own, or between label and figure), the dashes beside heads that have no figure, and
``2016年`` over the figures where the form says 本年. The lines keep their number and their places.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, islice

from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness, normalise
from toolkit.extract.layouts import Known
from toolkit.extract.lines.lines import Line, Place, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.lists.grid import grid_as_list
from toolkit.extract.lists.marks import (
    LEAST_LABEL,
    YEAR,
    Printed,
    holds_figure,
    in_unit,
    is_bare_head,
    is_head,
    is_sum,
    running,
    without_unit_behind,
)
from toolkit.model import TextOrigin
from toolkit.numbers import UNREADABLE, read_cell

_TWO = 2
_LONGEST_HEAD = 24  # pieces of a line before which a head may have been parted
_QUOTE = '"'
_UNSEEN_SIGNS = "\\u200b-\\u200d\\u2060\\ufeff"
_UNSEEN = f"[{_UNSEEN_SIGNS}]*"
_ITEM = re.compile(
    r'"?(?P<label>.*?\D)[\s:：为共]*'
    rf"(?P<value>(?:大约|约|近|超过?|逾)?{_UNSEEN}[\d０-９][\d０-９,，.． \u00a0{_UNSEEN_SIGNS}]*[㐀-鿿]{{0,2}}"
    rf'|[-－–—―]{{1,4}}|无){_UNSEEN}\s*[;；,，.。]?\s*"?'
)
_BEFORE_BLANK, _BEHIND_BLANK = re.compile(r"(?<![\d,，.．])\d{1,3}\s*$"), re.compile(r"\s*\d{3}(?![\d,，.．])")
"""Of a number that a blank parts by thousands: any other two are two figures."""
_SAID = re.compile(r'"?(?P<label>.*\S)\s*[:：]\s*(?P<value>[^:：]{1,20}?)\s*"?')
_PARTED = re.compile(r"(?<=[\d,，.．])[ \u00a0]+(?=\d)")
_NONE = "无"
_THIS_YEAR = "本年"
_OTHERS = ("备注", "说明")  # by turns: two columns of one name would be one
_LIKE = 0.5


def as_list(lines: Sequence[Line], printed: Printed, year: int | None) -> list[Line]:
    """The lines with what is in the way of a list taken out of them."""
    found: list[Line] = []
    lines = [_list_line(_unquoted(line), printed.rows) for line in lines]
    lines = _as_one_table(lines, printed)
    of_tables: dict[int, list[Line]] = {}
    for line in lines:
        if not _is_loose(line):
            of_tables.setdefault(line.run, []).append(line)
    tables = {run: iter(grid_as_list(of_run, printed, year)) for run, of_run in of_tables.items()}
    runs = [list(of) for _, of in groupby(lines, key=lambda line: (line.run, _is_loose(line)))]
    for before, stretch, behind in zip([None, *runs], runs, [*runs[1:], None], strict=False):
        if not _is_loose(stretch[0]):
            found += islice(tables[stretch[0].run], len(stretch))
        elif before and behind and not any(token.is_word for line in stretch for token in line.tokens):
            found += [line._replace(tokens=()) for line in stretch]  # between the pieces of a table: a page's number
        else:
            found += _without_codes(list(_without_units_between(stretch, printed)))
    return [_with_columns_named(line, printed, year) for line in found]


def _is_loose(line: Line) -> bool:
    return line.layout == "loose"


# --- loose lines --------------------------------------------------------------------------------------------


def _without_units_between(lines: Sequence[Line], printed: Printed) -> Iterator[Line]:
    """Loose lines without the units between a label and its figure, be they on one line or one below the other."""
    unit: str | None = None
    label, may_have_none = "", False  # a head beside which dashes stand
    for number, line in enumerate(lines):
        kept: list[Token] = []
        for place, token in enumerate(line.tokens):
            found = unit_of(token)
            if found and len(label) >= LEAST_LABEL:
                unit = found
                continue
            if label in printed.rows and is_sum(token):
                continue
            if token.is_word:
                bare, unit = without_unit_behind(token)
                label, may_have_none = normalise(bare.text), is_head(_words_up_to(line, place), printed)
                kept.append(bare)
            elif not may_have_none or token.reading.status != "dash":
                kept.append(in_unit(token, unit))
        is_bare = is_bare_head(kept, printed, line.layout) and not _has_figure_below(lines, number)
        yield line._replace(tokens=() if is_bare else tuple(kept))


def _words_up_to(line: Line, last: int) -> str:
    """The words of a line up to one of them, by its place: a wide gap may part a head in two. Far from the line's
    beginning it is that one alone.
    """
    tokens = line.tokens[: last + 1] if last < _LONGEST_HEAD else line.tokens[last : last + 1]
    return "".join(token.text for token in tokens if token.is_word)


def _has_figure_below(lines: Sequence[Line], number: int) -> bool:
    """Whether in the lines below, up to the next word, a unit and a number stand: then it is a row, and no head."""
    has_unit = False
    for line in lines[number + 1 :]:
        for token in line.tokens:
            if unit_of(token):
                has_unit = True
            elif token.is_word or not has_unit:
                return False
            elif token.reading.status == "printed":
                return True
    return False


def _without_codes(lines: Sequence[Line]) -> list[Line]:
    """Loose lines without the running numbers between the labels and their figures."""
    gone = running(list(_first_figures(lines)))
    return (
        [line._replace(tokens=tuple(t for t in line.tokens if id(t) not in gone)) for line in lines]
        if gone
        else list(lines)
    )


def _first_figures(lines: Sequence[Line]) -> Iterator[Token]:
    """The first that is printed behind each word."""
    is_open = False
    for line in lines:
        for token in line.tokens:
            if is_open and token.is_printed:
                yield token
            is_open = token.is_word or (is_open and token.is_blank)


# --- columns' names -----------------------------------------------------------------------------------------


def _with_columns_named(line: Line, printed: Printed, year: int | None) -> Line:
    """A line of columns' names in which the report's year is called 本年, and what is known to be no column of it by a
    name that is like none: so that 历年累计 is not taken for a misspelt 本年累计.
    """
    if line.layout == "loose" and len(line.tokens) < 2:
        return line
    if any(token.is_printed and not YEAR.fullmatch(token.text) for token in line.tokens):
        return line
    tokens = tuple(_named(token, printed, year, _OTHERS[at % 2]) for at, token in enumerate(line.tokens))
    return line if tokens == line.tokens else line._replace(tokens=tokens)


def _named(token: Token, printed: Printed, year: int | None, other: str) -> Token:
    label = normalise(token.text)
    if token.is_word and label in printed.foreign and label not in printed.values:
        return token._replace(text=other) if label_likeness(label, printed.values) >= _LIKE else token
    return token if year is None else _year_named(token, year, other)


def _year_named(token: Token, year: int, other: str) -> Token:
    found = YEAR.match(token.text)
    if found is None or (not token.is_word and not found[2]):
        return token
    rest = token.text[found.end() :]
    text = _THIS_YEAR + rest if int(found[1]) == year else other
    return token._replace(text=text, is_word=True, reading=read_cell(text))


# --- items in lines of their own ----------------------------------------------------------------------------


def _unquoted(line: Line) -> Line:
    """A loose line without the quotation marks around all of it: a table of one column leaves them in a text."""
    tokens = line.tokens
    if line.layout != "loose" or not tokens or tokens[0].text[:1] != _QUOTE or tokens[-1].text[-1:] != _QUOTE:
        return line
    if sum(token.text.count(_QUOTE) for token in tokens) != _TWO:
        return line
    first = _piece(tokens[0], (1, len(tokens[0].text)), line, is_word=tokens[0].is_word)
    *before, last = (first, *tokens[1:])
    text = last.text[:-1]
    if not text:
        return line._replace(tokens=tuple(before))  # nothing stands behind the blank before the closing one
    bare = _piece(last, (0, len(text)), line, is_word=read_cell(text).status == "unreadable")
    return line._replace(tokens=(*before, bare))


def _list_line(line: Line, rows: Known) -> Line:
    """A line with its items parted. Of a cell in quotation marks that goes on in the next line the last figure may go
    on as well, and is unreadable.
    """
    tokens = tuple(_with_items(line, rows))
    opens = line.layout == "loose" and bool(line.tokens) and line.tokens[0].text[:1] == _QUOTE
    if opens and sum(token.text.count(_QUOTE) for token in line.tokens) == 1 and tokens[-1].is_printed:
        tokens = (*tokens[:-1], tokens[-1]._replace(reading=UNREADABLE))
    return line._replace(tokens=tokens)


def _with_items(line: Line, rows: Known) -> Sequence[Token]:
    """A line's tokens; a row's label that runs into its figure (收到申请数：12件) becomes two."""
    tokens = _with_number_whole(line)
    if not tokens or not all(token.is_word for token in tokens):
        return tokens
    last = tokens[-1]
    found = _ITEM.fullmatch(last.text)
    if found is None:
        return _with_word_said(tokens, line, rows)
    if not _is_one_figure(found["value"]):
        return tokens
    before = "".join(token.text for token in tokens[:-1])  # a wide gap within a label parts it in two
    whole = line.layout == "loose" and bool(before) and normalise(before + found["label"]) in rows
    label = _items_label(found, rows)
    if not whole and label is None:
        return _with_word_said(tokens, line, rows)
    name, value = (
        _piece(last, label or found.span("label"), line, is_word=True),
        _piece(last, found.span("value"), line, is_word=False),
    )
    return (name._replace(text=before + name.text), value) if whole else (*tokens[:-1], name, value)


def _with_word_said(tokens: Sequence[Token], line: Line, rows: Known) -> Sequence[Token]:
    """The same where behind a label and a colon stands what is no number (不详, 见附表, 无)."""
    last = tokens[-1]
    found = _SAID.fullmatch(last.text)
    if found is None or not _is_items_label(found["label"], "", rows):
        return tokens
    value = _piece(last, found.span("value"), line, is_word=False)
    if unit_of(value) is not None or normalise(value.text) in rows:
        return tokens
    return (*tokens[:-1], _piece(last, found.span("label"), line, is_word=True), value)


def _is_one_figure(value: str) -> bool:
    """Whether blanks part the figure behind a label by thousands, if at all."""
    return all(_are_one_number(value[: blank.start()][-4:], value[blank.end() :]) for blank in _PARTED.finditer(value))


def _items_label(found: re.Match[str], rows: Known) -> tuple[int, int] | None:
    """Where before a figure a row's label stands. What leads over to the figure may be the label's own end: 行为 is as
    good a word as 为.
    """
    first, end = found.span("label")
    behind = found.string[end : found.start("value")].rstrip(" :：\u3000")
    for to in (end, end + len(behind)):
        if _is_items_label(found.string[first:to], found["value"], rows):
            return first, to
    return None


def _is_items_label(text: str, value: str, rows: Known) -> bool:
    """Whether what stands before a figure is a row's label, or one that is misspelt: it is whole, ends as one does, and
    has no other item's figure in it, only one that labels have.
    """
    label = normalise(text)
    if label in rows:
        return True
    if value == _NONE:
        return False  # 无 may be the end of a word
    is_whole = label[-1:] in _ends(rows) and text.count("（") + text.count("(") == text.count("）") + text.count(")")
    return is_whole and not holds_figure(label, rows) and label_likeness(text, rows) >= SURE


@cache
def _ends(rows: Known) -> frozenset[str]:
    """With what the rows' labels end."""
    return frozenset(known[-1:] for known in rows)


def _with_number_whole(line: Line) -> Sequence[Token]:
    """A loose line's tokens with a number put together that a blank in it had parted (收到申请数：1 136件)."""
    tokens = line.tokens
    if line.layout != "loose" or len(tokens) < _TWO or not tokens[-1].is_printed:
        return tokens
    *before, label, rest = tokens
    if not _are_one_number(label.text, rest.text):
        return tokens
    if label.is_printed and label.end + 1 == rest.start and label.reading.unit is None and rest.reading.unit:
        return (*before, label._replace(text=f"{label.text} {rest.text}", reading=read_cell(label.text + rest.text)))
    if not label.is_word:
        return tokens
    blanks = " " * max(1, rest.start - label.end)
    return (*before, label._replace(text=label.text + blanks + rest.text, end=rest.end))


def _are_one_number(text: str, rest: str) -> bool:
    return _BEFORE_BLANK.search(text) is not None and _BEHIND_BLANK.match(rest) is not None


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
