"""A report's web page: one file that loads nothing, needs no script, and shows whatever a report holds as text."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from toolkit import __version__
from toolkit.checks.finding import problems
from toolkit.model import Finding, Note, Report, Section
from toolkit.view.findings import tally
from toolkit.view.names import form_of
from toolkit.view.places import place
from toolkit.view.report import counts_text, figure_counts
from toolkit.webpage.findings import findings_markup
from toolkit.webpage.markup import Child, Markup, el, inlined, joined, shown
from toolkit.webpage.pictures import Pictures
from toolkit.webpage.places import Item, Places, places_of
from toolkit.webpage.prose import heading, paragraphs
from toolkit.webpage.sheets import sheets_markup
from toolkit.webpage.tables import legend, mark, table_markup

_MOST_LIT = 150
"""Findings at the most whose cells, words and themselves light up together: a rule of style each, which a browser tries
on every element (150 cost it 0.3 s; with thousands it takes minutes)."""
_NOTHING = Pictures()


def report_page(
    report: Report, findings: Sequence[Finding], pictures: Pictures = _NOTHING, back: str | None = None
) -> str:
    """The page. ``back`` is the address of the list of all reports, if there is one."""
    places = places_of(report, findings, pictures.numbers)
    title = f"{_whose(report)}年报核对：{_result(findings)}"
    body = [
        el(
            "nav",
            {"class": "skip"},
            el("a", {"href": "#findings"}, "跳到问题"),
            el("a", {"href": "#report"}, "跳到年报"),
        ),
        _head(places, findings, back),
        el("main", None, _found(places), _report(places, pictures)),
    ]
    return document(title, body, kind="report", more_style=_lit(places.items + places.look_at))


def document(title: str, body: Sequence[Markup], *, kind: str, more_style: str = "") -> str:
    """A whole page; ``kind`` is a class for its style.

    Its policy forbids every address, every script, and every style but its own.
    """
    style = stylesheet() + more_style
    policy = "; ".join(
        (
            "default-src 'none'",
            "img-src data:",
            f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
    head = el(
        "head",
        None,
        el("meta", {"charset": "utf-8"}),
        el("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
        el("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
        el("meta", {"name": "color-scheme", "content": "light dark"}),
        el("meta", {"name": "referrer", "content": "no-referrer"}),
        el("meta", {"name": "generator", "content": f"xxgk {__version__}"}),
        el("title", None, title),
        inlined("style", style),
    )
    return f"<!DOCTYPE html>\n{el('html', {'lang': 'zh-CN'}, head, el('body', {'class': kind}, *body))}\n"


@cache
def stylesheet() -> str:
    """The pages' style."""
    return files("toolkit.webpage").joinpath("style.css").read_text(encoding="utf-8")


def _lit(items: Sequence[Item]) -> str:
    """The style by which all that belongs to a finding lights up with any of it."""
    rules = (
        f":root:has(.{group}:is(:hover,:focus-within,:target),.{group} :target) .{group}{{--lit:var(--light)}}"
        for group in (item.group for item in items)
    )
    return "\n".join(rules) if len(items) <= _MOST_LIT else ""


# --- head -------------------------------------------------------------------------------------------------


def _whose(report: Report) -> str:
    organ = report.organ or "机关名称未读到"
    return f"{organ} {report.year} 年" if report.year is not None else organ


def _result(findings: Sequence[Finding]) -> str:
    found = problems(findings)
    return tally(found) if found else "没有发现问题"


