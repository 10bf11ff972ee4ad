from __future__ import annotations

import io
from itertools import product
from pathlib import Path

import cv2
import numpy as np
import pypdfium2
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.readers.drawing import Picture, page, photographed, seen_at, turned
from tests.readers.printing import printed
from toolkit.model import Cell, Document, PageOrigin, Paragraph, Table
from toolkit.readers import pdf
from toolkit.readers.pages import listening
from toolkit.readers.scan import PageImage, read_images


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))


def read(*pictures: Picture) -> Document:
    return read_images((PageImage(n, p, 200.0) for n, p in enumerate(pictures, 1)), "扫描.png", "png")


def tables(document: Document) -> list[Table]:
    return [block for block in document.blocks if isinstance(block, Table)]


def texts(document: Document) -> dict[tuple[int, int], str]:
    (table,) = tables(document)
    return {(cell.row, cell.column): cell.text for cell in table.cells}


def cell_at(document: Document, row: int, column: int) -> Cell:
    (table,) = tables(document)
    return next(cell for cell in table.cells if (cell.row, cell.column) == (row, column))


FIGURES = [["12", "0", "7"], ["", "135", "1"], ["3", "40", "986"]]


def test_every_figure_is_read_in_its_place_and_a_cell_without_ink_is_blank() -> None:
    expected = {(r, c): FIGURES[r][c] for r, c in product(range(3), range(3))}
    assert texts(read(page(FIGURES))) == expected


def test_a_figure_knows_its_page_its_box_in_points_and_its_score() -> None:
    cell = cell_at(read(page(FIGURES)), 1, 1)
    assert isinstance(cell.origin, PageOrigin)
    x0, y0, x1, y1 = cell.origin.box
    # The cell is drawn from 350 to 500 across and from 360 to 420 down, in pixels at 200 dpi.
    assert (x0, y0, x1, y1) == pytest.approx((350 * 0.36, 360 * 0.36, 500 * 0.36, 420 * 0.36), abs=2)
    assert (cell.origin.page, cell.origin.row, cell.origin.column) == (1, 1, 1)
    assert cell.seen is not None
    assert cell.seen.score > 0.9


@pytest.mark.parametrize("degrees", [-3.0, 2.2])
def test_a_page_that_lies_askew_is_levelled(degrees: float) -> None:
    expected = {(r, c): FIGURES[r][c] for r, c in product(range(3), range(3))}
    assert texts(read(turned(page(FIGURES), degrees))) == expected


TALL = [[str((7 * r + 3 * c) % 100) for c in range(4)] for r in range(12)]


def test_a_page_photographed_at_a_slant_is_laid_flat_and_the_desk_is_no_ink() -> None:
    document = read(photographed(page(TALL, cell=(300, 150))))
    found = texts(document)
    assert found.keys() == set(product(range(12), range(4)))
    assert len(document.blocks) == 1  # nothing is read off the desk
    assert all(text in (TALL[row][column], f"{TALL[row][column]}�", "�") for (row, column), text in found.items())
    assert sum("�" in text for text in found.values()) <= 1
    first = cell_at(document, 0, 0).origin
    assert isinstance(first, PageOrigin)
    # Where it is in the picture as it came: drawn from (200, 300), the sheet's corner 3 % inwards and 2 % down.
    x, y = seen_at(200, 300)
    assert first.box[:2] == pytest.approx((x * 0.36, y * 0.36), abs=4)


def test_a_table_without_rules_is_said_and_not_taken_for_prose() -> None:
    picture = page([["12", "0", "7"]], line=2)
    image = page([["112", "10", "7"], ["24", "135", "1"], ["3", "40", "986"], ["5", "6", "8"]], line=2)
    marks = image[310:540, 200:650].copy()
    for at in (0, 150, 300):
        marks[:, max(0, at - 3) : at + 4] = 255
    for at in (50, 110, 170):
        marks[at - 3 : at + 4] = 255
    picture[900:1130, 200:650] = marks
    document = read(picture)
    assert any(note.code == "scan.unruled" for note in document.notes)
    words = " ".join(block.text for block in document.blocks if isinstance(block, Paragraph)).split()
    assert words
    assert all("�" in word for word in words)  # no number of them can be taken for a value
    assert not any(note.code == "scan.unruled" for note in read(page(FIGURES)).notes)


