"""The numbers that a browser prints before the items of an ``<ol>`` and that stand nowhere in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from toolkit.readers.html.styles import LIST_STYLES
from toolkit.readers.list_numbers import format_number

_BY_TYPE = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_CHINESE = frozenset({style for style in LIST_STYLES.values() if style.startswith(("chinese", "ideograph"))})
_INTEGER = re.compile(r"\s*([+-]?\d{1,6})(?!\d)", re.ASCII)
_OWN_SIGN = re.compile(
    r"\s*(?:[(（〔［\[]?\s*(?:[一二三四五六七八九十百]{1,4}|\d{1,3})\s*[)）〕］\]、.．]|[\u2460-\u249b\u3220-\u3229]|第[一二三四五六七八九十\d])"
)


@dataclass(slots=True)
class NumberedList:
    """An open list; ``format`` is none for one without numbers."""

    format: str
    next: int = 1
    step: int = 1


def open_list(element: etree._Element, list_style: str | None) -> NumberedList:
    """The list that an ``<ol>`` opens."""
    kind = LIST_STYLES[list_style] if list_style else _BY_TYPE.get((element.get("type") or "").strip(), "decimal")
    downwards = element.get("reversed") is not None
    first = _integer(element.get("start"))
    if first is None:
        first = sum(1 for _ in element.iterchildren("li")) if downwards else 1
    return NumberedList(kind, first, -1 if downwards else 1)


def number_item(numbered: NumberedList, element: etree._Element, list_style: str | None) -> str:
    """Count an item, and give what is printed before it: ``1.``, ``一、``; empty for no number."""
    value = _integer(element.get("value"))
    number = numbered.next if value is None else value
    numbered.next = number + numbered.step
    kind = LIST_STYLES[list_style] if list_style else numbered.format
    if kind == "none":
        return ""
    return format_number(number, kind) + ("、" if kind in _CHINESE else ".")


def with_number(number: str, text: str, *, in_table: bool) -> str:
    """A text with its list number in front.

    In a table only before Chinese text, so that no list number can ever be read as a figure, or as a part of one. Not
    before a text that has a list sign of its own: there the site's style sheet, which isn't in the file, takes the
    list's numbers away.
    """
    if _OWN_SIGN.match(text) or (in_table and not _is_chinese(text)):
        return text
    fuses = number[-1] == "." or number[-1].isalnum()
    return number + (" " if fuses and text[0].isascii() and text[0].isalnum() else "") + text


def _is_chinese(text: str) -> bool:
    return any("\u3400" <= c <= "\u9fff" or "\uf900" <= c <= "\ufaff" for c in text)


def _integer(text: str | None) -> int | None:
    found = _INTEGER.match(text) if text else None
    return int(found[1]) if found else None
