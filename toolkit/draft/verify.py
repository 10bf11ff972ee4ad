"""An edited draft against the figures: which of its numbers are true, which are false, which can't be known."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

from toolkit.checks.finding import finding_id
from toolkit.checks.wording import number
from toolkit.draft.directions import wrong_directions
from toolkit.draft.document import GAP_OPEN, Draft, DraftParagraph, Gap, Slot
from toolkit.draft.edited import EditedParagraph, read_edited
from toolkit.draft.guard import Allowed, false_claims
from toolkit.draft.matter import pairs_of
from toolkit.draft.metrics import YEAR, Metric, Metrics, metrics_of
from toolkit.draft.tying import Tied, mask, tie
from toolkit.draft.write import write_draft
from toolkit.forms import load
from toolkit.model import CellId, Evidence, Figure, Finding, Report, Severity, Source
from toolkit.numbers import MONEY_IN_WAN, Numeral, find_numerals

_ROUND = 14  # characters of the text round a number that a finding quotes
_NUMBERS = re.compile(r"[0-9０-９.]+")
_RATIOS = frozenset({"%", "百分点"})

Expected = list[tuple[str, Mapping[int, str]]]


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found, and how many numbers of the prose agree, contradict, and can't be checked."""

    findings: tuple[Finding, ...]
    counts: Mapping[str, int]


@dataclass(slots=True)
class _Verification:
    """What is known while a draft is verified, and what was found so far."""

    source: Source
    metrics: Metrics
    report: Report
    findings: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)

    def found(
        self,
        rule: str,
        severity: Severity,
        message: str,
        quote: str,
        cells: tuple[CellId, ...] = (),
        values: tuple[Decimal | None, Decimal | None] = (None, None),
    ) -> None:
        key = (rule, *sorted(cells), quote)
        self.seen[key] += 1
        name = finding_id(rule, cells, self.report.figures, [quote] * self.seen[key])
        evidence = (Evidence(self.source.name, self.report.year, None, None, quote),) if quote else ()
        self.findings.append(Finding(name, rule, severity, self.source, message, cells, *values, evidence=evidence))


def verify(data: bytes, edited: Report, report: Report, previous: Sequence[Report] = ()) -> Verified:
    """Verify a draft. ``data`` is its file, ``edited`` what our reader reads from it, ``report`` has the figures.

    Raises:
        CannotDraft: the figures' report has no year, or none of the forms with tables.
        Unreadable: the file is no .docx.
    """
    metrics = metrics_of(report, previous)
    draft = write_draft(report, previous, metrics)
    paragraphs = read_edited(data, edited.source.name, metrics)
    expected = _expected(draft, metrics)
    state = _Verification(edited.source, metrics, report)
    _check_names(edited, report, state)
    _check_tables(edited, report, state)
    said: set[str] = set()
    for paragraph in paragraphs:
        said |= _check_paragraph(paragraph, expected, state)
    _check_whole(paragraphs, draft, said, state)
    order = {"error": 0, "warning": 1, "info": 2}
    return Verified(tuple(sorted(state.findings, key=lambda f: order[f.severity])), dict(state.counts))


def _expected(draft: Draft, metrics: Metrics) -> Expected:
    """The draft's paragraphs with their numerals masked, and which of the masks are slots."""
    found: Expected = []
    for block in draft.blocks:
        if not isinstance(block, DraftParagraph):
            continue
        text, slots = "", []
        for run in block.runs:
            for piece in run.pieces:
                if isinstance(piece, Slot):
                    slots.append((len(text), piece.metric))
                    text += metrics[piece.metric].text
                else:
                    text += piece.text if isinstance(piece, Gap) else piece
        numerals = [n for n in find_numerals(text) if n.kind == "figure" or any(at == n.start for at, _ in slots)]
        masked, places = mask(text, numerals)
        starts = {numeral.start: place for numeral, place in zip(numerals, places, strict=True)}
        found.append((masked, {starts[at]: metric for at, metric in slots if at in starts}))
    return found


# --- prose ------------------------------------------------------------------------------------------------


def _check_paragraph(paragraph: EditedParagraph, expected: Expected, state: _Verification) -> set[str]:
    tied = tie(paragraph, expected, state.metrics)
    for each in tied:
        _check_number(paragraph.text, each, state)
    for message, quote, cells in wrong_directions(paragraph.text, tied, state.metrics):
        state.counts["contradicts"] += 1
        state.found("draft.direction", "error", message, quote, cells)
    for refusal in false_claims(_with_slots(paragraph.text, tied), Allowed(state.metrics, frozenset(state.metrics))):
        rule = "draft.direction" if refusal.kind == "direction" else "draft.claim"
        state.found(rule, "error", refusal.reason, refusal.quote)
    _check_lost(paragraph, tied, state)
    return {each.metric for each in tied if each.metric} | {anchor.metric for anchor in paragraph.anchors}


