"""Damaged files and files that were made to do harm: refused in one line, and quickly."""

from __future__ import annotations

import random
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.readers.building import NAMES, TOP, docx, number, p, package, run, sheet, tbl, tc, tr, xlsx
from tests.readers.doc_building import RAISED as DOC_RAISED
from tests.readers.doc_building import STRUCK, Par, doc, par, styles
from toolkit.model import Unreadable
from toolkit.readers import read
from toolkit.readers.archive import members

SECONDS = 10.0
"""More than enough for any of these on a slow machine; what is quadratic takes minutes."""

WORD = docx(
    p("云溪县水务局") + tbl(("本年新收", "22"), tr(tc("总计", properties=TOP), "0")) + p("文", '<w:pStyle w:val="a"/>')
)
BOOK = xlsx(
    sheet({1: {"A": "本年新收", "B": number("22", 1)}}), strings="<si><t>甲</t></si>", styles="<cellXfs><xf/></cellXfs>"
)
TEXT = "云溪县水务局\n本年新收\t22\t0\n总计 | 0 | 1\n".encode("gb18030") * 3


NOISES = [b"", b"\xff", b"<", b"&#x0;", b'"', b"9" * 12, b"\0", "甲".encode()]


def refusal_or_none(data: bytes) -> str | None:
    """Why a file is refused; None if it is read. Anything but these two is a bug and fails the test."""
    try:
        read(data, "报告")
    except Unreadable as refused:
        return refused.why
    return None


@pytest.mark.parametrize("whole", [WORD, BOOK], ids=["docx", "xlsx"])
def test_a_file_cut_off_anywhere_is_refused(whole: bytes) -> None:
    for length in range(0, len(whole) - 1, 7):
        assert refusal_or_none(whole[:length]) is not None


@pytest.mark.parametrize("whole", [WORD, BOOK], ids=["docx", "xlsx"])
def test_changed_bytes_never_raise_anything_else(whole: bytes) -> None:
    dice = random.Random(2023)
    for _ in range(400):
        data = bytearray(whole)
        for _ in range(dice.randint(1, 4)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        refusal_or_none(bytes(data))


@pytest.mark.parametrize("whole", [WORD, BOOK], ids=["docx", "xlsx"])
def test_changed_xml_never_raises_anything_else(whole: bytes) -> None:
    dice = random.Random(2024)
    with zipfile.ZipFile(BytesIO(whole)) as archive:
        parts = {info.filename: archive.read(info) for info in archive.infolist()}
    for _ in range(300):
        name = dice.choice(list(parts))
        content = bytearray(parts[name])
        start = dice.randrange(len(content))
        content[start : start + dice.randint(0, 12)] = dice.choice(NOISES)
        refusal_or_none(package({**parts, name: bytes(content)}))


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
@example(b"PK\x05\x06" + bytes(18))
@example(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    refusal_or_none(data)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["\t", "甲", "1", "\n", "\n\n", "|", " ", "三、主动公开情况", "文。" * 25, '"', ",", "┌─┐", "---"]
        )
    )
)
def test_any_mixture_of_layouts_is_read(pieces: list[str]) -> None:
    assert refusal_or_none("".join(("甲", *pieces)).encode()) is None


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(TEXT)), st.binary(max_size=6))
def test_a_text_with_any_bytes_in_it_is_read_or_refused(place: int, noise: bytes) -> None:
    refusal_or_none(TEXT[:place] + noise + TEXT[place:])


# --- made to do harm --------------------------------------------------------------------------------------


