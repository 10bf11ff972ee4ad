"""What holds in an RTF group: it begins with what holds around it, and ends with the group."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

Destination = Literal["text", "instruction", "number", "title", "fonts", "styles", "outer"]
"""Where text goes: into the document, a field's code, a list number, the title, names of fonts or styles, nowhere."""

_RAISED_FROM = 6  # half-points: what is set less high or low is only put straight


@dataclass(slots=True)
class State:
    """Looks of characters, properties of the paragraph, and how text is encoded.

    ``font`` is None where no font was named; ``fallback`` is how many characters follow a Unicode one for programs
    that don't know it. ``ends`` is what is to be done at the group's end.
    """

    destination: Destination = "text"
    encoding: str | None = None
    fallback: int = 1
    hidden: bool = False
    struck: bool = False
    struck_twice: bool = False
    raised: bool = False
    deleted: bool = False
    inserted: bool = False
    in_table: bool = False
    depth: int | None = None
    style: int = 0
    outline: int | None = None
    listed: bool = False
    ends: str = ""


def _reset_characters(state: State, number: int | None) -> None:
    state.hidden = state.struck = state.struck_twice = state.raised = state.deleted = state.inserted = False


def _reset_paragraph(state: State, number: int | None) -> None:
    state.in_table = state.listed = False
    state.depth = state.outline = None
    state.style = 0


def _raise(state: State, number: int | None) -> None:
    state.raised = abs(6 if number is None else number) >= _RAISED_FROM


def _fallback(state: State, number: int | None) -> None:
    state.fallback = max(0, min(1 if number is None else number, 8))


def _depth(state: State, number: int | None) -> None:
    state.depth = max(0, min(number or 0, 100))


def _outline(state: State, number: int | None) -> None:
    state.outline = number


def _listed(state: State, number: int | None) -> None:
    state.listed = bool(number)


def _switch(name: str) -> Callable[[State, int | None], None]:
    """A property that is on, or off with the number 0."""

    def turn(state: State, number: int | None) -> None:
        setattr(state, name, number != 0)

    return turn


def _raised(state: State, number: int | None) -> None:
    state.raised = number != 0


def _level(state: State, number: int | None) -> None:
    state.raised = False


SETTINGS: dict[str, Callable[[State, int | None], None]] = {
    "plain": _reset_characters,
    "v": _switch("hidden"),
    "strike": _switch("struck"),
    "striked": _switch("struck_twice"),
    "super": _raised,
    "sub": _raised,
    "nosupersub": _level,
    "up": _raise,
    "dn": _raise,
    "deleted": _switch("deleted"),
    "revised": _switch("inserted"),
    "pard": _reset_paragraph,
    "intbl": _switch("in_table"),
    "itap": _depth,
    "outlinelevel": _outline,
    "ls": _listed,
    "uc": _fallback,
}
"""The control words that only change the state."""


ROW_WORDS = frozenset({"trleft", "clvmgf", "clvmrg", "clmgf", "clmrg", "cellx"})
"""The control words that define a row."""


class RowDefinition:
    r"""A row's cells while they are defined, from ``\trowd`` on."""

    def __init__(self) -> None:
        self.left = 0
        self.edges: list[int] = []
        self.merges: list[tuple[str, str]] = []
        self._down = self._across = ""

    def set(self, word: str, number: int | None) -> bool:
        """Do what a control word says of the row; whether it says anything of it."""
        if word == "trleft":
            self.left = number or 0
        elif word in ("clvmgf", "clvmrg"):
            self._down = "restart" if word == "clvmgf" else "continue"
        elif word in ("clmgf", "clmrg"):
            self._across = "restart" if word == "clmgf" else "continue"
        elif word == "cellx":
            self.edges.append(number or 0)
            self.merges.append((self._down, self._across))
            self._down = self._across = ""
        else:
            return False
        return True
