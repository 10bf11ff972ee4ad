"""Rules about which form a report is on."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.rule import Observation, rule
from toolkit.checks.sheet import Sheet
from toolkit.forms import form_of_year
from toolkit.forms.form import Form


@rule("form.unknown", severity="warning")
def unknown_form(sheet: Sheet) -> Iterator[Observation]:
    """What: 认得出报告用的是哪一年印发的格式。
    Why: 表格的行、列和勾稽关系由格式决定；认不出格式，表内的数就一个也核对不了。
    Example:
        form 未知
        finds
    Citation: 国办公开办函〔2019〕60号、国办公开办函〔2021〕30号
    """
    if sheet.form is not None:
        return
    named = sheet.report.form
    cause = "认不出这份报告用的是哪一种格式" if named is None else f"本程序没有“{named}”格式的定义"
    yield Observation(f"{cause}，表内的数没有核对。请确认文件是政府信息公开工作年度报告、表格完整")


@rule("form.not_of_year", severity="error")
def form_not_of_year(sheet: Sheet) -> Iterator[Observation]:
    """What: 报告用的是当年规定的格式：2020 年度是国办公开办函〔2019〕60号的，2021 年度起是国办公开办函〔2021〕30号的。
    Why: 格式不同，行、列和数的含义都不同，不能汇总，也不能与上年比较。2019 年度只是鼓励采用新格式，用旧格式不算错。
    Example:
        year 2021
        form 2019
        rest 0
        finds
    Citation: 国办公开办函〔2019〕60号、国办公开办函〔2021〕30号
    """
    year, form_id = sheet.report.year, sheet.report.form
    if year is None or form_id is None or (sheet.form is not None and sheet.form.is_of_year(year)):
        return
    due = form_of_year(year)
    if due is not None and year in due.encouraged_years and form_id < due.id:
        return
    used = sheet.form.issued_as if sheet.form else f"“{form_id}”"
    if sheet.form is not None and year < sheet.form.first_year:
        yield Observation(
            f"报告年度认作 {year} 年，用的却是 {sheet.form.first_year} 年度起才有的格式（{used}）。"
            f"请核对标题里的年度，或改用 {year} 年度的格式"
        )
    elif due is not None:
        yield Observation(
            f"{year} 年度报告应当用{due.issued_as}的格式，这份报告用的是{used}的旧格式。"
            f"请把数字按新格式重新填报：{_difference(due, sheet.form)}"
        )


def _difference(due: Form, used: Form | None) -> str:
    """Which tables of the form that is due are laid out anew."""
    old = {table.id: [cell.id for cell in table.cells] for table in used.tables} if used else {}
    changed = [table.title for table in due.tables if old.get(table.id) != [cell.id for cell in table.cells]]
    return "、".join(f"“{title}”表" for title in changed) + "的行或列不同"


@rule("form.mixture", severity="warning")
def mixture(sheet: Sheet) -> Iterator[Observation]:
    """What: 一份报告的各张表同属一种格式。
    Why: 2021 年的格式把“（六）其他处理”分成三行，只印一行的是 2019 年的旧表。合计仍可核对，三种情形各有多少则看不出来。
    Example:
        year 2023
        rest 0
        applications.other.natural 0
        finds applications.other.natural applications.other.company applications.other.research
        finds applications.other.charity applications.other.legal applications.other.other_org applications.other.total
    Citation: 国办公开办函〔2021〕30号 附件，表三
    """
    if sheet.form is None:
        return
    for table in sheet.form.tables:
        names = {row.id: row.label.text for row in table.rows}
        for row in (row for row in table.rows if row.instead_of):
            cells = tuple(id_ for id_, cell in sheet.cells.items() if cell.table == table.id and cell.row is row)
            if cells:
                rows = "；".join(names[row_id] for row_id in row.instead_of)
                yield Observation(
                    f"{row.name} 只印了一行，是旧格式；{sheet.form.issued_as}的表分 {len(row.instead_of)} 行"
                    f"（{rows}），请分开填报",
                    cells,
                )
