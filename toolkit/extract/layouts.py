"""A form's table as lines and heads to be looked for, and which of its lines a printed label is like."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from toolkit.extract.labels import likeness, normalise, spelling_likeness
from toolkit.forms.spec import Arrangement
from toolkit.model import CellId

Known = frozenset[str]
_LEAST = 0.5
_TAIL = 4  # characters
_NEAR = 0.49  # in other arithmetic than the likeness itself
_SIMILARITY = OSA.normalized_similarity


@dataclass(frozen=True, slots=True)
class Slot:
    """A column of values in a head: its own wordings, and those of each head over it, outermost first."""

    known: Known
    groups: tuple[Known, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """A label in the tree of heads: a slot (by number), or heads over others."""

    known: Known
    slot: int | None
    children: tuple[Node, ...] = ()


@dataclass(frozen=True, eq=False)  # a head is itself: what is read of it is remembered by it
class Head:
    """What stands over the values of some lines. No slot has wordings where a line has a single value."""

    slots: tuple[Slot, ...]
    tree: tuple[Node, ...]

    @cached_property
    def known(self) -> Known:
        """Every wording in the head."""
        return frozenset().union(*(slot.known.union(*slot.groups) for slot in self.slots))

    @cached_property
    def groups(self) -> Known:
        """The wordings of its heads over heads."""
        return frozenset().union(*(group for slot in self.slots for group in slot.groups))

    @cached_property
    def groups_over(self) -> tuple[Known, ...]:
        """For each slot the wordings of all heads over it."""
        return tuple(frozenset().union(*slot.groups) for slot in self.slots)

    @cached_property
    def joined(self) -> dict[str, tuple[str, str]]:
        """The wordings of a head over heads together with those of one under it, as where both stand on one line."""
        return {
            over + under: (over, under)
            for node in self.tree
            for child in node.children
            if child.children
            for over in node.known
            for under in child.known
        }

    @cached_property
    def least_joined(self) -> int:
        """The length of the shortest of these, 0 where there are none."""
        return min(map(len, self.joined), default=0)

    @cached_property
    def size(self) -> int:
        """How many labels it has, those of groups included."""
        return _count(self.tree)


def _count(nodes: Sequence[Node]) -> int:
    return sum(1 + _count(node.children) for node in nodes)


@dataclass(frozen=True, slots=True)
class FormLine:
    """A line of values: its wordings (with and without the groups before it), its cells in the head's order.

    ``sign`` is the list sign of its label; ``instead_of`` numbers the lines that this one replaces.
    """

    known: Known
    head: Head
    cells: tuple[CellId, ...]
    name: str
    sign: str | None = None
    instead_of: tuple[int, ...] = ()


@dataclass(frozen=True)
class TableLayout:
    """A table of a form in one arrangement. ``bare`` are labels that several lines share and that name none of them,
    ``groups`` the labels of groups of rows; ``is_list`` marks a list of indicators, whose lines have one figure each.
    ``remarks`` are the labels of columns in which no figures stand.
    """

    table: str
    arrangement: Arrangement
    lines: tuple[FormLine, ...]
    foreign: Known
    tells_form: bool
    bare: Known = frozenset()
    groups: Known = frozenset()
    is_list: bool = False
    remarks: Known = frozenset()

    @cached_property
    def is_even(self) -> bool:
        """Whether all of its lines have as many cells."""
        return len({len(line.cells) for line in self.lines}) == 1

    @cached_property
    def exact(self) -> dict[str, tuple[int, ...]]:
        """Lines by normalised wording."""
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            for wording in line.known:
                found.setdefault(wording, []).append(number)
        return {wording: tuple(numbers) for wording, numbers in found.items()}

    @cached_property
    def columns(self) -> Known:
        """Every wording in its heads."""
        return frozenset().union(*(line.head.known for line in self.lines))

    @cached_property
    def _likenesses(self) -> dict[str, dict[int, float]]:
        return {}

    def likenesses(self, label: str) -> dict[int, float]:
        """The lines that a printed label is like (at 0.5 or more), with how much."""
        found = self._likenesses.get(label)
        if found is None:
            found = self._likenesses[label] = self._compare(normalise(label))
            if len(self._likenesses) > 20_000:
                self._likenesses.clear()
        return found

    @cached_property
    def _are_like(self) -> dict[tuple[str, ...], bool]:
        return {}

    def is_like_any(self, labels: tuple[str, ...]) -> bool:
        """Whether any of the printed labels is like any line."""
        found = self._are_like.get(labels)
        if found is None:
            if len(self._are_like) > 20_000:
                self._are_like.clear()
            found = self._are_like[labels] = any(self.likenesses(label) for label in labels)
        return found

    def _compare(self, label: str) -> dict[int, float]:
        if label in self.exact:
            return dict.fromkeys(self.exact[label], 1.0)
        if not label or len(label) > 90:
            return {}
        like = {number: likeness(label, self.lines[number].known) for number in self._nearest(label)}
        for number in self._ending_alike(label):
            like[number] = spelling_likeness(label, self.lines[number].known)
        if not like or max(like.values()) < _LEAST:
            return {}
        # That a row's name stands before a column's is what makes it a line of a list; one within others is a group's.
        bare = spelling_likeness if self.arrangement == "listed" else likeness
        bar = max(_LEAST, likeness(label, self.foreign), bare(label, self.bare) + 0.01)
        return {number: score for number, score in like.items() if score >= bar}

    def _ending_alike(self, label: str) -> Set[int]:
        """The lines whose wordings end in a label, where that tells them from no other: the second half of a label
        that was broken (机关不再处理其政府信息公开申请).
        """
        if self.is_list or self.arrangement == "listed" or len(label) < _TAIL:
            return frozenset()
        ending = {n for wording, lines in self.exact.items() if wording.endswith(label) for n in lines}
        return ending if len(ending) > 1 else frozenset()

    def _nearest(self, label: str) -> list[int]:
        """The lines that a label may be like at all: of these few the likeness need be measured."""
        wordings = self._wordings
        near = [
            wording for wording, _, _ in extract(label, wordings, scorer=_SIMILARITY, score_cutoff=_NEAR, limit=None)
        ]
        # A label that holds a wording, or a part of one, is like it however much longer it is.
        near += [wording for wording in wordings if wording in label]
        if label in self._all_wordings:
            near += [wording for wording in wordings if label in wording]
        return sorted({number for wording in near for number in self.exact[wording]})

    @cached_property
    def _wordings(self) -> list[str]:
        return list(self.exact)

    @cached_property
    def _all_wordings(self) -> str:
        return "\n".join(self._wordings)


@cache
def united(one: Known, other: Known) -> Known:
    """Both; the same set for the same ones, since likeness to a set is remembered."""
    return one | other
