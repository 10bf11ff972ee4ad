"""Word of each page while a file of many pages is read, where someone watches."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

from toolkit.readers.pages import listening


class _Shown:
    """A line of progress that appears with the first page, and goes with the last."""

    def __init__(self, progress: Progress | None) -> None:
        self._given = progress
        self._own: Progress | None = None
        self._task: TaskID | None = None

    def __call__(self, name: str, done: int, total: int | None) -> None:
        progress = self._given or self._own or self._started()
        if self._task is None:
            self._task = progress.add_task(f"认字 {name}", total=total)
        progress.update(self._task, completed=done, total=total)
        if total is not None and done >= total:
            progress.remove_task(self._task)
            self._task = None

    def _started(self) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        console = Console(stderr=True, markup=False, highlight=False, emoji=False)
        text = TextColumn("{task.description}", markup=False)
        self._own = Progress(
            text, BarColumn(), MofNCompleteColumn(), "页", TimeRemainingColumn(), console=console, transient=True
        )
        self._own.start()
        return self._own

    def close(self) -> None:
        """Take the line away."""
        if self._task is not None:
            (self._given or self._started()).remove_task(self._task)
            self._task = None
        if self._own is not None:
            self._own.stop()
            self._own = None


@contextmanager
def pages_shown(progress: Progress | None = None) -> Iterator[None]:
    """While it lasts, pages that this process reads are shown on standard error, if that is a terminal: in a line of
    ``progress`` where there is one.
    """
    if not sys.stderr.isatty():
        yield
        return
    shown = _Shown(progress)
    try:
        with listening(shown):
            yield
    finally:
        shown.close()
