"""Lines of a page that was turned into text as it was laid out (``pdftotext -layout``): pieces by their columns.

Such a program counts characters, ends each page with a form feed, and keeps what stands side by side on one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.readers.text.lines import Line, Piece, is_section_title, is_sentence

_ATOM = re.compile(r"\S+")
_VALUE = re.compile(
    r"[+\-－＋−–增减]?[\d０-９](?:[\d０-９.,，．]*[\d０-９])?(?: ?(?:[件条项人次份宗个元%％]|万元))?|[-—–－─―−/／]+|无",
    re.ASCII,
)
_UNIT = re.compile(r"[件条项人次份宗个元]|万元")
_SIGN = re.compile(
    r"[（(]?(?:[一二三四五六七八九十]{1,3}|[0-9０-９]{1,2})[)）、.．]|[（(][一二三四五六七八九十]{1,3}$|[①-⑳]"
)
_INNER_SIGN = re.compile(r"[（(](?:[一二三四五六七八九十]{1,3}|[0-9]{1,2})[)）]|[0-9０-９]{1,2}[、.．]|[①-⑳]")
_TITLE = re.compile(r"\S{4,48}(?:情况|事项|说明|措施|概述|问题|意见)表?")
_LONG = 24  # characters in one piece, which no column of a narrow table holds


class Atom(NamedTuple):
    """What stands between blanks: its columns, and the code point it starts at."""

    text: str
    start: int
    end: int
    at: int
    line: int

    @property
    def is_value(self) -> bool:
        """Whether it is a number, with its unit or without, or what stands for none."""
        return _VALUE.fullmatch(self.text) is not None

    @property
    def is_numbered(self) -> bool:
        """Whether it begins with a list sign."""
        return _SIGN.match(self.text) is not None


def atoms_of(line: Line) -> tuple[Atom, ...]:
    """The atoms of a line; a unit behind a single blank is its number's, and a word behind a list sign is numbered."""
    found: list[Atom] = []
    for each in _ATOM.finditer(line.text):
        atom = Atom(each.group(), each.start(), each.end(), line.start + each.start(), line.number)
        last = found[-1] if found else None
        is_near = last is not None and atom.start == last.end + 1
        if last is not None and is_near and _belongs_to(last, atom):
            found[-1] = _joined(last, atom)
        else:
            found.append(atom)
    return tuple(found)


def values_behind(atoms: Sequence[Atom]) -> int:
    """The place of the first value that stands behind a word; how many atoms there are, where none does."""
    word = next((place for place, atom in enumerate(atoms) if not atom.is_value), len(atoms))
    return next((place for place in range(word + 1, len(atoms)) if atoms[place].is_value), len(atoms))


def count_values(atoms: Sequence[Atom]) -> int:
    """How many atoms there are from the first value behind a word on."""
    return len(atoms) - values_behind(atoms)


def labels_of(atoms: Sequence[Atom]) -> list[Atom]:
    """The labels side by side that atoms make up: parted by wide gaps and before list signs."""
    found: list[Atom] = []
    for atom in (part for each in atoms for part in _at_inner_signs(each)):
        last = found[-1] if found else None
        if last is None or atom.start > last.end + 1 or atom.is_numbered:
            found.append(atom)
        else:
            found[-1] = _joined(last, atom)
    return found


def phrases_of(atoms: Sequence[Atom]) -> list[Atom]:
    """Atoms with words and what stands one blank from them as one: a number within a sentence is none of a column's."""
    found: list[Atom] = []
    for atom in atoms:
        last = found[-1] if found else None
        if last is not None and atom.start == last.end + 1 and not (last.is_value and atom.is_value):
            found[-1] = _joined(last, atom)
        else:
            found.append(atom)
    return found


def split_at(atom: Atom, column: int) -> tuple[Atom, Atom]:
    """An atom as two, the second from a column on."""
    by = column - atom.start
    text = atom.text
    return (
        atom._replace(text=text[:by].rstrip(), end=atom.start + len(text[:by].rstrip())),
        atom._replace(text=text[by:].lstrip(), start=column, at=atom.at + by),
    )


def piece_of(atoms: Sequence[Atom]) -> Piece:
    """Atoms that make up one cell; those of one line apart as they are printed."""
    first, last = atoms[0], atoms[-1]
    text = first.text
    for before, atom in pairwise(atoms):
        text += (" " if before.line == atom.line else "\n") + atom.text
    return Piece(text, first.at, last.at + len(last.text), first.line)


def blank_behind(atom: Atom) -> Piece:
    """A blank cell that stands behind an atom."""
    end = atom.at + len(atom.text)
    return Piece("", end, end, atom.line)


def ends_tables(line: Line, atoms: Sequence[Atom]) -> bool:
    """Whether a line is prose or a title, which no narrow table of figures holds."""
    bare = line.text.strip()
    if is_section_title(bare) or is_sentence(bare):
        return True
    is_one = "  " not in bare
    return is_one and (_TITLE.fullmatch(bare.replace(" ", "")) is not None or max(len(a.text) for a in atoms) >= _LONG)


class Pages:
    """The lines of a text as atoms, with the page that each stands on."""

    def __init__(self, text: str, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.texts = {line.number: line.text for line in lines}
        self.atoms = [atoms_of(line) for line in lines]
        self.page: list[int] = []
        page = 0
        for line in lines:
            page += line.start > 0 and text[line.start - 1] == "\f"
            self.page.append(page)

    def ends(self, at: int) -> bool:
        """Whether a table can't go on in a line."""
        return bool(self.atoms[at]) and ends_tables(self.lines[at], self.atoms[at])

    def is_page_number(self, at: int) -> bool:
        """Whether a number stands alone at a page's end or beginning."""
        if len(self.atoms[at]) != 1 or not self.atoms[at][0].text.strip("-—–").isdecimal():
            return False
        return any(self._is_edge(at, step) for step in (-1, 1))

    def _is_edge(self, at: int, step: int) -> bool:
        page, place = self.page[at], at + step
        while 0 <= place < len(self.lines) and self.page[place] == page:
            if self.atoms[place]:
                return False
            place += step
        return True


def _belongs_to(one: Atom, other: Atom) -> bool:
    """Whether an atom right behind another is a number's unit, or what a list sign numbers."""
    if one.is_value:
        return _UNIT.fullmatch(other.text) is not None
    return _SIGN.fullmatch(one.text) is not None and not other.is_numbered and not other.text[0].isdecimal()


def _joined(one: Atom, other: Atom) -> Atom:
    gap = " " * (other.start - one.end)
    return one._replace(text=one.text + gap + other.text, end=other.end)


def _at_inner_signs(atom: Atom) -> list[Atom]:
    """A numbered atom parted before a second number, as where two labels stand side by side without a blank."""
    if not atom.is_numbered or (inner := _INNER_SIGN.search(atom.text, 1)) is None:
        return [atom]
    first, second = split_at(atom, atom.start + inner.start())
    return [first, *_at_inner_signs(second)]
