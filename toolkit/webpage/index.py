"""The list of many reports: whose each is, what was found in it, and where its page is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from toolkit.checks.finding import problems
from toolkit.model import Finding, Report, Severity
from toolkit.view.marks import SEVERITIES
from toolkit.webpage.markup import Markup, el, shown
from toolkit.webpage.page import document


@dataclass(frozen=True, slots=True)
class Entry:
    """A report in the list; ``page`` is its page's path from here, ``file`` names its file for people."""

    page: str
    file: str
    organ: str | None
    year: int | None
    form: str | None
    counts: Mapping[Severity, int]


def entry(page: str, file: str, report: Report, findings: Sequence[Finding]) -> Entry:
    """A report's place in the list."""
    found = problems(findings)
    counts = {severity: sum(finding.severity == severity for finding in found) for severity in SEVERITIES}
    return Entry(page, file, report.organ, report.year, report.form, counts)


def index_page(entries: Sequence[Entry], failed: Sequence[str]) -> str:
    """The page; ``failed`` are the lines on what could not be read."""
    total = {severity: sum(each.counts[severity] for each in entries) for severity in SEVERITIES}
    words = "、".join(f"{label} {total[severity]} 处" for severity, (label, _) in SEVERITIES.items() if total[severity])
    touched = sum(any(each.counts.values()) for each in entries)
    said = f"{words}，在 {touched} 份年报中" if words else "没有发现问题"
    head = el(
        "header",
        None,
        el("h1", None, "年报核对"),
        el(
            "dl",
            None,
            el("div", None, el("dt", None, "年报"), el("dd", None, f"{len(entries)} 份")),
            _fact("问题", said),
        ),
    )
    main = el("main", {"class": "index"}, _filter(touched, len(entries)), _table(entries), _failed(failed))
    return document(f"年报核对：{len(entries)} 份，{said}", [head, main], kind="list")


def _fact(name: str, said: str) -> Markup:
    return el("div", None, el("dt", None, name), el("dd", None, said))


def _filter(touched: int, count: int) -> Markup | None:
    if touched in (0, count):
        return None
    box = el("input", {"type": "checkbox", "id": "only-wrong"})
    return el("label", None, box, f"只看有问题的 {touched} 份")


def _table(entries: Sequence[Entry]) -> Markup:
    heads = [el("th", {"scope": "col"}, name) for name in ("机关", "年度", "格式", "文件")]
    heads += [el("th", {"scope": "col", "class": "count"}, label) for label, _ in SEVERITIES.values()]
    rows = (_row(each) for each in entries)
    return el("table", None, el("thead", None, el("tr", None, *heads)), el("tbody", None, *rows))


def _row(each: Entry) -> Markup:
    organ = shown(each.organ) if each.organ else "机关名称未读到"
    link = el("a", {"href": quote(each.page)}, organ)
    counts = (
        el("td", {"class": f"count {severity}" if count else "count"}, str(count))
        for severity, count in each.counts.items()
    )
    return el(
        "tr",
        {"class": None if any(each.counts.values()) else "tidy"},
        el("th", {"scope": "row"}, link),
        el("td", None, "未读到" if each.year is None else str(each.year)),
        el("td", None, each.form or "未能判断"),
        el("td", None, shown(each.file)),
        *counts,
    )


def _failed(failed: Sequence[str]) -> Markup | None:
    if not failed:
        return None
    lines = (el("li", None, line) for line in failed)
    return el("section", {"class": "failed"}, el("h2", None, f"未能完成 {len(failed)} 份"), el("ul", None, *lines))
