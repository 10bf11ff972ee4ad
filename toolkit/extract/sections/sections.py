"""The report's prose by sections: which paragraphs are headings, and what stands under each.

Everything that is no heading, no title, no table and no page mark ends up in exactly one section's text, or in the
preamble.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolkit.extract.lines.lines import Line, Token, Walk
from toolkit.extract.lines.sentences import is_prose
from toolkit.extract.sections.titles import HeadLine, Sign, TitleIndex, cut_line, head_line, is_sign_alone
from toolkit.model import Section

_TRACE = re.compile(r"\s*(?:\[[^\[\]]{1,40}\]\s*)+")  # [bookmark: …], which a dump leaves before a heading
_PAGE_MARK = re.compile(
    r"\s*(?:[-—–－―─~·]+\s*\d{1,4}\s*[-—–－―─~·]+|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?)\s*"
)
_LISTS: frozenset[Sign] = frozenset({"bracket", "digit", "roman"})
"""Signs of lists within a section, unless the report's headings have them."""
_PREFERRED: tuple[Sign, ...] = ("part", "main", "none", "bracket", "digit", "roman")
_CONTENTS = 3  # so many headings one behind another, which all come again, are a table of contents
_BODY = 3  # so many headings tell which part of a web page is the report
_NO_END = 100


class FlowItem(NamedTuple):
    """A paragraph's line, or a piece of one, in reading order.

    ``paragraph`` is its number in the walk (None for the row of a sheet); ``at`` the code point of the paragraph's text
    where it begins. ``line`` is the line of the walk that it is, or that comes next; ``end`` the one behind it, and
    ``whole`` the text that it is a piece of.
    """

    text: str
    heading: int | None
    container: tuple[int, ...]
    line: int
    paragraph: int | None
    at: int
    end: int
    whole: str


class Piece(NamedTuple):
    """From code point ``start`` to ``end`` a paragraph stands in ``section`` (from 1; 0: preamble) from ``at`` on."""

    start: int
    end: int
    section: int
    at: int


class Sections(NamedTuple):
    """The prose, parted.

    ``kinds`` are the sections' numbers on the form; ``starts`` the same behind the line at which each begins, with the
    captions of tables that repeat a section's title. ``places`` has the pieces of each paragraph. ``opening``
    are the items before the first heading, and where the sections' order begins anew; ``outside`` those of
    a web page that stand around the report (navigation, footers), which are in no text.
    """

    preamble: str
    sections: tuple[Section, ...]
    kinds: tuple[int | None, ...]
    starts: tuple[tuple[int, int | None], ...]
    places: Mapping[int, Sequence[Piece]]
    opening: tuple[FlowItem, ...]
    outside: frozenset[FlowItem]

    def place_of(self, paragraph: int, start: int, end: int) -> tuple[int, int, int] | None:
        """Where a stretch of a paragraph stands: section, start and end in its text; None if it is in none."""
        for piece in self.places.get(paragraph, ()):
            if piece.start <= start and end <= piece.end:
                moved = piece.at - piece.start
                return piece.section, start + moved, end + moved
        return None


# --- the paragraphs in order ------------------------------------------------------------------------------


def flow_of(walked: Walk, titles: TitleIndex) -> list[FlowItem]:
    """The paragraphs in order, line by line. A line in which a section begins is cut there.

    Of a sheet or table that holds prose or a section's title, the rows with one text are paragraphs too; of any other
    those above and below its cells.
    """
    items: list[FlowItem] = []
    printed: set[int] = set()
    for number, p in enumerate(walked.paragraphs):
        end = p.first_line + p.lines
        printed.update(range(p.first_line, end))
        trace = _TRACE.match(p.text)
        at = trace.end() if trace else 0
        for line in p.text[at:].split("\n"):
            if line.strip() and not _PAGE_MARK.fullmatch(line):
                begin = at
                for piece in cut_line(line, titles):
                    items.append(FlowItem(piece, p.heading, p.container, p.first_line, number, begin, end, line))
                    begin += len(piece)
            at += len(line) + 1
    items.extend(_rows(walked, printed, titles))
    items.sort(key=lambda item: item.line)
    return items


def without_tables(items: Sequence[FlowItem], taken: Sequence[range], titles: TitleIndex) -> list[FlowItem]:
    """The paragraphs without those that stand in the report's tables (``taken``: their lines); but sections' headings
    stand in none, even where a table's lines reach beyond them.
    """
    return [item for item in items if not _is_within(item, taken) or _is_section(item.whole, titles)]


def _is_section(line: str, titles: TitleIndex) -> bool:
    head = head_line(line, titles)
    return head is not None and head.section is not None and head.sign not in _LISTS and head.section == head.number


def _is_within(item: FlowItem, taken: Sequence[range]) -> bool:
    return item.line < item.end and any(item.line >= lines.start and item.end <= lines.stop for lines in taken)


