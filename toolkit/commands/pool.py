"""Work spread over the processor's cores, where there is enough of it to pay for starting processes."""

from __future__ import annotations

import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import get_context
from typing import TypeVar

_In = TypeVar("_In")
_Out = TypeVar("_Out")

ALONE_SECONDS = 3.0
"""So long this process works alone: another one spends a second or so on its imports before it helps."""
WORTH_STARTING = 8
"""So many items must then be left."""


def spread(work: Callable[[_In], _Out], items: Iterable[_In], lost: Callable[[_In], _Out]) -> Iterator[_Out]:
    """The results in the order of the items.

    ``work`` must be a function of a module. ``lost`` makes the result of an item whose process was killed.
    """
    cores = available_cores()
    rest = iter(items)
    start = time.perf_counter()
    for item in rest:
        yield work(item)
        if cores > 1 and time.perf_counter() - start > ALONE_SECONDS:
            break
    ahead = list(islice(rest, WORTH_STARTING))
    if len(ahead) < WORTH_STARTING:
        yield from map(work, ahead)
    else:
        yield from in_processes(work, chain(ahead, rest), lost, cores)


def available_cores() -> int:
    """How many processes can work at the same time."""
    # What this process may use, which in a container is less than the machine has; not known everywhere.
    allowed = getattr(os, "sched_getaffinity", None)
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def in_processes(
    work: Callable[[_In], _Out], items: Iterator[_In], lost: Callable[[_In], _Out], cores: int
) -> Iterator[_Out]:
    """The results in the order of the items, made in so many processes; for ``work`` and ``lost`` see ``spread``."""
    held: deque[_In] = deque()  # handed out, and their results not yet passed on
    running: deque[Future[_Out]] = deque()
    ended = False
    while not ended:
        with _processes(cores) as pool:
            try:
                while True:
                    for item in islice(items, 2 * cores - len(held)):
                        held.append(item)
                        running.append(pool.submit(work, item))
                    if not held:
                        ended = True
                        break
                    result = running.popleft().result()
                    held.popleft()
                    yield result
            except BrokenProcessPool:  # one of the items in hand killed its process: which one shows when each is alone
                running.clear()
        while held and not ended:
            yield _alone(work, held.popleft(), lost)


def _alone(work: Callable[[_In], _Out], item: _In, lost: Callable[[_In], _Out]) -> _Out:
    with _processes(1) as pool:
        try:
            return pool.submit(work, item).result()
        except BrokenProcessPool:
            return lost(item)


def _processes(cores: int) -> ProcessPoolExecutor:
    # spawn, as Windows has nothing else, and a fork of a process with threads can hang.
    return ProcessPoolExecutor(cores, mp_context=get_context("spawn"), initializer=_leave_interrupts)


def _leave_interrupts() -> None:
    """Ctrl-C reaches every process of the terminal; only the first one answers it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
