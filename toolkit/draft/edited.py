"""An edited draft: its paragraphs as printed, and the places where slots still stand.

A slot is known by the tag of its content control; where a program dropped the controls, by the bookmark round it. Text
that was struck out as a revision is not printed, and not read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from toolkit.draft.word import bookmark_key
from toolkit.draft.word_parts import W
from toolkit.readers.package import open_package

_W = f"{{{W}}}"
_P, _T, _TBL, _SDT = f"{_W}p", f"{_W}t", f"{_W}tbl", f"{_W}sdt"
_START, _END, _VAL = f"{_W}bookmarkStart", f"{_W}bookmarkEnd", f"{_W}val"
_NOT_PRINTED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "instrText", "delText"))
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """A slot that still stands: where in the paragraph, of which metric, and by what it was known."""

    start: int
    end: int
    metric: str
    by: Literal["control", "bookmark"]


@dataclass(frozen=True, slots=True)
class EditedParagraph:
    """A paragraph outside tables."""

    text: str
    anchors: tuple[Anchor, ...]


@dataclass(slots=True)
class _Reading:
    """What was read of a paragraph so far; bookmarks may begin in one paragraph and end in another."""

    bookmarks: Mapping[str, str]
    text: list[str] = field(default_factory=list)
    length: int = 0
    found: list[Anchor] = field(default_factory=list)
    begun: dict[str, tuple[str, int]] = field(default_factory=dict)

    def add(self, text: str) -> None:
        self.text.append(text)
        self.length += len(text)


def read_edited(data: bytes, name: str, metrics: Mapping[str, object]) -> tuple[EditedParagraph, ...]:
    """The paragraphs of a .docx outside tables, in order, with the slots of these metrics.

    Raises:
        Unreadable: the file is damaged, or no .docx.
    """
    package = open_package(data, name)
    main = package.main_part("word/document.xml")
    root = package.xml(main) if main else None
    if root is None:
        return ()
    bookmarks = {bookmark_key(metric): metric for metric in metrics}
    return tuple(_paragraph(element, bookmarks) for element in _paragraphs(root))


def _paragraphs(element: etree._Element) -> Iterator[etree._Element]:
    """Paragraphs outside tables, those within content controls and other wrappers too, none within another."""
    for child in element.iterchildren(tag=etree.Element):
        if child.tag == _P:
            yield child
        elif child.tag != _TBL and child.tag not in _NOT_PRINTED:
            yield from _paragraphs(child)


def _paragraph(element: etree._Element, bookmarks: Mapping[str, str]) -> EditedParagraph:
    reading = _Reading(bookmarks)
    _walk(element, reading)
    controls = [anchor for anchor in reading.found if anchor.by == "control"]
    # A bookmark round a control is the same slot; one that stands alone is a slot whose control was dropped.
    alone = [a for a in reading.found if a.by == "bookmark" and not any(_overlap(a, control) for control in controls)]
    return EditedParagraph("".join(reading.text), tuple(sorted([*controls, *alone], key=lambda a: a.start)))


def _overlap(one: Anchor, other: Anchor) -> bool:
    return one.start < other.end and other.start < one.end


def _walk(element: etree._Element, reading: _Reading) -> None:
    for child in element.iterchildren(tag=etree.Element):
        tag = str(child.tag)
        if tag in _NOT_PRINTED or tag == _P:
            continue
        if tag == _T:
            reading.add(child.text or "")
        elif tag in _SIGNS:
            reading.add(_SIGNS[tag])
        elif tag == _START:
            metric = reading.bookmarks.get(str(child.get(f"{_W}name", "")).rpartition("_")[0])
            if metric:
                reading.begun[str(child.get(f"{_W}id"))] = (metric, reading.length)
        elif tag == _END:
            metric, start = reading.begun.pop(str(child.get(f"{_W}id")), ("", 0))
            if metric and start < reading.length:
                reading.found.append(Anchor(start, reading.length, metric, "bookmark"))
        elif tag == _SDT:
            _control(child, reading)
        else:
            _walk(child, reading)


def _control(element: etree._Element, reading: _Reading) -> None:
    start = reading.length
    _walk(element, reading)
    tag = element.find(f"{_W}sdtPr/{_W}tag")
    name = "" if tag is None else str(tag.get(_VAL, ""))
    if name in reading.bookmarks.values() and start < reading.length:
        reading.found.append(Anchor(start, reading.length, name, "control"))
