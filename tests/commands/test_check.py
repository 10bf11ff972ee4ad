from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.samples import BLANK, CLEAN, WRONG, sample_file
from toolkit.commands.app import app


def check(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["check", *map(str, args)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"clean": CLEAN, "wrong": WRONG, "blank": BLANK}.items():
        (tmp_path / f"{name}.json").write_bytes(sample_file(text, f"{name}.docx"))
    return tmp_path


@pytest.mark.parametrize(("name", "status"), [("clean", 0), ("blank", 0), ("wrong", 1)])
def test_only_an_error_makes_the_exit_status_1(folder: Path, name: str, status: int) -> None:
    assert check(folder / f"{name}.json").exit_code == status
    assert check(folder / f"{name}.json", "--json").exit_code == status


def test_a_file_that_cannot_be_read_wins_over_an_error(folder: Path) -> None:
    (folder / "bad.docx").write_bytes(b"")
    assert check(folder).exit_code == 2
    assert check(folder, "--json").exit_code == 2


def test_findings_are_one_list_over_all_reports(folder: Path) -> None:
    findings = json.loads(check(folder, "--json").stdout)
    assert [(finding["rule"], finding["severity"], finding["source"]["name"]) for finding in findings] == [
        ("table.blank", "warning", "blank.docx"),
        ("applications.total_is_sum", "error", "wrong.docx"),
    ]


def test_no_findings_are_an_empty_list(folder: Path) -> None:
    assert check(folder / "clean.json", "--json").stdout == "[]\n"


def test_a_report_is_shown_with_marks_that_lead_to_the_list_below(folder: Path) -> None:
    shown = check(folder / "wrong.json").stdout
    total = next(line for line in shown.splitlines() if line.strip().startswith("（七）总计"))
    assert total.count("0[1]") == 2
    assert "[1] 错误  （七）总计·自然人 应为 22" in shown
    assert "规则：applications.total_is_sum" in shown


def test_a_report_without_findings_says_so(folder: Path) -> None:
    assert "没有发现问题。" in check(folder / "clean.json").stdout


def test_of_many_reports_the_findings_are_listed_and_summed_up(folder: Path) -> None:
    (folder / "again.json").write_bytes(sample_file(WRONG, "again.docx"))
    lines = check(folder).stdout.splitlines()
    assert lines[-2:] == [
        "合计：读取 4 份年报，800 格：有数 799、空 1",
        "发现问题：错误 2 处、提醒 1 处，在 3 份年报中",
    ]
    assert sum(line.startswith("  [1] ") for line in lines) == 3
    assert not any("结果维持" in line for line in lines)
