from __future__ import annotations

import os
from collections.abc import Iterator

from toolkit.commands import pool


def doubled(number: int) -> int:
    """Twice the number; 13 is what no process survives."""
    if number == 13:
        os._exit(1)
    return 2 * number


def lost(number: int) -> int:
    return -number


def test_little_work_is_done_in_order_in_this_process() -> None:
    assert list(pool.spread(lambda number: (number, os.getpid()), range(40), 40, lost)) == [
        (number, os.getpid()) for number in range(40)
    ]


def test_results_of_several_processes_come_in_order_and_only_what_kills_its_process_is_lost() -> None:
    results = list(pool.in_processes(doubled, iter(range(20)), lost, 2))
    assert results == [-13 if number == 13 else 2 * number for number in range(20)]


def test_items_are_taken_only_as_they_are_wanted() -> None:
    taken = []

    def items() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    assert next(iter(pool.in_processes(doubled, items(), lost, 1))) == 0
    assert len(taken) <= 3
