"""Report files with their truth: which document is written how, and through which programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.foreign import office, sheet_files, text_files, web_files, word_files
from bench.foreign.document import document, weighted
from bench.foreign.grid import Document

Write = Callable[[Document, Random, str], bytes]


@dataclass(frozen=True, slots=True)
class Setting:
    """How a file comes about: the format it ends in, what is written, and the steps through other programs.

    ``exact`` as in ``document``. ``loses``: an empty box leaves no trace. ``weight``: how often.
    """

    format: str
    name: str
    write: Write
    manner: str
    steps: tuple[str, ...] = ()
    exact: bool = False
    loses: bool = False
    weight: int = 2

    @property
    def suffix(self) -> str:
        """Of the file's name."""
        return self.format


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
FORMATS = ("docx", "html", "xlsx", "txt", "csv")
_WEIGHTS = {"docx": 3, "html": 3, "xlsx": 2, "txt": 4, "csv": 2}


@dataclass(frozen=True, slots=True)
class Foreign:
    """A file and its truth, as ``toolkit.evaluate`` reads it."""

    name: str
    setting: Setting
    document: Document
    data: bytes
    seed: str

    def truth(self) -> bytes:
        """The truth as JSON."""
        document = self.document
        figures = {}
        for cell, value in document.values.items():
            number: int | float | None = None
            if value.value is not None:
                whole = value.value == value.value.to_integral()
                number = int(value.value) if whole else float(value.value)
            figures[cell] = {"value": number, "status": value.status}
        return json.dumps(
            {
                "file": self.name,
                "format": self.setting.format,
                "setting": self.setting.name,
                "seed": self.seed,
                "noises": list(document.noises),
                "organ": document.organ,
                "year": document.year,
                "form": document.form,
                "title": document.title,
                "layout": document.layout,
                "figures": figures,
                "lenient": sorted(open_cells(document) if self.setting.loses else ()),
            },
            ensure_ascii=False,
        ).encode()


def open_cells(document: Document) -> set[str]:
    """Cells whose row has an empty box: where that leaves no trace, nobody can say which figure is whose."""
    found: set[str] = set()
    for table in document.tables:
        for row in table.rows:
            own = [box for box in row if box.cell is not None]
            if any(not box.text.strip() for box in own):
                found |= {box.cell for box in own if box.cell is not None}
    return found


def make(seed: int, numbers: Sequence[int], only: str | None = None) -> list[Foreign]:
    """The files of a seed. Files that go through the same program go together. ``only``: one format."""
    made = [begin(seed, number, only) for number in numbers]
    steps = max((len(each.setting.steps) for each in made), default=0)
    for place in range(steps):
        made = _stepped(made, place)
    return made


def begin(seed: int, number: int, only: str | None = None) -> Foreign:
    """A file as it is first written, before other programs have it."""
    dice = Random(f"foreign {seed}/{number}")
    format_ = only or weighted(dice, _WEIGHTS)
    of_format = {each: each.weight for each in SETTINGS if each.format == format_ and _can(each)}
    setting = weighted(dice, of_format)
    report = document(dice, exact_values=setting.exact, flowing=setting.format in ("txt", "html"))
    data = setting.write(report, dice, setting.manner)
    return Foreign(f"{seed}-{number:03d}.{setting.suffix}", setting, report, data, f"{seed}/{number}")


def _can(setting: Setting) -> bool:
    return office.available() or all(step in office.OURS - {"pdf-layout"} for step in setting.steps)


def _stepped(made: Sequence[Foreign], place: int) -> list[Foreign]:
    waiting: dict[str, dict[str, bytes]] = {}
    for each in made:
        if place < len(each.setting.steps):
            waiting.setdefault(each.setting.steps[place], {})[each.name.partition(".")[0]] = each.data
    done = {step: office.convert(step, files) for step, files in waiting.items()}
    found = []
    for each in made:
        if place >= len(each.setting.steps):
            found.append(each)
            continue
        data = done[each.setting.steps[place]].get(each.name.partition(".")[0])
        if data is not None:
            found.append(replace(each, data=data))
    return found
