"""Made figures of two years, and a draft of them as plain text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from tests.checks.reports import report_of, true_values
from toolkit.draft.document import Draft, DraftParagraph, Gap, Slot
from toolkit.draft.metrics import Metrics
from toolkit.model import CellId, Report, Section

LAST_PROBLEMS = (
    "一是答复文书说理不够充分。二是公开形式较为单一。三是2023年受理的12件申请答复不及时。"
    "下一步，一是加强培训，二是丰富形式。"
)


def years(seed: int, form_id: str = "2021", last_form: str | None = None) -> tuple[Report, Report]:
    """A report and last year's, their figures consistent, from none to many applications."""
    random = Random(seed)
    most = random.choice((0, 1, 3, 10, 40, 400))
    year = 2021 if last_form else 2025 if form_id == "2021" else 2020
    this = report_of(true_values(random, form_id, most), form_id, year)
    last = report_of(true_values(random, last_form or form_id, most), last_form or form_id, year - 1)
    return this, replace(last, sections=(Section(5, "存在的主要问题及改进情况", LAST_PROBLEMS),))


def report_with(values: Mapping[str, int | None], form_id: str = "2021", year: int = 2025) -> Report:
    """A report with these figures, all others 0."""
    base: dict[CellId, int | None] = dict.fromkeys(true_values(Random(0), form_id, 0), 0)
    return report_of({**base, **{CellId(cell): value for cell, value in values.items()}}, form_id, year)


def plain(draft: Draft, metrics: Metrics) -> list[str]:
    """The draft's paragraphs as text, slots filled in."""
    return [paragraph_text(block, metrics) for block in draft.blocks if isinstance(block, DraftParagraph)]


def paragraph_text(block: DraftParagraph, metrics: Metrics) -> str:
    """A paragraph's text."""
    words = []
    for run in block.runs:
        for piece in run.pieces:
            words.append(
                metrics[piece.metric].text
                if isinstance(piece, Slot)
                else piece.text
                if isinstance(piece, Gap)
                else piece
            )
    return "".join(words)


def section_five(draft: Draft) -> list[DraftParagraph]:
    """The paragraphs of section five."""
    found: list[DraftParagraph] = []
    inside = False
    for block in draft.blocks:
        if isinstance(block, DraftParagraph):
            if block.style == "heading":
                inside = "存在的主要问题" in str(block.runs[0].pieces[0])
            elif inside:
                found.append(block)
    return found
