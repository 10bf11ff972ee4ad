"""The second generator: reports by another hand, the same for the same seed, with a truth that fits them."""

from __future__ import annotations

import json
from random import Random

import pytest

from bench.foreign.document import document
from bench.foreign.files import SETTINGS, begin
from bench.foreign.grid import Box, Table, cut, squares, texts
from bench.foreign.making import Foreign, Setting
from toolkit.evaluate import truth_from_json
from toolkit.forms import load

OURS = [setting for setting in SETTINGS if not setting.steps]


def test_the_same_seed_makes_the_same_file() -> None:
    one, other = begin(65000, 1, "txt"), begin(65000, 1, "txt")
    assert (one.data, one.truth()) == (other.data, other.truth())
    assert begin(65000, 2, "txt").data != one.data


@pytest.mark.parametrize("setting", OURS, ids=[f"{setting.format}: {setting.name}" for setting in OURS])
def test_each_setting_writes_a_file_whose_truth_has_the_forms_cells(setting: Setting) -> None:
    dice = Random(f"{setting.format} {setting.name}")
    report = document(dice, exact_values=setting.exact, flowing=False)
    foreign = Foreign(f"a.{setting.format}", setting, report, setting.write(report, dice, setting.manner), "")
    truth = truth_from_json(foreign.truth(), "a")
    form = load(report.form)
    known = {cell.id for table in form.tables if not table.is_list for cell in table.cells}
    one_row = {cell for cell in truth.figures if cell.startswith("applications.other.")}
    assert set(truth.figures) <= known
    assert len(truth.figures) >= len(known) - 3 * len(one_row) - 21
    assert foreign.data
    assert json.loads(foreign.truth())["setting"] == setting.name


def test_a_table_that_is_cut_loses_no_box() -> None:
    table = Table(((Box("a", rows=3), Box("1")), (Box("2"),), (Box("3"),)))
    above, below = cut(table, 1)
    assert (texts(above), texts(below)) == ([["a", "1"]], [["", "2"], ["", "3"]])
    assert [box.rows for box, begins in squares(below)[0] if begins] == [2, 1]
