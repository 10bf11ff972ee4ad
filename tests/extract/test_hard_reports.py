"""The hard reports of fixtures/hard: no value wrong, none invented, and what a careful person can place is there."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from fixtures.hard.make import FOLDER, hard_reports
from fixtures.hard.page import Hard, words
from fixtures.hard.writers import write
from toolkit.evaluate import FileResult, Miss, evaluate_file, truths
from toolkit.model import Report, Unreadable
from toolkit.reports import read_report

TRUTHS = {truth.file: truth for truth in truths(FOLDER)}
LEFT_OPEN = {
    "another-kind-of-applicant-lines": (
        "applications",
        "a strange label among the head's, and no columns to see which it is over",
    ),
    "one-kind-absent-dump": (
        "applications",
        "a strange label among the head's, and no columns to see which it is over",
    ),
    "this-year-and-last-side-by-side": ("applications", "years side by side are left open"),
    "last-and-this-year-side-by-side": ("applications", "years side by side are left open"),
    "each-column-twice": ("applications", "each label stands over two columns of figures, left open"),
    "row-broken-over-lines": ("applications", "the second half of a row that is broken in a grid is not sure enough"),
    "money-with-unit-in-cell": ("disclosure.fees", "a row of two figures after words in a cell is left open"),
    "disputes-long-names": ("disputes", "the rows' names in other words, over columns, are left open"),
}
"""Cells that may be left open (never wrong, and a note names them), by the beginning of the files' names: the table or
row, and the reason. Cells that no reader can place are named by the truth files themselves, with the reason."""

SAID_TO_BE_ABSENT = {
    "acts-of-which-lines": ("disclosure", "with one cell a line 其中 rows hide the table"),
}
"""Cells that are said to be missing though something stands there: the tables are not seen yet. The same shape."""


@cache
def result_of(file: str) -> FileResult:
    """A hard report, read and compared."""
    return evaluate_file(FOLDER / "reports" / file, TRUTHS[file], lambda data, name: read_report(data, name, name))


def report_of(file: str) -> Report:
    """A hard report, read."""
    return read_report((FOLDER / "reports" / file).read_bytes(), file, file)


def said(misses: list[Miss]) -> list[str]:
    """Misses in words."""
    return [
        f"{miss.verdict} {miss.cell}: {miss.truth.value if miss.truth else None} ({miss.truth and miss.truth.status}), "
        f"read {miss.got.raw if miss.got else None!r} ({miss.got and miss.got.status})"
        for miss in misses
    ]


Excuses = Mapping[str, tuple[str, str]]


def excused(miss: Miss, excuses: Excuses) -> bool:
    """Whether one of these reasons is for this cell of this file."""
    return any(miss.file.startswith(name) and miss.cell.startswith(f"{at}.") for name, (at, _) in excuses.items())


def missing(file: str) -> list[Miss]:
    """The cells of a file that were not read."""
    return [miss for miss in result_of(file).misses if miss.verdict == "missing"]


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_no_value_of_a_hard_report_is_wrong_or_invented(file: str) -> None:
    result = result_of(file)
    assert result.failure is None
    assert said([miss for miss in result.misses if miss.verdict in ("wrong", "invented")]) == []


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_what_a_careful_person_can_place_is_not_missing(file: str) -> None:
    unread = [miss for miss in missing(file) if not excused(miss, {**LEFT_OPEN, **SAID_TO_BE_ABSENT})]
    assert said(unread) == []


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_a_cell_left_open_has_no_key_and_a_note_that_names_it(file: str) -> None:
    unread = [miss for miss in missing(file) if not excused(miss, SAID_TO_BE_ABSENT)]
    named = {cell for note in report_of(file).notes for cell in note.cells} if unread else set()
    assert [miss.cell for miss in unread if miss.got is not None or miss.cell not in named] == []


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_a_hard_report_is_known_by_its_organ_year_form_and_title(file: str) -> None:
    assert [head for head, right in result_of(file).heads.items() if not right] == []


@pytest.mark.parametrize("excuses", [LEFT_OPEN, SAID_TO_BE_ABSENT], ids=["left open", "said to be absent"])
def test_every_reason_for_a_missing_cell_is_still_needed(excuses: Excuses) -> None:
    unread = [miss for file in TRUTHS for miss in missing(file)]
    idle = [name for name in excuses if not any(excused(miss, {name: excuses[name]}) for miss in unread)]
    assert idle == [], "these cells are read now: take the reason out"


def test_the_hard_reports_are_as_they_are_made() -> None:
    made = {name: (data, truth) for name, data, truth in hard_reports()}
    assert made.keys() == TRUTHS.keys()
    for name, (data, truth) in made.items():
        assert (FOLDER / "truth" / f"{name}.json").read_text(encoding="utf-8") == truth
        # Packages are compressed, and another zlib may do that in other bytes.
        assert Path(name).suffix in (".docx", ".xlsx") or (FOLDER / "reports" / name).read_bytes() == data


@pytest.mark.parametrize("setting", ["html", "docx", "txt:tabs"])
def test_a_notice_about_other_tables_is_no_report(setting: str) -> None:
    notice = "关于报送办公用房统计表的通知"
    grid = [words("单位", "联系人", "总计"), words("青禾市水务局", "张某", "12")]
    page = Hard(None, None, None, notice, [notice, "各科室：请于本周五前将下列统计表报办公室。", grid])
    name = f"notice.{setting.partition(':')[0]}"
    with pytest.raises(Unreadable, match="看不出是政府信息公开工作年度报告"):
        read_report(write(page, setting), name, name)
