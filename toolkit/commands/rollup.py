"""``xxgk rollup``: a report of the whole against those of its parts."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.grammar import see_help
from toolkit.commands.problems import BadUsage

_PARENT = typer.Argument(metavar="本级年报", help="汇总的年报：文件或 JSON", show_default=False)
_CHILDREN = typer.Argument(metavar="下级年报…", help="各下级机关的年报：文件、文件夹或 zip", show_default=False)
_EXPECTED = typer.Option(
    "--expect", metavar="名单", help="文本文件，一行一个应有报告的下级机关；缺哪个就报哪个", show_default=False
)


def rollup(
    ctx: typer.Context,
    parent: Annotated[str | None, _PARENT] = None,
    children: Annotated[list[str] | None, _CHILDREN] = None,
    expect: Annotated[str | None, _EXPECTED] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：所有问题的一个列表")] = False,
) -> None:
    """Compare a report with the sums of others."""
    if not parent or not children:
        raise BadUsage(f"缺少参数：{'下级年报…' if parent else '本级年报'}{see_help(ctx)}")
    expected = _names(expect)
    from toolkit.checks import check_rollup
    from toolkit.commands.reading import read_all
    from toolkit.inputs import find_files

    whole, parts = read_all(find_files([parent])), read_all(find_files(children))
    if len(whole.reports) > 1:
        raise BadUsage(f"本级年报只能是一份，{parent} 里有 {len(whole.reports)} 份{see_help(ctx)}")
    if not whole.reports or not parts.reports:
        raise typer.Exit(2)
    findings = check_rollup(whole.reports[0], parts.reports, expected)
    with streams.writing():
        if as_json:
            from toolkit.interchange import finding_to_json, json_text

            streams.write(json_text([finding_to_json(finding) for finding in findings]))
        else:
            from toolkit.view.findings import RollupView

            streams.console().print(RollupView(whole.reports[0], parts.reports, findings))
    wrong = any(finding.severity == "error" for finding in findings)
    raise typer.Exit(int(wrong) if whole.complete and parts.complete else 2)


def _names(file: str | None) -> list[str]:
    """The organs of a list, a line each; what stands behind # is a remark."""
    if file is None:
        return []
    from toolkit.commands.text_files import text_in

    names = [name for line in text_in(file, "名单").splitlines() if (name := line.partition("#")[0].strip())]
    if not names:
        raise BadUsage(f"名单 {file} 里没有机关")
    return names
