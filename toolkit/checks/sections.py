"""Which section of a report is the one that a rule is about, whatever form the report is on."""

from __future__ import annotations

import re

from toolkit.checks.sheet import Sheet
from toolkit.model import Section

_PROBLEMS = re.compile("问题|不足|改进")
_OTHER = re.compile("其他(需要报告|需报告|需要说明|事项)")


def problems_section(sheet: Sheet) -> Section | None:
    """The section of problems and what is done about them.

    By its title: reports before 2019 have it in any place, and in a list of indicators 五 are the lawsuits. On a form
    that gives the section a number, also by this where the printed title says nothing of it.
    """
    return _section(sheet, _PROBLEMS)


def other_section(sheet: Sheet) -> Section | None:
    """The section of other matters, by its title or by the number that the form gives it."""
    return _section(sheet, _OTHER)


def _section(sheet: Sheet, title: re.Pattern[str]) -> Section | None:
    printed = sheet.report.sections
    titled = next((section for section in printed if title.search(section.title)), None)
    if titled is not None or sheet.form is None:
        return titled
    numbers = [section.number for section in sheet.form.sections if title.search(section.label.text)]
    return next((section for section in printed if section.number in numbers), None)
