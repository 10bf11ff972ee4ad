"""Lines that name each of their figures: ``一、本年新收　自然人：5；商业企业：2；总计：7``.

They are rows of a table whose head stands in each of them.

The names must be the same in the same order for lines to be rows of one table; a line with others has a table of its
own, so that a figure is never under a name that does not stand beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.lines.sentences import is_prose
from toolkit.model import Block, Paragraph
from toolkit.numbers import COUNTING_UNIT, has_han, read_cell

Span = tuple[int, int]
Rows = tuple[tuple[Span, ...], ...]
"""Lines of cells, each a stretch of the text."""

_PAIRS, _PAIRS_ALONE = 3, 4  # in a line that has others like it, and in one that has none
_FIGURE = re.compile(rf"\d[\d,.]*\s*{COUNTING_UNIT}?\s*$")
_DIGIT_OR_COLON = re.compile(r"[\d：:]")
_PARTS = (re.compile("[；;]"), re.compile(r"(?<![0-9０-９])[，,、]|[，,、](?![0-9０-９])"))
_GAP = re.compile(r"[\u2000-\u200a\u3000\t]+|  +| |(?<=[：:])")
_GOES_ON = re.compile(rf"[\d.,—－/-]*\s*{COUNTING_UNIT}?\s*(?:[；;，,。]|$)(?<=.)")  # what a line was broken before
_END = "。；;，, \u3000"
_LONGEST_NAME, _LONGEST_WORD, _LONGEST_GROUP = 30, 6, 40


class _Pairs(NamedTuple):
    """A line's names and figures; the first name still has the row's label before it."""

    names: tuple[Span, ...]
    values: tuple[Span, ...]
    key: tuple[str, ...]
    is_by_colon: bool


class _Numbered(NamedTuple):
    place: int
    number: int
    text: str


def named_rows(blocks: Sequence[Block]) -> Mapping[tuple[int, int], Rows]:
    """The lines, each by its block's place and its own within that, that name their figures, as rows of cells; the
    first of a table with its head before it. Group labels between them are rows of one cell, blank lines none.
    """
    if not any(isinstance(block, Paragraph) and _may_have_pairs(block.text) for block in blocks):
        return {}
    found: dict[tuple[int, int], Rows] = {}
    for table in _tables(blocks):
        rows = [(line, pairs) for line, pairs in table if pairs is not None]
        if len(rows) == 1 and (len(rows[0][1].names) < _PAIRS_ALONE or not rows[0][1].is_by_colon):
            continue  # a sentence may tell several figures once
        ends = _ends_of_labels([line.text[slice(*pairs.names[0])] for line, pairs in rows])
        starts = {id(line): pairs.names[0][0] + end for (line, pairs), end in zip(rows, ends, strict=True)}
        for line, pairs in table:
            if pairs is not None:
                found[line.place, line.number] = _rows(line, pairs, starts[id(line)], with_head=line is rows[0][0])
            else:
                found[line.place, line.number] = (
                    ((_stripped(line.text, 0, len(line.text)),),) if line.text.strip() else ()
                )
    return found


def _may_have_pairs(text: str) -> bool:
    if text.count("：") + text.count(":") >= _PAIRS:
        return True
    return (
        text.count("，") + text.count("、") >= _PAIRS - 1
        and _FIGURE.search(text[-_LONGEST_NAME:].rstrip(_END)) is not None
    )


def _tables(blocks: Sequence[Block]) -> Iterator[list[tuple[_Numbered, _Pairs | None]]]:
    """The lines of one table each, with what stands between them."""
    table: list[tuple[_Numbered, _Pairs | None]] = []
    between: list[tuple[_Numbered, _Pairs | None]] = []
    for line, following in _with_following(_lines(blocks)):
        is_whole = line is not None and _may_have_pairs(line.text) and not _GOES_ON.match(following)
        pairs = _pairs(line.text) if line is not None and is_whole else None
        if line is not None and pairs is not None:
            is_same = bool(table) and _is_row_of(line.text, pairs, table[0])
            if table and not is_same:
                yield table
            table = [*table, *between, (line, pairs)] if is_same else [(line, pairs)]
            between = []
        elif line is not None and _may_stand_between(line.text):
            between.append((line, None))
        elif table:
            yield table
            table, between = [], []
        else:
            between = []
    if table:
        yield table


def _lines(blocks: Sequence[Block]) -> Iterator[_Numbered | None]:
    """The lines of paragraphs; None for a table."""
    for place, block in enumerate(blocks):
        if isinstance(block, Paragraph):
            for number, text in enumerate(block.text.split("\n")):
                yield _Numbered(place, number, text)
        else:
            yield None


def _with_following(lines: Iterator[_Numbered | None]) -> Iterator[tuple[_Numbered | None, str]]:
    """The lines, each with the text of the next one that isn't blank."""
    every = list(lines)
    texts = [line.text.strip() if line is not None else "" for line in every]
    following = ""
    behind: list[str] = []
    for text in reversed(texts):
        behind.append(following)
        following = text or following
    return zip(every, reversed(behind), strict=True)


