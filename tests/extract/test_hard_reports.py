"""The hard reports of fixtures/hard: no value wrong, none invented, and what a careful person can place is there."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from fixtures.hard.make import FOLDER, hard_reports
from fixtures.hard.page import Hard, words
from fixtures.hard.writers import write
from toolkit.evaluate import FileResult, Miss, evaluate_file, truths
from toolkit.model import Unreadable
from toolkit.reports import read_report

TRUTHS = {truth.file: truth for truth in truths(FOLDER)}
MAY_BE_MISSING = {
    "applications-turned": "the applicants stand down the page, as in no form and no report seen",
    "another-kind-of-applicant-lines": "a strange label among the head's, and no columns to see which it is over",
    "one-kind-absent-dump": "a strange label among the head's, and no columns to see which it is over",
    "this-year-and-last-side-by-side-tabs": "the years over the two sevens have lost their columns",
    "last-and-this-year-side-by-side-bars": "the years over the two sevens have lost their columns",
}
"""Files of which cells of the applications table may be left open (never wrong), by the beginning of their names. Cells
that no reader can place are named by the truth files themselves, with the reason."""


@cache
def result_of(file: str) -> FileResult:
    """A hard report, read and compared."""
    return evaluate_file(FOLDER / "reports" / file, TRUTHS[file], lambda data, name: read_report(data, name, name))


def said(misses: list[Miss]) -> list[str]:
    """Misses in words."""
    return [
        f"{miss.verdict} {miss.cell}: {miss.truth.value if miss.truth else None} ({miss.truth and miss.truth.status}), "
        f"read {miss.got.raw if miss.got else None!r} ({miss.got and miss.got.status})"
        for miss in misses
    ]


def may_be_missing(miss: Miss) -> bool:
    """Whether a cell is one that may be left open."""
    return miss.cell.startswith("applications.") and any(miss.file.startswith(name) for name in MAY_BE_MISSING)


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_no_value_of_a_hard_report_is_wrong_or_invented(file: str) -> None:
    result = result_of(file)
    assert result.failure is None
    assert said([miss for miss in result.misses if miss.verdict in ("wrong", "invented")]) == []


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_what_a_careful_person_can_place_is_not_missing(file: str) -> None:
    misses = [miss for miss in result_of(file).misses if miss.verdict == "missing" and not may_be_missing(miss)]
    assert said(misses) == []


@pytest.mark.parametrize("file", sorted(TRUTHS))
def test_a_hard_report_is_known_by_its_organ_year_form_and_title(file: str) -> None:
    assert [head for head, right in result_of(file).heads.items() if not right] == []


def test_every_reason_for_a_missing_cell_belongs_to_a_file() -> None:
    assert [name for name in MAY_BE_MISSING if not any(file.startswith(name) for file in TRUTHS)] == []


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
