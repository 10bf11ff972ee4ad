"""The reports of earlier years that ``check --previous`` names."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.checks.series import comparable, is_earlier
from toolkit.commands import streams
from toolkit.commands.reading import Done
from toolkit.commands.running import Ended
from toolkit.model import Report


class NotUsed:
    """Says at the end which of them belong to none of the reports. ``any_organ``: theirs need not be the same."""

    def __init__(self, reports: Sequence[Report], *, any_organ: bool) -> None:
        self._left = list(reports)
        self._any_organ = any_organ

    def take(self, done: Done) -> None:
        """Strike out those that this report was compared with."""
        self._left = [report for report in self._left if not self._belongs(report, done.report)]

    def _belongs(self, earlier: Report, report: Report) -> bool:
        return is_earlier(earlier, report) if self._any_organ else bool(comparable(report, [earlier]))

    def close(self, ended: Ended) -> None:
        """Name those that are left."""
        why = "它不早于要核对的报告" if self._any_organ else "没有同一机关、更晚年度的报告"
        for report in self._left:
            whose = f"{report.organ or '机关名称未读到'}，{report.year or '年度未读到'}"
            streams.complain(f"往年报告 {report.source.name}（{whose}）没有用上：{why}")
