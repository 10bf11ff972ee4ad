"""The draft without a model: sections one to six from templates, every number a slot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.draft.comparing import has_tables
from toolkit.draft.document import Block, Draft, DraftParagraph, DraftTable, Gap, Run, pieces_of
from toolkit.draft.evidence import comment_on
from toolkit.draft.followed import followed_up
from toolkit.draft.metrics import Metrics, metrics_of
from toolkit.draft.plan import (
    MOST_PROBLEMS,
    Theme,
    changed_most,
    is_followed,
    themes_of,
    unsaid,
)
from toolkit.draft.say import first_said, sentence, wordings_for
from toolkit.draft.spec import ParagraphSpec, SentenceSpec, sections_spec
from toolkit.forms import form_ids, load
from toolkit.forms.form import Form
from toolkit.model import Report

_ORDINALS = "一二三四五六七八"
_PROBLEMS = 5
_ORGAN_GAP = "〔待填：机关名称〕"


class CannotDraft(Exception):
    """A report of which no draft can be made; the message is one line in Chinese."""


def write_draft(report: Report, previous: Sequence[Report] = (), metrics: Metrics | None = None) -> Draft:
    """The draft of the report with these figures; ``previous`` are reports of earlier years, ``metrics`` those of all
    these reports, where they are known already.

    Raises:
        CannotDraft: the year is unknown, or the form.
    """
    if report.year is None:
        raise CannotDraft("没有找到报告年度，不能起草：请在标题里写明年度")
    form = _form(report)
    metrics = metrics_of(report, previous) if metrics is None else metrics
    last = next((each for each in previous if each.year == report.year - 1), None)
    themes = themes_of(metrics)
    follow = followed_up(last, metrics) if last is not None else None
    five = tuple(_problems(themes, follow.runs if follow else (), metrics))
    changes = changed_most(metrics)
    organ = report.organ or _ORGAN_GAP
    blocks = _blocks(form, organ, metrics, five, "")
    untold = unsaid(changes, _slots(blocks))
    worth = next((name for name in untold if not is_followed(name, metrics)), "")
    if worth:
        blocks = _blocks(form, organ, metrics, five, worth)
    left = [
        f"与上年相比变化较大而正文没有写到：{metrics[name].name}（{_moved(name, metrics)}）"
        for name in untold
        if name != worth
    ]
    left += [f"数据还支持一个问题，第五部分只提到数据，没有展开：{t.spec.topic}" for t in themes[MOST_PROBLEMS:]]
    left += [f"上年报告提出的一个问题没有写到：{words}" for words in (follow.left_out if follow else ())]
    title = f"{organ}{report.year}年政府信息公开工作年度报告"
    return Draft(title, organ, report.year, blocks, tuple(left))


def _form(report: Report) -> Form:
    if report.form not in form_ids() or not has_tables(load(report.form)):
        raise CannotDraft("报告没有规定格式的表格，不能据以起草：请先用 xxgk template 生成填报表并填写")
    return load(report.form)


def _slots(blocks: Sequence[Block]) -> tuple[str, ...]:
    return Draft("", "", 0, tuple(blocks)).slots


def _moved(name: str, metrics: Metrics) -> str:
    return f"上年{metrics[f'last.{name}'].text}，本年{metrics[name].text}"


# --- sections ---------------------------------------------------------------------------------------------


def _blocks(form: Form, organ: str, metrics: Metrics, five: Sequence[Block], changed: str) -> tuple[Block, ...]:
    spec = sections_spec()
    blocks: list[Block] = []
    opening = _prose(spec.opening, metrics)
    if opening:
        fixed = tuple(replace(run, kind="fixed") for run in opening.runs)
        blocks.append(_with_organ(DraftParagraph(fixed), organ))
    for section in form.sections:
        title = f"{_ORDINALS[section.number - 1]}、{section.label.text}"
        blocks.append(DraftParagraph((Run((title,)),), "heading"))
        for paragraph in spec.sections.get(section.number, ()):
            blocks += _paragraph(paragraph, metrics, changed)
        blocks += [DraftTable(table.id) for table in form.tables if table.section == section.number]
        if section.number == _PROBLEMS:
            blocks += five
    return tuple(blocks)


def _with_organ(paragraph: DraftParagraph, organ: str) -> DraftParagraph:
    """The organ's name, which is text and not a metric, where the data has its gap."""
    if organ == _ORGAN_GAP:
        return paragraph
    runs = [
        replace(run, pieces=tuple(organ if piece == Gap(_ORGAN_GAP) else piece for piece in run.pieces))
        for run in paragraph.runs
    ]
    return replace(paragraph, runs=tuple(runs))


