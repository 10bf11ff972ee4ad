"""The short way to lay a table gives what the search gives, or nothing: on made reports, and on ones made worse."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.make import FORMATS, make
from toolkit.extract.arrangements import layouts_of
from toolkit.extract.laying.laid import Laid
from toolkit.extract.laying.laying import lay
from toolkit.extract.laying.plain import Plain
from toolkit.extract.layouts import TableLayout
from toolkit.extract.lines.lines import walk
from toolkit.extract.strips.joining import pairs_of
from toolkit.extract.strips.strips import strips_of
from toolkit.extract.tables import head_finder
from toolkit.forms import all_forms
from toolkit.model import Block, Document, Paragraph, Table
from toolkit.readers import read

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
LAYOUTS = [layout for form in all_forms() for table in form.tables for layout in layouts_of(form, table.id)]


def made(seed: int, number: int, noise: int) -> Document:
    fixture = make(seed, number, noise)
    return read(fixture.data, fixture.name)


def both_ways(document: Document) -> Iterator[tuple[TableLayout, Laid, Sequence[Laid]]]:
    """Each table in each arrangement that has a short way, with what the search finds."""
    strips = strips_of(walk(document).lines)
    heads = head_finder(strips, all_forms())
    plain = Plain(strips, heads, all_forms())
    for layout in LAYOUTS:
        short = plain.laid(layout)
        if short is not None:
            yield layout, short, lay(layout, strips, pairs_of(strips), head_finder(strips, all_forms()))


def assert_same(document: Document) -> set[tuple[str, str]]:
    """Both ways agree in everything; the tables that had a short one."""
    done: set[tuple[str, str]] = set()
    for layout, short, searched in both_ways(document):
        assert len(searched) == 1, f"{layout.table} {layout.arrangement}: found {len(searched)} times by the search"
        (found,) = searched
        assert short.rows == found.rows
        assert (short.left, short.doubtful, short.empty) == (found.left, found.doubtful, found.empty)
        assert short.score == pytest.approx(found.score)
        done.add((layout.table, layout.arrangement))
    return done


@pytest.mark.parametrize("file_format", ["docx", "html"])
def test_an_official_report_has_a_short_way_for_all_its_tables(file_format: str) -> None:
    documents = [made(5, n, 0) for n in range(10) if FORMATS[n % len(FORMATS)] == file_format]
    for document in documents:
        done = assert_same(document)
        assert done >= {("disclosure", "down"), ("applications", "down"), ("disputes", "across")}


@pytest.mark.parametrize("noise", [0, 1, 2])
def test_the_short_way_of_made_reports_is_that_of_the_search(noise: int) -> None:
    done = [assert_same(made(6, number, noise)) for number in range(20)]
    assert any(done)


@pytest.mark.parametrize("folder", ["reports", "hard/reports"])
def test_the_short_way_of_the_samples_is_that_of_the_search(folder: str) -> None:
    files = sorted(path for path in (FIXTURES / folder).iterdir() if path.suffix != ".zip")
    done = [assert_same(read(path.read_bytes(), path.name)) for path in files[:: max(1, len(files) // 40)]]
    assert any(done)


# --- reports made worse -----------------------------------------------------------------------------------

TEXTS = [
    "",
    "0",
    "12",
    "—",
    "其他",
    "总计",
    "合计",
    "行政许可",
    "行政复议",
    "规章",
    "其中：规章",
    "（六）其他处理",
    "3.其他",
    "2023年",
    "本年处理决定数量",
    "结果维持",
    "自然人",
    "（一）予以公开",
    "四、结转下年度继续办理",
    "一、本年新收政府信息公开申请数量",
    "联系电话：",
    "注：",
    "数量",
    "行政处罚 12",
    "小计",
    "备注",
    "（七）总计 5 0 0 0 0 0 5",
    "行政强制数",
    "复议后起诉",
]
"""What gets into a report by accident: labels of the forms elsewhere, figures, other words."""

Change = Callable[[random.Random, list[Block]], None]


def _table_of(dice: random.Random, blocks: list[Block]) -> tuple[int, Table] | None:
    places = [(place, block) for place, block in enumerate(blocks) if isinstance(block, Table) and block.cells]
    return dice.choice(places) if places else None


def other_text(dice: random.Random, blocks: list[Block]) -> None:
    """Another text in a cell."""
    if found := _table_of(dice, blocks):
        place, table = found
        at = dice.randrange(len(table.cells))
        cells = [*table.cells]
        text = dice.choice([*TEXTS, dice.choice(cells).text, cells[at].text[1:], cells[at].text + "数"])
        cells[at] = cells[at]._replace(text=text)
        blocks[place] = replace(table, cells=tuple(cells))


def lost_row(dice: random.Random, blocks: list[Block]) -> None:
    """A row less."""
    if found := _table_of(dice, blocks):
        place, table = found
        row = dice.choice(table.cells).row
        blocks[place] = replace(table, cells=tuple(cell for cell in table.cells if cell.row != row))


def swapped_rows(dice: random.Random, blocks: list[Block]) -> None:
    """Two rows in each other's place."""
    if found := _table_of(dice, blocks):
        place, table = found
        one, other = dice.choice(table.cells).row, dice.choice(table.cells).row
        to = {one: other, other: one}
        cells = [cell._replace(row=to.get(cell.row, cell.row)) for cell in table.cells]
        blocks[place] = replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def row_more(dice: random.Random, blocks: list[Block]) -> None:
    """A row at the end, or the same row once more."""
    if found := _table_of(dice, blocks):
        place, table = found
        last = max(cell.row for cell in table.cells)
        source = [cell for cell in table.cells if cell.row == dice.choice(table.cells).row] or [table.cells[0]]
        cells = [cell._replace(row=last + 1, rowspan=1) for cell in source]
        if dice.random() < 0.7:
            cells[0] = cells[0]._replace(text=dice.choice(TEXTS))
        blocks[place] = replace(table, cells=(*table.cells, *cells))


