"""What CSS says of an element, as far as it changes what is read: its own ``style``, and the page's style sheets.

Of the sheets only rules are known whose selector names one element (``tr.x``, ``.x.y``, ``#x``), outside of
``@media`` and the like: a rule that isn't understood must not hide anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Literal

from lxml import etree

from toolkit.readers.html.text import text_within


@dataclass(frozen=True, slots=True)
class Look:
    """How an element is shown; None where nothing is said that changes what is read.

    ``display`` and ``visibility`` are CSS's keywords; ``list_style`` the keyword for a list's numbers. ``struck``:
    struck through; ``raised``: above or below the line; ``keeps_blanks``: printed as in ``<pre>``; ``floats``: set
    beside the text.
    """

    display: str | None = None
    visibility: str | None = None
    struck: Literal[True] | None = None
    raised: Literal[True] | None = None
    keeps_blanks: Literal[True] | None = None
    floats: Literal[True] | None = None
    list_style: str | None = None

    @property
    def is_hidden(self) -> bool:
        """Whether the element isn't printed."""
        return self.display == "none" or self.visibility in ("hidden", "collapse")

    def under(self, own: Look) -> Look:
        """What ``own`` says, and the rest as it is here."""
        return Look(
            own.display or self.display,
            own.visibility or self.visibility,
            own.struck or self.struck,
            own.raised or self.raised,
            own.keeps_blanks or self.keeps_blanks,
            own.floats or self.floats,
            own.list_style or self.list_style,
        )


PLAIN = Look()
"""The look of an element of which nothing is said."""

_LONG_STYLE = 1_000  # characters: longer ones, with a picture in them perhaps, aren't remembered
_PROPERTY = r"display|visibility|text-decoration|vertical-align|white-space|float|list-style"
_ASKED = re.compile(_PROPERTY, re.IGNORECASE)
_DECLARATION = re.compile(rf"(?<![\w-])({_PROPERTY})(-line|-type)?\s*:\s*([^;]*)", re.IGNORECASE)
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_SIGN = re.compile(r"[{};]")
_CLASS_OR_ID = re.compile(r"([.#])([\w-]+)")


def look_of(declarations: str) -> Look | None:
    """The look that a ``style`` attribute gives; None if it says nothing that matters."""
    return _remembered(declarations) if len(declarations) < _LONG_STYLE else _look_of(declarations)


def _look_of(declarations: str) -> Look | None:
    if not _ASKED.search(declarations):
        return None
    look = PLAIN
    for name, _, value in _DECLARATION.findall(declarations):
        said = _said(name.lower(), value.lower().replace("!important", "").split())
        look = look.under(said)
    return None if look == PLAIN else look


_remembered = lru_cache(maxsize=4096)(_look_of)


def _said(name: str, words: list[str]) -> Look:
    """What one declaration says."""
    first = words[0] if words else ""
    match name:
        case "display":
            look = Look(display=first or None)
        case "visibility":
            look = Look(visibility=first or None)
        case "text-decoration":
            look = Look(struck=_if("line-through" in words))
        case "vertical-align":
            look = Look(raised=_if(first in ("super", "sub")))
        case "white-space":
            look = Look(keeps_blanks=_if(first in ("pre", "pre-wrap", "pre-line", "break-spaces")))
        case "float":
            look = Look(floats=_if(first in ("left", "right")))
        case _:
            look = Look(list_style=next((word for word in words if word in LIST_STYLES), None))
    return look


def _if(said: bool) -> Literal[True] | None:
    return True if said else None


LIST_STYLES = {
    "none": "none",
    "disc": "none",
    "circle": "none",
    "square": "none",
    "decimal": "decimal",
    "decimal-leading-zero": "decimalZero",
    "lower-alpha": "lowerLetter",
    "lower-latin": "lowerLetter",
    "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter",
    "lower-roman": "lowerRoman",
    "upper-roman": "upperRoman",
    "cjk-ideographic": "chineseCountingThousand",
    "simp-chinese-informal": "chineseCountingThousand",
    "trad-chinese-informal": "chineseCountingThousand",
    "cjk-decimal": "ideographDigital",
    "simp-chinese-formal": "chineseLegalSimplified",
    "trad-chinese-formal": "ideographLegalTraditional",
}
"""The number formats by CSS's keyword for them."""


