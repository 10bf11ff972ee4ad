"""The third generator: the same for the same seed, true to its own sums, and in its neat manner read exactly."""

from __future__ import annotations

import json
from random import Random

import pytest

from bench.foreign import office
from bench.foreign.making import Foreign, Setting
from bench.foreign.measuring import left_out, read
from bench.third.files import SETTINGS, begin
from bench.third.report import document
from bench.third.story import APPLICANTS, SUITORS, story
from toolkit.evaluate import evaluate_bytes, truth_from_json
from toolkit.forms import load

OURS = [setting for setting in SETTINGS if not setting.steps]
EXACT = [setting for setting in OURS if setting.format in ("docx", "html", "xlsx", "csv")]
RESULTS = ("upheld", "corrected", "other", "pending")


def _named(settings: list[Setting]) -> list[str]:
    return [f"{setting.format}: {setting.name}" for setting in settings]


def test_the_same_seed_makes_the_same_file() -> None:
    one, other = begin(900, 1, "html"), begin(900, 1, "html")
    assert (one.data, one.truth()) == (other.data, other.truth())
    assert begin(900, 2, "html").data != one.data


@pytest.mark.parametrize("number", range(20))
def test_what_an_organ_counts_adds_up(number: int) -> None:
    told = story(Random(number))
    figures = told.figures
    rows = {cell.removeprefix("applications.").rpartition(".")[0] for cell in figures if cell.startswith("applic")}
    outcomes = rows - {"new", "carried_in", "total", "carried_out"}
    for column in (*APPLICANTS, "total"):
        count = {row: figures[f"applications.{row}.{column}"] for row in rows}
        assert count["new"] + count["carried_in"] == count["total"] + count["carried_out"]
        assert sum(count[row] for row in outcomes) == count["total"]
    for row in rows:
        parts = (figures[f"applications.{row}.{column}"] for column in APPLICANTS)
        assert sum(parts) == figures[f"applications.{row}.total"]
    for suitor in SUITORS:
        assert sum(figures[f"disputes.{suitor}.{each}"] for each in RESULTS) == figures[f"disputes.{suitor}.total"]


@pytest.mark.parametrize("setting", OURS, ids=_named(OURS))
def test_each_setting_writes_a_file_whose_truth_has_the_forms_cells(setting: Setting) -> None:
    dice = Random(f"{setting.format} {setting.name}")
    report = document(dice)
    foreign = Foreign(f"a.{setting.format}", setting, report, setting.write(report, dice, setting.manner), "")
    truth = truth_from_json(foreign.truth(), "a")
    known = {cell.id for table in load(report.form).tables if not table.is_list for cell in table.cells}
    one_other = "applications.other.total" in truth.figures
    assert set(truth.figures) == {cell for cell in known if not _other(cell, one_other=not one_other)}
    assert foreign.data
    assert json.loads(foreign.truth())["setting"] == setting.name


def _other(cell: str, *, one_other: bool) -> bool:
    """Whether a cell is of the （六） rows as the report does not have them: one row, or three."""
    return cell.startswith("applications.other.") and (cell.count(".") == 2) == one_other


@pytest.mark.parametrize("setting", EXACT, ids=_named(EXACT))
def test_a_neat_report_is_read_exactly(setting: Setting) -> None:
    dice = Random(f"neat {setting.format} {setting.name}")
    report = document(dice, neat=True)
    name = f"a.{setting.format}"
    foreign = Foreign(name, setting, report, setting.write(report, dice, setting.manner), "")
    result = evaluate_bytes(foreign.data, truth_from_json(foreign.truth(), name), read)
    assert not result.failure
    assert not result.misses


def test_what_a_missing_program_leaves_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "lacking", lambda step: "soffice")
    said = left_out([setting for setting in SETTINGS if setting.format == "docx"], lost=2)
    assert said[0].startswith("没有 soffice，这些写法没有测：docx through odt、")
    assert said[-1] == "有 2 份没能转换成要测的格式，不在结果里"
