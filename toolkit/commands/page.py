"""What people see of a run: few reports in full, many in a line or two each, and the sum of it all."""

from __future__ import annotations

from toolkit.commands import streams
from toolkit.commands.reading import Done
from toolkit.commands.running import FEW, Ended
from toolkit.view.digest import Digest, DigestView, digest, totals
from toolkit.view.report import ReportView


class Page:
    """Collects what a run reads, and shows it when the run is over."""

    def __init__(self, *, in_full: bool = True, places: bool = False) -> None:
        """``in_full`` False: however few, each report is shown in short. ``places``: list the place of each figure."""
        self._in_full = in_full
        self._places = places
        self._full: list[Done] = []
        self._digests: list[Digest] = []

    def take(self, done: Done) -> None:
        """Take a report; when they become many, only digests are kept."""
        self._digests.append(digest(done.report, done.shown, done.findings))
        if self._in_full and len(self._digests) <= FEW:
            self._full.append(done)
        else:
            self._full.clear()

    def close(self, ended: Ended) -> None:
        """Write it all to standard output."""
        console = streams.console()
        with streams.writing():
            for number, done in enumerate(self._full):
                if number:
                    console.rule(style="dim")
                console.print(ReportView(done.report, done.shown, done.findings, places=self._places))
            if not self._full:
                console.print(DigestView(self._digests), end="")
            if len(self._digests) + len(ended.failed) > 1 or ended.left_out:
                console.print()
                for line in totals(self._digests, [failure.shown for failure in ended.failed], ended.left_out):
                    console.print(line, soft_wrap=True)
