from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from docx import Document
from typer.testing import CliRunner, Result

from tests.draft.stories import report_with, years
from toolkit.commands.app import app
from toolkit.interchange import json_text, report_to_json
from toolkit.model import CellId, Report


def xxgk(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def saved(report: Report, path: Path) -> Path:
    path.write_text(json_text(report_to_json(report)), encoding="utf-8")
    return path


@pytest.fixture
def two_years(tmp_path: Path) -> tuple[Path, Path]:
    this, last = years(3)
    return saved(this, tmp_path / "2025.json"), saved(last, tmp_path / "2024.json")


def test_a_draft_is_written_and_verifies(two_years: tuple[Path, Path], tmp_path: Path) -> None:
    this, last = two_years
    out = tmp_path / "草稿.docx"
    before = time.process_time()
    result = xxgk("draft", this, "--previous", last, "-o", out)
    assert time.process_time() - before < 3  # under one on a machine that does nothing else
    assert result.exit_code == 0
    checked = xxgk("verify", out, "--report", this, "--previous", last)
    assert checked.exit_code == 0
    told = re.search(r"(\d+) 处待填", result.stdout)
    assert told is not None
    assert f"还有 {told[1]} 处〔待填〕" in checked.stdout
    assert "不符 0 处" in checked.stdout


def test_figures_that_contradict_last_years_are_told_before_the_draft(tmp_path: Path) -> None:
    this, last = years(3)
    cell = CellId("applications.carried_out.natural")
    moved = last.figures[cell]._replace(value=(last.figures[cell].value or Decimal(0)) + 7)
    other = replace(last, figures={**last.figures, cell: moved})
    paths = saved(this, tmp_path / "2025.json"), saved(other, tmp_path / "2024.json")
    told = xxgk("draft", paths[0], "--previous", paths[1], "-o", tmp_path / "a.docx").stdout
    assert "上年结转" in told
    assert "结转下年度" in told
    assert told.index("上年结转") < told.index("已写成")


def test_the_whole_way_from_last_years_report_to_a_verified_draft(tmp_path: Path) -> None:
    last = saved(years(3)[1], tmp_path / "2024.json")
    workbook, out = tmp_path / "填报表.xlsx", tmp_path / "草稿.docx"
    assert xxgk("template", last, "-o", workbook).exit_code == 0
    result = xxgk("draft", workbook, "-o", out)
    assert result.exit_code == 0
    assert "数据中发现的问题：提醒" in result.stdout
    assert xxgk("verify", out, "--report", workbook).exit_code == 0


def test_a_false_number_makes_verify_end_with_1(two_years: tuple[Path, Path], tmp_path: Path) -> None:
    this, last = two_years
    out = tmp_path / "草稿.docx"
    xxgk("draft", this, "--previous", last, "-o", out)
    document = Document(str(out))
    document.tables[1].rows[3].cells[-1].text = "98765"
    document.save(str(out))
    result = xxgk("verify", out, "--report", this, "--previous", last, "--json")
    assert result.exit_code == 1
    found = json.loads(result.stdout)
    assert [(f["rule"], f["printed"]) for f in found if f["severity"] == "error"] == [("draft.table_cell", 98765)]


def test_findings_of_the_figures_are_printed_before_the_draft_is_written(tmp_path: Path) -> None:
    this = saved(report_with({"applications.new.natural": 3, "applications.new.total": 5}), tmp_path / "a.json")
    result = xxgk("draft", this, "-o", tmp_path / "a.docx")
    assert result.exit_code == 0
    assert result.stdout.index("数据中发现的问题：错误") < result.stdout.index("已写成")


def test_what_cannot_be_done_is_one_line_and_2(two_years: tuple[Path, Path], tmp_path: Path) -> None:
    this, last = two_years
    text = tmp_path / "便条.txt"
    text.write_text("明天上午开会", encoding="utf-8")
    cases: list[tuple[list[str | Path], str]] = [
        (["draft", this, "-o", tmp_path / "a.xlsx"], "以 .docx 结尾"),
        (["draft", text, "-o", tmp_path / "a.docx"], "便条.txt："),
        (["draft", last, "--previous", this, "-o", tmp_path / "a.docx"], "不早于"),
        (["draft", text, "-o", tmp_path / "没有" / "a.docx"], "没有这个文件夹"),
        (["verify", last, "--report", this], "不是 docx 文件"),
        (["verify", this, "--report", this], "正是草稿"),
        (["verify", tmp_path / "no.docx", "--report", this], "找不到"),
    ]
    for args, words in cases:
        result = xxgk(*args)
        assert result.exit_code == 2, args
        assert result.stderr.count("\n") == 1
        assert words in result.stderr
