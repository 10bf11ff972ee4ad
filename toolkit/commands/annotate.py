"""``xxgk annotate``: a report with each finding as a Word comment at its place."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.commands import streams

_FILE = typer.Argument(metavar="年报", help="年报文件；不是 docx 的，先照读到的内容做成 docx", show_default=False)
_OUTPUT = typer.Option("--output", "-o", metavar="文件", help="写成的 Word 文件，如 批注.docx", show_default=False)


def annotate(file: Annotated[str, _FILE], output: Annotated[str, _OUTPUT]) -> None:
    """Write the report with its findings as comments."""
    from toolkit.checks import check
    from toolkit.checks.finding import problems
    from toolkit.commands.single import read_one, writable, write_one
    from toolkit.draft.annotate import annotate as annotated
    from toolkit.view.findings import tally

    target = writable(output, ".docx", file)
    given = read_one(file)
    findings = problems(check(given.report))
    made = annotated(given.data, given.report, findings)
    write_one(target, made.data)
    found = tally(findings) if findings else "没有发现问题"
    at_title = f"，其中 {made.at_title} 处没有具体位置，批注在标题上" if made.at_title else ""
    streams.write(f"已写成 {output}：{found}{at_title}\n")
