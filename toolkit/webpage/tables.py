"""The form's tables with a report's figures, as the form prints them: merged heads, what is no number told apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from toolkit.checks.private import masked_text
from toolkit.draft.grid import Grid, GridCell, grid_of
from toolkit.forms.form import FormTable
from toolkit.model import CellId, Figure
from toolkit.view import figures
from toolkit.view.figures import number
from toolkit.view.places import place
from toolkit.webpage.markup import Child, Markup, el, joined
from toolkit.webpage.places import Item, Places

_MOST_MARKS = 3
_LONGEST_RAW = 14
_UNITS = frozenset({"件", "项", "条", "个", "次", "份", "人", "期", "部", "万元"})
_WIDE = 8  # columns of figures: more of them need small print on paper


def table_markup(table: FormTable, places: Places, *, titled: bool = True) -> Markup:
    """A table, ``titled`` under its own title; or the word that the report has none."""
    title = el("h3", None, table.title) if titled else None
    if table.id in places.absent:
        said = "报告中没有这张表（可能是图片，或只写了一句话），各格都记为“缺”。"
        return el("section", {"id": f"t-{table.id}", "class": "table"}, title, el("p", {"class": "absent"}, said))
    grid = grid_of(table, places.shown, as_printed=True)
    shape = "list" if table.is_list else "wide" if grid.columns - grid.label_columns > _WIDE else "plain"
    rows = [list(own) for _, own in groupby(grid.cells, key=lambda cell: cell.row)]
    bodies = [_body(at, group, places) for at, group in enumerate(_groups(rows, grid))]
    return el(
        "section",
        {"id": f"t-{table.id}", "class": "table"},
        title,
        el(
            "div", {"class": "scroll", "tabindex": 0, "role": "group", "aria-label": table.title}, _sheet(shape, bodies)
        ),
        _unsaid(table, places),
    )


def _sheet(shape: str, bodies: Sequence[Markup]) -> Markup:
    return el("table", {"class": f"form {shape}"}, *bodies)


def _unsaid(table: FormTable, places: Places) -> Markup | None:
    count = sum(1 for cell in table.cells if cell.id not in places.shown) if table.is_list else 0
    return el("p", {"class": "remark"}, f"报告没有提到的另外 {count} 项没有列出。") if count else None


def _groups(rows: Sequence[Sequence[GridCell]], grid: Grid) -> Iterator[list[Sequence[GridCell]]]:
    """Rows that belong together: a head, then what stands under it."""
    is_head = [all(cell.kind in ("heading", "head") for cell in row) for row in rows]
    for _, group in groupby(zip(rows, is_head, strict=True), key=lambda pair: pair[1]):
        yield [row for row, _ in group]


def _body(at: int, rows: Sequence[Sequence[GridCell]], places: Places) -> Markup:
    is_first_head = at == 0 and rows[0][0].kind in ("heading", "head")
    return el(
        "thead" if is_first_head else "tbody", None, *(el("tr", None, *(_cell(c, places) for c in row)) for row in rows)
    )


def _cell(cell: GridCell, places: Places) -> Markup:
    spans = {
        "rowspan": cell.rowspan if cell.rowspan > 1 else None,
        "colspan": cell.colspan if cell.colspan > 1 else None,
    }
    if cell.cell is not None:
        return _figure(cell.cell, spans, places)
    if not cell.text:
        return el("td", {"class": "corner", **spans})
    if cell.kind == "heading":
        return el("th", {"class": "heading", "scope": "rowgroup", **spans}, cell.text)
    is_row = cell.kind == "label"
    span = cell.rowspan if is_row else cell.colspan
    scope = ("row" if is_row else "col") + ("group" if span > 1 else "")
    return el("th", {"class": cell.kind, "scope": scope, **spans}, cell.text)


def _figure(cell: CellId, spans: dict[str, int | None], places: Places) -> Markup:
    figure = places.report.figures.get(cell)
    items = places.by_cell.get(cell, ())
    severity = places.severity(cell)
    classes = ["unplaced" if figure is None else figure.status, *([severity] if severity else [])]
    classes += [item.group for item in items]
    look = places.looked_at(cell)
    value = _value(figure)
    if look is not None:
        classes += ["look", look.group]
        value = el(
            "a", {"class": "look", "href": f"#{look.anchor}", "title": "没有别的数可以核对，请自己看一遍"}, value
        )
    after = places.mended(cell)
    return el(
        "td",
        {"id": f"c-{cell}", "class": " ".join(classes), "title": _told(cell, figure, places), **spans},
        value,
        _unit(cell, places),
        marks(items) if items else None,
        el("ins", {"aria-label": f"疑应改为 {number(after)}"}, f"→ {number(after)}") if after is not None else None,
    )


def _value(figure: Figure | None) -> Markup:
    """What is printed, and as what it was read where that is not the same."""
    text, _ = figures.shown(figure)
    if figure is None or figure.status != "printed" or figure.method == "text":
        return el("span", {"class": "v"}, text)
    raw = " ".join(masked_text(figure.raw).split())
    if not raw or raw == text or len(raw) > _LONGEST_RAW:
        return el("span", {"class": "v"}, text)
    is_plain = raw.removeprefix(text) in _UNITS  # nothing but the unit beside the very number
    return joined([el("span", {"class": "v"}, raw), None if is_plain else el("span", {"class": "read"}, f"＝{text}")])


def _unit(cell: CellId, places: Places) -> Markup | None:
    form_cell = places.shown.get(cell)
    unit = form_cell.row.unit if form_cell is not None else None
    return el("span", {"class": "unit"}, unit) if unit else None


def _told(cell: CellId, figure: Figure | None, places: Places) -> str:
    """What stands in the cell's hint."""
    parts = [places.name(cell)]
    if figure is None:
        parts.append("没有把握对到这一格")
    elif figure.status == "missing":
        parts.append("报告中没有")
    else:
        raw = " ".join(masked_text(figure.raw).split())
        parts += [f"原文“{raw[:40]}”"] if raw else []
        parts.append(place(figure.origin))
        parts += [f"把握 {figure.confidence:.2f}"] if figure.confidence < 1 else []
    return "；".join(parts)


