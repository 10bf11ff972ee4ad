"""Word 97–2003 files as files: pieces that quick saves leave, and files that are old, encrypted or damaged."""

from __future__ import annotations

import random
import struct
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.readers.doc_building import (
    CELL,
    DELETED,
    ENDS_ROW,
    HIDDEN,
    IN_TABLE,
    INNER_CELL,
    INNER_ROW,
    INSERTED,
    LIST,
    ROW,
    Par,
    anchors,
    box_texts,
    depth,
    doc,
    drawing,
    list_overrides,
    numbered,
    par,
    row,
    row_definition,
    shape,
    styles,
)
from tests.readers.looking import lines, only_table, rows
from toolkit.model import Document, Unreadable
from toolkit.readers import read

STYLES, SECTIONS, FONTS, SHAPES, DRAWINGS, BOXES, LISTS, OVERRIDES = 1, 6, 15, 40, 50, 56, 73, 74


def read_doc(*paragraphs: Par | list[Par], **settings: object) -> Document:
    return read(doc(*paragraphs, **settings), "报告.doc")


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, "报告.doc")
    assert "\n" not in refused.value.why
    return refused.value.why


def read_or_refused(data: bytes) -> Document | None:
    """The document, or None for a file that is refused. Anything else is a bug and fails the test."""
    try:
        return read(data, "报告.doc")
    except Unreadable:
        return None


# --- quick saves ----------------------------------------------------------------------------------------------


REPORT = [
    par("Report 2023, 第1部分"),
    *row("item A", "22", "0"),
    *row("本年新收", "3", "4"),
    *row("total", "25", "4"),
    Par((("see ", b""), ("12", DELETED), ("34", INSERTED), (" and 其他\r", b""))),
]
LENGTH = sum(len(of.text) for of in REPORT)


def test_pieces_in_any_order_some_of_one_byte_a_character_make_the_same_text() -> None:
    cuts = [7, 13, 20, 35, 44, 60, 66]
    plain = read(doc(REPORT), "报告.doc")
    text = "".join(of.text for of in REPORT)
    pieces = list(pairwise([0, *cuts, LENGTH]))
    narrow = frozenset(n for n, (start, end) in enumerate(pieces) if text[start:end].isascii())
    assert narrow
    saved = read(doc(REPORT, cuts=cuts, order=[5, 0, 7, 3, 1, 6, 2, 4], narrow=narrow, flags=0x0204), "报告.doc")
    assert saved == plain


@settings(max_examples=60, deadline=None)
@given(st.sets(st.integers(1, LENGTH - 1), max_size=20), st.randoms())
def test_however_a_text_is_cut_into_pieces_it_is_the_same(cuts: set[int], dice: random.Random) -> None:
    order = list(range(len(cuts) + 1))
    dice.shuffle(order)
    text = "".join(of.text for of in REPORT)
    pieces = list(pairwise([0, *sorted(cuts), LENGTH]))
    narrow = frozenset(n for n, (a, b) in enumerate(pieces) if text[a:b].isascii() and dice.random() < 0.5)
    saved = doc(REPORT, cuts=sorted(cuts), order=order, narrow=narrow, flags=0x0000)
    assert read(saved, "报告.doc") == read(doc(REPORT), "报告.doc")


def test_bytes_of_windows_are_not_those_of_latin() -> None:
    assert lines(read_doc(par("“a” – 5"), narrow=frozenset({0})).blocks) == ["“a” – 5"]


def test_a_piece_may_have_properties_of_its_own() -> None:
    hide = 0x5C << 1 | 1 << 8
    document = read_doc(par("共12件"), cuts=[1, 2], modifiers={1: hide})
    assert lines(document.blocks) == ["共2件"]


def test_a_piece_may_refer_to_properties() -> None:
    document = read_doc(
        par("甲", mark=CELL), par("1", mark=CELL), par("", mark=ROW), par("后"),
        cuts=[4, 5], modifiers={0: 0 << 1 | 1, 1: 1 << 1 | 1},
        groups=[IN_TABLE, ENDS_ROW + row_definition([0, 1000, 2000])],
    )  # fmt: skip
    assert rows(only_table(document)) == [["甲", "1"]]


# --- refused --------------------------------------------------------------------------------------------------


def test_old_encrypted_and_damaged_files_are_refused_with_the_reason() -> None:
    assert "Word 6.0/95" in refusal(doc(par("文"), magic=0xA5DC, version=101))
    assert "密码" in refusal(doc(par("文"), flags=0x0300))
    assert "不完整" in refusal(doc(par("文"), magic=0x1234))
    assert "不完整" in refusal(doc(REPORT)[:3000])


def test_a_file_cut_off_anywhere_is_refused_or_whole() -> None:
    whole = doc(REPORT)
    expected = read(whole, "报告.doc")
    for length in range(0, len(whole), 61):
        assert read_or_refused(whole[:length]) in (expected, None)


HARD = doc(
    REPORT, par("总体", numbered(1), style=1),
    row([par("", depth(2) + INNER_CELL), par("", depth(2) + INNER_ROW), par("", mark=CELL, properties=IN_TABLE)]),
    par("\x08\x13 A\x14 1\x15"), boxes=[par("框"), par(), par()], cuts=[9, 30],
    parts={
        STYLES: styles((0, 1, 0xFFF, b"", b""), (1, 1, 0, numbered(1), HIDDEN)),
        LISTS: LIST, OVERRIDES: list_overrides((77, None), (78, 7)),
        SHAPES: anchors(99, (LENGTH + 8, 1026)), DRAWINGS: drawing(shape(1026, 202)),
        BOXES: box_texts((0, 1026), end=3),
    },
)  # fmt: skip


def test_changed_bytes_never_raise_anything_else() -> None:
    dice = random.Random(97)
    for _ in range(400):
        data = bytearray(HARD)
        for _ in range(dice.randint(1, 6)):
            place = dice.choice([dice.randrange(len(data)), dice.randrange(512, 2048), dice.randrange(4096, 8192)])
            data[place : place + 4] = dice.choice([b"\xff" * 4, bytes(4), dice.randbytes(4), dice.randbytes(1)])
        read_or_refused(bytes(data))


def chain_in_a_circle() -> bytes:
    data = bytearray(doc(REPORT))
    fat = 512 * (1 + struct.unpack_from("<I", data, 76)[0])
    data[fat : fat + 4] = bytes(4)
    return bytes(data)


def test_chains_that_go_round_in_a_circle_end() -> None:
    refusal(chain_in_a_circle())


def test_a_text_of_many_pieces_over_the_same_bytes_is_refused() -> None:
    data = bytearray(doc(par("文" * 50)))
    struct.pack_into("<i", data, 512 + 76, 2**31 - 1)
    assert "超出上限" in refusal(bytes(data))