def test_merged_cells_cover_the_places_between_which_no_line_is() -> None:
    document = read(page([["5", "<", "8"], ["6", "17", "^"], ["1", "2", "3"]]))
    assert (cell_at(document, 0, 0).colspan, cell_at(document, 0, 2).rowspan) == (2, 2)


def test_dust_in_a_cell_leaves_it_blank_and_does_not_become_a_one() -> None:
    picture = page(FIGURES)
    for x, y in ((230, 380), (262, 395), (310, 402)):
        cv2.circle(picture, (x, y), 2, (60, 60, 60), -1)
    assert texts(read(picture))[1, 0] == ""


def test_a_stroke_that_is_no_figure_is_neither_blank_nor_a_number() -> None:
    picture = page(FIGURES)
    cv2.ellipse(picture, (275, 390), (40, 14), 20, 0, 290, (0, 0, 0), 3)
    text = texts(read(picture))[1, 0]
    assert text
    assert not text.isdigit()


def test_print_too_faint_to_be_ink_is_no_blank_cell() -> None:
    picture = page(FIGURES)
    faint = page([["", "", ""], ["24", "", ""], ["", "", ""]])
    mask = (faint.min(axis=2) < 128) & (picture.min(axis=2) >= 128)
    picture[mask] = 195
    assert texts(read(picture))[1, 0] != ""


def test_red_ink_is_seen_through() -> None:
    picture = page(FIGURES)
    stamp = np.full_like(picture, 255)
    cv2.circle(stamp, (430, 390), 110, (214, 42, 46), 9)
    cv2.circle(stamp, (430, 390), 20, (214, 42, 46), -1)
    expected = {(r, c): FIGURES[r][c] for r, c in product(range(3), range(3)) if (r, c) != (1, 0)}
    found = texts(read(np.minimum(picture, stamp)))
    sure = {place: text for place, text in found.items() if "�" not in text}
    assert {place: sure[place] for place in expected if place in sure} == {
        p: expected[p] for p in expected if p in sure
    }
    assert len(sure) >= 7


def test_a_cell_under_red_ink_without_print_is_not_said_to_be_blank() -> None:
    picture = page(FIGURES)
    stamp = np.full_like(picture, 255)
    cv2.circle(stamp, (275, 390), 60, (214, 42, 46), 9)
    assert texts(read(np.minimum(picture, stamp)))[1, 0] != ""


def test_a_long_number_that_goes_on_below_is_one_number() -> None:
    document = read(page([["1361\n2", "5"], ["7", "8"]], cell=(105, 90)))
    assert texts(document)[0, 0] == "13612"


def test_two_numbers_over_one_another_in_a_wide_cell_are_not_joined() -> None:
    document = read(page([["13\n2", "5"], ["7", "8"]], cell=(220, 90)))
    assert texts(document)[0, 0] == "13\n2"


def test_numbers_whose_parting_line_is_lost_are_not_joined() -> None:
    picture = page([["12", "5", "3"], ["6", "7", "9"], ["4", "8", "1"]])
    picture[366:414, 346:356] = 255  # the line between the first two cells of the second row
    found = texts(read(picture))
    assert found[1, 0] == "6"
    assert found[1, 1] == "7"


def test_a_decimal_point_is_kept_and_a_dash_is_a_dash() -> None:
    found = texts(read(page([["18.25", "-"], ["-35", "4"]])))
    assert found == {(0, 0): "18.25", (0, 1): "-", (1, 0): "-35", (1, 1): "4"}


def test_a_long_dash_is_a_dash_and_not_the_word_one() -> None:
    picture = page([["", "5"], ["7", "8"]])
    picture[329:331, 240:270] = 0
    assert texts(read(picture))[0, 0] == "—"