def _head(places: Places, findings: Sequence[Finding], back: str | None) -> Markup:
    report = places.report
    title = " ".join((report.title or "").split()) or f"{_whose(report)}政府信息公开工作年度报告"
    form = form_of(report.form)
    form_said = f"{form.id}（{form.issued_as}）" if form else report.form or "未能判断"
    facts: list[tuple[str, Child]] = [
        ("机关", shown(report.organ) if report.organ else "未读到"),
        ("年度", "未读到" if report.year is None else f"{report.year} 年"),
        ("格式", shown(form_said)),
        ("文件", joined([shown(report.source.name), f"（{report.source.format}）"])),
        ("数据", counts_text(figure_counts(report))),
    ]
    return el(
        "header",
        None,
        el("a", {"class": "back", "href": back}, "← 全部年报") if back else None,
        el("h1", None, shown(title)),
        el("dl", None, *(el("div", None, el("dt", None, name), el("dd", None, said)) for name, said in facts)),
        summary(findings),
    )


def summary(findings: Sequence[Finding]) -> Markup:
    """How many errors, warnings and remarks there are."""
    found = problems(findings)
    counts = [
        el(
            "li",
            {"class": severity if (n := sum(f.severity == severity for f in found)) else "none"},
            el("b", None, str(n)),
            word,
        )
        for severity, word in (("error", "错误"), ("warning", "提醒"), ("info", "说明"))
    ]
    return el("ul", {"class": "summary", "aria-label": "问题数"}, *counts)


# --- the two sides ----------------------------------------------------------------------------------------


def _found(places: Places) -> Markup:
    return el(
        "section",
        {"id": "findings", "tabindex": 0, "aria-labelledby": "h-findings"},
        el("h2", {"id": "h-findings"}, "发现的问题"),
        *findings_markup(places),
        el("p", {"class": "remark"}, "程序只指出问题，不改动年报；改法供参考，以底稿为准。"),
    )


def _report(places: Places, pictures: Pictures) -> Markup:
    return el(
        "article",
        {"id": "report", "tabindex": 0, "aria-label": "年报"},
        legend(places),
        *_sections(places),
        sheets_markup(pictures, places),
        _notes(places),
    )


def _sections(places: Places) -> Iterator[Markup]:
    """The text as printed, each table of the form under the section that it belongs to."""
    report = places.report
    tables = (
        [table for table in places.form.tables if any(cell.id in places.shown for cell in table.cells)]
        if places.form
        else []
    )
    if report.preamble.strip():
        yield el("section", {"class": "prose"}, *paragraphs(0, places))
    for number, section in enumerate(report.sections, 1):
        due = [table for table in tables if table.section == section.number and section.number is not None]
        tables = [table for table in tables if table not in due]
        yield el(
            "section",
            {"class": "prose"},
            _title(number, section, places),
            *paragraphs(number, places),
            *(table_markup(table, places, titled=table.title not in section.title) for table in due),
        )
    yield from (table_markup(table, places) for table in tables)
    if places.form is None:
        yield el("p", {"class": "remark"}, "没有可以显示的表格：看不出这份报告用的是哪一种格式。")


def _title(number: int, section: Section, places: Places) -> Markup | None:
    items = places.by_section.get(number, ())
    classes = " ".join(item.group for item in items) or None
    title = heading(section)
    marked = el("sup", None, *(mark(item) for item in items)) if items else None
    return el("h2", {"id": f"s-{number}", "class": classes}, title, marked) if title else None


def _notes(places: Places) -> Markup | None:
    notes = places.report.notes
    if not notes:
        return None
    entries = (el("li", None, *_note(note, places)) for note in notes)
    return el(
        "details",
        {"class": "notes"},
        el("summary", None, f"读取说明（{len(notes)} 条）"),
        el("ul", None, *entries),
    )


def _note(note: Note, places: Places) -> Iterator[Child]:
    yield note.message
    if note.origin is not None:
        yield f"（{place(note.origin)}）"
    addresses = [(cell, places.address(cell)) for cell in note.cells[:_MOST_CELLS_OF_NOTE]]
    for at, (cell, address) in enumerate(addresses):
        yield "：" if not at else "、"
        name = places.name(cell)
        yield el("a", {"href": address}, name) if address else name
    if len(note.cells) > _MOST_CELLS_OF_NOTE:
        yield f" 等 {len(note.cells)} 格"


_MOST_CELLS_OF_NOTE = 4
