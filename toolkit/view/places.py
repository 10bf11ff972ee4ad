"""Where a figure stands, in words: for people, who count from 1, and name a workbook's cells as the program does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from toolkit.model import Origin, PageOrigin, SectionOrigin, TableOrigin, TextOrigin

_SHEET = "工作表"


def place(origin: Origin | None) -> str:
    """The whole place: ``正文第 32 块的表格 5行3列``."""
    if origin is None:
        return "没有出处"
    holder = _holder(origin)
    return f"{holder} {_span([origin])}" if holder else f"第 {_span([origin])}"


@dataclass(frozen=True, slots=True)
class TablePlaces:
    """Where a table's rows stand, in few cells each (by the row's id), and the note that says in what."""

    rows: Mapping[str, str]
    note: str


def table_places(rows: Mapping[str, Sequence[Origin]]) -> TablePlaces:
    """The places of a table's figures, row by row. What most rows have in common stands only in the note."""
    holders = list(dict.fromkeys(_holder(origin) for origins in rows.values() for origin in origins))
    if not holders:
        return TablePlaces({}, "出处：没有记录")
    if len(holders) > 1:
        named = "，".join(f"表{number} 是{holder or '纯文本'}" for number, holder in enumerate(holders, 1))
        return TablePlaces({row: _in_several(origins, holders) for row, origins in rows.items()}, _note(named))
    spans = {row: _span(origins) for row, origins in rows.items() if origins}
    columns, count = Counter(span.columns for span in spans.values()).most_common(1)[0]
    if not columns or count * 2 < len(spans):
        return TablePlaces({row: str(span) for row, span in spans.items()}, _note(holders[0]))
    few = {row: span.rows if span.columns == columns else str(span) for row, span in spans.items()}
    return TablePlaces(few, _note(f"{holders[0]}，{columns}"))


def _note(holder: str) -> str:
    counted = "" if holder.startswith(_SHEET) else "（从 1 数起）"
    return f"出处：{holder or '纯文本的行'}{counted}"


def _in_several(origins: Sequence[Origin], holders: Sequence[str]) -> str:
    by_holder = {holder: [origin for origin in origins if _holder(origin) == holder] for holder in holders}
    return "、".join(f"表{number} {_span(own)}" for number, own in enumerate(by_holder.values(), 1) if own)


def _holder(origin: Origin) -> str:
    """What the place is in: the table, the sheet or the page; nothing for a plain text, which is one thing."""
    match origin:
        case TableOrigin(sheet=str() as sheet):
            return f"{_SHEET}“{sheet}”"
        case TableOrigin():
            nested = "".join(f" {row + 1}行{column + 1}列内的表格" for _, row, column in origin.path or ())
            block = origin.path[0][0] if origin.path else origin.block
            return f"正文第 {block + 1} 块的表格{nested}"
        case PageOrigin():
            return f"第 {origin.page} 页"
        case SectionOrigin():
            return f"第 {origin.section} 部分正文" if origin.section else "开头的文字"
        case TextOrigin():
            return ""


@dataclass(frozen=True, slots=True)
class _Span:
    """``5行`` and ``3–9列``; lines and a workbook's names (``57–69行``, ``C5:I5``) need no columns."""

    rows: str
    columns: str = ""

    def __str__(self) -> str:
        return self.rows + self.columns


def _span(origins: Sequence[Origin]) -> _Span:
    """The places of figures in the same thing."""
    match origins[0]:
        case TableOrigin(sheet=sheet):
            places = [(origin.row, origin.column) for origin in origins if isinstance(origin, TableOrigin)]
            rows, columns = [row for row, _ in places], [column for _, column in places]
            if sheet is not None:
                first, last = _name(min(rows), min(columns)), _name(max(rows), max(columns))
                return _Span(first if first == last else f"{first}:{last}")
            return _Span(f"{_range(row + 1 for row in rows)}行", f"{_range(column + 1 for column in columns)}列")
        case TextOrigin():
            return _Span(f"{_range(origin.line for origin in origins if isinstance(origin, TextOrigin))}行")
        case PageOrigin():
            pages = [origin for origin in origins if isinstance(origin, PageOrigin)]
            in_grid = [origin.row + 1 for origin in pages if origin.row is not None]
            return _Span(f"{_range(in_grid)}行" if in_grid else f"({pages[0].box[0]:.0f}, {pages[0].box[1]:.0f})")
        case SectionOrigin():
            sections = [origin for origin in origins if isinstance(origin, SectionOrigin)]
            return _Span(f"{_range(origin.start + 1 for origin in sections)}字")


def _range(numbers: Iterable[int]) -> str:
    ordered = sorted(numbers)
    return str(ordered[0]) if ordered[0] == ordered[-1] else f"{ordered[0]}–{ordered[-1]}"


def _name(row: int, column: int) -> str:
    """A cell as a workbook names it: 4, 2 is C5."""
    letters = ""
    rest = column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
