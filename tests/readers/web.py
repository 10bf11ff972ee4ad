"""Web pages given as strings, read by the reader under test."""

from __future__ import annotations

import pytest

from tests.readers.looking import lines
from toolkit.model import Document, Unreadable
from toolkit.readers.html import read


def of(page: str) -> Document:
    """The document that a page is."""
    return read(page.encode(), "报告.html")


def texts(page: str) -> list[str]:
    """The lines of a page."""
    return lines(of(page).blocks)


def text(page: str) -> str:
    """The only line of a page."""
    (only,) = texts(page)
    return only


def why(page: str | bytes) -> str:
    """Why a page is refused."""
    with pytest.raises(Unreadable) as caught:
        read(page.encode() if isinstance(page, str) else page, "报告.html")
    return caught.value.why
