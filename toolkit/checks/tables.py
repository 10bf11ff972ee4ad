"""Rules about cells in which no number stands, or that were not found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolkit.checks.blanks import determined, told
from toolkit.checks.rule import Observation, rule
from toolkit.checks.runs import runs
from toolkit.checks.sheet import Sheet
from toolkit.model import CellId, Repair, Status

_LONGEST_QUOTE = 30
"""Characters of a cell that a message shows; a sentence set into a cell is cut there."""

_MOST_TOLD = 3
_MOST_REASONS = 2
"""Notes of the reading that a message repeats; all of them stand among the report's notes."""


@rule("table.blank", severity="warning")
def blank_cells(sheet: Sheet) -> Iterator[Observation]:
    """What: 表格里的每一格都填了数。
    Why: 空白看不出是“没有发生”还是“忘了填”，汇总时又常被当成 0。没有发生的应当填 0；能推出的只提出来，不代填。
    Example:
        disclosure.licensing.decisions 12
        disclosure.penalty.decisions 空
        disclosure.coercion.decisions 0
        finds disclosure.penalty.decisions
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    filled = determined(sheet)
    for run in runs(sheet, _with_status(sheet, "blank")):
        mine = {cell: filled[cell] for cell in run.cells if cell in filled}
        message = f"{run.name} 是空白。空白不等于 0：没有发生的请填 0，有数的请补填"
        if not mine:
            yield Observation(message, run.cells)
            continue
        changes = {cell: found.value for cell, found in mine.items()}
        says = "、".join(dict.fromkeys(f"“{found.identity.says}”" for found in mine.values()))
        yield Observation(
            f"{message}；按其他格推算，{told(sheet, mine, _MOST_TOLD)}，没有代填，请核对",
            run.cells,
            expected=next(iter(changes.values())) if len(run.cells) == 1 else None,
            repairs=(Repair(changes, float(len(changes)), f"由{says}推出，推算时其他格当作都对"),),
            repair_status="unique",
        )


@rule("table.dash", severity="info")
def dashes(sheet: Sheet) -> Iterator[Observation]:
    """What: 表格里填的是数字，不是“/”“—”“无”。
    Why: 横线和“无”多半是“没有发生”或“不适用”的意思，本程序照原样记下，不当作 0。表格的习惯是没有发生填 0。
    Example:
        disclosure.rules.issued /
        disclosure.rules.repealed /
        disclosure.rules.in_force /
        finds disclosure.rules.issued disclosure.rules.repealed disclosure.rules.in_force
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    for run in runs(sheet, _with_status(sheet, "dash")):
        quoted = _quoted(sheet, run.cells)
        yield Observation(f"{run.name} 填的是{quoted}，不是数字，没有当作 0；如果是没有发生，请填 0", run.cells)


@rule("table.unreadable", severity="warning")
def unreadable_cells(sheet: Sheet) -> Iterator[Observation]:
    """What: 表格里填的内容是一个数。
    Why: 字母 O、“12?”、“见附件”之类不能当数用，本程序不猜它本来是多少；有它的合计也就核对不了。
    Example:
        applications.new.natural O
        finds applications.new.natural
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    for run in runs(sheet, _with_status(sheet, "unreadable")):
        quoted = _quoted(sheet, run.cells)
        yield Observation(f"{run.name} 填的是{quoted}，读不成一个数，没有采用；请对照原件改成数字", run.cells)


@rule("table.missing", severity="warning")
def missing_cells(sheet: Sheet) -> Iterator[Observation]:
    """What: 规定的表格都在，行和列不少。
    Why: 表的行和列是统一规定的，少了就无法汇总和比较。表格是图片、或以一句话代替表格时，数字读不出来，也按缺少处理。
    Example:
        rest 0
        disclosure.penalty.decisions 缺
        finds disclosure.penalty.decisions
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    for run in runs(sheet, _with_status(sheet, "missing")):
        yield Observation(f"没有找到 {run.name}。请看原件：缺少的行、列或表按规定补上，是图片的换成表格", run.cells)


@rule("table.unplaced", severity="warning")
def unplaced_cells(sheet: Sheet) -> Iterator[Observation]:
    """What: 表格里的每个数都认得出属于哪一行、哪一列。
    Why: 行名、列名残缺或错乱时，本程序宁可不填也不填错；没有填上的数不参加核对，要由人来看。
    Example:
        rest 0
        applications.granted.natural 认不出
        finds applications.granted.natural
    Citation: 年度报告格式（国办公开办函〔2019〕60号、国办公开办函〔2021〕30号 附件）
    """
    figures = sheet.report.figures
    # A report has what it names of a list: only what was seen there and not read was not placed.
    lists = {table.id for table in sheet.form.tables if table.is_list} if sheet.form else set()
    seen = {cell for note in sheet.report.notes for cell in note.cells}
    unplaced = {c for c, of in sheet.cells.items() if c not in figures and (of.table not in lists or c in seen)}
    for table in sheet.form.tables if sheet.form else ():
        found = [run for run in runs(sheet, unplaced) if run.cells[0].startswith(table.id + ".")]
        if not found:
            continue
        cells = tuple(cell for run in found for cell in run.cells)
        names = "；".join(run.name for run in found)
        reasons = dict.fromkeys(note.message for note in sheet.report.notes if not set(cells).isdisjoint(note.cells))
        because = "".join(f"（{reason}）" for reason in list(reasons)[:_MOST_REASONS])
        unit = "项" if table.is_list else "格"
        yield Observation(
            f"“{table.title}”表有 {len(cells)} {unit}认不出位置，没有采用：{names}{because}。请对照原件核对", cells
        )


def _with_status(sheet: Sheet, status: Status) -> set[CellId]:
    figures = sheet.report.figures
    return {cell for cell in sheet.cells if cell in figures and figures[cell].status == status}


def _quoted(sheet: Sheet, cells: Sequence[CellId]) -> str:
    """What is printed in the cells, each wording once."""
    texts = dict.fromkeys(" ".join(sheet.report.figures[cell].raw.split()) for cell in cells)
    return "、".join(f"“{text if len(text) <= _LONGEST_QUOTE else text[:_LONGEST_QUOTE] + '…'}”" for text in texts)
