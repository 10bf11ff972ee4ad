"""Standard output and error: what may be written to them, and what happens when they can't take it."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

REDIRECTED_WIDTH = 120
"""Cells in a line of output that goes to a file or another program, unless COLUMNS says otherwise."""


class OutputClosed(Exception):
    """The program that reads our output has gone, as ``head`` does."""


class OutputFailed(Exception):
    """Standard output can't be written; the message is one line in Chinese."""


def prepare() -> None:
    """Make both streams fit for Chinese.

    UTF-8 when redirected, whatever the console's code page; on a console that lacks a character, a replacement.
    """
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:  # no console at all, as under pythonw, or closed by the caller
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - lives as long as we do
        elif isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="replace")
            else:
                stream.reconfigure(encoding="utf-8", errors="replace", newline="\n")


def silence() -> None:
    """Let what is still buffered for a reader that has gone vanish, so that the interpreter doesn't complain of it."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):  # a stream without a file behind it has nothing to complain
        return


@contextmanager
def writing() -> Iterator[None]:
    """Around whatever writes to standard output.

    Raises:
        OutputClosed: the reader has gone.
        OutputFailed: anything else, such as a full disk.
    """
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError as error:
        raise OutputClosed from error
    except OSError as error:
        if os.name == "nt" and error.errno == errno.EINVAL:  # what Windows says of a closed pipe
            raise OutputClosed from error
        full = error.errno == errno.ENOSPC
        why = "磁盘已满" if full else errno.errorcode.get(error.errno or 0, str(error))
        raise OutputFailed(f"结果无法写出（{why}）") from error


def write(text: str) -> None:
    """Write text to standard output."""
    with writing():
        sys.stdout.write(text)


def complain(line: str) -> None:
    """Write one line to standard error."""
    print(line, file=sys.stderr, flush=True)


def console() -> Console:
    """A rich console on standard output: colour only on a terminal, and none where NO_COLOR is set."""
    from rich.console import Console

    class Output(Console):
        def on_broken_pipe(self) -> None:
            raise OutputClosed

    return Output(markup=False, highlight=False, emoji=False, width=_width())


def _width() -> int | None:
    if sys.stdout.isatty():
        return None
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and int(columns) > 0 else REDIRECTED_WIDTH
