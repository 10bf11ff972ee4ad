"""The text of a paragraph as a browser prints it, out of the pieces that stand in its elements."""

from __future__ import annotations

import re

from lxml import etree

BREAK, KEPT_BLANK, KEPT_TAB = "\ufdd0", "\ufdd1", "\ufdd2"
"""A line break (``<br>``); a blank and a tab that are printed as they stand (``<pre>``)."""
RAISED, LEVEL = "\ufdd3", "\ufdd4"
"""Where raised or lowered text begins and ends."""
CONTROL, BOX = "\ufdd5", "\ufdd6"
"""The edge of a form control or another box in the line, and of a box that floats beside the text."""
MARKS = (BREAK, KEPT_BLANK, KEPT_TAB, RAISED, LEVEL, CONTROL, BOX)
"""Code points that stand for something in the pieces of a text. None of them is a character, so no page has them."""

_HAN = "\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff01-\uff0f\uff1a-\uff60"
_LINE_END = re.compile(rf"(?<=[{_HAN}])[ \t\r\f]*\n[ \t\n\r\f]*(?=[{_HAN}])")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_MARK = re.compile(f"[{''.join(MARKS)}]")
_AROUND_BREAK = re.compile(rf" *{BREAK} *")
_RAISED_RUN = re.compile(f"{RAISED}([^{RAISED}{LEVEL}]*){LEVEL}")
_BETWEEN_RAISED = re.compile(f"{LEVEL}{RAISED}")
_EDGES = re.compile(f" *[{CONTROL}{BOX}][ {CONTROL}{BOX}]*")
_PRE_TABLE = {ord("\n"): BREAK, ord(" "): KEPT_BLANK, ord("\t"): KEPT_TAB}


def kept(text: str) -> str:
    """Text whose blanks and line ends are printed as they stand, as a piece for ``printed``."""
    return text.replace("\r\n", "\n").translate(_PRE_TABLE)


def text_within(element: etree._Element) -> str:
    """All text in an element, as the file has it."""
    return str(etree.tostring(element, encoding="unicode", method="text", with_tail=False))


def printed(raw: str, *, in_table: bool) -> str:
    """What the pieces of a paragraph, joined, print.

    Blanks are collapsed as CSS does: runs of them to one, none at a line's end, none for a line end of the source
    between two Chinese characters. No-break and full-width blanks are printed.

    Two things that a browser sets apart never become one number: raised digits that touch digits stand in 〔〕, and
    digits that only the edge of a box parts have a line break between them in a table, a tab outside. Outside tables
    a box that floats has a tab beside it anyway: boxes make columns.
    """
    if raw.isprintable() and "  " not in raw:
        return raw.strip(" ")  # no mark, no line end, no other blank: most are so
    if "\n" in raw:
        raw = _LINE_END.sub("", raw)
    text = _BLANKS.sub(" ", raw)
    if not _MARK.search(text):
        return text.strip(" ")
    if RAISED in text or LEVEL in text:
        text = _with_raised(text)
    if CONTROL in text or BOX in text:
        text = _EDGES.sub(lambda edge: _edge(edge, in_table), text)
    text = _AROUND_BREAK.sub("\n", text).strip(" \n\t")
    return text.replace(KEPT_BLANK, " ").replace(KEPT_TAB, "\t")


def _with_raised(text: str) -> str:
    whole = _RAISED_RUN.fullmatch(text.strip(f" {BREAK}"))
    if whole:
        return whole[1]
    text = _RAISED_RUN.sub(_raised, _BETWEEN_RAISED.sub("", text))
    return text.replace(RAISED, "").replace(LEVEL, "")


def _raised(found: re.Match[str]) -> str:
    text, (before, after) = found[1], _beside(found)
    touches = before.isdigit() or after.isdigit()
    return f"〔{text}〕" if touches and any(c.isdigit() for c in text) else text


def _edge(edge: re.Match[str], in_table: bool) -> str:
    before, after = _beside(edge)
    if not before or not after:
        return ""
    if _is_of_number(before) and _is_of_number(after):
        return BREAK if in_table else "\t"
    if BOX in edge[0] and not in_table:
        return "\t"
    return " " if " " in edge[0] else ""


def _beside(found: re.Match[str]) -> tuple[str, str]:
    """The characters before and after a match; empty at an end of the text."""
    start, end = found.span()
    return found.string[max(0, start - 1) : start], found.string[end : end + 1]


def _is_of_number(character: str) -> bool:
    return character.isdigit() or character in ".,．，"
