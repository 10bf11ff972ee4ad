"""Where the words that a rule quotes stand in the report's prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from unicodedata import normalize

from toolkit.checks.private import masked_text
from toolkit.model import Evidence, Report, SectionOrigin


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
        plain, at = self._flat
        start = plain.find(wanted)
        while start >= 0:
            end = start + len(wanted)
            yield SectionOrigin(self.number, at[start], at[end - 1] + 1)
            start = plain.find(wanted, end)

    @cached_property
    def _flat(self) -> tuple[str, list[int]]:
        flat, at = [], []
        for place, character in enumerate(self.text):
            for plain in character if character.isascii() else normalize("NFKC", character):
                if not plain.isspace():
                    flat.append(plain)
                    at.append(place)
        return "".join(flat), at