# --- style sheets -----------------------------------------------------------------------------------------

_MOST_RULES = 600
"""Rules that are looked at: a framework has some two hundred that matter here."""

Rank = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule for the elements with a tag (or any), classes and ids. The higher rank counts."""

    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    look: Look
    rank: Rank

    @property
    def key(self) -> str:
        """A name that every element has for which the rule is: its rules are found by that."""
        return min((*(f".{name}" for name in self.classes), *(f"#{name}" for name in self.ids)), default=self.tag)


class Sheets:
    """The rules of a page's style sheets that matter."""

    def __init__(self, rules: Iterable[_Rule]) -> None:
        self._by_key: dict[str, list[_Rule]] = {}
        self._looks: dict[tuple[str, str | None, str | None], Look | None] = {}
        for rule in rules:
            self._by_key.setdefault(rule.key, []).append(rule)

    @staticmethod
    def of(root: etree._Element) -> Sheets | None:
        """The sheets of a page; None if no rule matters."""
        rules = list(islice(_rules(_texts(root)), _MOST_RULES))
        return Sheets(rules) if rules else None

    def look(self, element: etree._Element, tag: str) -> Look | None:
        """What the sheets say of an element; the more particular rule counts, then the later one."""
        named = (tag, element.get("class"), element.get("id"))
        if named not in self._looks:
            self._looks[named] = self._look(tag, frozenset((named[1] or "").split()), named[2] or "")
        return self._looks[named]

    def _look(self, tag: str, classes: frozenset[str], identifier: str) -> Look | None:
        keys = (tag, f"#{identifier}", *(f".{name}" for name in classes))
        rules = [
            rule
            for key in keys
            for rule in self._by_key.get(key, ())
            if rule.tag in ("", tag) and rule.classes <= classes and rule.ids <= {identifier}
        ]
        look: Look | None = None
        for rule in sorted(rules, key=lambda rule: rule.rank):
            look = rule.look if look is None else look.under(rule.look)
        return look


def _texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter("style"):
        if (element.get("media") or "all").lower() in ("all", "screen"):
            yield text_within(element)


def _rules(sheets: Iterable[str]) -> Iterator[_Rule]:
    order = 0
    for sheet in sheets:
        if not _ASKED.search(sheet):
            continue
        for part in _without_at_rules(_without_comments(sheet)).split("}"):
            selectors, _, declarations = part.partition("{")
            look = look_of(declarations.strip())
            if look is None:
                continue
            for selector in selectors.split(","):
                order += 1
                rule = _rule(selector.strip(), look, order)
                if rule is not None:
                    yield rule


def _rule(selector: str, look: Look, order: int) -> _Rule | None:
    found = _SELECTOR.fullmatch(selector)
    if not found or not selector:
        return None
    names = _CLASS_OR_ID.findall(found[2])
    classes = frozenset(name for sign, name in names if sign == ".")
    ids = frozenset(name for sign, name in names if sign == "#")
    tag = (found[1] or "").lower()
    return _Rule(tag, classes, ids, look, (len(ids), len(classes), len(tag) > 0, order))


def _without_comments(sheet: str) -> str:
    kept = []
    at = 0
    while (begin := sheet.find("/*", at)) >= 0:
        kept.append(sheet[at:begin])
        end = sheet.find("*/", begin + 2)
        at = end + 2 if end >= 0 else len(sheet)
    return " ".join((*kept, sheet[at:])).replace("<!--", " ").replace("-->", " ")


def _without_at_rules(sheet: str) -> str:
    """A sheet without its ``@`` rules and all that stands in their braces."""
    kept = []
    at = 0
    while (begin := sheet.find("@", at)) >= 0:
        kept.append(sheet[at:begin])
        at = _end_of_rule(sheet, begin)
    return "".join((*kept, sheet[at:]))


def _end_of_rule(sheet: str, begin: int) -> int:
    depth = 0
    for sign in _SIGN.finditer(sheet, begin):
        if sign[0] != ";":
            depth += 1 if sign[0] == "{" else -1
        if depth <= 0:
            return sign.end()
    return len(sheet)
