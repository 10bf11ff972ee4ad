"""``xxgk check``: what in report files can't be right."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.asking import MAX_TOKENS, NO_MODEL, SHOW_PROMPTS, asking
from toolkit.commands.grammar import FILES, PAGES, see_help, wanted_pages
from toolkit.commands.problems import BadUsage

if TYPE_CHECKING:
    from toolkit.checks.preferences import Preferences

_PREVIOUS = typer.Option(
    "--previous",
    metavar="往年报告",
    help="同一机关往年的年报（文件或 JSON），可以写多次；按机关和年度对上",
    show_default=False,
)
_SETTINGS = typer.Option(
    "--settings", metavar="设置文件", help="TOML：哪些规则不用、改成什么级别，可以按机关分别写", show_default=False
)
_HTML = typer.Option(
    "--html",
    metavar="网页",
    help="另写成网页：名字以 .html 结尾，是一份年报的网页；\n否则是文件夹，每份年报一页，目录是 index.html",
    show_default=False,
)
_EXPLAIN = typer.Option("--explain", metavar="规则", help="说明一条规则查什么、为什么，不读文件", show_default=False)


def check(
    ctx: typer.Context,
    files: Annotated[list[str] | None, FILES] = None,
    pages: Annotated[str | None, PAGES] = None,
    previous: Annotated[list[str] | None, _PREVIOUS] = None,
    settings: Annotated[str | None, _SETTINGS] = None,
    no_model: Annotated[bool, NO_MODEL] = False,
    max_tokens: Annotated[int | None, MAX_TOKENS] = None,
    show_prompts: Annotated[bool, SHOW_PROMPTS] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：所有问题的一个列表")] = False,
    html: Annotated[str | None, _HTML] = None,
    explain: Annotated[str | None, _EXPLAIN] = None,
) -> None:
    """Check all files, or explain a rule."""
    if explain is not None:
        _explain(explain)
        return
    if not files:
        raise BadUsage(f"缺少参数：文件…{see_help(ctx)}")
    from toolkit.commands.earlier import NotUsed
    from toolkit.commands.reading import Manner, Outcome, Ways, read_all, read_and_check
    from toolkit.commands.running import Sink, run
    from toolkit.inputs import find_files

    listing = find_files(files)
    one_file = len(listing.entries) == 1
    earlier = read_all(find_files(previous or []))
    ways = Ways(earlier.reports, any_organ=one_file, preferences=_preferences(settings))
    only = wanted_pages(pages)
    model = asking(no_model=no_model, max_tokens=max_tokens, show_prompts=show_prompts)
    work: Callable[..., Outcome] = partial(read_and_check, ways=ways)
    sinks: list[Sink] = [NotUsed(earlier.reports, any_organ=one_file)] if earlier.reports else []
    if html is not None:
        from toolkit.commands.web_pages import is_page, pages_to, read_check_and_draw

        work = partial(read_check_and_draw, ways=ways, linked=not is_page(html))
    task = partial(work, manner=Manner(only, keep_open=model.pointer is not None))
    again = partial(work, manner=Manner(only, model.pointer)) if model.pointer else None
    if as_json:
        from toolkit.commands.json_output import FindingsAsJson

        sinks.append(FindingsAsJson())
    else:
        from toolkit.commands.page import Page

        sinks.append(Page(in_full=html is None))
    if html is not None:
        sinks.append(pages_to(html, listing, said=not as_json))
    ended = run(listing, task, sinks, bar=not as_json, again=again)
    model.close()
    raise typer.Exit(ended.status if earlier.complete else 2)


def _preferences(file: str | None) -> Preferences | None:
    if file is None:
        return None
    from toolkit.checks.catalogue import catalogue
    from toolkit.checks.preferences import WrongPreferences, preferences_from
    from toolkit.commands.text_files import text_in

    try:
        return preferences_from(text_in(file, "设置文件"), [rule.id for rule in catalogue()])
    except WrongPreferences as error:
        raise BadUsage(f"设置文件 {file}：{error}") from error


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
