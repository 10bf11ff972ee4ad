"""Documents that only an office program can open: converted where LibreOffice is, refused with the reason elsewhere."""

from __future__ import annotations

import os
import struct
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.readers.doc_building import compound_file, doc, par, row
from tests.readers.looking import codes, lines, rows, tables
from toolkit.model import Unreadable
from toolkit.readers import office, read


def word_6(text: str) -> bytes:
    """A document of Word 6, the least that one can be."""
    words = text.encode("cp1252")
    start, end = 0x300, 0x300 + len(words)
    pages = -(-end // 512)
    page = struct.pack("<II", start, end).ljust(511, b"\0") + b"\1"
    listed = struct.pack("<IIH", start, end, pages), struct.pack("<IIH", start, end, pages + 1)
    head = bytearray(start)
    struct.pack_into("<HHHH4xH", head, 0, 0xA5DC, 101, 0, 0x409, 101)
    struct.pack_into("<III", head, 0x18, start, end, end)
    struct.pack_into("<I", head, 0x34, len(words))
    struct.pack_into("<IIII", head, 0xB8, (pages + 2) * 512, 10, (pages + 2) * 512 + 10, 10)
    struct.pack_into("<HH", head, 0x18A, 1, 1)
    return compound_file(
        {"WordDocument": (bytes(head) + words).ljust(pages * 512, b"\0") + page * 2 + b"".join(listed)}
    )


def test_a_document_of_word_6_is_converted_and_that_is_said(libreoffice: str) -> None:
    assert libreoffice
    document = read(word_6("Report 2022\rTotal 22\r"), "报告.doc")
    assert document.format == "doc"
    assert lines(document.blocks) == ["Report 2022", "Total 22"]
    assert codes(document) == ["office.converted"]


def test_conversions_may_run_side_by_side(libreoffice: str) -> None:
    assert libreoffice
    files = [doc(par(f"第{number}份"), row("本年新收", str(number)), par()) for number in range(3)]
    with ThreadPoolExecutor(3) as pool:
        made = list(pool.map(lambda data: office.read(data, "报告.doc", "试验"), files))
    assert [rows(tables(document)[0]) for document in made] == [[["本年新收", str(n)]] for n in range(3)]


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, "报告.doc")
    assert "\n" not in refused.value.why
    return refused.value.why


def test_without_libreoffice_the_reason_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "USUAL_PLACES", ())
    why = refusal(word_6("a\r"))
    assert "Word 6.0/95" in why
    assert "另存为 .docx" in why
    assert "LibreOffice" in why


@pytest.mark.skipif(os.name == "nt", reason="a script is no program there")
@pytest.mark.parametrize("script", ["exec sleep 60", "(sleep 60 & wait)", "exit 0"])
def test_a_program_that_hangs_or_makes_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, script: str
) -> None:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    start = time.monotonic()
    with pytest.raises(Unreadable, match="没有成功"):
        office.read(word_6("a\r"), "报告.doc", "是旧文档", seconds=0.5)
    assert time.monotonic() - start < 10