def test_ink_by_the_base_line_that_hangs_together_with_a_digit_is_no_point() -> None:
    picture = page([["53", "5.3"], ["7", "8"]])
    dotted = page([["53", "5.3"], ["7", "8"]])
    # A point that nobody read is said: here a spot of its own between the two digits.
    ys, xs = np.nonzero(picture[302:358, 202:348].min(axis=2) < 128)
    bottom, middle = 302 + int(ys.max()), 202 + (int(xs.min()) + int(xs.max())) // 2
    gap = next(x for x in range(middle - 8, middle + 9) if not (picture[302:358, x].min(axis=1) < 128).any())
    dotted[bottom - 2 : bottom + 1, gap - 1 : gap + 2] = 0
    assert texts(read(picture))[0, 0] == "53"
    assert texts(read(picture))[0, 1] == "5.3"
    assert texts(read(dotted))[0, 0] in {"5.3", "5.3�", "53�", "5�3", "53"} - {"53"}


def test_a_table_that_goes_on_on_the_next_page_is_one_table() -> None:
    document = read(page(FIGURES), page([["4", "5", "6"]]))
    (table,) = tables(document)
    last = [cell for cell in table.cells if cell.row == 3]
    assert [cell.text for cell in last] == ["4", "5", "6"]
    assert all(isinstance(cell.origin, PageOrigin) and cell.origin.page == 2 for cell in last)


def test_a_broken_line_still_parts_its_cells() -> None:
    picture = page([["12", "5", "3"], ["6", "7", "9"], ["4", "8", "1"]])
    for y in (318, 440):
        picture[y : y + 5, 346:356] = 255
    assert len(texts(read(picture))) == 9


def test_where_a_line_is_nearly_lost_no_number_is_made_of_two() -> None:
    picture = page([["12", "5", "3"], ["6", "7", "9"], ["4", "8", "1"]])
    for y in range(300, 480, 14):
        picture[y : y + 5, 346:356] = 255
    assert not {"125", "67", "48"} & set(texts(read(picture)).values())


def test_a_page_without_anything_says_so() -> None:
    blank: NDArray[np.uint8] = np.full((2339, 1654, 3), 255, np.uint8)
    document = read(blank)
    assert document.blocks == ()
    assert any(note.code == "scan.empty_page" for note in document.notes)


def test_pages_are_taken_one_at_a_time() -> None:
    alive: list[int] = []

    def pages() -> object:
        for number in (1, 2):
            alive.append(number)
            yield PageImage(number, page([["1", "2"], ["3", "4"]]), 200.0)

    read_images(pages(), "扫描.tiff", "tiff")  # type: ignore[arg-type]
    assert alive == [1, 2]


def test_what_was_read_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = page(FIGURES)
    first = read(picture)
    monkeypatch.setattr("toolkit.readers.scan.read_sheet", None)  # nothing is read a second time
    assert read(picture).blocks == first.blocks


def test_a_damaged_memory_is_made_again(tmp_path: Path) -> None:
    picture = page(FIGURES)
    first = read(picture)
    entries = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert entries
    for entry in entries:
        entry.write_bytes(b'[{"tables": [')
    assert read(picture).blocks == first.blocks


def test_scanned_pages_among_others_are_read_in_their_place_and_each_is_counted() -> None:
    scanned = io.BytesIO()
    Image.fromarray(page(FIGURES)).save(scanned, "PDF", resolution=200)
    whole = pypdfium2.PdfDocument.new()
    for part in (printed((60, 100, "一、总体情况")), scanned.getvalue(), printed((60, 100, "二、其他事项"))):
        whole.import_pages(pypdfium2.PdfDocument(part))
    made = io.BytesIO()
    whole.save(made)
    counted: list[tuple[int, int | None]] = []
    with listening(lambda _, done, total: counted.append((done, total))):
        document = pdf.read(made.getvalue(), "年报.pdf")
    first, table, last = document.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(table, Table)
    assert isinstance(last, Paragraph)
    assert (first.text, last.text, [block.block for block in document.blocks]) == (
        "一、总体情况",
        "二、其他事项",
        [0, 1, 2],
    )
    assert {cell.text for cell in table.cells} == {text for row in FIGURES for text in row}
    assert {cell.origin.page for cell in table.cells if isinstance(cell.origin, PageOrigin)} == {2}
    assert counted == [(0, 1), (1, 1)]
    assert [note.code for note in document.notes] == ["scanned", "scan.recognised"]
