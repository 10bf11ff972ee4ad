"""The report's prose by sections: which paragraphs are headings, and what stands under each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.labels import likeness, normalise, wordings
from toolkit.extract.lines import Walk, is_prose
from toolkit.forms.form import Form
from toolkit.model import Section

_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九", 1)} | {"十": 10}
_TRACE = re.compile(r"^\s*(?:\[[^\[\]]{1,40}\]\s*)+")  # [bookmark: …], which a dump leaves before a heading
_NUMBERED = re.compile(
    r"\s*(?:第?\s*([一二三四五六七八九十]{1,3})\s*(?:[、.．,，:：﹑､·]|部分|章|节|[\s\u3000]+|(?=[\u4e00-\u9fff]))[\s\u3000]*)(\S.*?)\s*"
)
_BRACKETED = re.compile(r"\s*[(（〔]?([一二三四五六七八九十]{1,3})[)）〕]\s*(\S.*?)\s*")
_DIGIT_NUMBERED = re.compile(r"\s*([1-9])\s*[、.．]\s*(\S.*?)\s*")
_LONGEST = 44
_KNOWN = 0.74
_PAGE_MARK = re.compile(r"\s*[-—–－]*\s*\d{1,4}\s*[-—–－]*\s*")


class FlowItem(NamedTuple):
    """A paragraph in reading order; ``paragraph`` is its number in the walk, None for the row of a sheet."""

    text: str
    heading: int | None
    container: tuple[int, ...]
    line: int
    paragraph: int | None


class Heading(NamedTuple):
    """A heading: which item, the printed number, the title behind it, the section of the form that it is."""

    item: int
    number: int | None
    title: str
    section: int | None


class Sections(NamedTuple):
    """``kinds`` are the sections' numbers on the form, ``starts`` the same behind the line each begins at. ``places`` says where each paragraph of the walk begins: section (from 1, 0 for the preamble) and code point."""

    preamble: str
    sections: tuple[Section, ...]
    kinds: tuple[int | None, ...]
    starts: tuple[tuple[int, int | None], ...]
    places: Mapping[int, tuple[int, int]]
    first_line: int | None


class TitleIndex:
    """The wordings of the sections' titles of all forms."""

    def __init__(self, forms: Sequence[Form]) -> None:
        known: dict[int, set[str]] = {}
        for form in forms:
            for section in form.sections:
                known.setdefault(section.number, set()).update(wordings(section.label.wordings))
        self._known = {number: frozenset(texts) for number, texts in known.items()}

    def section_of(self, title: str, number: int | None) -> int | None:
        """The form's section that a title names; a printed number counts for it, or against it."""
        text = normalise(title)
        if not 2 <= len(text) <= _LONGEST:
            return None
        likes = {section: likeness(text, known) for section, known in self._known.items()}
        best = max(likes, key=lambda section: likes[section] + (0.1 if section == number else 0.0))
        bar = _KNOWN if number is not None or len(text) > 5 else 0.99
        return best if likes[best] >= (bar - 0.12 if best == number else bar) else None


def flow_of(walked: Walk, taken: Sequence[range], titles: TitleIndex) -> list[FlowItem]:
    """The paragraphs in order, without what stands in the report's tables.

    Of a sheet or table that holds the whole report (a section's title is among its rows) the rows with one text are
    paragraphs too.
    """
    items = [
        FlowItem(_TRACE.sub("", p.text), p.heading, p.container, p.first_line, number)
        for number, p in enumerate(walked.paragraphs)
        if not (p.lines and _within(p.first_line, p.first_line + p.lines, taken)) and not _PAGE_MARK.fullmatch(p.text)
    ]
    runs: dict[int, list[FlowItem]] = {}
    for number, line in enumerate(walked.lines):
        if line.layout == "loose" or _within(number, number + 1, taken):
            continue
        printed = [token for token in line.tokens if not token.is_blank]
        if len(printed) == 1 and printed[0].is_word:
            runs.setdefault(line.run, []).append(FlowItem(printed[0].text, None, (), number, None))
    for rows in runs.values():
        if any((heading := _as_heading(row, n, titles)) and heading.section for n, row in enumerate(rows)):
            items.extend(rows)
    items.sort(key=lambda item: item.line)
    return [item for item in items if item.text.strip()]


