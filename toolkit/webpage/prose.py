"""A report's prose as printed, with what findings say of its words and what its numbers are of the tables."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Generic, Protocol, TypeVar

from toolkit.model import CellId, Mention, Section
from toolkit.webpage.markup import Child, Markup, el
from toolkit.webpage.places import Places, Words
from toolkit.webpage.tables import mark

_MOST_GROUPS = 20  # findings about the same words that light up with them
_NUMERALS = "〇一二三四五六七八九十"


def heading(section: Section) -> str:
    """The heading as it is printed."""
    number = section.number
    if number is None:
        return section.title
    return f"{_NUMERALS[number] if 0 < number < len(_NUMERALS) else number}、{section.title}"


def paragraphs(section: int, places: Places) -> Iterator[Markup]:
    """The paragraphs of a section (from 1; 0 is the preamble)."""
    text = places.texts[section]
    words = _Sweep([words for words in places.words if words.section == section])
    mentions = _Sweep([m for m in places.report.mentions if m.section == section and _is_tied(m, len(text), places)])
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        if line.strip():
            yield el("p", None, *_line(text, (start, end), words.over(start, end), mentions.over(start, end), places))
        start = end + 1


class _Span(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_S = TypeVar("_S", bound=_Span)


class _Sweep(Generic[_S]):
    """Spans of a text, asked for stretch by stretch from its beginning."""

    def __init__(self, spans: Sequence[_S]) -> None:
        self._waiting = deque(sorted(spans, key=lambda span: (span.start, span.end)))
        self._open: list[_S] = []

    def over(self, start: int, end: int) -> list[_S]:
        """The spans of which a part stands in this stretch."""
        while self._waiting and self._waiting[0].start < end:
            self._open.append(self._waiting.popleft())
        self._open = [span for span in self._open if span.end > start]
        return self._open


def _is_tied(mention: Mention, length: int, places: Places) -> bool:
    """Whether a number leads to a cell of the page."""
    is_there = mention.indicator is not None and mention.indicator in places.shown
    return is_there and 0 <= mention.start < mention.end <= length


def _line(
    text: str, line: tuple[int, int], words: Sequence[Words], mentions: Sequence[Mention], places: Places
) -> Iterator[Child]:
    start, end = line
    spans: list[_Span] = [*words, *mentions]
    edges = {start, end, *(edge for span in spans for edge in (span.start, span.end))}
    cuts = [cut for cut in sorted(edges) if start <= cut <= end]
    here, tied = _Sweep(words), _Sweep(mentions)
    for left, right in pairwise(cuts):
        piece: Child = text[left:right]
        numbers = tied.over(left, right)
        if numbers:
            piece = _tied(numbers[0], piece, places)
        over = here.over(left, right)
        yield _marked(over, piece, left) if over else piece
        yield from (el("sup", None, mark(each.item)) for each in over if each.end == right)


def _tied(mention: Mention, text: Child, places: Places) -> Markup:
    """A number of the prose that is a figure of the tables."""
    cell = CellId(mention.indicator or "")
    return el("a", {"class": "tied", "href": places.address(cell), "title": f"表中的 {places.name(cell)}"}, text)


def _marked(over: Sequence[Words], text: Child, left: int) -> Markup:
    """Words that findings are about; where those of one begin, its address."""
    worst = min(over, key=lambda each: each.item.number)
    for each in over:
        if each.start == left:
            text = el("span", {"id": each.anchor, "class": "spot"}, text)
    groups = dict.fromkeys(each.item.group for each in over[:_MOST_GROUPS])
    return el("mark", {"class": " ".join([worst.item.finding.severity, *groups])}, text)
