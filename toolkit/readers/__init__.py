"""Files into Documents: one package a format, chosen by content, never by name.

``page`` and ``word`` are what several formats share: words and rules on a page (PDF, scans) and what Word's formats
have in common (docx, doc, rtf, wordml).
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

from toolkit.model import Document, Format, Unreadable
from toolkit.readers.amount import refuse_too_much
from toolkit.readers.pages import Pages
from toolkit.readers.sniff import sniff


class PageReader(Protocol):
    """A reader of files that have pages; ``only`` are those wanted, None all."""

    def __call__(self, data: bytes, name: str, only: Pages | None = None) -> Document:
        """Read one file."""


class Reader(Protocol):
    """Bytes and the file's name (for messages) to a Document; raises ``Unreadable``."""

    def __call__(self, data: bytes, name: str) -> Document:
        """Read one file."""


def _lazy(module: str) -> Callable[[], Reader]:
    def load() -> Reader:
        return cast(Reader, import_module(f"toolkit.readers.{module}").read)

    return load


def _lazy_pages(module: str) -> Callable[[], PageReader]:
    def load() -> PageReader:
        return cast(PageReader, import_module(f"toolkit.readers.{module}").read)

    return load


FORMATS: dict[Format, Callable[[], Reader]] = {
    "docx": _lazy("docx"),
    "doc": _lazy("doc"),
    "rtf": _lazy("rtf"),
    "wordml": _lazy("wordml"),
    "html": _lazy("html"),
    "mhtml": _lazy("mhtml"),
    "xlsx": _lazy("xlsx"),
    "txt": _lazy("text"),
    "csv": _lazy("text.csv"),
}
"""Every format without pages that is read, each with what loads its reader: nothing is imported before it is needed."""

PAGED: dict[Format, Callable[[], PageReader]] = {
    "pdf": _lazy_pages("pdf"),
    "png": _lazy_pages("scan"),
    "jpeg": _lazy_pages("scan"),
    "tiff": _lazy_pages("scan"),
}
"""Every format with pages that is read, likewise."""


def read(data: bytes, name: str, only: Pages | None = None) -> Document:
    """Read a file of any known format; ``only``: of a file with pages, these.

    Raises:
        Unreadable: for what is no report file, or has no pages where some are wanted: why, in one Chinese line.
    """
    return read_as(sniff(data, name), data, name, only)


def read_as(file_format: Format, data: bytes, name: str, only: Pages | None = None) -> Document:
    """Read a file whose format is known; for the rest see ``read``."""
    document = _read_as(file_format, data, name, only)
    refuse_too_much(document, name)
    return document


def _read_as(file_format: Format, data: bytes, name: str, only: Pages | None) -> Document:
    if file_format in PAGED:
        return PAGED[file_format]()(data, name, only)
    if file_format not in FORMATS:
        raise Unreadable(name, "是本程序写出的报告数据（JSON），不是报告文件；核对、起草等命令可以直接用它")
    if only is not None:
        raise Unreadable(name, f"是 {file_format} 文件，不分页；--pages 只用于 PDF 和图片，请去掉它")
    return FORMATS[file_format]()(data, name)
