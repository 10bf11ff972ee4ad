"""Lines of a text that belong to its pages rather than to what they say: a page's number, a table's rule."""

from __future__ import annotations

import re

_RULE = re.compile(r"[|｜│┃]?\s*:?[-=─━—]{2,}:?\s*(?:[|｜│┃+]\s*:?[-=─━—]{2,}:?\s*)+[|｜│┃]?")
_PAGE_MARK = re.compile(
    r"(?:[-—–－―─~·]+\s*\d{1,4}\s*[-—–－―─~·]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?"
    r"|\d{1,4}\s*/\s*\d{1,4}\s*页?)"
)
_BARE = re.compile(r"\d{1,3}")
_OF_PAGES = re.compile(r"\d{1,4}\s*/\s*\d{1,4}")


def is_page_mark(text: str, *, is_bare: bool = False) -> bool:
    """Whether a text is a page's number; ``is_bare``: where a number alone is one, too."""
    return _PAGE_MARK.fullmatch(text) is not None or (is_bare and _BARE.fullmatch(text) is not None)


def is_of_pages(text: str) -> bool:
    """Whether it is a page's number among all, with no word that says so."""
    return _OF_PAGES.fullmatch(text) is not None


def is_mark(text: str) -> bool:
    """Whether a line holds a page's number or a table's rule alone. (Blanks around would be tried in vain: no regex
    sees them.)
    """
    return is_page_mark(text) or _RULE.fullmatch(text) is not None
