from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest

from toolkit.commands import pool


def doubled(number: int) -> int:
    """Twice the number; 13 is what no process survives."""
    if number == 13:
        os._exit(1)
    return 2 * number


def with_process(number: int) -> tuple[int, int]:
    return number, os.getpid()


def lost(number: int) -> Any:
    return -number


def test_little_work_is_done_in_order_in_this_process() -> None:
    assert list(pool.spread(with_process, range(40), lost)) == [(number, os.getpid()) for number in range(40)]


def test_when_work_takes_long_other_processes_help(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ALONE_SECONDS", 0.0)
    results = list(pool.spread(with_process, range(20), lost))
    assert [number for number, _ in results] == list(range(20))
    several = pool.available_cores() > 1
    assert (len({process for _, process in results}) > 1) == several


def test_for_a_few_items_that_are_left_no_processes_are_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "ALONE_SECONDS", 0.0)
    results = list(pool.spread(with_process, range(pool.WORTH_STARTING), lost))
    assert results == [(number, os.getpid()) for number in range(pool.WORTH_STARTING)]


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