def _paragraph(spec: ParagraphSpec, metrics: Metrics, changed: str) -> Iterator[Block]:
    prose = _prose(spec.sentences, metrics)
    if prose is None:
        return
    if spec.heading:
        yield DraftParagraph((Run((spec.heading,)),), "subheading")
    yield DraftParagraph(tuple(replace(run, about=(spec.heading or "")[3:]) for run in prose.runs))
    if changed and _is_of(spec, changed, metrics):
        told = sections_spec().changed_most
        words = replace(told, first=wordings_for(told.first, changed))
        said = sentence(words, metrics)
        if said:
            said = said.replace(f"{changed}name", metrics[changed].name)
            yield DraftParagraph((Run(pieces_of(said), kind="fact", about="变化较大的数据"),))


def _is_of(spec: ParagraphSpec, quantity: str, metrics: Metrics) -> bool:
    """Whether a paragraph is where a quantity belongs: disclosure with （一）, all else with （二）."""
    is_disclosure = metrics[quantity].cells[0].startswith("disclosure.")
    return (spec.heading or "").startswith("（一）" if is_disclosure else "（二）")


def _prose(sentences: Sequence[SentenceSpec], metrics: Metrics) -> DraftParagraph | None:
    said = [text for spec in sentences if (text := sentence(spec, metrics))]
    return DraftParagraph(tuple(Run(pieces_of(text), kind="fact") for text in said)) if said else None


# --- section five -----------------------------------------------------------------------------------------


def _problems(themes: Sequence[Theme], followed: tuple[Run, ...], metrics: Metrics) -> Iterator[Block]:
    spec, told = sections_spec(), themes[:MOST_PROBLEMS]
    if not told:
        said = sentence(spec.no_problem, metrics)
        if said:
            yield DraftParagraph((Run(pieces_of(said)),))
    elif len(told) == 1:
        yield DraftParagraph((_problem(told[0], "", metrics),))
        yield DraftParagraph((_measure(told[0], "对此，将", metrics), _measures_end()))
    else:
        yield _subheading("（一）存在的主要问题")
        problems = [_problem(theme, f"{_ORDINALS[n]}是", metrics) for n, theme in enumerate(told)]
        yield DraftParagraph((*problems, *_also(themes[MOST_PROBLEMS:], metrics)))
        yield _subheading("（二）改进措施")
        measures = (_measure(theme, f"{_ORDINALS[n]}是", metrics) for n, theme in enumerate(told))
        yield DraftParagraph((*measures, _measures_end()))
    if followed:
        if len(told) > 1:
            yield _subheading("（三）上年问题的改进情况")
        yield DraftParagraph(followed)


def _subheading(text: str) -> DraftParagraph:
    return DraftParagraph((Run((text,)),), "subheading")


def _problem(theme: Theme, ordinal: str, metrics: Metrics) -> Run:
    said = sentence(theme.spec.problem, metrics) or ""
    return Run(pieces_of(ordinal + said), comment_on(theme, metrics), "fact", ordinal, theme.spec.topic)


def _also(themes: Sequence[Theme], metrics: Metrics) -> Iterator[Run]:
    """The figures of the themes that are not written as problems: so no two sections five of other themes are alike."""
    said = [brief for theme in themes if (brief := first_said(theme.spec.brief, metrics)) is not None]
    if said:
        comment = "\n".join(comment_on(theme, metrics) for theme in themes)
        lead = sections_spec().also
        yield Run(pieces_of(f"{lead}{'；'.join(said)}。"), comment, "fact", lead, "其他情况")


def _measure(theme: Theme, lead: str, metrics: Metrics) -> Run:
    said = first_said(theme.spec.measure, metrics) or ""
    return Run(pieces_of(f"{lead}{said}。"), kind="plan", lead=lead, about=theme.spec.topic)


def _measures_end() -> Run:
    return Run(pieces_of(f"{sections_spec().measures_end}。"))
