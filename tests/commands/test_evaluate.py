from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.samples import CLEAN, sample, sample_file
from toolkit.commands.app import app


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report with its truth, in which one cell is another."""
    (tmp_path / "reports").mkdir()
    (tmp_path / "truth").mkdir()
    report = sample(CLEAN)
    (tmp_path / "reports" / "年报.json").write_bytes(sample_file(CLEAN))
    figures = {cell: {"value": 0, "status": "printed"} for cell in report.figures}
    figures["applications.new.natural"] = {"value": 7, "status": "printed"}  # type: ignore[index]
    truth = {
        "file": "年报.json",
        "format": "json",
        "organ": report.organ,
        "year": report.year,
        "form": report.form,
        "title": report.title,
        "figures": figures,
    }
    (tmp_path / "truth" / "年报.json.json").write_text(json.dumps(truth), encoding="utf-8")
    return tmp_path


def test_cells_are_counted_and_the_wrong_one_is_shown(folder: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(folder)])
    assert result.exit_code == 0
    assert "99.500%" in result.stdout
    assert "applications.new.natural" in result.stdout


def test_the_result_is_written_as_markdown_on_request(folder: Path) -> None:
    CliRunner().invoke(app, ["evaluate", str(folder), "--markdown", str(folder / "准确率.md")])
    assert "| 全部 |" in (folder / "准确率.md").read_text(encoding="utf-8")


def test_a_report_that_cannot_be_read_is_one_line_and_exit_status_2(folder: Path) -> None:
    (folder / "reports" / "年报.json").write_bytes(b"")
    result = CliRunner().invoke(app, ["evaluate", str(folder)])
    assert (result.exit_code, result.stderr) == (2, "年报.json：文件是空的\n")


def test_a_folder_without_truth_is_one_line(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(tmp_path)])
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_a_markdown_file_that_cannot_be_written_is_one_line(folder: Path) -> None:
    result = CliRunner().invoke(app, ["evaluate", str(folder), "--markdown", str(folder)])
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "不能写" in result.stderr