def _within(first: int, end: int, taken: Sequence[range]) -> bool:
    return any(first >= lines.start and end <= lines.stop for lines in taken)


def find_sections(items: Sequence[FlowItem], titles: TitleIndex) -> Sections:
    """Part the paragraphs by their headings."""
    headings = _headings(items, titles)
    places: dict[int, tuple[int, int]] = {}
    starts = [heading.item for heading in headings]
    preamble = _text(items[: starts[0] if starts else len(items)], 0, places)
    sections = []
    for number, heading in enumerate(headings, 1):
        end = starts[number] if number < len(starts) else len(items)
        text = _text(items[heading.item + 1 : end], number, places)
        sections.append(Section(heading.number, heading.title, text))
    kinds = tuple(heading.section for heading in headings)
    lines = tuple((items[heading.item].line, heading.section) for heading in headings)
    return Sections(preamble, tuple(sections), kinds, lines, places, items[starts[0]].line if starts else None)


def _text(items: Sequence[FlowItem], section: int, places: dict[int, tuple[int, int]]) -> str:
    texts: list[str] = []
    at = 0
    for item in items:
        if item.paragraph is not None:
            places[item.paragraph] = (section, at)
        texts.append(item.text)
        at += len(item.text) + 1
    return "\n".join(texts)


def _headings(items: Sequence[FlowItem], titles: TitleIndex) -> list[Heading]:
    """The headings of sections: the chain of rising numbers that has most of the form's titles in it."""
    found = [heading for number, item in enumerate(items) if (heading := _as_heading(item, number, titles))]
    has_titles = sum(1 for heading in found if heading.section is not None) >= 2
    best: list[tuple[float, int]] = []
    for at, heading in enumerate(found):
        weight = 3.0 if heading.section is not None else 0.4 if has_titles else 1.0
        order = _order(heading)
        before = [(best[n][0], n) for n in range(at) if _order(found[n]) < order]
        score, previous = max(before, default=(0.0, -1))
        best.append((score + weight, previous))
    if not best:
        return []
    at = max(range(len(best)), key=lambda n: best[n][0])
    chain = []
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]


def _order(heading: Heading) -> int:
    if heading.section is not None:
        return heading.section
    return heading.number or 0


def _as_heading(item: FlowItem, number: int, titles: TitleIndex) -> Heading | None:
    text = unicodedata.normalize("NFC", item.text).strip()
    if not 2 <= len(text) <= _LONGEST or "\n" in text.strip("\n") or is_prose(text):
        return None
    for pattern in (_NUMBERED, _BRACKETED, _DIGIT_NUMBERED):
        signed = pattern.fullmatch(text)
        if not signed:
            continue
        printed = _number(signed[1])
        section = titles.section_of(signed[2], printed)
        if section is not None or (pattern is _NUMBERED and _is_titlelike(text, signed[2])):
            return Heading(number, printed, signed[2].rstrip("：:"), section)
    section = titles.section_of(text, None)
    if section is not None:
        return Heading(number, None, text.rstrip("：:"), section)
    return None


def _number(sign: str) -> int:
    if sign.isascii():
        return int(sign)
    if len(sign) == 1:
        return _NUMBERS[sign]
    tens, _, ones = sign.partition("十")
    return (_NUMBERS.get(tens, 1)) * 10 + _NUMBERS.get(ones, 0)


def _is_titlelike(text: str, title: str) -> bool:
    return re.match(r"\s*[一二三四五六七八九十]{1,3}\s*[、.．]", text) is not None and not re.search(
        r"[。；;，,：:！？]", title
    )
