"""Files into Documents: one module a format, chosen by content, never by name."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Protocol, cast

from toolkit.model import Document, Format, Unreadable
from toolkit.readers.sniff import sniff


class Reader(Protocol):
    """Bytes and the file's name (for messages) to a Document; raises ``Unreadable``."""

    def __call__(self, data: bytes, name: str) -> Document:
        """Read one file."""


def _lazy(module: str) -> Callable[[], Reader]:
    def load() -> Reader:
        return cast(Reader, import_module(f"toolkit.readers.{module}").read)

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
    "csv": _lazy("csv"),
    "pdf": _lazy("pdf"),
}
"""Every format that is read, each with what loads its reader: nothing is imported before it is needed."""


def read(data: bytes, name: str) -> Document:
    """Read a file of any known format.

    Raises:
        Unreadable: for what is no report file: why, in one Chinese line.
    """
    load = FORMATS.get(sniff(data, name))
    if load is None:
        raise Unreadable(name, "是本程序写出的报告数据（JSON），不是报告文件；核对、起草等命令可以直接用它")
    return load()(data, name)
