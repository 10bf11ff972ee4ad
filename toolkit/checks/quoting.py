"""Where the words that a rule quotes stand in the report's prose."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from unicodedata import normalize

from toolkit.checks.private import masked_text
from toolkit.model import Evidence, Report, SectionOrigin

_WORD = re.compile(r"\S+")


def quoted(report: Report, quotes: Iterable[str]) -> Iterator[Evidence]:
    """The evidence for each quote that stands in the report's text, as printed but for the private numbers in it.

    Of words quoted several times each time means a place of its own, in the order of print. Characters of another
    width and white space make no difference. What is quoted from elsewhere than the text (a title) is no evidence.
    """
    seen: Counter[str] = Counter()
    texts = [_Searched(number, text) for number, text in _texts(report)]
    for quote in quotes:
        wanted = _plain(quote)
        origin = _place(texts, wanted, seen[wanted]) if wanted else None
        seen[wanted] += 1
        if origin is not None:
            text = next(each.text for each in texts if each.number == origin.section)
            yield Evidence(report.source.name, report.year, None, origin, text[origin.start : origin.end])


def _texts(report: Report) -> Iterator[tuple[int, str]]:
    yield 0, report.preamble
    yield from ((number, section.text) for number, section in enumerate(report.sections, 1))


def _plain(text: str) -> str:
    return "".join(normalize("NFKC", text).split())


def _place(texts: Iterable[_Searched], wanted: str, before: int) -> SectionOrigin | None:
    """The place of the words in order of print, after so many that are the same; else the last of those."""
    last = None
    for text in texts:
        for origin in text.places(wanted):
            if not before:
                return origin
            last, before = origin, before - 1
    return last


class _Searched:
    """A section's text, and the same without what makes no difference."""

    def __init__(self, number: int, text: str) -> None:
        self.number = number
        self.text = masked_text(text)

    def places(self, wanted: str) -> Iterator[SectionOrigin]:
        """Wherever the words stand, none of them overlapping."""
        plain, starts, places = self._flat
        start = plain.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            first, last = (_printed_at(place, starts, places) for place in (start, end - 1))
            yield SectionOrigin(self.number, first, last + 1)
            start = plain.find(wanted, end)

    @cached_property
    def _flat(self) -> tuple[str, list[int], list[Sequence[int]]]:
        """The text in plain characters without white space; where in it each stretch without white space begins, and
        the places of its characters in the text as printed.
        """
        parts: list[str] = []
        starts: list[int] = []
        places: list[Sequence[int]] = []
        length = 0
        for word in _WORD.finditer(self.text):
            plain, at = _flattened(word.group(), word.start())
            parts.append(plain)
            starts.append(length)
            places.append(at)
            length += len(plain)
        return "".join(parts), starts, places


def _flattened(word: str, start: int) -> tuple[str, Sequence[int]]:
    """Characters in their plain form, and the place of each; a report may be long, and most words stay as long."""
    plain = normalize("NFKC", word)
    if len(plain) == len(word) and " " not in plain:
        return plain, range(start, start + len(word))
    forms = [(form, start + at) for at, c in enumerate(word) for form in normalize("NFKC", c) if not form.isspace()]
    return "".join(form for form, _ in forms), [at for _, at in forms]


def _printed_at(place: int, starts: Sequence[int], places: Sequence[Sequence[int]]) -> int:
    """Where a character of the flat text stands in the text as printed."""
    stretch = bisect_right(starts, place) - 1
    return places[stretch][place - starts[stretch]]