def _rows(walked: Walk, printed: Collection[int], titles: TitleIndex) -> Iterator[FlowItem]:
    """The rows of sheets and tables that are paragraphs. ``printed``: the lines that paragraphs yielded."""
    runs: dict[int, list[tuple[int, str]]] = {}
    for number, line in enumerate(walked.lines):
        if line.layout != "loose" and number not in printed:
            runs.setdefault(line.run, []).append((number, _only_text(line)))
    for rows in runs.values():
        has_prose = any(
            text and (is_prose(text) or ((head := head_line(text, titles)) and head.section)) for _, text in rows
        )
        cells = [number for number, text in rows if not text]
        first, last = (cells[0], cells[-1]) if cells else (rows[-1][0] + 1, -1)
        for number, text in rows:
            is_edge = (number < first or number > last) and not titles.is_label(text)
            if not text or not (has_prose or is_edge):
                continue
            for part in text.split("\n"):
                if part.strip():
                    for piece in cut_line(part, titles):
                        yield FlowItem(piece, None, (), number, None, 0, number + 1, part)


def _only_text(line: Line) -> str:
    """The text of a row that has one, a sign in a cell of its own before it included; else nothing."""
    printed: list[Token] = []
    for token in line.tokens:
        if token.reading.status != "blank":
            printed.append(token)
            if len(printed) > 2:
                return ""
    if len(printed) == 1 and printed[0].is_word:
        return printed[0].text
    if len(printed) == 2 and printed[1].is_word and is_sign_alone(printed[0].text):
        return printed[0].text + printed[1].text
    return ""


# --- sections ---------------------------------------------------------------------------------------------


class _Heading(NamedTuple):
    """A heading: which item, and what its line says."""

    item: int
    line: HeadLine

    @property
    def order(self) -> int:
        """Its number, printed or else the form's."""
        return self.line.number or self.line.section or 0


class Headings(NamedTuple):
    """The lines of a flow that could be headings, and those that are."""

    found: Sequence[_Heading]
    chosen: Sequence[_Heading]


def headings_in(items: Sequence[FlowItem], titles: TitleIndex) -> Headings:
    """The headings among the paragraphs."""
    found = [_Heading(n, line) for n, item in enumerate(items) if (line := head_line(item.text, titles))]
    return Headings(found, _choose(found))


def find_sections(items: Sequence[FlowItem], all_headings: Headings, named: Collection[FlowItem] = ()) -> Sections:
    """Part the paragraphs by their headings. ``named`` are the lines of the report's title, which are in no text."""
    found, headings = all_headings
    starts = [heading.item for heading in headings]
    outside = _outside(items, starts, named)
    texts = [item for item in items if item not in outside] if outside else items
    places: dict[int, list[Piece]] = {}
    parts: list[list[FlowItem]] = [[] for _ in range(len(starts) + 1)]
    part, begun = 0, 0
    for item in texts:
        if begun < len(starts) and item is items[starts[begun]]:
            begun += 1
            part = begun
        elif item in named:
            part = 0  # a workbook may have its first sheet, with title and preamble, behind others
        else:
            parts[part].append(item)
    bodies = [_text(part, number, places) for number, part in enumerate(parts)]
    return Sections(
        bodies[0],
        tuple(Section(h.line.number, h.line.title, text) for h, text in zip(headings, bodies[1:], strict=True)),
        tuple(heading.line.section for heading in headings),
        tuple(_starts(found, headings, items)),
        places,
        tuple(_opening(items, headings)),
        outside,
    )


def _opening(items: Sequence[FlowItem], headings: Sequence[_Heading]) -> Sequence[FlowItem]:
    if not headings:
        return items
    opening = list(items[: headings[0].item])
    for before, heading in pairwise(headings):
        if heading.line.section == 1 or heading.order < before.order:
            opening += items[before.item + 1 : heading.item]
    return opening


def _text(items: Sequence[FlowItem], section: int, places: dict[int, list[Piece]]) -> str:
    text: list[str] = []
    at = 0
    before: FlowItem | None = None
    for item in items:
        if before is not None and not _goes_on(before, item):
            text.append("\n")
            at += 1
        if item.paragraph is not None:
            places.setdefault(item.paragraph, []).append(Piece(item.at, item.at + len(item.text), section, at))
        text.append(item.text)
        at += len(item.text)
        before = item
    return "".join(text)


def _goes_on(before: FlowItem, item: FlowItem) -> bool:
    """Whether two pieces were one line, cut at what turned out to be no heading."""
    return item.paragraph is not None and item.paragraph == before.paragraph and item.at == before.at + len(before.text)


def _starts(
    found: Sequence[_Heading], headings: Sequence[_Heading], items: Sequence[FlowItem]
) -> Iterator[tuple[int, int | None]]:
    chosen = {heading.item for heading in headings}
    for heading in found:
        if heading.item in chosen or heading.line.is_caption:
            yield items[heading.item].line, heading.line.section