def many_members(first: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in (first, *map(str, range(25_000))):
            archive.writestr(name, "")
    return made.getvalue()


def nested(open_tag: str, close_tag: str, times: int) -> str:
    return open_tag * times + p("文") + close_tag * times


def entities(encoding: str) -> bytes:
    """A billion laughs."""
    laughs = ["ha", *(f"&e{n};" * 10 for n in range(9))]
    declared = "".join(f'<!ENTITY e{n} "{laugh}">' for n, laugh in enumerate(laughs))
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE w [{declared}]>'
    return package({"word/document.xml": f'{head}<w:document {NAMES} w:x="&e9;">&e9;</w:document>'.encode(encoding)})


MIXED = (("1", STRUCK), ("2", DOC_RAISED)) * 10_000
DOC_STYLES = styles(*((0xFFE, 1, number + 1, b"", b"") for number in range(4_000)))
CHAIN = "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{n + 1}"/></w:style>' for n in range(20_000))
REFUSED: dict[str, Callable[[], bytes]] = {
    "a bomb in Word": lambda: docx(" " * 20_000_000),
    "a bomb in a workbook": lambda: xlsx(" " * 40_000_000),
    "entities": lambda: entities("utf-8"),
    "entities in UTF-16": lambda: entities("utf-16"),
    "a Word file of a thousand tables": lambda: docx(tbl(*[["1"] * 60] * 50) * 60),
    "too many members": lambda: many_members("a.txt"),
    "too many members in a Word file": lambda: many_members("word/document.xml"),
    "content controls ten thousand deep": lambda: docx(
        nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>", 10_000)
    ),
    "tables a thousand deep": lambda: docx(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 1_000)),
    "a text of nothing but line ends": lambda: b"1" + b"\r" * 7_000_000,
    "values of nothing but commas": lambda: b"1" + b"," * 7_000_000,
    "a text of many megabytes": lambda: b"1" * 9_000_000,
    "a chain of styles": lambda: docx(p("文", '<w:pStyle w:val="s0"/>'), CHAIN),
    "a .doc of nothing but line ends": lambda: doc(par("\r" * 400_000)),
    "an RTF of nothing but line ends": lambda: b"{\\rtf1" + b"\\par" * 400_000 + b"}",
    "an RTF of nothing but control words": lambda: b"{\\rtf1" + b"\\b" * 1_500_000 + b"}",
    "an RTF of nothing but groups": lambda: b"{\\rtf1" + b"{" * 1_000_000 + b"}",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_would_do_harm_is_refused_quickly(name: str) -> None:
    data = REFUSED[name]()
    start = time.process_time()
    assert refusal_or_none(data) is not None
    assert time.process_time() - start < SECONDS


RAISED = '<w:vertAlign w:val="superscript"/>'
OPEN_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
CHOICE = ("<mc:AlternateContent><mc:Choice/><mc:Fallback>", "</mc:Fallback></mc:AlternateContent>")
MERGED = '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
NUMBERED = '<w:numPr><w:numId w:val="1"/></w:numPr>'
LONG_NUMBER = (
    f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="{"%1" * 20_000}"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
ODD: dict[str, Callable[[], bytes]] = {
    "tables sixty deep": lambda: docx(nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>", 60)),
    "long list numbers": lambda: docx(p("文", NUMBERED) * 1_000, numbering=LONG_NUMBER),
    "raised and struck runs": lambda: docx(f"<w:p>{(run('1', RAISED) + run('2', '<w:strike/>')) * 5_000}</w:p>"),
    "paragraphs that all run on": lambda: docx(p("文", "<w:rPr><w:del/></w:rPr>") * 10_000),
    "choices within choices": lambda: docx(nested(*CHOICE, 80)),
    "fields that never end": lambda: docx(f"<w:p>{OPEN_FIELD * 20_000}</w:p>"),
    "a merged range over the whole sheet": lambda: xlsx(sheet({1: {"A": "1"}}, MERGED * 500)),
    "a cell in every corner": lambda: xlsx(sheet({1: {"A": "1", "XFD": "2"}, 1_048_576: {"A": "3", "XFD": "4"}})),
    "rows far apart": lambda: xlsx(sheet({n * 20: {"A": "1"} for n in range(1, 3_000)})),
    "a line of tabs": lambda: b"\t" * 90_000,
    "lines of tabs": lambda: b"\t1\n" * 20_000,
    "tables and sentences set by tabs": lambda: (
        ("\t甲\n\t1\n\n\t乙\n\t2\n\n\t" + "文。" * 40 + "\n\n").encode() * 4_000
    ),
    "a line of bars": lambda: b"|" * 100_000,
    "lines of bars": lambda: b"| 1 | 2 |\n\n" * 10_000,
    "a line of quotes": lambda: b'a,"' * 100_000,
    "lines of quotes": lambda: b'a,"b\n' * 30_000,
    "commas": lambda: b",,,\n" * 20_000,
    "rules": lambda: b"+--+--+\n" * 30_000,
    "blanks": lambda: b"1" + b" " * 500_000 + b"2",
    "an open bracket and blanks": lambda: b"[" + b" " * 300_000,
    "comments": lambda: b"<!--" * 60_000,
    "tags": lambda: b"a<" * 200_000,
    "digits": lambda: b"1" * 1_000_000,
    "line ends": lambda: b"\r" * 90_000 + b"1",
    "a .doc with a chain of styles": lambda: doc(par("文", style=1), parts={1: DOC_STYLES}),
    "a .doc with a format for each character": lambda: doc(
        Par((*(("1", STRUCK), ("2", DOC_RAISED)) * 20_000, ("\r", b"")))
    ),
    "an RTF whose groups never end": lambda: b"{\\rtf1" + b"{\\*\\x " * 100_000 + b"}",
    "an RTF of pictures": lambda: b"{\\rtf1" + b"{\\pict " + b"00" * 5_000_000 + b"}\\par}",
    "UTF-16": lambda: ("\t1\n" * 20_000).encode("utf-16-le"),
}


@pytest.mark.parametrize("name", ODD)
def test_what_is_odd_but_harmless_takes_no_time(name: str) -> None:
    data = ODD[name]()
    start = time.process_time()
    refusal_or_none(data)
    assert time.process_time() - start < SECONDS


def test_a_zip_of_too_many_files_is_refused_quickly() -> None:
    data = many_members("报告.txt")
    start = time.process_time()
    (refused,) = members(data, "报告.zip")
    assert isinstance(refused.content, Unreadable)
    assert time.process_time() - start < SECONDS
