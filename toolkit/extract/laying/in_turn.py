"""A table whose rows all stand in one run, one right behind the other: what is like one of them elsewhere is none."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.extract.laying.candidate import Candidate

_SEVERAL = 3  # lines, that no other table has in that order by chance


def of_whole_tables(candidates: Sequence[Candidate], lines: int) -> Sequence[Candidate]:
    """The candidates (in order) of the runs in which every line of the layout may stand right behind the line before;
    all of them where there is none: 总计 behind 尚未审结 is the table's, whatever 总计 a table further on ends with.
    """
    if lines < _SEVERAL:
        return candidates
    reached: dict[int, list[tuple[int, int]]] = {}  # by run and by line: the strips that end a stretch from line 0
    whole: set[int] = set()
    for candidate in candidates:
        if candidate.unit.first != candidate.unit.last:
            continue
        ends = reached.setdefault(candidate.strip.run, [])
        over = {line for line, last in ends if last == candidate.unit.first - 1}
        for line in candidate.unit.scores:
            if line == 0 or line - 1 in over:
                ends.append((line, candidate.unit.last))
                if line == lines - 1:
                    whole.add(candidate.strip.run)
    return [candidate for candidate in candidates if candidate.strip.run in whole] if whole else candidates