def _outside(items: Sequence[FlowItem], starts: Sequence[int], named: Collection[FlowItem]) -> frozenset[FlowItem]:
    """What stands around the report on a web page: before its title and behind it, in no element with all headings.

    Nothing if the last section would be left without text.
    """
    if len(starts) < _BODY or not items[starts[0]].container:
        return frozenset()
    body = _common([items[start].container for start in starts])
    inside = [n for n, item in enumerate(items) if item.container[: len(body)] == body or not item.container]
    if inside[-1] == starts[-1]:
        return frozenset()
    first = next((n for n in range(inside[0]) if items[n] in named), inside[0])
    return frozenset(items[n] for n in (*range(first), *range(inside[-1] + 1, len(items))))


def _common(chains: Sequence[tuple[int, ...]]) -> tuple[int, ...]:
    shortest, longest = min(chains), max(chains)
    for depth, (one, other) in enumerate(zip(shortest, longest, strict=False)):
        if one != other:
            return shortest[:depth]
    return shortest[: len(longest)]


# --- which of the lines that could be headings are --------------------------------------------------------


def _choose(found: Sequence[_Heading]) -> list[_Heading]:
    """The headings among the lines that could be one, in order of place.

    Those of the form's sections, signed as most of them are and numbered as the form numbers them, stand wherever they
    stand (a workbook may have its sheets in any order). All others must go on between them: their numbers rise.
    """
    captionless = [heading for heading in found if not heading.line.is_caption]
    sign = _usual_sign(captionless)
    allowed = [h for h in captionless if h.line.sign == sign or h.line.sign not in _LISTS]
    allowed = _without_contents(allowed)
    anchors = _anchors(allowed, sign)
    chosen: list[_Heading] = []
    for before, after in pairwise([None, *anchors, None]):
        low = before.order if before else 0
        high = after.order if after and after.order > low else _NO_END
        between = [
            heading
            for heading in allowed
            if (before is None or heading.item > before.item)
            and (after is None or heading.item < after.item)
            and low < heading.order < high
            and _may_fill(heading, sign, anchors)
        ]
        chosen += _longest_chain(between)
        if after:
            chosen.append(after)
    return chosen


def _usual_sign(found: Sequence[_Heading]) -> Sign:
    """The sign that most sections of the form have; a list's sign only where its numbers are the form's too."""
    sections: dict[Sign, set[int]] = {sign: set() for sign in _PREFERRED}
    for _, line in found:
        if line.section is not None and (line.sign == "none" or line.number == line.section):
            sections[line.sign].add(line.section)
    lists = {sign for sign in _LISTS if len(sections[sign]) < 2}
    counts = {sign: len(sections[sign]) for sign in _PREFERRED if sign not in lists}
    best = max(counts, key=lambda sign: (counts[sign], -_PREFERRED.index(sign)))
    return best if counts[best] else "main"


def _without_contents(found: Sequence[_Heading]) -> list[_Heading]:
    """Without a table of contents: headings one behind another that all come again further on."""
    kept: list[_Heading] = []
    at = 0
    while at < len(found):
        end = at + 1
        while (
            end < len(found) and found[end].item == found[end - 1].item + 1 and found[end].order > found[end - 1].order
        ):
            end += 1
        listed = {(h.line.section, h.order) for h in found[at:end]}
        again = {(h.line.section, h.order) for h in found[end:]}
        if end - at < _CONTENTS or not listed <= again:
            kept += found[at:end]
        at = end
    return kept


def _anchors(found: Sequence[_Heading], sign: Sign) -> list[_Heading]:
    """Of each section of the form the heading that is it for sure: the likest, of equals the first."""
    best: dict[int, _Heading] = {}
    for heading in found:
        line = heading.line
        if line.section is None or line.sign != sign or line.number not in (None, line.section):
            continue
        other = best.get(line.section)
        if other is None or round(line.like, 1) > round(other.line.like, 1):
            best[line.section] = heading
    return sorted(best.values())


def _may_fill(heading: _Heading, sign: Sign, anchors: Sequence[_Heading]) -> bool:
    """Whether a line may be the heading of a section between others: with another sign than usual only the title of a
    section of the form that has none.
    """
    section = heading.line.section
    if heading.line.sign == sign and heading.line.number is not None:
        return True
    return section is not None and all(anchor.line.section != section for anchor in anchors)


def _longest_chain(found: Sequence[_Heading]) -> list[_Heading]:
    """The headings with rising numbers that have the most of the form's sections, and are the most."""
    best: list[tuple[int, int]] = []
    for at, heading in enumerate(found):
        before = [(best[n][0], -n) for n in range(at) if found[n].order < heading.order]
        worth, previous = max(before, default=(0, 1))
        best.append((worth + (4 if heading.line.section is not None else 1), -previous))
    chain: list[_Heading] = []
    at = max(range(len(best)), key=lambda n: (best[n][0], -n), default=-1)
    while at >= 0:
        chain.append(found[at])
        at = best[at][1]
    return chain[::-1]
