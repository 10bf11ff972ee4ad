"""The readers of .doc and .rtf against LibreOffice: it makes a .docx of the same file, and that is read."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from fixtures.office import samples, unsaved
from fixtures.samples import FOLDER
from fixtures.truth import Fixture
from tests.readers.doc_building import (
    CELL,
    DOWN,
    DOWN_FIRST,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    RAISED,
    SPECIAL,
    Par,
    depth,
    doc,
    level,
    list_overrides,
    lists,
    numbered,
    par,
    row,
    row_definition,
    styles,
)
from tests.readers.libreoffice import converted
from tests.readers.looking import tables
from toolkit.model import Block, Document, Paragraph, Table
from toolkit.readers import read
from toolkit.reports import read_report

SAVED = [sample for sample in samples() if sample.format in ("doc", "rtf")]
# Of the others LibreOffice itself loses a table on its way to a .docx: one around the page, one at the end.
TIDY = ("doc-01.doc", "doc-02.doc", "rtf-01.rtf")


def cells(table: Table) -> list[tuple[int, int, str]]:
    """A table's cells by row; LibreOffice moves edges by a hair, so that it counts other columns."""
    return [(cell.row, cell.rowspan, cell.text) for cell in table.cells]


def texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Paragraph)]


def saved(name: str) -> bytes:
    return (FOLDER / "reports" / name).read_bytes()


@pytest.mark.parametrize("sample", SAVED, ids=lambda sample: sample.name)
def test_a_sample_is_read_as_the_docx_that_it_was_saved_from(sample: Fixture) -> None:
    ours, before = read(saved(sample.name), sample.name), read(sample.data, sample.name)
    assert [cells(table) for table in tables(ours)] == [cells(table) for table in tables(before)]
    assert texts(ours) == texts(before)


def test_samples_are_read_as_libreoffice_reads_them(libreoffice: str, tmp_path: Path) -> None:
    made = converted(libreoffice, {name: saved(name) for name in TIDY}, "docx", tmp_path)
    for name in TIDY:
        ours, theirs = read(saved(name), name), read(made[Path(name).stem], name)
        assert [cells(table) for table in tables(ours)] == [cells(table) for table in tables(theirs)], name
        assert texts(ours) == texts(theirs), name


def test_what_libreoffice_saves_has_the_figures_of_what_it_read(libreoffice: str, tmp_path: Path) -> None:
    pages = [unsaved("doc", 515, number, 2) for number in range(8)]
    drawn = {f"{number}.docx": page.data for number, page in enumerate(pages)}
    made = converted(libreoffice, drawn, "doc", tmp_path)
    for name, data in drawn.items():
        before, after = read_report(data, name, name), read_report(made[name[:-5]], name, name)
        assert {cell: (of.value, of.status, of.raw) for cell, of in after.figures.items()} == {
            cell: (of.value, of.status, of.raw) for cell, of in before.figures.items()
        }


SHEET = styles((0, 1, 0xFFF, b"", b""), (1, 1, 0, b"", b""))
NESTED = [
    par("甲", depth(2) + INNER_CELL),
    par("7", depth(2) + INNER_CELL),
    par("", depth(2) + INNER_ROW + row_definition([0, 1000, 2000])),
    par("乙", depth(2) + INNER_CELL),
    par("8", depth(2) + INNER_CELL),
    par("", depth(2) + INNER_ROW + row_definition([0, 1000, 2000])),
    par("", depth(1), mark=CELL),
]
WRITTEN: dict[str, bytes] = {
    "pieces": doc(
        par("Report 2023, 第1部分"), row("item A", "22", "0"), row("本年新收", "3", "4"), par("末"),
        cuts=[5, 21, 27, 38], order=[3, 1, 4, 0, 2], narrow=frozenset({0, 2}), flags=0x0204, parts={1: SHEET},
    ),
    "merges": doc(
        par("表"),
        row("申请人情况", "总计", edges=[0, 6000, 8000]),
        row("三、办理结果", "予以公开", "1", edges=[0, 3000, 6000, 8000], flags=[DOWN_FIRST, 0, 0]),
        row("", "部分公开", "2", edges=[0, 3000, 6000, 8000], flags=[DOWN, 0, 0]),
        row("四、结转", "0", edges=[0, 6000, 8000]),
        par("末"), parts={1: SHEET},
    ),
    "nested": doc(par("表"), row("外", NESTED, edges=[0, 3000, 8000]), par("末"), parts={1: SHEET}),
    "paragraphs-in-cells": doc(
        par("表"), row([par("本年新收", IN_TABLE), par("申请\v数量", IN_TABLE, mark=CELL)], "12"), par("末"),
        parts={1: SHEET},
    ),
    "lists": doc(
        par("总体情况", numbered(1)), par("主动公开", numbered(1)), par("甲", numbered(2)), par("乙", numbered(2)),
        par("丙", numbered(3)), par("完"),
        parts={
            1: SHEET,
            73: lists((77, [level("\0、", 39)]), (78, [level("\0.", 0)]), (79, [level("（\0）", 39)])),
            74: list_overrides((77, None), (78, None), (79, None)),
        },
    ),
    "fields": doc(
        Par((
            ("共", b""), ("\x13", SPECIAL), (" =SUM(ABOVE) ", b""), ("\x14", SPECIAL), ("24", b""), ("\x15", SPECIAL),
            ("件\r", b""),
        )),
        par("完"),
        parts={1: SHEET, 16: struct.pack("<IIII6B", 1, 15, 18, 22, 0x13, 0x22, 0x14, 0xFF, 0x15, 0x80)},
    ),
    "raised": doc(Par((("12", b""), ("1", RAISED), ("件\r", b""))), par("完"), parts={1: SHEET}),
    "headings": doc(par("总体情况", style=1), par("完"), parts={1: SHEET}),
}  # fmt: skip
"""Files that Word could have written and LibreOffice has not."""


@pytest.fixture(scope="module")
def theirs(libreoffice: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    files = {f"{name}.doc": data for name, data in WRITTEN.items()}
    return converted(libreoffice, files, "docx", tmp_path_factory.mktemp("written"))


def shown(blocks: tuple[Block, ...]) -> list[object]:
    """Blocks as a reader of the page sees them."""
    return [
        (block.text, block.block, block.heading)
        if isinstance(block, Paragraph)
        else [(c.row, c.column, c.rowspan, c.colspan, c.text, shown(c.nested)) for c in block.cells]
        for block in blocks
    ]


@pytest.mark.parametrize("name", WRITTEN)
def test_files_written_byte_by_byte_are_read_as_libreoffice_reads_them(name: str, theirs: dict[str, bytes]) -> None:
    assert shown(read(WRITTEN[name], "报告.doc").blocks) == shown(read(theirs[name], "报告.docx").blocks)
