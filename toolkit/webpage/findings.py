"""The findings: what is wrong, what should stand there, which cells and words to look at, on what ground."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolkit.checks.private import masked_text
from toolkit.model import CellId, Evidence, Finding, Repair, Severity
from toolkit.view.figures import number
from toolkit.view.figures import shown as figure_shown
from toolkit.view.marks import SEVERITIES
from toolkit.view.places import place
from toolkit.webpage.markup import Child, Markup, el, joined, shown
from toolkit.webpage.places import Item, Places

_MOST_CELLS = 60
"""Cells of a finding that are listed; a table that is missing has two hundred."""
_FEW_ROWS = 4
_FEW_REPAIRS = 2
_FEW_TO_LOOK_AT = 24
_LONGEST_QUOTE = 60


def findings_markup(places: Places) -> Iterator[Markup]:
    """All of a report: what is wrong, then what only a person can see."""
    counts = Counter(item.finding.severity for item in places.items)
    if not places.items:
        yield el("p", {"class": "clean"}, "没有发现问题。")
    elif len(places.items) > 1:
        yield _filters(counts)
    if places.items:
        yield el("ol", {"class": "findings"}, *(_finding(item, places) for item in places.items))
    for item in places.look_at:
        yield _to_look_at(item, places)


def _filters(counts: Counter[Severity]) -> Markup:
    """Boxes that hide findings of a severity; they work without a script."""
    boxes = [
        el(
            "label",
            {"class": f"filter {severity}"},
            el("input", {"type": "checkbox", "id": f"show-{severity}", "checked": True}),
            f"{label} {counts[severity]}",
        )
        for severity, (label, _) in SEVERITIES.items()
        if counts[severity]
    ]
    return el("fieldset", {"class": "filters"}, el("legend", None, "显示"), *boxes) if len(boxes) > 1 else Markup()


def _finding(item: Item, places: Places) -> Markup:
    finding = item.finding
    return el(
        "li",
        {"id": item.anchor, "class": f"finding {finding.severity} {item.group}"},
        el(
            "h3",
            None,
            el("span", {"class": "no"}, str(item.number)),
            el("span", {"class": "severity"}, SEVERITIES[finding.severity][0]),
        ),
        el("p", {"class": "message"}, finding.message),
        *_repairs(finding, places),
        _where(item, places),
        *_elsewhere(finding, places),
        _ground(finding),
    )


# --- before and after -------------------------------------------------------------------------------------


def _repairs(finding: Finding, places: Places) -> Iterator[Markup]:
    sure = finding.repair_status == "unique"
    made = [
        _repair("疑应改为" if sure else f"可能的改法 {at}", repair, places)
        for at, repair in enumerate(finding.repairs, 1)
    ]
    yield from made[:_FEW_REPAIRS]
    if len(made) > _FEW_REPAIRS:
        said = f"还有 {len(made) - _FEW_REPAIRS} 种改法"
        yield el("details", None, el("summary", None, said), *made[_FEW_REPAIRS:])


def _repair(label: str, repair: Repair, places: Places) -> Markup:
    rows = [
        el(
            "tr",
            None,
            el("th", {"scope": "row"}, _cell_link(cell, places.name(cell), places, with_value=False)),
            el("td", None, el("del", None, _before(cell, places))),
            el("td", {"class": "arrow", "aria-hidden": "true"}, "→"),
            el("td", None, el("ins", None, number(value))),
        )
        for cell, value in repair.changes.items()
    ]
    head = el(
        "tr",
        None,
        el("th", {"scope": "col"}, "格"),
        el("th", {"scope": "col"}, "表中"),
        el("td", None),
        el("th", {"scope": "col"}, "改为"),
    )
    return el(
        "div",
        {"class": "repair"},
        el("table", None, el("caption", None, label), el("thead", None, head), el("tbody", None, *rows)),
        el("p", {"class": "reason"}, repair.reason) if repair.reason else None,
    )


def _before(cell: CellId, places: Places) -> str:
    return figure_shown(places.report.figures.get(cell))[0]


# --- where ------------------------------------------------------------------------------------------------


def _where(item: Item, places: Places) -> Markup | None:
    """The cells by row, their places in the pictures of the pages, and the words. Not once more what a repair names."""
    changed = {cell for repair in item.finding.repairs for cell in repair.changes}
    cells = [] if changed >= set(item.finding.cells) else list(dict.fromkeys(item.finding.cells))
    rows = [*_rows(cells[:_MOST_CELLS], places)]
    if len(cells) > _MOST_CELLS:
        rows.append(el("li", None, f"等 {len(cells)} 格"))
    if len(rows) > _FEW_ROWS:
        more = el(
            "details", None, el("summary", None, f"其余 {len(rows) - _FEW_ROWS} 行"), el("ul", None, *rows[_FEW_ROWS:])
        )
        rows = [*rows[:_FEW_ROWS], el("li", None, more)]
    rows += [
        el("li", None, el("a", {"href": f"#{words.anchor}"}, f"“{_quote(places.text_of(words))}”"))
        for words in places.words_of(item)
    ]
    rows += [
        el("li", None, el("a", {"href": f"#s-{number}"}, f"“{_quote(masked_text(title))}”部分"))
        for number, title in places.sections_of(item)
    ]
    return el("ul", {"class": "where", "aria-label": "位置"}, *rows) if rows else None


def _rows(cells: Sequence[CellId], places: Places) -> Iterator[Markup]:
    """The cells, those of a row together: （七）总计：自然人 0、总计 0."""
    by_row: dict[str | None, list[CellId]] = {}
    for cell in cells:
        by_row.setdefault(places.row_and_column(cell)[0], []).append(cell)
    for row, own in by_row.items():
        links: list[Child] = []
        for cell in own:
            links += ["、" if links else None, _cell_link(cell, places.row_and_column(cell)[1], places)]
        yield el("li", None, f"{row}：" if row else None, *links)


def _cell_link(cell: CellId, label: str, places: Places, *, with_value: bool = True) -> Markup:
    address = places.address(cell)
    value = el("span", {"class": "value"}, _before(cell, places)) if with_value else None
    link = el("a", {"href": address}, label) if address else el("span", None, label)
    picture = places.picture_address(cell)
    seen = (
        el("a", {"class": "picture", "href": picture, "aria-label": f"{label} 在原件中"}, "原件") if picture else None
    )
    return joined([link, value, seen])


def _quote(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_QUOTE else line[:_LONGEST_QUOTE] + "…"


# --- on what ground ---------------------------------------------------------------------------------------


def _elsewhere(finding: Finding, places: Places) -> Iterator[Markup]:
    """What other reports say to it."""
    said = [each for each in finding.evidence if not places.is_own(each)]
    if said:
        yield el("ul", {"class": "elsewhere", "aria-label": "其他报告"}, *(_evidence(each, places) for each in said))


def _evidence(evidence: Evidence, places: Places) -> Markup:
    year = f"{evidence.year} 年" if evidence.year is not None else None
    name = places.name(evidence.cell) if evidence.cell else None
    quote = f"“{_quote(masked_text(evidence.quote))}”" if evidence.quote.strip() else None
    where = f"（{place(evidence.origin)}）" if evidence.origin is not None else None
    parts = [part for part in (shown(evidence.source), year, name, quote) if part]
    return el("li", None, *(piece for part in parts for piece in (part, " ")), where)


def _ground(finding: Finding) -> Markup:
    citation = f"依据：{finding.citation}" if finding.citation else None
    return el("p", {"class": "ground"}, citation, el("code", {"title": f"编号 {finding.id}"}, finding.rule))


# --- what only a person can see ---------------------------------------------------------------------------


def _to_look_at(item: Item, places: Places) -> Markup:
    cells = [cell for cell in dict.fromkeys(item.finding.cells) if cell in places.shown]
    entries = [el("li", None, _cell_link(cell, places.name(cell), places)) for cell in cells]
    first = el("ol", {"class": "cells"}, *entries[:_FEW_TO_LOOK_AT])
    rest = entries[_FEW_TO_LOOK_AT:]
    more = el(
        "details",
        None,
        el("summary", None, f"其余 {len(rest)} 格"),
        el("ol", {"class": "cells", "start": _FEW_TO_LOOK_AT + 1}, *rest),
    )
    return el(
        "section",
        {"id": item.anchor, "class": f"look-at {item.group}", "aria-labelledby": f"h-{item.anchor}"},
        el("h2", {"id": f"h-{item.anchor}"}, "请自己看一遍", el("small", None, f"{len(cells)} 格")),
        el("p", None, "这些格没有别的数可以核对，填错了查不出来。最可能错的在前，请对照底稿。"),
        first,
        more if rest else None,
    )
