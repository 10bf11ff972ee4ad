"""The settings of this hand, and its files as they begin."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from bench.foreign import word_files as second
from bench.foreign.document import weighted
from bench.foreign.making import Foreign, Setting
from bench.third import office_pages, sheet_files, streamed_files, text_files, web_files, word_files
from bench.third.report import document

_FORMATS = {"html": 42, "docx": 35, "xlsx": 21, "csv": 13, "txt": 48}


def _settings() -> Iterable[Setting]:
    for manner in web_files.MANNERS:
        yield Setting("html", manner, web_files.write, manner, weight=9 if manner == "cms" else 4)
    for manner in ("word", "excel"):
        yield Setting("html", manner, office_pages.write, manner, weight=5)
    yield Setting("html", "Writer", second.write, "merged", ("docx-html",), weight=3)
    yield Setting("docx", "python-docx", second.write, "merged", weight=11)
    yield Setting("docx", "by hand", word_files.write, "own", weight=14)
    yield Setting("docx", "in text boxes", word_files.write, "boxed", weight=3)
    yield Setting("docx", "through odt", word_files.write, "safe", ("docx-odt", "odt-docx"), weight=5)
    yield Setting("docx", "from a page", web_files.write_utf8, "cms", ("html-docx",))
    yield Setting("docx", "from an old page", web_files.write_utf8, "old", ("html-docx",))
    yield Setting("docx", "from Word's page", office_pages.write_utf8, "word", ("html-docx",))
    for manner, weight in (("one", 4), ("sheets", 2), ("only tables", 2), ("offset", 2)):
        yield Setting("xlsx", manner, sheet_files.workbook, manner, weight=weight)
    yield Setting("xlsx", "streamed", streamed_files.write, "streamed", weight=7)
    yield Setting("xlsx", "through ods", sheet_files.workbook, "one", ("xlsx-ods", "ods-xlsx"), weight=2)
    yield Setting("xlsx", "from a page", web_files.write_utf8, "cms", ("html-xlsx",), weight=2)
    for manner in ("excel", "filled", "pandas", "tables", "semicolon"):
        yield Setting("csv", manner, sheet_files.separated, manner)
    for manner in text_files.MANNERS:
        losing = manner in text_files.LOSING
        yield Setting("txt", manner, text_files.write, manner, loses=losing, weight=4)
    yield Setting("txt", "Writer", second.write, "merged", ("docx-txt",), loses=True, weight=4)
    yield Setting("txt", "pdftotext", word_files.write, "safe", ("docx-pdf", "pdf-layout"), loses=True, weight=4)


SETTINGS: tuple[Setting, ...] = tuple(_settings())


def begin(seed: int, number: int, only: str | None = None) -> Foreign:
    """A file as it is first written, before other programs have it."""
    dice = Random(f"third {seed}/{number}")
    format_ = only or weighted(dice, _FORMATS)
    of_format = {each: each.weight for each in SETTINGS if each.format == format_ and each.lacking is None}
    setting = weighted(dice, of_format)
    report = document(dice)
    data = setting.write(report, dice, setting.manner)
    return Foreign(f"{seed}-{number:03d}.{setting.format}", setting, report, data, f"{seed}/{number}")