def _with_slots(text: str, tied: Sequence[Tied]) -> str:
    """The paragraph as the guard reads it: numbers whose metric is known as slots."""
    for each in reversed(tied):
        if each.metric is not None:
            text = f"{text[: each.numeral.start]}{{{each.metric}}}{text[each.numeral.end :]}"
    return text


def _check_lost(paragraph: EditedParagraph, tied: Sequence[Tied], state: _Verification) -> None:
    """Slots in which no number stands any more, but something does."""
    for anchor in paragraph.anchors:
        text = paragraph.text[anchor.start : anchor.end]
        if any(t.numeral.start < anchor.end and anchor.start < t.numeral.end for t in tied):
            continue
        metric = state.metrics[anchor.metric]
        state.counts["cannot"] += 1
        message = (
            f"“{_quote(paragraph.text, anchor.start, anchor.end)}”：这里应为{metric.name} {metric.text}，现在没有数"
        )
        state.found("draft.number_removed", "info", message, text, metric.cells)


def _check_number(text: str, tied: Tied, state: _Verification) -> None:
    numeral = tied.numeral
    quote = _quote(text, numeral.start, numeral.end)
    metric = state.metrics.get(tied.metric) if tied.metric else None
    if metric is None or metric.shown is None:
        state.counts["cannot"] += 1
        why = "数据中没有与它对应的数" if metric is None else f"{metric.name}没有数可对（{metric.why}）"
        state.found("draft.number_unknown", "info", f"“{quote}”的 {numeral.raw} 不能核对：{why}", quote)
        return
    named = state.metrics.get(tied.named) if tied.named and tied.named != tied.metric else None
    if not _is_true(numeral, metric):
        _contradicts(quote, numeral, metric, state)
    elif named is not None and named.shown is not None and not _is_true(numeral, named):
        _contradicts(quote, numeral, named, state)
    else:
        state.counts["agrees"] += 1
        if numeral.raw != metric.text and tied.how in ("control", "bookmark") and metric.id != YEAR:
            message = f"“{quote}”的 {numeral.raw} 是改写过的，与数据（{metric.text}）相符"
            state.found("draft.retyped", "info", message, quote, metric.cells)


def _contradicts(quote: str, numeral: Numeral, metric: Metric, state: _Verification) -> None:
    state.counts["contradicts"] += 1
    message = f"“{quote}”：{metric.name}应为 {metric.text}（{metric.formula}），写成了 {numeral.raw}"
    state.found("draft.number_contradicts", "error", message, quote, metric.cells, (numeral.value, metric.shown))


def _is_true(numeral: Numeral, metric: Metric) -> bool:
    """Whether a numeral says the metric: its shown value; of a ratio or money also the exact value as rounded here."""
    if metric.id == YEAR:
        said = unicodedata.normalize("NFKC", numeral.raw)  # ２０２５年 is as true
        return said.removesuffix("年度").removesuffix("年") == metric.text.removesuffix("年") or (
            numeral.kind == "date" and said.startswith(metric.text)
        )
    value, shown, exact = numeral.value, metric.shown, metric.value
    if value is None or shown is None or exact is None:
        return False
    if metric.unit == "万元":
        if numeral.unit not in MONEY_IN_WAN:
            return False
        value *= MONEY_IN_WAN[numeral.unit]
    elif (numeral.unit in _RATIOS or metric.unit == "%") and numeral.unit != metric.unit.removeprefix("个"):
        return False
    return value == shown or (metric.unit in ("%", "个百分点") and _is_rounding(value, abs(exact)))


def _is_rounding(value: Decimal, exact: Decimal) -> bool:
    """Whether a ratio with other decimals is the exact one rounded, and makes no 0 or 100 of what is neither."""
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value in (0, 100):
        return value == exact
    return exact.quantize(Decimal(1).scaleb(exponent), ROUND_HALF_UP) == value