def marks(items: Sequence[Item]) -> Markup:
    """The numbers that lead to the findings about a place."""
    links: list[Child] = [mark(item) for item in items[:_MOST_MARKS]]
    if len(items) > _MOST_MARKS:
        more = items[_MOST_MARKS]
        label = f"还有 {len(items) - _MOST_MARKS} 个问题，从问题 {more.number} 起"
        links.append(el("a", {"href": f"#{more.anchor}", "class": more.finding.severity, "aria-label": label}, "…"))
    return el("span", {"class": "marks"}, *links)


def mark(item: Item) -> Markup:
    """The number that leads to a finding."""
    attributes = {"href": f"#{item.anchor}", "class": f"mark {item.finding.severity}"}
    return el("a", {**attributes, "aria-label": f"问题 {item.number}"}, str(item.number))


def legend(places: Places) -> Markup | None:
    """What the signs and marks in the tables mean, as far as they are there."""
    seen = {figures.sign_of(places.report.figures.get(cell)) for cell in places.shown}
    entries = [
        el("li", None, el("b", {"class": "sign"}, sign), meaning)
        for sign, meaning in figures.SIGNS.items()
        if sign in seen
    ]
    if any(places.looked_at(cell) for cell in places.shown):
        entries.append(el("li", None, el("b", {"class": "sign look"}, "12"), "没有别的数可以核对，请自己看一遍"))
    if any(places.mended(cell) is not None for cell in places.shown):
        entries.append(el("li", None, el("ins", None, "→ 12"), "疑应改为的数（报告里没有）"))
    return el("ul", {"class": "legend", "aria-label": "图例"}, *entries) if entries else None
