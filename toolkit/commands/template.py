"""``xxgk template``: last year's report to the workbook to fill in for the next one."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.problems import BadUsage

_FILE = typer.Argument(metavar="上年年报", help="上一年的年报，什么格式都可以，也可以是 JSON", show_default=False)
_OUTPUT = typer.Option("--output", "-o", metavar="文件", help="写成的填报表，如 填报表.xlsx", show_default=False)
_YEAR = typer.Option("--year", metavar="年度", help="填报哪一年，默认是上年年报的下一年", show_default=False)


def template(
    file: Annotated[str, _FILE],
    output: Annotated[str, _OUTPUT],
    year: Annotated[str | None, _YEAR] = None,
) -> None:
    """Write the workbook."""
    from toolkit.commands.single import read_one, writable, write_one
    from toolkit.draft.comparing import has_tables
    from toolkit.draft.template import workbook
    from toolkit.forms import form_of_year

    target = writable(output, ".xlsx", file)
    given = read_one(file)
    wanted = _year(year, given.report.year)
    form = form_of_year(wanted)
    if form is None or not has_tables(form):
        raise BadUsage(f"填报表用于 2019 年度以后的年报，{wanted} 年没有这样的格式")
    write_one(target, workbook(given.report, form, wanted))
    carried = sum(1 for i, f in given.report.figures.items() if ".carried_out." in i and f.value is not None)
    streams.write(f"已写成 {output}：{wanted} 年，格式 {form.id}（{form.issued_as}），带入上年结转 {carried} 格\n")
    if given.report.year != wanted - 1:
        streams.complain(f"请注意：{given.shown} 的年度是 {given.report.year or '未识别'}，不是 {wanted} 年的上一年")


def _year(text: str | None, last: int | None) -> int:
    if text is None:
        if last is None:
            raise BadUsage("上年年报里没有找到年度，请用 --year 写明填报哪一年")
        return last + 1
    if not (text.isascii() and text.isdigit() and 2008 <= int(text) <= 2100):
        raise BadUsage(f"--year 要写四位数的年份，如 2025，不是“{text}”")
    return int(text)