def paragraph_more(dice: random.Random, blocks: list[Block]) -> None:
    """A line of words or figures somewhere."""
    blocks.insert(dice.randrange(len(blocks) + 1), Paragraph(dice.choice(TEXTS), 99))


def table_again(dice: random.Random, blocks: list[Block]) -> None:
    """A table, or a piece of one, once more."""
    if found := _table_of(dice, blocks):
        rows = sorted({cell.row for cell in found[1].cells})
        kept = set(rows[dice.randrange(len(rows)) :]) if dice.random() < 0.7 else set(rows)
        cells = tuple(cell for cell in found[1].cells if cell.row in kept)
        blocks.insert(dice.randrange(len(blocks) + 1), replace(found[1], cells=cells))


def cut_table(dice: random.Random, blocks: list[Block]) -> None:
    """A table in two pieces, with or without a line between them."""
    if found := _table_of(dice, blocks):
        place, table = found
        row = dice.choice(table.cells).row
        pieces: list[Block] = [
            replace(table, cells=tuple(cell for cell in table.cells if (cell.row < row) == first))
            for first in (True, False)
        ]
        between: list[Block] = [Paragraph(dice.choice(TEXTS), 99)] if dice.random() < 0.5 else []
        blocks[place : place + 1] = [pieces[0], *between, pieces[1]]


def nothing_between(dice: random.Random, blocks: list[Block]) -> None:
    """The paragraphs before a table gone."""
    if found := _table_of(dice, blocks):
        place = found[0]
        while place and isinstance(blocks[place - 1], Paragraph):
            del blocks[place - 1]
            place -= 1


def wider_cell(dice: random.Random, blocks: list[Block]) -> None:
    """A cell over more columns or rows."""
    if found := _table_of(dice, blocks):
        place, table = found
        at = dice.randrange(len(table.cells))
        cell = table.cells[at]
        wider = (
            cell._replace(colspan=cell.colspan + 1) if dice.random() < 0.5 else cell._replace(rowspan=cell.rowspan + 1)
        )
        blocks[place] = replace(table, cells=(*table.cells[:at], wider, *table.cells[at + 1 :]))


def lost_cell(dice: random.Random, blocks: list[Block]) -> None:
    """A cell less."""
    if found := _table_of(dice, blocks):
        place, table = found
        at = dice.randrange(len(table.cells))
        blocks[place] = replace(table, cells=(*table.cells[:at], *table.cells[at + 1 :]))


CHANGES: list[Change] = [
    *(other_text, other_text, other_text, lost_row, swapped_rows, row_more, row_more, paragraph_more, paragraph_more),
    *(table_again, cut_table, nothing_between, wider_cell, lost_cell),
]  # fmt: skip


def worse(document: Document, dice: random.Random) -> Document:
    """A document with one to four accidents."""
    blocks = [*document.blocks]
    for _ in range(dice.randint(1, 4)):
        dice.choice(CHANGES)(dice, blocks)
    return replace(document, blocks=tuple(blocks))


@given(st.integers(0, 10**6), st.sampled_from([0, 0, 1]), st.integers(0, 10**9))
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
def test_the_short_way_of_a_report_made_worse_is_that_of_the_search(seed: int, noise: int, accident: int) -> None:
    dice = random.Random(accident)
    assert_same(worse(made(seed, dice.choice([0, 1, 2, 4]), noise), dice))
