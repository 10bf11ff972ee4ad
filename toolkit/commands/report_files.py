"""Results as files in a folder, one a report."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from toolkit.commands.problems import CannotWrite
from toolkit.commands.reading import Done
from toolkit.commands.replacing import cause_of, replace_file
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
            raise CannotWrite(f"不能写到 {printable(folder)}：{cause_of(error)}") from error

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
            raise CannotWrite(f"不能写 {printable(str(target))}：{cause_of(error)}") from error
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
