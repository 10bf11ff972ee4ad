"""Results as files in a folder, one a report."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from toolkit.commands.problems import CannotWrite
from toolkit.commands.reading import Done
from toolkit.commands.running import Ended
from toolkit.inputs import Listed, Listing, printable
from toolkit.interchange import json_text, report_to_json


class OutputFolder:
    """A folder that takes a file for each report, none of them written over a file that is read in this run."""

    def __init__(self, folder: str, listing: Listing, *reserved: str) -> None:
        """Make the folder; ``reserved`` are names in it that no report's file may have.

        Raises:
            CannotWrite: it can't be made.
        """
        self._folder = Path(folder)
        self._inputs = set(_identities(entry.file for entry in listing.entries if isinstance(entry, Listed)))
        self._taken = set(reserved)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(f"不能写到 {printable(folder)}：{_cause(error)}") from error

    def write(self, output: str, ending: str, text: str) -> PurePosixPath:
        """Write ``<relative path>/<file name><ending>``, or beside it where that name is taken; what it is called.

        Raises:
            CannotWrite: why not.
        """
        name = self._free(PurePosixPath(output), ending)
        self.put(name, text)
        return name

    def put(self, name: PurePosixPath, text: str) -> None:
        """Write the file of that very name.

        Raises:
            CannotWrite: why not.
        """
        target = self._folder.joinpath(*name.parts)
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CannotWrite(f"不能写 {printable(str(target))}：{_cause(error)}") from error
        if self._inputs.intersection(_identities([target])):
            raise CannotWrite(f"不能写 {printable(str(target))}：它正是要读取的文件之一，请换一个输出文件夹")
        replace_file(target, text)

    def _free(self, output: PurePosixPath, ending: str) -> PurePosixPath:
        number = 1
        name = output.with_name(f"{output.name}{ending}")
        # Windows and macOS don't tell names apart by their case.
        while str(name).casefold() in self._taken:
            number += 1
            name = output.with_name(f"{output.stem} ({number}){output.suffix}{ending}")
        self._taken.add(str(name).casefold())
        return name


class ReportFiles:
    """A JSON file for each report."""

    def __init__(self, folder: str, listing: Listing) -> None:
        """Make the folder.

        Raises:
            CannotWrite: it can't be made.
        """
        self._folder = OutputFolder(folder, listing)

    def take(self, done: Done) -> None:
        """Write a report.

        Raises:
            CannotWrite: why not.
        """
        self._folder.write(done.output, ".json", json_text(report_to_json(done.report)))

    def close(self, ended: Ended) -> None:
        """Every file is complete already."""


def _identities(files: Iterable[Path]) -> Iterable[tuple[int, int]]:
    for file in files:
        try:
            found = file.stat()
        except OSError:  # what can't be found can't be overwritten
            continue
        yield found.st_dev, found.st_ino


def replace_file(target: Path, text: str) -> None:
    """Write a text file: all of the text, or the file stays as it was.

    Raises:
        CannotWrite: why not.
    """
    replace_bytes(target, text.encode())


def replace_bytes(target: Path, data: bytes) -> None:
    """Write a file: all of it, or it stays as it was.

    Raises:
        CannotWrite: why not.
    """
    unfinished = target.with_name(f".xxgk-{os.getpid()}.tmp")
    try:
        try:
            unfinished.write_bytes(data)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(f"不能写 {printable(str(target))}：{_cause(error)}") from error


_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘已满",
    errno.EROFS: "那里是只读的",
    errno.ENOENT: "没有这个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EEXIST: "那里已有同名的文件或文件夹，请换一个位置",
    errno.ENOTDIR: "那里已有同名的文件或文件夹，请换一个位置",
    errno.EISDIR: "那里已有同名的文件或文件夹，请换一个位置",
    errno.EACCES: "没有写入的权限，或目标文件正被别的程序打开",
    errno.EPERM: "没有写入的权限，或目标文件正被别的程序打开",
}


def _cause(error: OSError) -> str:
    number = error.errno or 0
    return _CAUSES.get(number) or f"系统出错（{errno.errorcode.get(number, str(error))}）"
