"""The values of one row laid on the slots of a head."""

from __future__ import annotations

import pytest

from tests.extract.documents import KINDS, layout, strips
from toolkit.extract.heads.heads import HeadMap, read_head
from toolkit.extract.lines.lines import walk
from toolkit.extract.placing.neighbours import columns_of, place_beside, place_like
from toolkit.extract.placing.placed import Placed
from toolkit.extract.placing.placing import place
from toolkit.extract.strips.spacing import Spacing
from toolkit.extract.strips.strips import Strip, strips_of
from toolkit.model import TextOrigin
from toolkit.readers.text import read

UNKNOWN = Spacing(None, blanks_are_cells=False, follow_labels=False)
"""What empty lines mean can't be told."""
SEVEN = layout("applications").lines[0].head
THREE = layout("disclosure").lines[0].head


def grid(labels: list[str], *rows: list[str | tuple[str, int]]) -> tuple[HeadMap, list[Strip]]:
    """The head of a table, and the strips of the rows below it."""
    first, *rest = strips([["", *labels], *rows])
    head = read_head([first.tokens], SEVEN, frozenset(), frozenset(), "true", first.run)
    assert head is not None
    return head, rest


def texts(placed: Placed) -> list[str | None]:
    """What stands in each slot."""
    return [None if token is None else token.text for token in placed.tokens]


def laid(labels: list[str], row: list[str | tuple[str, int]]) -> Placed:
    """A row with a label laid under a head of these labels."""
    head, (strip,) = grid(labels, row)
    return place(strip, 1, 7, head, UNKNOWN)


VALUES: list[str | tuple[str, int]] = ["1", "2", "3", "4", "5", "6", "21"]


def test_values_go_to_the_slots_they_stand_under() -> None:
    placed = laid(list(KINDS), ["（一）予以公开", *VALUES])
    assert texts(placed) == VALUES
    assert placed.is_complete
    assert placed.sure == 1
    assert texts(laid([KINDS[6], *KINDS[:6]], ["（一）予以公开", "21", *VALUES[:6]])) == VALUES


def test_a_blank_cell_is_placed_as_a_blank() -> None:
    placed = laid(list(KINDS), ["（一）予以公开", "", *VALUES[1:]])
    first = placed.tokens[0]
    assert first is not None
    assert first.is_blank
    assert placed.is_complete


def test_a_column_that_the_table_does_not_have_is_absent() -> None:
    placed = laid([*KINDS[:2], *KINDS[3:]], ["（一）予以公开", *VALUES[:2], *VALUES[3:]])
    assert placed.absent == {2}
    assert placed.is_complete


def test_a_cell_across_two_columns_is_nobodys() -> None:
    placed = laid(list(KINDS), ["（一）予以公开", "1", ("2", 2), *VALUES[3:]])
    assert texts(placed) == ["1", None, None, *VALUES[3:]]
    assert placed.why is not None
    assert "横跨" in placed.why


def test_one_value_too_many_places_nothing() -> None:
    placed = laid(list(KINDS), ["（一）予以公开", *VALUES, "9"])
    assert placed.filled == 0
    assert placed.why is not None


@pytest.mark.parametrize("count", [0, 3, 6, 8])
def test_without_a_head_only_a_full_count_of_values_is_placed(count: int) -> None:
    (strip,) = strips([["（一）予以公开", *(str(n) for n in range(count))]], ragged=True)
    placed = place(strip, 1, 7, None, UNKNOWN)
    assert placed.filled == 0
    assert placed.why is not None
    assert f"实有 {count} 个" in placed.why


def test_without_a_head_a_full_row_is_placed_by_order_and_less_sure() -> None:
    (strip,) = strips([["（一）予以公开", *VALUES]], ragged=True)
    placed = place(strip, 1, 7, None, UNKNOWN)
    assert texts(placed) == VALUES
    assert placed.sure < 1


def test_a_row_of_words_is_no_row_of_values() -> None:
    (strip,) = strips([["（一）予以公开", "见附件一", "见附件二", "见附件三", "1"]], ragged=True)
    placed = place(strip, 1, 4, None, UNKNOWN)
    assert placed.filled == 0
    assert placed.why == "行名后面多是文字，不是数字"


