"""Tables whose rows are lines of a text with as many cells each: there each cell's place is its column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, groupby, pairwise, starmap

from toolkit.extract.lines.lines import Line

_LEAST = 3  # rows of as many cells, head and all


def with_true_columns(lines: Sequence[Line]) -> list[Line]:
    """The lines, with rows of bars or tabs as those of a grid where all that stand together have as many cells.

    Cells that are merged have then left blanks, since written once they would make rows shorter, those of heads most.
    Tables may follow one another; but if any row stands among others of another width, no width is a table's.
    """
    done = list(lines)
    if not any(line.layout == "ragged" for line in lines):
        return done
    run = max((line.run for line in lines), default=0)

    def new_run() -> int:
        nonlocal run
        run += 1
        return run

    for table in _even_tables(lines):
        own = new_run()
        for number in table:
            done[number] = lines[number]._replace(layout="grid", run=own)
    return _with_rests_apart(done, lines, new_run)


def _even_tables(lines: Sequence[Line]) -> Iterator[range]:
    """The tables, each by the numbers of its lines."""
    for first, end in _stretches(lines):
        widths = [
            (width, sum(1 for _ in group)) for width, group in groupby(len(line.tokens) for line in lines[first:end])
        ]
        if all(width > 1 and count >= _LEAST for width, count in widths):
            ends = list(accumulate((count for _, count in widths), initial=first))
            yield from starmap(range, pairwise(ends))


def _stretches(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Where rows of cells without columns stand one behind another: the first line, and the one behind the last."""
    at = 0
    for is_ragged, group in groupby(lines, key=lambda line: (line.layout == "ragged", line.run)):
        count = sum(1 for _ in group)
        if is_ragged[0]:
            yield at, at + count
        at += count


def _with_rests_apart(done: list[Line], lines: Sequence[Line], new_run: Callable[[], int]) -> list[Line]:
    """What stands behind a table that was of the same run as what stands before it has a run of its own, too."""
    own: dict[int, int] = {}
    for number, (before, line) in enumerate(pairwise(lines), start=1):
        if done[number] is line and line.run == before.run:
            if done[number - 1].run != before.run and done[number - 1].layout == "grid":
                own[line.run] = new_run()
            if line.run in own:
                done[number] = line._replace(run=own[line.run])
    return done
