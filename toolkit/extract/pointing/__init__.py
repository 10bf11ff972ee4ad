"""Two framings of one question to a model, and what counts of its answers: only what both say alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import NamedTuple

from toolkit.pointing import FRAMINGS, NONE, Framing, NotPointed, Pointer, Pointing, Shown, Task

_OTHERS = 4
"""The second list has for each thing beside what it was pointed at so many others that come into question for it, those
that stand next to that in the list and are most like it: who has but one thing to point at points at it, and is no
witness.
"""
Lines = Callable[[Framing, Collection[int]], tuple[str, ...]]
"""The lines of a question about these things, which are numbered anew from 1 in this order."""


def agreed(
    pointer: Pointer,
    task: Task,
    count: int,
    lines: Lines,
    options: Mapping[str, str],
    allowed: Sequence[frozenset[str]] = (),
    worth: Callable[[Mapping[int, str]], Collection[int]] | None = None,
) -> Mapping[int, str] | NotPointed:
    """For each thing (from 0) what two framings point at alike; those without are left out. ``allowed`` has for each
    thing which of the options come into question for it; where there are none, it is not asked about.

    The second framing is only asked about what the first pointed at, with a shorter list; of that, only about what is
    ``worth`` it. An answer that is not in the list, which a pointer must not give, counts as none.
    """
    closed = _Closed(options, [each.intersection(options) for each in allowed or (frozenset(options),) * count])
    first = _asked(pointer, task, FRAMINGS[0], range(count), lines, closed)
    if isinstance(first, NotPointed) or not first:
        return first
    if worth is not None and not isinstance(first, Shown):
        kept = worth(first)
        first = {thing: choice for thing, choice in first.items() if thing in kept}
    second = _asked(pointer, task, FRAMINGS[1], list(first), lines, closed.narrowed(first))
    if isinstance(second, NotPointed):
        return second
    return {thing: choice for thing, choice in first.items() if second.get(thing) == choice}


class _Closed(NamedTuple):
    """The closed list, and which of it comes into question for each thing."""

    options: Mapping[str, str]
    allowed: Sequence[frozenset[str]]

    def narrowed(self, pointed: Mapping[int, str]) -> _Closed:
        """The list with what each of these things was pointed at, and a few others for each."""
        places = {option: place for place, option in enumerate(self.options)}
        allowed: list[frozenset[str]] = [frozenset()] * len(self.allowed)
        for thing, choice in pointed.items():
            nearest = sorted(self.allowed[thing], key=lambda option: (abs(places[option] - places[choice]), option))
            allowed[thing] = frozenset(nearest[: _OTHERS + 1])
        kept = frozenset().union(*allowed)
        return _Closed({option: name for option, name in self.options.items() if option in kept}, allowed)


def _asked(
    pointer: Pointer, task: Task, framing: Framing, things: Collection[int], lines: Lines, closed: _Closed
) -> Mapping[int, str] | NotPointed:
    things = [thing for thing in things if closed.allowed[thing]]
    if not things:
        return {}
    allowed = tuple(closed.allowed[thing] for thing in things)
    of_any = frozenset().union(*allowed)
    options = {option: name for option, name in closed.options.items() if option in of_any}
    answer = pointer(Pointing(task, framing, lines(framing, things), len(things), options, allowed))
    if isinstance(answer, NotPointed):
        return answer
    numbered = dict(enumerate(things, start=1))
    pointed = {
        numbered[number]: choice
        for number, choice in answer.items()
        if number in numbered and choice in closed.allowed[numbered[number]] and choice != NONE
    }
    return Shown(pointed) if isinstance(answer, Shown) else pointed