@pytest.mark.parametrize(
    ("spacing", "lines"),
    [
        (Spacing(0, blanks_are_cells=False, follow_labels=False), ["1", "", "3"]),
        (Spacing(1, blanks_are_cells=False, follow_labels=False), ["1", "", "3", ""]),
        (Spacing(None, blanks_are_cells=True, follow_labels=False), ["1", "", "3"]),
    ],
)
def test_with_one_cell_a_line_a_blank_has_its_place_where_it_is_known_what_empty_lines_mean(
    spacing: Spacing, lines: list[str]
) -> None:
    strip, _ = strips("（一）予以公开", *lines, "（二）部分公开", "4")
    assert texts(place(strip, 1, 3, None, spacing)) == ["1", "", "3"]


def test_with_one_cell_a_line_a_short_row_is_open_where_that_is_unknown() -> None:
    (strip,) = strips("（一）予以公开", "1", "", "3")
    unknown = place(strip, 1, 3, None, UNKNOWN)
    assert unknown.filled == 0
    assert unknown.why is not None
    assert "空格的位置已失" in unknown.why


SCREEN_HEAD = "信息内容        本年制发件数  本年废止件数  现行有效件数"
SCREEN_ROW = "规章            4                           46"


def screen(row: str) -> tuple[Strip, Placed]:
    """A row set by blanks under a head set by blanks."""
    first, strip = strips(SCREEN_HEAD, row)
    head = read_head([first.tokens], THREE, frozenset(), frozenset(), "screen", first.run)
    return strip, place(strip, 1, 3, head, UNKNOWN)


def test_under_a_head_set_by_blanks_what_has_nothing_under_it_is_blank() -> None:
    strip, placed = screen(SCREEN_ROW)
    assert texts(placed) == ["4", "", "46"]
    blank = placed.tokens[1]
    assert blank is not None
    assert blank.is_blank
    assert strip.tokens[1].text == "4"


def test_a_long_label_that_pushes_its_values_away_places_no_blank() -> None:
    _, placed = screen("行政规范性文件（指依法公开发布）  4  46")
    assert placed.filled == 0


def test_a_row_beside_full_ones_lies_on_their_columns() -> None:
    full, other, short = strips([["规章", "1", "2", "3"], ["文件", "4", "5", "6"], ["许可", "7", "", "9"]])
    columns = columns_of([full.tokens[1:], other.tokens[1:]], 3)
    assert columns == {0: (1, 2), 1: (2, 3), 2: (3, 4)}
    placed = place_beside(short, 1, 3, columns)
    assert placed is not None
    assert texts(placed) == ["7", "", "9"]


def test_columns_of_one_row_alone_are_not_believed() -> None:
    full, _ = strips([["规章", "1", "2", "3"], ["文件", "4", "5", "6"]])
    assert columns_of([full.tokens[1:]], 3) == {}
    assert columns_of([full.tokens[1:], (None, *full.tokens[2:])], 3) == {}


def test_a_row_like_full_ones_has_its_values_in_their_places() -> None:
    full, other = strips([["规章", "件", "1", "2"], ["文件", "件", "", "5"]], ragged=True)
    placed = place_like(other, 2, [(full, full.tokens[2:])])
    assert placed is not None
    assert texts(placed) == ["", "5"]
    assert place_like(other, 2, []) is None


def test_a_row_unlike_the_full_ones_is_not_placed_by_them() -> None:
    full, other = strips([["规章", "件", "1", "2"], ["文件", "7", "8", "9"]], ragged=True)
    assert place_like(other, 2, [(full, full.tokens[2:])]) is None


def test_a_blank_between_two_values_of_a_text_has_a_place_of_no_width() -> None:
    text = f"{SCREEN_HEAD}\n{SCREEN_ROW}\n"
    first, strip = strips_of(walk(read(text.encode(), "report.txt")).lines)
    head = read_head([first.tokens], THREE, frozenset(), frozenset(), "screen", first.run)
    blank = place(strip, 1, 3, head, UNKNOWN).tokens[1]
    assert blank is not None
    assert isinstance(blank.place, TextOrigin)
    assert blank.place.start == blank.place.end
    assert text[: blank.place.start].endswith("4")
