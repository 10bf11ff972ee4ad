from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from tests.samples import CLEAN, sample_file
from toolkit.commands.app import app


def extract(*args: str | Path) -> Result:
    return CliRunner().invoke(app, ["extract", *map(str, args)])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    file = tmp_path / "年报.json"
    file.write_bytes(sample_file(CLEAN))
    return file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Four reports, two of them below, and an empty file among them."""
    made = tmp_path / "年报"
    (made / "下属").mkdir(parents=True)
    for name in ("甲.json", "乙.json", "下属/丙.json", "下属/丁.json"):
        (made / name).write_bytes(sample_file(CLEAN, Path(name).stem + ".docx"))
    (made / "坏.docx").write_bytes(b"")
    return made


# --- JSON -------------------------------------------------------------------------------------------------


def test_one_file_is_one_object(report: Path) -> None:
    result = extract(report, "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["organ"] == "云溪县水务局"


def test_several_files_are_a_list_in_the_order_given(report: Path, folder: Path) -> None:
    result = extract(folder / "乙.json", report, "--json")
    assert [item["source"]["name"] for item in json.loads(result.stdout)] == ["乙.docx", "年报.docx"]


def test_a_folder_is_a_list_even_with_one_report_in_it(report: Path) -> None:
    assert len(json.loads(extract(report.parent, "--json").stdout)) == 1


def test_a_zip_file_is_a_list(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "年报.zip", "w") as archive:
        archive.writestr("甲.json", sample_file(CLEAN))
    assert len(json.loads(extract(tmp_path / "年报.zip", "--json").stdout)) == 1


def test_a_bad_file_among_good_ones_is_one_line_and_does_not_disturb_the_json(folder: Path) -> None:
    result = extract(folder, "--json")
    assert result.exit_code == 2
    assert len(json.loads(result.stdout)) == 4
    assert result.stderr == f"{folder / '坏.docx'}：文件是空的\n"


def test_one_file_that_cannot_be_read_prints_no_json(folder: Path) -> None:
    result = extract(folder / "坏.docx", "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.count("\n") == 1


def test_a_list_of_nothing_readable_is_an_empty_list(folder: Path) -> None:
    result = extract(folder / "坏.docx", folder / "坏.docx", "--json")
    assert (result.exit_code, json.loads(result.stdout)) == (2, [])


def test_the_json_has_a_figure_a_line(report: Path) -> None:
    lines = extract(report, "--json").stdout.splitlines()
    assert sum(line.startswith('    "applications.') for line in lines) == 175


# --- files ------------------------------------------------------------------------------------------------


def test_each_report_is_written_to_its_relative_path(folder: Path, tmp_path: Path) -> None:
    result = extract(folder, "-o", tmp_path / "结果")
    written = sorted(str(file.relative_to(tmp_path / "结果")) for file in (tmp_path / "结果").rglob("*.json"))
    assert written == ["下属/丁.json.json", "下属/丙.json.json", "乙.json.json", "甲.json.json"]
    assert result.exit_code == 2
    assert json.loads((tmp_path / "结果" / "甲.json.json").read_text(encoding="utf-8"))["schema_version"] == 1


def test_files_of_one_name_are_kept_apart(folder: Path, report: Path, tmp_path: Path) -> None:
    report.rename(report.with_name("甲.json"))
    extract(folder / "甲.json", report.with_name("甲.json"), "-o", tmp_path / "结果")
    assert sorted(file.name for file in (tmp_path / "结果").iterdir()) == ["甲 (2).json.json", "甲.json.json"]


def test_an_input_is_never_written_over(report: Path) -> None:
    before = report.read_bytes()
    report.rename(report.with_name("年报"))
    trap = report.with_name("年报.json")
    trap.write_bytes(before + b"\n")
    result = extract(report.with_name("年报"), trap, "-o", report.parent)
    assert result.exit_code == 2
    assert "正是要读取的文件之一" in result.stderr
    assert trap.read_bytes() == before + b"\n"


def test_an_output_folder_that_is_a_file_is_refused_at_once(report: Path) -> None:
    result = extract(report, "-o", report)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"不能写到 {report}：那里已有同名的文件或文件夹，请换一个位置\n"


def test_a_result_that_cannot_be_written_is_one_line_and_the_others_are_written(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "结果").mkdir()
    (tmp_path / "结果" / "下属").write_text("a file where a folder must be", encoding="utf-8")
    result = extract(folder / "甲.json", folder, "-o", tmp_path / "结果")
    assert result.exit_code == 2
    assert result.stderr.count("那里已有同名的文件或文件夹") == 2
    assert (tmp_path / "结果" / "乙.json.json").is_file()


def test_nothing_unfinished_is_left_in_the_output_folder(folder: Path, tmp_path: Path) -> None:
    extract(folder, "-o", tmp_path / "结果")
    assert [file for file in (tmp_path / "结果").rglob("*") if file.is_file() and file.suffix != ".json"] == []


def test_with_both_json_and_an_output_folder_both_are_written(report: Path, tmp_path: Path) -> None:
    result = extract(report, "--json", "-o", tmp_path / "结果")
    assert (tmp_path / "结果" / "年报.json.json").read_text(encoding="utf-8") == result.stdout


# --- for people -------------------------------------------------------------------------------------------


def test_a_report_is_shown_with_its_tables_and_without_colour_where_there_is_no_terminal(report: Path) -> None:
    result = extract(report)
    assert (result.exit_code, result.stderr) == (0, "")
    for expected in ("云溪县水务局2021年政府信息公开工作年度报告", "（七）总计", "结果维持", "格式 2021"):
        assert expected in result.stdout
    assert "\x1b" not in result.stdout


def test_places_are_listed_on_request(report: Path) -> None:
    assert "applications.total.natural" not in extract(report).stdout
    assert "（七）总计·自然人 = 0，原文“0”" not in extract(report).stdout
    assert "（七）总计·自然人 = 0，没有出处　applications.total.natural" in extract(report, "--places").stdout


def test_many_reports_have_a_line_or_two_each_and_a_sum_at_the_end(folder: Path) -> None:
    (folder / "封面.gif").write_bytes(b"GIF89a")
    result = extract(folder)
    assert "（七）总计" not in result.stdout
    assert result.stdout.count("云溪县水务局，2021 年，格式 2021") == 4
    assert result.stdout.splitlines()[-3:] == [
        "合计：读取 4 份年报，800 格：有数 800",
        f"未能完成 1 份：{folder / '坏.docx'}",
        "略过不是年报的文件 1 个：.gif 1 个",
    ]


def test_figures_are_shown_in_short_when_they_are_written_to_files(report: Path, tmp_path: Path) -> None:
    result = extract(report, "-o", tmp_path / "结果")
    assert "200 格：有数 200" in result.stdout
    assert "（七）总计" not in result.stdout


def test_lines_of_redirected_output_are_as_wide_as_columns_says(report: Path) -> None:
    narrow = CliRunner().invoke(app, ["extract", str(report)], env={"COLUMNS": "80"}).stdout
    wide = CliRunner().invoke(app, ["extract", str(report)], env={"COLUMNS": None}).stdout
    assert max(line.count("─") for line in narrow.splitlines()) == 80
    assert 80 < max(line.count("─") for line in wide.splitlines()) <= 120
