"""``xxgk verify``: an edited draft against the figures it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.draft import PREVIOUS, earlier
from toolkit.commands.problems import BadUsage
from toolkit.inputs import printable
from toolkit.model import Finding

_FILE = typer.Argument(metavar="草稿", help="修改过的草稿（docx）", show_default=False)
_REPORT = typer.Option("--report", metavar="文件", help="起草所用的数据：填报表、年报或 JSON", show_default=False)


def verify(
    file: Annotated[str, _FILE],
    report: Annotated[str, _REPORT],
    previous: Annotated[list[str] | None, PREVIOUS] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：所有问题的一个列表")] = False,
) -> None:
    """Say of every number of the draft whether it is true; exit 1 where one is false."""
    from toolkit.commands.single import is_same, read_one
    from toolkit.draft.verify import verify as verified
    from toolkit.draft.write import CannotDraft

    if is_same(Path(file), Path(report)):
        raise BadUsage(f"--report 写的正是草稿 {printable(file)} 本身，核对不出改动；请写起草所用的数据")
    given, figures = read_one(file), read_one(report)
    if given.report.source.format != "docx":
        raise BadUsage(f"{given.shown} 不是 docx 文件，不能核对；请把草稿另存为 docx")
    before = earlier(figures.report, figures.data, figures.shown, previous or [])
    try:
        result = verified(given.data, given.report, figures.report, before)
    except CannotDraft as why:
        raise BadUsage(f"{figures.shown}：{why}") from why
    if as_json:
        from toolkit.interchange import finding_to_json, json_text

        streams.write(json_text([finding_to_json(finding) for finding in result.findings], open_levels=2))
    else:
        _show(result.findings, result.counts, figures.report.form)
    raise typer.Exit(int(any(finding.severity == "error" for finding in result.findings)))


def _show(findings: tuple[Finding, ...], counts: Mapping[str, int], form: str | None) -> None:
    from toolkit.view.findings import FindingList, tally
    from toolkit.view.names import cell_names

    agrees, contradicts, cannot = (counts.get(key, 0) for key in ("agrees", "contradicts", "cannot"))
    with streams.writing():
        console = streams.console()
        console.print(f"正文的数：相符 {agrees} 处，不符 {contradicts} 处，不能核对 {cannot} 处")
        if findings:
            console.print(f"发现：{tally(findings)}")
            console.print(FindingList(findings, cell_names(form)))
