"""Results as JSON on standard output, and nothing else there."""

from __future__ import annotations

from textwrap import indent

from toolkit.commands import streams
from toolkit.commands.reading import Done
from toolkit.commands.running import Ended
from toolkit.interchange import finding_to_json, json_text, report_to_json


class ReportsAsJson:
    """One report as an object, or a list of reports."""

    def __init__(self, *, one_file: bool) -> None:
        """``one_file``: the user named one file, and no folder."""
        self._one_file = one_file
        self._list = _List(open_levels=2)
        self._single = False

    def take(self, done: Done) -> None:
        """Write a report."""
        self._single = self._one_file and not done.in_zip
        if self._single:
            streams.write(json_text(report_to_json(done.report)))
        else:
            self._list.add(report_to_json(done.report))

    def close(self, ended: Ended) -> None:
        """End the list. Where the one file could not be read there is no object, and nothing is written."""
        if not self._single and not (self._one_file and self._list.is_empty):
            self._list.close()


class FindingsAsJson:
    """A list of the findings of all reports."""

    def __init__(self) -> None:
        self._list = _List(open_levels=1)

    def take(self, done: Done) -> None:
        """Write a report's findings."""
        for finding in done.findings or ():
            self._list.add(finding_to_json(finding))

    def close(self, ended: Ended) -> None:
        """End the list."""
        self._list.close()


class _List:
    """A JSON list, written item by item; ``open_levels`` of each item have an item a line, as in ``json_text``."""

    def __init__(self, open_levels: int) -> None:
        self._open_levels = open_levels
        self.is_empty = True

    def add(self, item: object) -> None:
        # Strings in JSON have no line breaks, so every line can be set in.
        text = indent(json_text(item, open_levels=self._open_levels).rstrip("\n"), "  ")
        streams.write(("[\n" if self.is_empty else ",\n") + text)
        self.is_empty = False

    def close(self) -> None:
        streams.write("[]\n" if self.is_empty else "\n]\n")
