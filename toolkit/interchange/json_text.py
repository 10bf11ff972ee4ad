"""JSON values to text that a person can read and a diff can follow: one record a line, numbers exact."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal

_INDENT = "  "


def json_text(value: object, *, open_levels: int = 2) -> str:
    """The JSON text of a value, with a newline at the end.

    The outermost ``open_levels`` levels of objects and lists have an item a line; what is deeper stands on one line:
    with 2, each figure of a report. Numbers are written exactly, a ``Decimal`` with all its digits; text stays Chinese.
    """
    return "".join(_written(value, open_levels, "\n")) + "\n"


def _written(value: object, open_levels: int, newline: str) -> Iterator[str]:
    match value:
        case dict() if value:
            items = (
                [_string(str(key)), ": ", *_written(item, open_levels - 1, newline + _INDENT)]
                for key, item in value.items()
            )
            yield from _enclosed("{", items, "}", open_levels, newline)
        case list() if value:
            items = ([*_written(item, open_levels - 1, newline + _INDENT)] for item in value)
            yield from _enclosed("[", items, "]", open_levels, newline)
        case Decimal():
            yield format(value, "f")
        case str():
            yield _string(value)
        case _:
            yield json.dumps(value, allow_nan=False)


def _enclosed(opening: str, items: Iterator[list[str]], closing: str, open_levels: int, newline: str) -> Iterator[str]:
    inner, outer, separator = (newline + _INDENT, newline, ",") if open_levels > 0 else ("", "", ", ")
    yield opening
    for number, item in enumerate(items):
        yield separator + inner if number else inner
        yield from item
    yield outer + closing


def _string(text: str) -> str:
    written = json.dumps(text, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:  # half of a surrogate pair is no character and can stand only as an escape
        return json.dumps(text)
    return written
