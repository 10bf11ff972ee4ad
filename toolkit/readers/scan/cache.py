"""Read pages kept: a page is found again by its pixels, what reads it and the weights."""

from __future__ import annotations

import json
from dataclasses import asdict
from decimal import Decimal, InvalidOperation
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from toolkit import cache as kept
from toolkit.model import Alternative, Seen
from toolkit.readers.scan.document import ReadPage
from toolkit.readers.scan.page import ReadCell, ReadLine, ReadSheet, ReadTable
from toolkit.readers.scan.picture import PageImage

_KIND = "pages"
_PACKAGES = ("rapidocr", "onnxruntime", "opencv-python-headless", "numpy")
_PARTS = ("cache", "cells", "clean", "flat", "grid", "model", "page", "rules", "upright", "values")


def key_of(page: PageImage) -> str:
    """The key of a page: over its pixels and everything that decides what is read of them."""
    digest = sha256(_reader())
    digest.update(repr(page.pixels.shape).encode())
    digest.update(page.pixels.tobytes())
    return digest.hexdigest()


@cache
def _reader() -> bytes:
    """A digest of the modules that read a page, and of the packages they build on."""
    digest = sha256()
    for part in _PARTS:
        digest.update(Path(__file__).with_name(f"{part}.py").read_bytes())
    for package in _PACKAGES:
        try:
            digest.update(f"{package} {version(package)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{package} ?\n".encode())
    return digest.digest()


def remembered(key: str, page: PageImage) -> ReadPage | None:
    """The page as read before; None if it wasn't, or if the entry is damaged."""
    content = kept.get(_KIND, key)
    if content is None:
        return None
    try:
        sheets = json.loads(content)
        return ReadPage(page.number, page.dpi, tuple(_sheet(sheet) for sheet in sheets))
    except (ValueError, TypeError, KeyError, IndexError, InvalidOperation):
        return None


def remember(key: str, page: ReadPage) -> None:
    """Keep a page as read."""
    text = json.dumps([asdict(sheet) for sheet in page.sheets], ensure_ascii=False, default=str)
    kept.put(_KIND, key, text.encode("utf-8"))


def _sheet(node: Any) -> ReadSheet:
    return ReadSheet(tuple(map(_table, node["tables"])), tuple(map(_line, node["lines"])))


def _table(node: Any) -> ReadTable:
    cells = tuple(_cell(cell) for cell in node["cells"])
    return ReadTable(cells, _pair(node["at"]), float(node["width"]), tuple(map(float, node["xs"])), int(node["uneven"]))


def _cell(node: Any) -> ReadCell:
    seen = node["seen"]
    others = tuple(Alternative(Decimal(a["value"]), float(a["score"])) for a in seen["alternatives"])
    x0, y0, x1, y1 = map(float, node["box"])
    row, column, rowspan, colspan = (int(node[name]) for name in ("row", "column", "rowspan", "colspan"))
    box = (x0, y0, x1, y1)
    return ReadCell(str(node["text"]), Seen(float(seen["score"]), others), row, column, rowspan, colspan, box)


def _line(node: Any) -> ReadLine:
    x0, y0, x1, y1 = map(float, node["box"])
    return ReadLine(
        str(node["text"]),
        float(node["score"]),
        (x0, y0, x1, y1),
        _pair(node["at"]),
        float(node["left"]),
        float(node["right"]),
        int(node["figures"]),
    )


def _pair(node: Any) -> tuple[float, float]:
    first, second = map(float, node)
    return first, second
