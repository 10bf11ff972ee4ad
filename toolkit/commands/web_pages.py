"""``check --html``: a report's web page as one file, or those of many in a folder with a list of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path, PurePosixPath

from toolkit.commands import streams
from toolkit.commands.problems import BadUsage, CannotWrite, defect_line
from toolkit.commands.reading import Done, Failed, Manner, Outcome, Ways, read_and_check
from toolkit.commands.report_files import OutputFolder
from toolkit.commands.running import Ended, Sink
from toolkit.commands.single import writable, write_one
from toolkit.inputs import Input, Listed, Listing, printable
from toolkit.webpage.index import Entry, entry, index_page
from toolkit.webpage.page import report_page
from toolkit.webpage.pictures import pictures_of

_INDEX = "index.html"


def is_page(output: str) -> bool:
    """Whether the name is that of a page; else it is that of a folder."""
    return Path(output).suffix.lower() in (".html", ".htm")


def pages_to(output: str, listing: Listing, *, said: bool) -> Sink:
    """Where the pages go. ``said``: at the end a line on standard output names them.

    Raises:
        BadUsage: one page is named for several reports.
        CannotWrite: the folder can't be made.
    """
    if not is_page(output):
        return _PagesInFolder(output, listing, said=said)
    if not listing.one_file:
        raise BadUsage(
            f"{printable(output)} 是一个网页，只放一份年报；多份年报或文件夹请写一个文件夹，如 --html 核对结果"
        )
    return _OnePage(output, listing, said=said)


def read_check_and_draw(given: Input, manner: Manner, ways: Ways, *, linked: bool) -> Outcome:
    """Read and check one input, and draw its page. ``linked``: it has a list to go back to."""
    outcome = read_and_check(given, manner, ways)
    if isinstance(outcome, Failed) or not isinstance(given.content, bytes):
        return outcome
    above = len(PurePosixPath(outcome.output).parts) - 1
    back = "../" * above + _INDEX if linked else None
    try:
        pictures = pictures_of(given.content, outcome.report, manner.only)
        page = report_page(outcome.report, outcome.findings or (), pictures, back)
    except Exception as error:  # a defect that one report brings out: it is named, and the others are still done
        return Failed(given.shown, defect_line(error, f"把 {given.shown} 写成网页时"))
    return replace(outcome, page=page)


class _OnePage:
    """The page of the one report."""

    def __init__(self, output: str, listing: Listing, *, said: bool) -> None:
        self._output = output
        self._said = said
        self._read = [str(entry.file) for entry in listing.entries if isinstance(entry, Listed)]
        self._written = False

    def take(self, done: Done) -> None:
        """Write it. Raises CannotWrite: it can't be written, or a zip file has a second report."""
        if self._written:
            raise CannotWrite(f"{printable(self._output)} 只放一份年报；多份请写一个文件夹，如 --html 核对结果")
        target = writable(self._output, Path(self._output).suffix.lower(), *self._read)
        write_one(target, (done.page or "").encode())
        self._written = True

    def close(self, ended: Ended) -> None:
        """Say where it is."""
        if self._said and self._written:
            streams.write(f"网页：{printable(self._output)}\n")


class _PagesInFolder:
    """A page for each report, and the list of them."""

    def __init__(self, folder: str, listing: Listing, *, said: bool) -> None:
        self._folder = OutputFolder(folder, listing, _INDEX)
        self._index = printable(str(Path(folder) / _INDEX))
        self._said = said
        self._entries: list[Entry] = []

    def take(self, done: Done) -> None:
        """Write a report's page. Raises CannotWrite: why not."""
        name = self._folder.write(done.output, ".html", done.page or "")
        self._entries.append(entry(str(name), done.output, done.report, done.findings or ()))

    def close(self, ended: Ended) -> None:
        """Write the list. Raises CannotWrite: why not."""
        lines = [failure.line for failure in ended.failed]
        self._folder.put(PurePosixPath(_INDEX), index_page(self._entries, lines))
        if self._said:
            streams.write(f"网页：{self._index}（{len(self._entries)} 份年报）\n")
