from __future__ import annotations

from pathlib import Path

from docx import Document
from typer.testing import CliRunner, Result

from tests.conftest import ROOT
from tests.draft.stories import report_with
from toolkit.commands.app import app
from toolkit.interchange import json_text, report_to_json

SAMPLE = ROOT / "fixtures" / "reports" / "docx-03.docx"


def xxgk(*args: str | Path) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


def test_a_report_is_written_with_its_findings_as_comments(tmp_path: Path) -> None:
    slipped = report_with({"applications.new.natural": 3, "applications.new.total": 5})
    given, out = tmp_path / "年报.json", tmp_path / "批注.docx"
    given.write_text(json_text(report_to_json(slipped)), encoding="utf-8")
    result = xxgk("annotate", given, "-o", out)
    assert result.exit_code == 0
    assert "错误" in result.stdout
    assert any("一、本年新收" in comment.text for comment in Document(str(out)).comments)


def test_the_report_itself_is_never_written_over(tmp_path: Path) -> None:
    given = tmp_path / "年报.docx"
    given.write_bytes(SAMPLE.read_bytes())
    result = xxgk("annotate", given, "-o", given)
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert given.read_bytes() == SAMPLE.read_bytes()