def _is_row_of(text: str, pairs: _Pairs, first: tuple[_Numbered, _Pairs | None]) -> bool:
    """Whether a line has the names of a table's first one, and both have labels before them."""
    line, others = first
    if others is None or pairs.key[1:] != others.key[1:]:
        return False
    both = [text[slice(*pairs.names[0])], line.text[slice(*others.names[0])]]
    return all(_ends_of_labels(both))


def _may_stand_between(text: str) -> bool:
    """Whether a line is blank, or words alone such as a group's label."""
    bare = text.strip()
    return not bare or (len(bare) <= _LONGEST_GROUP and has_han(bare) and not is_prose(bare))


def _pairs(text: str) -> _Pairs | None:
    """The names and figures that a whole line consists of; None where it doesn't."""
    end = len(text.rstrip(_END))
    for mark in _PARTS:
        edges = [0, *(place for found in mark.finditer(text, 0, end) for place in found.span()), end]
        parts = list(zip(edges[::2], edges[1::2], strict=True))
        for split in (_split_at_colon, _split_at_figure):
            cut = [split(text, *part) for part in parts]
            first = next((place for place, each in enumerate(cut) if each is not None), len(parts))
            if len(parts) - first < _PAIRS or None in cut[first:]:
                continue
            # What stands before the first name may have such marks itself.
            begins = [0, *(start for start, _ in parts[first + 1 :])]
            places = [each for each in cut[first:] if each is not None]
            names = tuple(_stripped(text, begin, name) for begin, (name, _) in zip(begins, places, strict=True))
            ends = [stop for _, stop in parts[first:]]
            values = tuple(_stripped(text, value, stop) for (_, value), stop in zip(places, ends, strict=True))
            key = tuple("".join(text[slice(*name)].split()) for name in names)
            if _are_names(key) and _are_figures(text, values):
                return _Pairs(names, values, key, is_by_colon=split is _split_at_colon)
    return None


def _split_at_colon(text: str, start: int, end: int) -> Span | None:
    """Where the name ends and the figure begins in ``自然人：5``"""
    colon = max(text.rfind("：", start, end), text.rfind(":", start, end))
    return (colon, colon + 1) if colon >= 0 else None


def _split_at_figure(text: str, start: int, end: int) -> Span | None:
    """The same in ``自然人5件``."""
    found = _FIGURE.search(text, start, end)
    return (found.start(), found.start()) if found is not None and found.start() > start else None


def _are_names(key: Sequence[str]) -> bool:
    """Whether texts may be names, each of another figure; the first one has the row's label before it."""
    are_words = all(
        has_han(name) and len(name) <= _LONGEST_NAME and not _DIGIT_OR_COLON.search(name) for name in key[1:]
    )
    return are_words and len(set(key)) == len(key)


def _are_figures(text: str, values: Sequence[Span]) -> bool:
    """Whether figures, blanks and dashes stand behind the names, and hardly a word that has got in a figure's place."""
    texts = [text[slice(*value)] for value in values]
    figures = sum(1 for each in texts if read_cell(each).status != "unreadable")
    return figures * 2 > len(texts) and all(
        len(each) <= _LONGEST_WORD or read_cell(each).value is not None for each in texts
    )


def _ends_of_labels(texts: Sequence[str]) -> list[int]:
    """Where the label ends in texts of a row's label and its first name: before the words that all end in, from a gap
    on; 0 where there is no label.
    """
    if len(texts) == 1:
        gaps = [found.end() for found in _GAP.finditer(texts[0])]
        return [max(gaps, default=0)]
    shared = 0
    while shared < min(map(len, texts)) and len({text[-1 - shared] for text in texts}) == 1:
        shared += 1
    common = texts[0][len(texts[0]) - shared :]
    if all(len(text) == shared or _GAP.match(text[: len(text) - shared][-1:]) for text in texts):
        return [len(text) - shared for text in texts]
    gap = _GAP.search(common)
    return [len(text) - shared + gap.end() if gap is not None else 0 for text in texts]


def _rows(line: _Numbered, pairs: _Pairs, begin: int, *, with_head: bool) -> Rows:
    """A line's cells, below those of its head."""
    first, end = pairs.names[0]
    label = _stripped(line.text, first, begin, "：:")
    names = ((label[0], label[0]), _stripped(line.text, begin, end), *pairs.names[1:])
    row = (label, *pairs.values)
    return (names, row) if with_head else (row,)


def _stripped(text: str, start: int, end: int, marks: str = "") -> Span:
    """A stretch without the blanks around it, and the marks behind it; an empty one at its beginning."""
    bare = text[start:end]
    inner = bare.strip()
    inner = inner.rstrip(marks).rstrip() if marks else inner
    begin = start + (bare.index(inner) if inner else 0)
    return begin, begin + len(inner)
