"""Two framings of one question to a model, and what counts of its answers: only what both say alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from toolkit.pointing import FRAMINGS, NONE, Framing, NotPointed, Pointer, Pointing, Task

Lines = Callable[[Framing, Collection[int]], tuple[str, ...]]
"""The lines of a question about these things, which are numbered anew from 1 in this order."""


def agreed(
    pointer: Pointer, task: Task, count: int, lines: Lines, options: Mapping[str, str]
) -> Mapping[int, str] | NotPointed:
    """For each thing (from 0) what two framings point at alike; those without are left out.

    The second framing is only asked about what the first pointed at. An answer that is not in the list, which a pointer
    must not give, counts as none.
    """
    first = _asked(pointer, task, FRAMINGS[0], range(count), lines, options)
    if isinstance(first, NotPointed) or not first:
        return first
    second = _asked(pointer, task, FRAMINGS[1], list(first), lines, options)
    if isinstance(second, NotPointed):
        return second
    return {thing: choice for thing, choice in first.items() if second.get(thing) == choice}


def _asked(
    pointer: Pointer,
    task: Task,
    framing: Framing,
    things: Collection[int],
    lines: Lines,
    options: Mapping[str, str],
) -> Mapping[int, str] | NotPointed:
    answer = pointer(Pointing(task, framing, lines(framing, things), len(things), options))
    if isinstance(answer, NotPointed):
        return answer
    numbered = dict(enumerate(things, start=1))
    return {
        numbered[number]: choice
        for number, choice in answer.items()
        if number in numbered and choice in options and choice != NONE
    }
