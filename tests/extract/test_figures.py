"""Tokens into figures: in the unit of their column, with what is printed kept."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.extract.documents import tokens
from toolkit.extract.figures import MISSING, figure_of
from toolkit.extract.lines.lines import Place
from toolkit.forms import load
from toolkit.forms.form import FormCell
from toolkit.model import Alternative, CellId, Figure, Note, Origin, SectionOrigin, Seen, TableOrigin

FEES = load("2021").cells[CellId("disclosure.fees.amount")]
COUNT = load("2021").cells[CellId("applications.new.natural")]
CHANGE = load("2019").cells[CellId("disclosure.licensing.change")]


def in_section(place: Place) -> Origin:
    """Where a loose token stands."""
    return SectionOrigin(3, place.start, place.end)


def read(cell: FormCell, text: str, label: str | None = None, confidence: float = 1.0) -> tuple[Figure, Note | None]:
    """A cell with this text as a figure."""
    (token,) = tokens(text)
    return figure_of(cell, token, label, confidence, in_section)


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("251000元", "采购总金额", "25.1"),
        ("251000元", "采购总金额（万元）", "25.1"),  # what stands in the cell goes before its label
        ("251000", "采购总金额（元）", "25.1"),
        ("28068.751万元", None, "28068.751"),
        ("２８，０６８．７５万元", None, "28068.75"),
        ("1.5亿元", None, "15000"),
        ("10", "本年收费金额（单位：万元）", "10"),
        ("0元", None, "0"),
    ],
)
def test_money_is_in_ten_thousands_by_the_unit_in_the_cell_or_its_label(
    text: str, label: str | None, value: str
) -> None:
    figure, note = read(FEES, text, label)
    assert figure.value == Decimal(value)
    assert f"{figure.value:f}" == value
    assert (figure.raw, figure.status, figure.confidence, note) == (text, "printed", 1.0, None)


def test_money_without_a_unit_anywhere_is_as_printed_and_in_doubt() -> None:
    figure, note = read(FEES, "25.1", "本年收费金额")
    assert (figure.value, figure.status) == (Decimal("25.1"), "printed")
    assert figure.confidence < 1
    assert note is not None
    assert (note.code, note.cells, note.origin) == ("unit.unknown", (FEES.id,), figure.origin)


def test_doubt_about_a_unit_never_raises_confidence() -> None:
    assert read(FEES, "25.1", None, 0.5)[0].confidence == 0.5


@pytest.mark.parametrize(("text", "value"), [("12件", 12), ("1.2万件", 12000), ("3万", 30000), ("1,024", 1024)])
def test_counts_are_whole_things(text: str, value: int) -> None:
    assert read(COUNT, text)[0].value == value


@pytest.mark.parametrize("text", ["12元", "1.2万元", "1亿元"])
def test_a_sum_of_money_is_no_count(text: str) -> None:
    figure, note = read(COUNT, text)
    assert (figure.value, figure.status, figure.raw) == (None, "unreadable", text)
    assert note is not None
    assert note.code == "unit.foreign"
    assert "没有取值" in note.message


def test_a_count_is_no_sum_of_money() -> None:
    figure, note = read(FEES, "12件", "本年收费金额（单位：万元）")
    assert (figure.value, figure.status) == (None, "unreadable")
    assert note is not None


@pytest.mark.parametrize(("text", "value"), [("+2", 2), ("增4", 4), ("减35", -35), ("－35", -35), ("−1", -1)])
def test_a_change_has_its_sign(text: str, value: int) -> None:
    assert read(CHANGE, text)[0].value == value


@pytest.mark.parametrize(
    ("text", "status"), [("", "blank"), ("　\n", "blank"), ("—", "dash"), ("/", "dash"), ("无", "dash")]
)
def test_what_is_no_number_is_never_nought(text: str, status: str) -> None:
    figure, note = read(COUNT, text)
    assert (figure.value, figure.status, note) == (None, status, None)


@pytest.mark.parametrize("text", ["O", "I2", "012", "约5", "见附件", "1\n2"])
def test_what_cannot_be_read_is_kept_and_said(text: str) -> None:
    figure, note = read(COUNT, text)
    assert (figure.value, figure.status, figure.raw) == (None, "unreadable", text)
    assert note is not None
    assert (note.code, note.cells) == ("cell.unreadable", (COUNT.id,))
    assert f"“{COUNT.name}”" in note.message


def test_a_long_text_is_shortened_in_the_note_and_kept_in_the_figure() -> None:
    text = "详见本机关网站依申请公开专栏所附统计表及说明"
    figure, note = read(COUNT, text)
    assert figure.raw == text
    assert note is not None
    assert text not in note.message
    assert "……" in note.message


def test_a_figures_origin_is_the_cells_or_of_its_section() -> None:
    (token,) = tokens("12", first=4)
    assert figure_of(COUNT, token, None, 1.0, in_section)[0].origin == TableOrigin(0, 0, 4)
    loose = token._replace(place=Place(2, 10, 12))
    assert figure_of(COUNT, loose, None, 1.0, in_section)[0].origin == SectionOrigin(3, 10, 12)


def test_a_missing_figure_has_nothing() -> None:
    assert (MISSING.value, MISSING.status, MISSING.raw, MISSING.origin) == (None, "missing", "", None)


def seen(cell: FormCell, text: str, score: float, *others: tuple[str, float]) -> tuple[Figure, Note | None]:
    """A cell with this text, recognised in a picture, as a figure."""
    (token,) = tokens(text)
    alternatives = tuple(Alternative(Decimal(value), share) for value, share in others)
    return figure_of(cell, token._replace(seen=Seen(score, alternatives)), None, 0.97, in_section)


def test_what_was_read_from_a_picture_is_said_with_its_score_and_its_alternatives() -> None:
    figure, note = seen(COUNT, "18", 0.93, ("13", 0.04))
    assert (figure.value, figure.status, figure.method, figure.confidence) == (Decimal(18), "printed", "ocr", 0.93)
    assert (figure.alternatives, note) == ((Alternative(Decimal(13), 0.04),), None)
    assert seen(COUNT, "18", 0.999)[0].confidence == 0.97


def test_a_sign_that_is_not_sure_makes_no_value_and_what_it_may_be_is_kept() -> None:
    figure, note = seen(COUNT, "1�", 0.6, ("18", 0.6), ("13", 0.3))
    assert (figure.value, figure.status, figure.raw) == (None, "unreadable", "1�")
    assert [other.value for other in figure.alternatives] == [18, 13]
    assert note is not None
    assert "没有把握" in note.message


def test_alternatives_are_in_the_unit_of_the_figure() -> None:
    figure, _ = seen(FEES, "251000元", 0.95, ("257000", 0.02))
    assert (figure.value, figure.alternatives) == (Decimal("25.1"), (Alternative(Decimal("25.7"), 0.02),))


def test_a_blank_in_a_picture_is_blank() -> None:
    figure, _ = seen(COUNT, "", 1.0)
    assert (figure.value, figure.status, figure.method, figure.alternatives) == (None, "blank", "ocr", ())
