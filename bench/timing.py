"""How long work takes, and how a bench that stands alone ends."""

from __future__ import annotations

import time
from collections.abc import Callable


def seconds(work: Callable[[], object]) -> float:
    """How long a piece of work takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def shown(report: Callable[[], tuple[str, bool]]) -> int:
    """Print what a bench reports; 1 where its target was not reached."""
    text, reached = report()
    print(text)
    return 0 if reached else 1
