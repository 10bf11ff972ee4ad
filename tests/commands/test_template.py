from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from typer.testing import CliRunner, Result

from tests.checks.reports import report_of, true_values
from toolkit.commands.app import app
from toolkit.interchange import json_text, report_to_json
from toolkit.reports import read_report


def xxgk(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.fixture
def last_year(tmp_path: Path) -> Path:
    path = tmp_path / "2024年年报.json"
    report = report_of(true_values(Random(1), "2021"), "2021", 2024)
    path.write_text(json_text(report_to_json(report)), encoding="utf-8")
    return path


def test_the_next_years_workbook_is_written_and_said(last_year: Path, tmp_path: Path) -> None:
    out = tmp_path / "填报表.xlsx"
    result = xxgk("template", last_year, "-o", out)
    assert result.exit_code == 0
    assert "2025 年，格式 2021" in result.stdout
    assert read_report(out.read_bytes(), out.name, out.name).year == 2025


def test_a_year_that_does_not_follow_is_said(last_year: Path, tmp_path: Path) -> None:
    result = xxgk("template", last_year, "-o", tmp_path / "a.xlsx", "--year", "2027")
    assert result.exit_code == 0
    assert "不是 2027 年的上一年" in result.stderr


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["-o", "a.docx"], "以 .xlsx 结尾"),
        (["-o", "a.xlsx", "--year", "二五"], "四位数的年份"),
        (["-o", "a.xlsx", "--year", "2010"], "2010 年没有这样的格式"),
        (["-o", "no/such/folder/a.xlsx"], "没有这个文件夹"),
    ],
)
def test_what_cannot_be_done_is_one_line(last_year: Path, more: list[str], words: str) -> None:
    result = xxgk("template", last_year, *more)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert words in result.stderr


def test_a_file_that_is_no_report_is_one_line_naming_it(tmp_path: Path) -> None:
    path = tmp_path / "便条.txt"
    path.write_text("明天上午开会", encoding="utf-8")
    result = xxgk("template", path, "-o", tmp_path / "a.xlsx")
    assert result.exit_code == 2
    assert result.stderr.startswith("便条.txt：")
    assert not (tmp_path / "a.xlsx").exists()


def test_the_file_that_was_read_is_never_written_over(last_year: Path, tmp_path: Path) -> None:
    workbook = tmp_path / "a.xlsx"
    assert xxgk("template", last_year, "-o", workbook).exit_code == 0
    before = workbook.read_bytes()
    assert xxgk("template", workbook, "-o", workbook).exit_code == 2
    assert workbook.read_bytes() == before