def _quote(text: str, start: int, end: int) -> str:
    """The number with the words round it, in one line."""
    return " ".join(text[max(0, start - _ROUND) : end + _ROUND // 2].split())


# --- names and tables -------------------------------------------------------------------------------------


def _check_names(edited: Report, report: Report, state: _Verification) -> None:
    if edited.year is not None and edited.year != report.year:
        message = f"草稿的标题是 {edited.year} 年，数据是 {report.year} 年"
        state.found("draft.year", "error", message, edited.title or "")
    if edited.organ and report.organ and edited.organ != report.organ:
        message = f"草稿的机关是“{edited.organ}”，数据的机关是“{report.organ}”"
        state.found("draft.organ", "warning", message, edited.title or "")


def _check_tables(edited: Report, report: Report, state: _Verification) -> None:
    form = load(report.form) if report.form else None
    if form is None:
        return
    for table in form.tables:
        cells = [cell for cell in table.cells if cell.id in report.figures]
        there = [edited.figures.get(cell.id) for cell in cells]
        if all(figure is None or figure.status == "missing" for figure in there):
            message = f"草稿里没有“{table.title}”表，或读不出来，表中各格不能核对"
            state.found("draft.table_missing", "warning", message, table.title, tuple(cell.id for cell in cells))
            continue
        for cell, figure in zip(cells, there, strict=True):
            true = report.figures[cell.id]
            if _said(figure) != _said(true):
                message = f"表中“{cell.name}”应为 {_said(true) or '空'}，草稿中是 {_said(figure) or '空'}"
                values = (None if figure is None else figure.value, true.value)
                state.found("draft.table_cell", "error", message, "", (cell.id,), values)


def _said(figure: Figure | None) -> str:
    """What a cell says; nothing where it is blank or not there."""
    if figure is None or figure.status in ("missing", "blank"):
        return ""
    return figure.raw if figure.value is None else number(figure.value)


# --- the whole --------------------------------------------------------------------------------------------


def _check_moved(paragraphs: Sequence[EditedParagraph], draft: Draft, state: _Verification) -> None:
    """Slots in a paragraph that the draft has in another, or once fewer: moved there, or copied.

    Within its paragraph a slot may stand anywhere: a model's sentence, too, has an order of its own.
    """
    drafted = [_Home.of(block) for block in draft.blocks if isinstance(block, DraftParagraph)]
    known = frozenset(draft.slots)
    there = [
        (paragraph, here, max(drafted, key=lambda home: home.likeness(paragraph, here)))
        for paragraph in paragraphs
        if (here := Counter(anchor.metric for anchor in paragraph.anchors if anchor.metric in known))
    ]
    # Those that kept most of a paragraph come first, so that what was copied out of it finds nothing left.
    for paragraph, here, home in sorted(there, key=lambda each: -(each[1] & each[2].slots).total()):
        moved = here - home.slots
        home.slots -= here
        for metric in moved:
            *_, last = (anchor for anchor in paragraph.anchors if anchor.metric == metric)
            quote = _quote(paragraph.text, last.start, last.end)
            message = f"“{quote}”的{state.metrics[metric].name}是移动或复制到这里的，请看一下放在这里是否合适"
            state.found("draft.moved", "info", message, quote, state.metrics[metric].cells)


@dataclass(slots=True)
class _Home:
    """A paragraph of the draft: its words, and the slots of it that no edited paragraph has claimed yet."""

    words: frozenset[str]
    slots: Counter[str]

    @classmethod
    def of(cls, paragraph: DraftParagraph) -> _Home:
        """The paragraph as the draft has it."""
        slots = Counter(piece.metric for run in paragraph.runs for piece in run.pieces if isinstance(piece, Slot))
        return cls(pairs_of("".join(run.lead + run.text for run in paragraph.runs)), slots)

    def likeness(self, paragraph: EditedParagraph, here: Counter[str]) -> float:
        """How like an edited paragraph is: by its words first, for a slot may have come from elsewhere."""
        words = pairs_of(_NUMBERS.sub("，", paragraph.text))
        return 2 * len(words & self.words) / max(1, len(words)) + (here & self.slots).total() / here.total()


def _check_whole(paragraphs: Sequence[EditedParagraph], draft: Draft, said: set[str], state: _Verification) -> None:
    anchors = [anchor for paragraph in paragraphs for anchor in paragraph.anchors]
    if draft.slots and not any(anchor.by == "control" for anchor in anchors):
        by = "按书签核对" if anchors else "按上下文核对"
        message = f"草稿里的内容控件已被编辑软件去掉，数字{by}，能认出的比原来少"
        state.found("draft.controls_lost", "info", message, "")
    _check_moved(paragraphs, draft, state)
    gaps = sum(paragraph.text.count(GAP_OPEN) for paragraph in paragraphs)
    if gaps:
        state.found("draft.gaps", "warning", f"还有 {gaps} 处〔待填〕没有填写", "")
    # A year is a date, and tied only by its slot; it is said wherever it stands.
    year = state.metrics[YEAR].text
    if any(year in paragraph.text for paragraph in paragraphs):
        said = said | {YEAR}
    for metric in _dropped(draft, said, state.metrics):
        message = f"正文里不再写到{metric.name}（{metric.text}）"
        state.found("draft.dropped", "info", message, metric.id, metric.cells)


def _dropped(draft: Draft, said: set[str], metrics: Metrics) -> Iterator[Metric]:
    for name in dict.fromkeys(draft.slots):
        if name not in said:
            yield metrics[name]
