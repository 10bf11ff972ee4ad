"""Sentences among the lines of a report: no label and no row of a form is one."""

from __future__ import annotations

import re

WIDE_GAP = re.compile(r"[\t|｜│]+|[ \u00a0]{2,}|[\u2002\u2003\u3000]+")
"""What parts the pieces of a line."""
_ENDS = ("。", "；")
_SHORTEST = 60  # characters of what has a comma, but no end


def is_prose(text: str) -> bool:
    """Whether a text is a sentence or more, which no label of a form is."""
    text = text.strip()
    if len(text) <= _SHORTEST and "。" not in text and "；" not in text:
        return False
    return text.endswith(_ENDS) or any(_is_sentence(piece) for piece in WIDE_GAP.split(text))


def _is_sentence(text: str) -> bool:
    is_long = len(text) > _SHORTEST and any(mark in text for mark in "。；，,")
    return is_long or text.endswith(_ENDS)
