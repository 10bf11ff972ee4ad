"""A report's prose: its mentions and claims, and the figures of reports that have no other place for them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from toolkit.extract.lines.lines import Walk
from toolkit.extract.pointing.numbers import Asked, point_numbers
from toolkit.extract.sections.sections import Sections
from toolkit.forms import form_ids, load
from toolkit.model import CellId, Document, Figure, Mention, Note, Origin, Paragraph, Report, SectionOrigin, TextOrigin
from toolkit.numbers import MONEY_IN_WAN
from toolkit.pointing import Pointer
from toolkit.prose import read_prose

_GAP = re.compile(r"[ \u00a0]{3,}|[\t\u3000]{2,}|\t|\|")
_ITEM = re.compile(r"^[^，。；,;]*[:：\s]\s*(?:无|[0-9０-９][0-9０-９\s.,，]*[^，。；\s]{0,3})[\s\"”]*$")
_WIDE = re.compile(r"\s{2,}|\u3000")
_COUNTED_AS = re.compile(r"(?<![总合共累])计\Z")
_SURE = 0.9
_ABOUT = 0.6
"""Confidence in a figure of prose, and in one that the report itself calls no more than near."""


def with_prose(
    report: Report, document: Document, walked: Walk, sections: Sections, pointer: Pointer | None = None
) -> Report:
    """The report with what its prose says: mentions and claims; on a form of free prose also figures by indicator,
    where no list has one. An indicator of which the prose gives two values has no figure, only a note. ``pointer`` is
    asked about what the patterns leave open.
    """
    texts = [("", report.preamble), *((section.title, section.text) for section in report.sections)]
    prose = read_prose(texts, report.form, report.year)
    done = replace(report, mentions=prose.mentions, claims=prose.claims)
    if report.form is None or not prose.has_figures:
        return done
    places = _Places(document, walked, sections)
    figures, notes = dict(report.figures), list(report.notes)
    told = [mention for mention in prose.mentions if _is_told(mention, texts[mention.section][1])]
    for indicator, mentions in _by_indicator(told).items():
        if indicator in figures:
            continue
        found = _one(mentions)
        if found is None:
            notes.append(_conflict(indicator, report.form, mentions, places))
        elif found.value is not None and not (found.approximate and report.figures):
            # Beside a list 5件左右 is a row of it that has no number.
            figures[indicator] = _figure(found, places.origin_of(found))
    if report.form not in form_ids():
        return replace(done, figures=figures, notes=tuple(notes))
    is_open = {mention.id for mention in told if mention.indicator is None} - prose.barred
    asked = Asked(report.form, texts, prose.mentions, prose.claims, is_open, figures, _value, places.origin_of)
    pointed = point_numbers(asked, pointer)
    return replace(
        done,
        mentions=pointed.mentions(prose.mentions),
        figures=figures | pointed.figures,
        notes=(*notes, *pointed.notes),
    )


def _is_told(mention: Mention, text: str) -> bool:
    """Whether a number stands in a sentence. In a line of a list that was not read as one it may be another row's: such
    a line has wide gaps, or a label, a colon and a number; and a bare number of it may be a row's own.
    """
    if mention.unit is None and mention.raw.isdecimal():
        return False
    if _WIDE.search(mention.raw):
        return False  # 07  条: a running number, and the unit in the next column
    if _COUNTED_AS.search(text, 0, mention.start):
        return False  # 相同信息计1条: how is counted, not what
    line = text[text.rfind("\n", 0, mention.start) + 1 :].split("\n", 1)[0]
    return _GAP.search(line.strip()) is None and _ITEM.search(line) is None


def _by_indicator(mentions: Sequence[Mention]) -> Mapping[CellId, list[Mention]]:
    grouped: dict[CellId, list[Mention]] = {}
    for mention in mentions:
        if mention.indicator is not None:
            grouped.setdefault(CellId(mention.indicator), []).append(mention)
    return grouped


def _one(mentions: Sequence[Mention]) -> Mention | None:
    """The mention that is an indicator's figure: the first of those that agree; an exact one before one of about."""
    exact = [mention for mention in mentions if not mention.approximate and mention.value is not None] or mentions
    return exact[0] if len({_value(mention) for mention in exact}) == 1 else None


def _value(mention: Mention) -> Decimal | None:
    """In the indicator's unit: money in 万元."""
    if mention.value is None or mention.unit not in MONEY_IN_WAN:
        return mention.value
    value = (mention.value * MONEY_IN_WAN[mention.unit]).normalize()
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value


def _figure(mention: Mention, origin: Origin) -> Figure:
    return Figure(_value(mention), "printed", mention.raw, "text", _ABOUT if mention.approximate else _SURE, origin)


def _conflict(indicator: CellId, form: str, mentions: Sequence[Mention], places: _Places) -> Note:
    name = indicator
    if form in form_ids() and (cell := load(form).cells.get(indicator)):
        name = CellId(cell.row.label.text)
    said = "、".join(dict.fromkeys(f"“{mention.raw}”" for mention in mentions))
    return Note(
        "prose.conflict",
        f"正文中“{name}”有几个不同的数（{said}），没有取值，请对照原件",
        places.origin_of(mentions[0]),
        (indicator,),
    )


class _Places:
    """Where a stretch of a section's text stands in the file."""

    def __init__(self, document: Document, walked: Walk, sections: Sections) -> None:
        spans = {block.block: block for block in document.blocks if isinstance(block, Paragraph) and block.span}
        self._pieces: dict[int, list[tuple[int, int, TextOrigin]]] = {}
        for number, pieces in sections.places.items() if spans else ():
            paragraph = walked.paragraphs[number]
            printed = spans.get(paragraph.block)
            if printed is None or printed.span is None or printed.text != paragraph.text:
                continue
            for piece in pieces:
                start = printed.span.start + piece.start
                at = TextOrigin(start, start + piece.end - piece.start, printed.span.line)
                self._pieces.setdefault(piece.section, []).append((piece.at, piece.at + piece.end - piece.start, at))

    def origin_of(self, mention: Mention) -> Origin:
        """Its place in a plain text; in any other format its place in the section."""
        for first, last, at in self._pieces.get(mention.section, ()):
            if first <= mention.start and mention.end <= last:
                moved = at.start - first
                return TextOrigin(mention.start + moved, mention.end + moved, at.line)
        return SectionOrigin(mention.section, mention.start, mention.end)
