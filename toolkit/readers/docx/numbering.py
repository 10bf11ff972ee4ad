"""The numbers that Word prints before the paragraphs of lists and that stand nowhere in the text."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from toolkit.readers.docx.names import ALTERNATE, FALLBACK, VAL, W, is_on, number_of, to_int
from toolkit.readers.docx.styles import Styles
from toolkit.readers.list_numbers import format_number

_LONGEST_TEXT = 255  # Word allows no more
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: how its number is made and what it looks like.

    ``restart`` is ``w:lvlRestart``: None for the usual (after any higher level), 0 for never.
    """

    start: int = 1
    style: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    paragraph_style: str | None = None


@dataclass(slots=True)
class _Definition:
    """A ``w:abstractNum``: levels, and counters by level."""

    levels: dict[int, Level]
    counters: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _List:
    """A ``w:num``: a definition's levels, some of them replaced, and its counters, which all its lists share.

    ``starts`` are the levels that start anew with this list, ``begun`` those that have.
    """

    levels: dict[int, Level]
    counters: dict[int, int]
    starts: dict[int, int]
    begun: set[int] = field(default_factory=set)

    def start(self, level: int) -> int:
        """The number that a level starts with."""
        return self.starts.get(level, self.levels[level].start if level in self.levels else 1)


class Numbering:
    """The document's lists, counted as its paragraphs go by. The part is read at the first paragraph in a list."""

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        self._load = load
        self._styles = styles
        self._lists: dict[str, _List] | None = None

    def next(self, num_id: str, level: int | None, style_id: str | None) -> str:
        """Count one paragraph of a list and give what is printed before it, with the blank behind; empty for bullets.

        A ``level`` of None is the one that belongs to the paragraph's style.
        """
        if self._lists is None:
            self._lists = self._read()
        numbered = self._lists.get(num_id)
        if numbered is None:
            return ""
        if level is None:
            level = next((i for i, of in numbered.levels.items() if style_id and of.paragraph_style == style_id), 0)
        shape = numbered.levels.get(level)
        if shape is None:
            return ""
        _count(numbered, level)
        return _printed(numbered, shape)

    def _read(self) -> dict[str, _List]:
        root = self._load()
        if root is None:
            return {}
        definitions: dict[str, _Definition] = {}
        links: dict[str, str] = {}
        for abstract in root.iterchildren(f"{W}abstractNum"):
            abstract_id = abstract.get(f"{W}abstractNumId") or ""
            definitions[abstract_id] = _Definition(_levels(abstract))
            link = abstract.find(f"{W}numStyleLink")
            if link is not None:
                links[abstract_id] = link.get(VAL) or ""
        nums = {num.get(f"{W}numId") or "": num for num in root.iterchildren(f"{W}num")}
        lists: dict[str, _List] = {}
        for num_id, num in nums.items():
            abstract_id = _abstract_of(num)
            if abstract_id in links:  # the levels stand with the list style's own list
                linked = nums.get(self._styles[links[abstract_id]].num_id or "")
                abstract_id = abstract_id if linked is None else _abstract_of(linked)
            definition = definitions.get(abstract_id)
            if definition is not None:
                lists[num_id] = _with_overrides(definition, num)
        return lists


def _abstract_of(num: etree._Element) -> str:
    reference = num.find(f"{W}abstractNumId")
    return "" if reference is None else reference.get(VAL) or ""


def _with_overrides(definition: _Definition, num: etree._Element) -> _List:
    levels, starts = dict(definition.levels), {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        number = to_int(override.get(f"{W}ilvl"))
        replaced = override.find(f"{W}lvl")
        if replaced is not None:
            levels[number] = _level(replaced)
        start = override.find(f"{W}startOverride")
        if start is not None:
            starts[number] = number_of(start)
    return _List(levels, definition.counters, starts)


def _levels(parent: etree._Element) -> dict[int, Level]:
    return {to_int(level.get(f"{W}ilvl")): _level(level) for level in parent.iterchildren(f"{W}lvl")}


def _level(element: etree._Element) -> Level:
    def value(local: str) -> str | None:
        child = element.find(f"{W}{local}")
        return None if child is None else child.get(VAL)

    legal = element.find(f"{W}isLgl")
    restart = value("lvlRestart")
    style = value("numFmt")
    if style is None:  # a newer format stands in a choice, the nearest old one beside it
        fallback = element.find(f"{ALTERNATE}/{FALLBACK}/{W}numFmt")
        style = None if fallback is None else fallback.get(VAL)
    return Level(
        start=to_int(value("start"), 1) if value("start") is not None else 0,
        style=style or "decimal",
        text=(value("lvlText") or "")[:_LONGEST_TEXT],
        suffix=value("suff") or "tab",
        restart=None if restart is None else to_int(restart),
        legal=legal is not None and is_on(legal),
        paragraph_style=value("pStyle"),
    )


def _count(numbered: _List, level: int) -> None:
    counters = numbered.counters
    if level in counters and (level not in numbered.starts or level in numbered.begun):
        counters[level] += 1
    else:
        counters[level] = numbered.start(level)
        numbered.begun.add(level)
    for deeper in [number for number in counters if number > level]:
        restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
        if restart is None or restart > level:
            del counters[deeper]


def _printed(numbered: _List, shape: Level) -> str:
    if shape.style == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        level = int(match[1]) - 1
        of = numbered.levels.get(level, Level())
        style = "decimal" if shape.legal and of.style != "none" else of.style
        return format_number(numbered.counters.get(level, numbered.start(level)), style)

    text = _PLACEHOLDER.sub(number, shape.text)
    return text + " " if text and shape.suffix != "nothing" and text[-1] not in "、）)．。，：　 " else text
