"""A run over all that the user named: with a progress bar where someone watches, a complaint for each failure."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol

from toolkit.commands import streams
from toolkit.commands.page_progress import pages_shown
from toolkit.commands.pool import spread
from toolkit.commands.problems import CannotWrite
from toolkit.commands.reading import Done, Failed, Task, inputs
from toolkit.inputs import Input, Listing, page_series

FEW = 3
"""So many files are done without a bar, and shown in full."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended. ``errors``: a finding of severity error was among the results."""

    failed: tuple[Failed, ...]
    errors: bool
    left_out: Mapping[str, int]

    @property
    def status(self) -> int:
        """The exit status: an input that could not be done wins over a finding."""
        return 2 if self.failed else int(self.errors)


class Sink(Protocol):
    """Where results go: to the screen, to standard output as JSON, to files."""

    def take(self, done: Done) -> None:
        """Take one result, in the order of the inputs. Raises CannotWrite for what concerns this result alone."""

    def close(self, ended: Ended) -> None:
        """Take notice that there will be no more."""


def run(listing: Listing, task: Task, sinks: Sequence[Sink], *, bar: bool, again: Task | None = None) -> Ended:
    """Do the task on every input, in order, and give each result to the sinks. Inputs that stay open are done ``again``
    in this process, which has the model.

    Each failure is complained of on standard error as it comes. ``bar`` False: standard output is written while the run
    lasts and may go to the same terminal, so there is no bar.
    """
    failed: list[Failed] = []
    errors = False
    with _watched(len(listing.entries), bar=bar) as (advance, complain):
        for first, count in page_series(listing):
            said = f"提示：{first} 等 {count} 张图片的名称连号，可能是一份年报的各页；每张各按一份年报读取"
            complain(f"{said}，如是一份，请合成一个 PDF 或多页 TIFF 再读")
        for first_outcome in spread(task, inputs(listing, advance), _lost):
            outcome = first_outcome
            if again is not None and isinstance(outcome, Done) and outcome.open_input is not None:
                outcome = again(outcome.open_input)
            failure = outcome if isinstance(outcome, Failed) else _given(outcome, sinks)
            if failure is not None:
                failed.append(failure)
                complain(failure.line)
            if isinstance(outcome, Done):
                errors = errors or any(finding.severity == "error" for finding in outcome.findings or ())
    ended = Ended(tuple(failed), errors, listing.left_out)
    for sink in sinks:
        sink.close(ended)
    return ended


def _given(done: Done, sinks: Sequence[Sink]) -> Failed | None:
    failure = None
    for sink in sinks:
        try:
            sink.take(done)
        except CannotWrite as why:
            failure = Failed(done.shown, f"{done.shown} 的结果没有写出：{why}")
    return failure


def _lost(given: Input) -> Failed:
    return Failed(given.shown, f"{given.shown}：读取它的进程意外中止（内存可能不够），未能读取")


@contextmanager
def _watched(count: int, *, bar: bool) -> Iterator[tuple[Callable[[], None], Callable[[str], None]]]:
    """How to say that a file is done, and how to complain without disturbing the bar."""
    if not bar or not sys.stderr.isatty():
        yield (lambda: None), streams.complain
        return
    if count <= FEW:
        with pages_shown():
            yield (lambda: None), streams.complain
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, markup=False, highlight=False, emoji=False)
    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as progress:
        task = progress.add_task("读取年报", total=count)
        with pages_shown(progress):
            yield (lambda: progress.advance(task)), (lambda line: console.print(line, soft_wrap=True))
