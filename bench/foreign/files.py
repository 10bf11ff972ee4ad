"""The settings of this hand, and its files as they begin."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from bench.foreign import sheet_files, text_files, web_files, word_files
from bench.foreign.document import document, weighted
from bench.foreign.making import Foreign, Setting


def _settings() -> Iterable[Setting]:
    for manner in ("merged", "bare", "tabs", "nested"):
        yield Setting(
            "docx", manner, word_files.write, manner, exact=manner == "tabs", weight=4 if manner == "merged" else 2
        )
    for name, steps in (
        ("through odt", ("docx-odt", "odt-docx")),
        ("through rtf", ("docx-rtf", "rtf-docx")),
        ("through doc", ("docx-doc", "doc-docx")),
    ):
        yield Setting("docx", name, word_files.write, "merged", steps)
    yield Setting("docx", "from a web page", web_files.write, "cms", ("html-docx",))
    yield Setting("docx", "from a pasted page", web_files.write, "editor", ("html-docx",))
    for manner in ("cms", "word", "editor", "bare", "divs", "lists", "nested", "sloppy"):
        yield Setting("html", manner, web_files.write, manner, exact=manner in ("divs", "lists"))
    yield Setting("html", "Writer", word_files.write, "merged", ("docx-html",))
    yield Setting("html", "Writer from bare", word_files.write, "bare", ("docx-html",), weight=1)
    yield Setting("html", "Writer xhtml", word_files.write, "merged", ("docx-xhtml",), weight=1)
    yield Setting("html", "Calc", sheet_files.workbook, "one", ("xlsx-html",))
    yield Setting("html", "Mammoth", word_files.write, "merged", ("docx-mammoth",))
    for manner in ("one", "sheets", "bare", "text", "offset"):
        yield Setting("xlsx", manner, sheet_files.workbook, manner, weight=3)
    yield Setting("xlsx", "through ods", sheet_files.workbook, "one", ("xlsx-ods", "ods-xlsx"))
    yield Setting("xlsx", "from a web page", web_files.write, "cms", ("html-xlsx",), exact=True)
    yield Setting("xlsx", "from Writer's page", word_files.write, "merged", ("docx-html", "html-xlsx"), exact=True)
    for manner in text_files.SETTINGS:
        yield Setting("txt", manner, text_files.write, manner, exact=True, loses=manner in text_files.SQUEEZED)
    yield Setting("txt", "Writer", word_files.write, "merged", ("docx-txt",), exact=True)
    yield Setting("txt", "Writer from bare", word_files.write, "bare", ("docx-txt",), exact=True, weight=1)
    yield Setting("txt", "pdftotext", word_files.write, "merged", ("docx-pdf", "pdf-layout"), exact=True, loses=True)
    yield Setting("txt", "MarkItDown docx", word_files.write, "merged", ("docx-md",))
    yield Setting("txt", "MarkItDown html", web_files.write, "cms", ("html-md",))
    yield Setting("txt", "MarkItDown xlsx", sheet_files.workbook, "one", ("xlsx-md",), exact=True, weight=1)
    for manner in ("comma", "gbk", "semicolon", "unicode", "long"):
        yield Setting("csv", manner, sheet_files.separated, manner, weight=3)
    yield Setting("csv", "Calc", sheet_files.workbook, "one", ("xlsx-csv",), weight=3)
    yield Setting("csv", "Calc from a page", web_files.write, "cms", ("html-xlsx", "xlsx-csv"), exact=True)


SETTINGS: tuple[Setting, ...] = tuple(_settings())
_WEIGHTS = {"docx": 3, "html": 3, "xlsx": 2, "txt": 4, "csv": 2}


def begin(seed: int, number: int, only: str | None = None) -> Foreign:
    """A file as it is first written, before other programs have it."""
    dice = Random(f"foreign {seed}/{number}")
    format_ = only or weighted(dice, _WEIGHTS)
    of_format = {each: each.weight for each in SETTINGS if each.format == format_ and each.lacking is None}
    setting = weighted(dice, of_format)
    report = document(dice, exact_values=setting.exact, flowing=setting.format in ("txt", "html"))
    data = setting.write(report, dice, setting.manner)
    return Foreign(f"{seed}-{number:03d}.{setting.format}", setting, report, data, f"{seed}/{number}")
