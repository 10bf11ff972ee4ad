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
    findings = [f for f in json.loads(check(folder, "--json").stdout) if f["rule"] != "coverage.unprotected"]
    assert [(finding["rule"], finding["severity"], finding["source"]["name"]) for finding in findings] == [
        ("table.blank", "warning", "blank.docx"),
        ("applications.total_is_sum", "error", "wrong.docx"),
    ]


def test_a_report_without_mistakes_has_only_the_cells_that_no_rule_protects(folder: Path) -> None:
    (finding,) = json.loads(check(folder / "clean.json", "--json").stdout)
    assert (finding["rule"], finding["severity"]) == ("coverage.unprotected", "info")
    assert "disclosure.penalty.decisions" in finding["cells"]
    assert "请自己看一遍" in check(folder / "clean.json").stdout


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


def test_a_report_is_compared_with_last_years(folder: Path) -> None:
    last = json.loads(sample_file(CLEAN, "last.docx"))
    last["year"] -= 1
    last["figures"]["applications.carried_out.natural"] |= {"value": 3, "raw": "3"}
    (folder / "last.json").write_text(json.dumps(last))
    found = json.loads(check(folder / "clean.json", "--previous", folder / "last.json", "--json").stdout)
    assert "years.carried_over" in [finding["rule"] for finding in found]


def test_a_previous_report_that_cannot_be_read_is_named_and_the_rest_is_done(folder: Path) -> None:
    done = check(folder / "wrong.json", "--previous", folder / "none.docx", "--json")
    assert done.exit_code == 2
    assert "none.docx" in done.stderr
    assert json.loads(done.stdout)


def test_a_previous_report_of_no_report_at_hand_is_said_to_be_unused(folder: Path) -> None:
    last = json.loads(sample_file(CLEAN, "last.docx")) | {"organ": "云溪县林业局", "year": 2001}
    (folder / "last.json").write_text(json.dumps(last))
    done = check(folder / "wrong.json", folder / "clean.json", "--previous", folder / "last.json")
    assert "往年报告 last.docx（云溪县林业局，2001）没有用上" in done.stderr


@pytest.mark.parametrize(("later", "is_unused"), [(0, True), (1, True), (-1, False)])
def test_a_previous_report_of_no_earlier_year_is_said_to_be_unused(folder: Path, later: int, is_unused: bool) -> None:
    other = json.loads(sample_file(CLEAN, "other.docx"))
    other |= {"organ": "云溪县林业局", "year": other["year"] + later}
    (folder / "other.json").write_text(json.dumps(other))
    said = check(folder / "clean.json", "--previous", folder / "other.json").stderr
    assert ("没有用上：它不早于要核对的报告" in said) is is_unused


def test_a_settings_file_switches_rules_off(folder: Path) -> None:
    settings = folder / "rules.toml"
    settings.write_text('[rules]\n"table.blank" = "off"\n"coverage.unprotected" = "off"\n', encoding="utf-8")
    assert check(folder / "blank.json", "--settings", settings, "--json").stdout == "[]\n"


@pytest.mark.parametrize(("name", "text"), [("none.toml", None), ("bad.toml", "[rules]\nx = 1")])
def test_a_settings_file_with_a_mistake_is_one_line(folder: Path, name: str, text: str | None) -> None:
    if text is not None:
        (folder / name).write_text(text, encoding="utf-8")
    done = check(folder / "blank.json", "--settings", folder / name)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert name in done.stderr


def test_a_rollup_finds_what_exceeds_the_whole(folder: Path) -> None:
    args = ["rollup", str(folder / "clean.json"), str(folder / "wrong.json")]
    found = CliRunner().invoke(app, [*args, "--json"])
    assert found.exit_code == 1
    assert "rollup.exceeds_whole" in [finding["rule"] for finding in json.loads(found.stdout)]
    assert "下级年报 1 份" in CliRunner().invoke(app, args).stdout
    assert CliRunner().invoke(app, [*args[:2], str(folder / "clean.json")]).exit_code == 0
    assert CliRunner().invoke(app, [*args[:2], str(folder / "none.json")]).exit_code == 2


def test_a_rollup_against_a_list_names_the_organ_without_a_report(folder: Path) -> None:
    names = folder / "names.txt"
    names.write_text("云溪县林业局  # 已并入\n", encoding="utf-8")
    args = ["rollup", str(folder / "clean.json"), str(folder / "wrong.json"), "--expect"]
    found = CliRunner().invoke(app, [*args, str(names), "--json"])
    assert found.exit_code == 1
    assert any("云溪县林业局" in f["message"] for f in json.loads(found.stdout) if f["rule"] == "rollup.child_missing")
    assert CliRunner().invoke(app, [*args, str(folder / "none.txt")]).exit_code == 2
