"""``xxgk check``: what in report files can't be right."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.grammar import FILES, PAGES, see_help, wanted_pages
from toolkit.commands.problems import BadUsage

_EXPLAIN = typer.Option("--explain", metavar="规则", help="说明一条规则查什么、为什么，不读文件", show_default=False)


def check(
    ctx: typer.Context,
    files: Annotated[list[str] | None, FILES] = None,
    pages: Annotated[str | None, PAGES] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：所有问题的一个列表")] = False,
    explain: Annotated[str | None, _EXPLAIN] = None,
) -> None:
    """Check all files, or explain a rule."""
    if explain is not None:
        _explain(explain)
        return
    if not files:
        raise BadUsage(f"缺少参数：文件…{see_help(ctx)}")
    from toolkit.commands.reading import read_and_check
    from toolkit.commands.running import Sink, run
    from toolkit.inputs import find_files

    task = partial(read_and_check, only=wanted_pages(pages))
    sink: Sink
    if as_json:
        from toolkit.commands.json_output import FindingsAsJson

        sink = FindingsAsJson()
    else:
        from toolkit.commands.page import Page

        sink = Page()
    raise typer.Exit(run(find_files(files), task, [sink], bar=not as_json).status)


def _explain(rule_id: str) -> None:
    from toolkit.checks.catalogue import catalogue, texts_of
    from toolkit.view.rules import RuleView

    rules = texts_of(rule_id)
    if not rules:
        from difflib import get_close_matches

        near = get_close_matches(rule_id, [rule.id for rule in catalogue()], 1)
        raise BadUsage(f"没有 {rule_id} 这条规则" + (f"；是不是想问 {near[0]}？" if near else ""))
    with streams.writing():
        for rule in rules:
            streams.console().print(RuleView(rule))
