"""What was found for a row of the form: a token for each of its slots, and how sure that is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.extract.lines.lines import Token


@dataclass(slots=True, init=False)  # never changed; its counts are asked for many times
class Placed:
    """What was found for each slot: its token, or None. ``absent`` are the slots that the report's table doesn't have.

    ``sure`` is from 0 to 1 for all of them; ``each`` by slot, where columns are placed apart from one another. ``why``
    says in Chinese what kept the empty slots from being filled.
    """

    tokens: tuple[Token | None, ...]
    absent: frozenset[int]
    sure: float
    why: str | None
    each: Mapping[int, float] | None
    _filled: int = field(init=False, compare=False)
    _printed: int = field(init=False, compare=False)

    def __init__(
        self,
        tokens: tuple[Token | None, ...],
        absent: frozenset[int],
        sure: float,
        why: str | None = None,
        each: Mapping[int, float] | None = None,
    ) -> None:
        self.tokens, self.absent, self.sure, self.why, self.each = tokens, absent, sure, why, each
        self._filled = self._printed = -1  # not yet counted

    @property
    def filled(self) -> int:
        """How many slots have a token."""
        if self._filled < 0:
            self._filled = len([token for token in self.tokens if token is not None])
        return self._filled

    @property
    def printed(self) -> int:
        """How many slots have something printed."""
        if self._printed < 0:
            self._printed = printed_in(self.tokens)
        return self._printed

    @property
    def has_blanks(self) -> bool:
        """Whether in some slot a cell stands that is blank."""
        return self.printed < self.filled

    @property
    def is_complete(self) -> bool:
        """Whether nothing that should be there is left open."""
        return self.filled + len(self.absent) == len(self.tokens)


def printed_in(tokens: Sequence[Token | None]) -> int:
    """How many of them have something printed."""
    return len([token for token in tokens if token is not None and token.reading.status != "blank"])


def nothing_placed(slots: int, why: str) -> Placed:
    """No slot filled, and why."""
    return Placed((None,) * slots, frozenset(), 0.0, why)
