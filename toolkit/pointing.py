"""What a model may be asked while a report is read: to point at one of a closed list, for each of some things.

A ``Pointer`` is passed in by whoever has one. No value can come from it: the things are places of the report, the list
is made by code, and what it points at is judged where it was asked for (``toolkit.extract``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

NONE = "none"
"""Always an allowed answer: none of the list."""

Task = Literal["numbers", "labels", "passages"]
"""Masked numbers of sentences to indicators; a table's labels to indicators; passages to sections."""
Framing = Literal["whole", "each"]
"""Two ways to ask the same, told apart in prompt, order of the list and what is seen around a thing, so that two equal
answers are two witnesses: ``whole``, all things in one text; ``each``, every thing in a line of its own.
"""
FRAMINGS: tuple[Framing, Framing] = ("whole", "each")


OPEN_NOTES = frozenset({"prose.open", "row.open", "sections.open"})
"""The codes of notes that say what stays open without a pointer."""


@dataclass(frozen=True, slots=True)
class Pointing:
    """One question. ``lines`` are the report's own words with the things in them numbered from 1: in ``whole`` ⟦1⟧ to
    ⟦count⟧ stand in them; in ``each`` the first line is about the thing 1, and so on. ``options`` are ids with their
    Chinese names, without ``none``. ``allowed`` has for each thing those that come into question for it; where it is
    empty, all do for all.
    """

    task: Task
    framing: Framing
    lines: tuple[str, ...]
    count: int
    options: Mapping[str, str]
    allowed: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class NotPointed:
    """No answer; why, in Chinese, without a full stop."""

    why: str


class Shown(dict[int, str]):
    """An answer of nobody, so that all that could be asked next is shown: it is not judged, and nothing comes of it."""


class Pointer(Protocol):
    """Answers a question: for each number from 1 to ``count`` an id of those allowed for it, or ``none``."""

    def __call__(self, asked: Pointing) -> Mapping[int, str] | NotPointed:
        """Point."""
