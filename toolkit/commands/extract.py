"""``xxgk extract``: report files to figures on the screen, or to report JSON."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from toolkit.commands.asking import MAX_TOKENS, NO_MODEL, SHOW_PROMPTS, asking
from toolkit.commands.grammar import FILES, PAGES, wanted_pages

_OUTPUT = typer.Option(
    "--output", "-o", metavar="文件夹", help="每份年报写成其中的一个 JSON 文件，如 年报.docx.json", show_default=False
)


def extract(
    files: Annotated[list[str], FILES],
    pages: Annotated[str | None, PAGES] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON：一份年报是一个对象，多份或文件夹是列表")] = False,
    output: Annotated[str | None, _OUTPUT] = None,
    no_model: Annotated[bool, NO_MODEL] = False,
    max_tokens: Annotated[int | None, MAX_TOKENS] = None,
    show_prompts: Annotated[bool, SHOW_PROMPTS] = False,
    places: Annotated[bool, typer.Option("--places", help="再逐格列出每个数据的原文和出处（不超过 3 份时）")] = False,
) -> None:
    """Read all files; show them, write JSON to standard output, write JSON files."""
    from toolkit.commands.reading import Manner, read
    from toolkit.commands.running import Sink, run
    from toolkit.inputs import find_files

    only = wanted_pages(pages)
    model = asking(no_model=no_model, max_tokens=max_tokens, show_prompts=show_prompts)
    task = partial(read, manner=Manner(only, keep_open=model.pointer is not None))
    again = partial(read, manner=Manner(only, model.pointer)) if model.pointer else None
    listing = find_files(files)
    sinks: list[Sink] = []
    if output is not None:
        from toolkit.commands.report_files import ReportFiles

        sinks.append(ReportFiles(output, listing))
    if as_json:
        from toolkit.commands.json_output import ReportsAsJson

        sinks.append(ReportsAsJson(one_file=listing.one_file))
    else:
        from toolkit.commands.page import Page

        sinks.append(Page(in_full=output is None, places=places))
    ended = run(listing, task, sinks, bar=not as_json, again=again)
    model.close()
    raise typer.Exit(ended.status)
