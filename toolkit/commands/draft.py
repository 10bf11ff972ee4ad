"""``xxgk draft``: a year's figures to the report in Word, for people to edit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.asking import MAX_TOKENS, NO_MODEL, SHOW_PROMPTS
from toolkit.commands.problems import BadUsage
from toolkit.model import Finding, Report

_FILE = typer.Argument(metavar="数据", help="填好的填报表、年报文件，或 extract 写出的 JSON", show_default=False)
PREVIOUS = typer.Option(
    "--previous", metavar="文件", help="以前年度的年报，可以写多次；填报表里已有上年数据", show_default=False
)
"""Reports of earlier years, of ``draft`` and ``verify``."""
_OUTPUT = typer.Option("--output", "-o", metavar="文件", help="写成的草稿，如 草稿.docx", show_default=False)


_TONE = typer.Option("--tone", metavar="语气", help="模型写句子的语气：平实、庄重或恳切", show_default=False)
_LENGTH = typer.Option("--length", metavar="篇幅", help="模型写的句子：简短、适中或详细", show_default=False)
_STYLE = typer.Option("--style", metavar="文件", help="本机关的文风要求，一个文本文件，给模型参考", show_default=False)


def draft(  # noqa: PLR0913, PLR0917 - a parameter an option
    file: Annotated[str, _FILE],
    output: Annotated[str, _OUTPUT],
    previous: Annotated[list[str] | None, PREVIOUS] = None,
    tone: Annotated[str | None, _TONE] = None,
    length: Annotated[str | None, _LENGTH] = None,
    style: Annotated[str | None, _STYLE] = None,
    no_model: Annotated[bool, NO_MODEL] = False,
    max_tokens: Annotated[int | None, MAX_TOKENS] = None,
    show_prompts: Annotated[bool, SHOW_PROMPTS] = False,
) -> None:
    """Write the draft; print what the checks find in the figures first."""
    from toolkit.checks import check
    from toolkit.checks.finding import problems
    from toolkit.commands.rewording import Wishes, reworded, rewording_for
    from toolkit.commands.single import read_one, writable, write_one
    from toolkit.draft.document import Gap
    from toolkit.draft.metrics import metrics_of
    from toolkit.draft.word import docx_of
    from toolkit.draft.write import CannotDraft, write_draft

    target = writable(output, ".docx", file, *(previous or []))
    how = rewording_for(Wishes(tone, length, style, no_model, max_tokens, show_prompts))
    given = read_one(file)
    before = earlier(given.report, given.data, given.shown, previous or [])
    findings = problems(check(given.report, before))
    metrics = metrics_of(given.report, before)
    try:
        made = write_draft(given.report, before, metrics)
    except CannotDraft as why:
        raise BadUsage(f"{given.shown}：{why}") from why
    _show(findings, given.report)
    made = reworded(made, metrics, [given.report, *before], how) if how is not None else made
    write_one(target, docx_of(made, given.report, metrics, findings))
    gaps = sum(isinstance(piece, Gap) for piece in made.pieces) + 1  # and the date below the text
    streams.write(f"已写成 {output}：{len(made.slots)} 处数据，{gaps} 处待填\n")
    for line in made.left_out:
        streams.write(f"未写入：{line}\n")


def earlier(report: Report, data: bytes, shown: str, named: Sequence[str]) -> list[Report]:
    """The reports of earlier years: those named, and last year's that stands in a workbook to fill in.

    A named one wins over the workbook's; one of no earlier year is refused, one of another organ is remarked on.
    """
    from toolkit.commands.single import read_one
    from toolkit.reports import last_year_in

    reports = [(name, read_one(name).report) for name in named]
    for name, other in reports:
        if other.year is None:
            raise BadUsage(f"{name} 没有识别出年度，不能作为以前年度的年报：请在标题里写明年度")
        if report.year is None or other.year >= report.year:
            raise BadUsage(f"{name} 的年度是 {other.year}，不早于 {shown} 的 {report.year or '未识别'}")
        if other.organ and report.organ and other.organ != report.organ:
            streams.complain(f"请注意：{name} 的机关是“{other.organ}”，{shown} 的是“{report.organ}”")
    found = [other for _, other in reports]
    if all(report.year is None or other.year != report.year - 1 for other in found):
        beside = last_year_in(data, shown, shown)
        found += [beside] if beside is not None else []
    return found


def _show(findings: Sequence[Finding], report: Report) -> None:
    from toolkit.view.findings import FindingList, tally
    from toolkit.view.names import cell_names

    told = [finding for finding in findings if finding.severity != "info"]
    if told:
        with streams.writing():
            streams.console().print(f"数据中发现的问题：{tally(told)}（草稿中用到的地方已标出）")
            streams.console().print(FindingList(told, cell_names(report.form)))
