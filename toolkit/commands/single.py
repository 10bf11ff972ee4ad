"""Commands on one report: one file in, one file out."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from toolkit.commands.problems import BadUsage, CannotWrite
from toolkit.inputs import Input, Listed, find_files, open_file, printable
from toolkit.model import Report, Unreadable


class Given(NamedTuple):
    """A file's content with what was read from it."""

    report: Report
    data: bytes
    shown: str


def read_one(named: str) -> Given:
    """Read the one report that a name leads to.

    Raises:
        BadUsage: it leads to several, or to none.
        Unreadable: the file can't be read.
    """
    from toolkit.reports import read_report

    given = _only_input(named)
    if isinstance(given.content, Unreadable):
        raise Unreadable(given.shown, given.content.why)
    return Given(read_report(given.content, given.name, given.path), given.content, given.shown)


def _only_input(named: str) -> Input:
    entries = find_files([named]).entries
    if len(entries) != 1:
        raise BadUsage(f"{printable(named)} 里有 {len(entries)} 个文件，这里要的是一份年报，请指明文件")
    entry = entries[0]
    if not isinstance(entry, Listed):
        raise entry
    inputs = list(open_file(entry))
    if len(inputs) != 1:
        raise BadUsage(f"{entry.shown} 里有 {len(inputs)} 份文件，这里要的是一份年报，请指明文件")
    return inputs[0]


def writable(output: str, ending: str, *read: str) -> Path:
    """Where the one result goes; asked for before the work is done, so that none is lost to a wrong name.

    Raises:
        BadUsage: the name has another ending.
        CannotWrite: it is that of a file that is read, or its folder isn't there.
    """
    target = Path(output)
    if target.suffix.lower() != ending:
        raise BadUsage(f"输出文件的名字要以 {ending} 结尾：{printable(output)}")
    if any(is_same(target, Path(name)) for name in read):
        raise CannotWrite(f"不能写 {printable(output)}：它正是要读取的文件，请换一个名字")
    if not target.parent.is_dir():
        raise CannotWrite(f"不能写 {printable(output)}：没有这个文件夹")
    return target


def write_one(target: Path, data: bytes) -> None:
    """Write the one result.

    Raises:
        CannotWrite: why it can't be written.
    """
    from toolkit.commands.replacing import replace_bytes

    replace_bytes(target, data)


def is_same(one: Path, other: Path) -> bool:
    """Whether two names lead to one file."""
    try:
        return one.samefile(other)
    except OSError:  # what is not there can't be overwritten
        return False
