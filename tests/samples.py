"""Reports for tests of what stands around the reading: made from the examples' notation, as records or as files."""

from __future__ import annotations

from dataclasses import replace

from toolkit.checks.example import read_example
from toolkit.interchange import json_text, report_to_json
from toolkit.model import Report, Source

CLEAN = "rest 0"
"""A report in which every cell is 0: nothing is wrong with it."""
WRONG = """
    rest 0
    applications.new.natural 22
    applications.new.total 22
    applications.granted.natural 22
    applications.granted.total 22
"""
"""A report whose （七）总计 was left at 0: one error."""
BLANK = """
    rest 0
    disclosure.penalty.decisions 空
"""
"""A report with a blank cell: a warning, no error."""


def sample(text: str, name: str = "年报.docx") -> Report:
    """The report that an example describes, as if read from a file of that name."""
    report = read_example(text).report
    return replace(
        report,
        organ="云溪县水务局",
        title=f"云溪县水务局{report.year}年政府信息公开工作年度报告",
        source=Source(name, name, "ab" * 32, "docx"),
    )


def sample_file(text: str, name: str = "年报.docx") -> bytes:
    """The same as the content of a JSON file, which every command reads like the report file itself."""
    return json_text(report_to_json(sample(text, name))).encode()
