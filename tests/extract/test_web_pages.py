"""The same report as pages of many kinds of programs and habits write it: every figure the same."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import pytest

from tests.extract.documents import (
    DISCLOSURE,
    DISPUTES,
    SECTIONS,
    TITLE,
    Rows,
    applications,
    disclosure,
    disputes,
    flat,
)
from tests.extract.documents import expected as applications_expected
from toolkit.reports import read_report

EXPECTED = {**applications_expected(), **DISCLOSURE, **DISPUTES}
TABLES: Sequence[Rows] = (disclosure(), applications(), disputes())
_FIGURE = re.compile(r"[\d.]+")

Write = Callable[[str], str]


def plain(text: str) -> str:
    """A text as it is."""
    return text


def is_figure(text: str) -> bool:
    """Whether a cell's text is a number."""
    return _FIGURE.fullmatch(text) is not None


def table(rows: Rows, inner: Write = plain, start: str = "<table>", end: str = "</table>", behind_row: str = "") -> str:
    """A table; ``inner`` writes what is in a cell."""
    parts = [start]
    for row in rows:
        parts.append("<tr>")
        for given in row:
            text, wide, high = (given, 1, 1) if isinstance(given, str) else (*given, 1)[:3]
            parts.append(f'<td colspan="{wide}" rowspan="{high}">{inner(text)}</td>')
        parts.append(f"</tr>{behind_row}")
    return "".join([*parts, end])


def page(write: Write = plain, tables: Sequence[str] | None = None, head: str = "", around: str = "{}") -> str:
    """The report as a page; ``write`` writes a paragraph's text."""
    first, second, third = tables or [table(rows) for rows in TABLES]
    body = (SECTIONS[1], "全年公开120条。", SECTIONS[2], first, SECTIONS[3], second, SECTIONS[4], third, SECTIONS[5])
    blocks = "".join(text if text.startswith("<") else f"<p>{write(text)}</p>" for text in (TITLE, *body))
    return f'<html><head><meta charset="utf-8"><title>{TITLE}</title>{head}</head><body>{around.format(blocks)}</body>'


def cells(inner: Write, **how: str) -> str:
    """The report as a page whose cells are written so."""
    return page(tables=[table(rows, inner, **how) for rows in TABLES])


def each(write: Callable[[Rows], str], head: str = "") -> str:
    """The report as a page whose tables are written so."""
    return page(tables=[write(rows) for rows in TABLES], head=head)


def a_span_a_character(text: str) -> str:
    """As Word and WPS write a text that was edited."""
    return "".join(f'<span lang="EN-US">{character}</span>' for character in text)


_WIDTHS = "<![if !supportMisalignedColumns]><tr height=0><td width=50></td></tr><![endif]></table>"
_THREE_LAYOUTS = (
    "<table><tr><td>首页</td><td><table><tr><td><table><tr><td>{}</table></table></td><td>链接</td></table>"
)

PAGES = {
    "Word": cells(
        lambda text: f"<p class=MsoNormal><span lang=EN-US>{text}<o:p></o:p></span></p>",
        start="<table class=MsoNormalTable>",
        end=_WIDTHS,
    ),
    "a span a character": page(a_span_a_character, [table(rows, a_span_a_character) for rows in TABLES]),
    "an editor of sites": cells(
        lambda text: f'<p style="text-align:center"><strong>{text}</strong><br></p>',
        start='<table data-sort="sortDisabled"><colgroup><col width=89></colgroup><tbody>',
    ),
    "empty paragraphs in cells": cells(lambda text: f"<p>&nbsp;</p><p>&nbsp;{text}&nbsp;</p><p>&nbsp;</p>"),
    "characters without width": cells("&#8203;".join),
    "wide blanks": cells(lambda text: f"&ensp;&emsp;{text}&ensp;"),
    "form controls": cells(lambda text: f'<input value="{text}" readonly>' if is_figure(text) else text),
    "links": cells(lambda text: f'<a href="#1" title="999" data-value="999">{text}</a>'),
    "signs of footnotes": cells(lambda text: text if is_figure(text) else f"{text}<sup>[1]</sup>"),
    "hidden keys for sorting": cells(lambda text: f'<span style="display:none">000{text}</span>{text}'),
    "corrections": cells(lambda text: f"<del>9</del><ins>{text}</ins>" if is_figure(text) else text),
    "a copy for telephones": each(
        lambda rows: f"{table(rows)}<div class=m>{table(rows)}</div>",
        head="<style>.m{display:none}@media (max-width:600px){.m{display:block}}</style>",
    ),
    "a copy for printing": each(
        lambda rows: f'{table(rows)}<div style="display:none">{table(rows)}</div>',
    ),
    "the same tables twice": each(lambda rows: table(rows) * 2),
    "an old version in a comment": each(lambda rows: f"<!--{table(rows).replace('>1', '>7')}-->{table(rows)}"),
    "noscript and template": each(
        lambda rows: f"<noscript>{table(rows)}</noscript><template>{table(rows)}</template>{table(rows)}"
    ),
    "tabs that a script opens": each(lambda rows: f'<div class=tab style="display:none">{table(rows)}</div>'),
    "parts to unfold": each(lambda rows: f"<details><summary>展开</summary>{table(rows)}</details>"),
    "tables in one table": page(around="<table><tr><td>首页</td><td>{}</td></tr></table>"),
    "tables in three tables": page(around=_THREE_LAYOUTS),
    "paragraphs as tables": page(lambda text: f"<table><tr><td>{text}</td></tr></table>"),
    "no end of any cell": re.sub("</td>|</tr>|</p>", "", page()),
    "rows without cells": each(lambda rows: table(rows, behind_row="<tr></tr>")),
    "capital letters": re.sub(r"<(/?)(\w+)", lambda tag: f"<{tag[1]}{tag[2].upper()}", page()),
    "no quotes": page().replace('"', ""),
}


@pytest.mark.parametrize("kind", PAGES)
def test_a_report_reads_the_same_however_a_page_is_written(kind: str) -> None:
    report = read_report(PAGES[kind].encode(), "年报.html", "年报.html")
    found = {cell: figure.value for cell, figure in report.figures.items() if figure.status == "printed"}
    assert found == EXPECTED
    assert (report.organ, report.year, len(report.sections)) == ("青禾市水务局", 2023, 5)


@pytest.mark.parametrize(
    "instead", ["<iframe src='t.html'></iframe>", "<img src='t.png'>", "<script>document.write('…')</script>"]
)
def test_tables_that_are_not_in_the_page_are_missing_and_never_nought(instead: str) -> None:
    report = read_report(page(tables=[instead] * 3).encode(), "年报.html", "年报.html")
    assert {figure.status for figure in report.figures.values()} == {"missing"}
    assert "table.missing" in {note.code for note in report.notes}


def test_blank_paragraphs_in_a_cell_that_holds_the_page_are_the_blank_cells_of_a_table_set_in_paragraphs() -> None:
    rows = [[TITLE], [SECTIONS[3]], *flat()]
    rows[5:8] = [[row[0], *("" if n % 3 else value for n, value in enumerate(row[1:]))] for row in rows[5:8]]
    page = "".join(f"<p>{text}</p>" for row in rows for text in row if text or row[0])
    report = read_report(f"<table><tr><td>{page}</td></tr></table>".encode(), "report.html", "report.html")
    blank = {name.rpartition(".")[2] for name, figure in report.figures.items() if figure.status == "blank"}
    assert blank == {"company", "research", "legal", "other_org"}
    assert sum(figure.status == "printed" for figure in report.figures.values()) == 25 * 7 - 3 * 4


def test_a_row_that_lacks_a_cell_is_left_open_since_nobody_knows_which_one_is_gone() -> None:
    head, *rows = flat()
    short = [row if row[0] != "（一）予以公开" else [*row[:3], *row[4:]] for row in rows]
    page = f"<h1>{TITLE}</h1><p>{SECTIONS[3]}</p>{table([head, *short])}"
    report = read_report(page.encode(), "report.html", "report.html")
    figures = {name: figure for name, figure in report.figures.items() if name.startswith("applications.")}
    assert not [name for name in figures if name.startswith("applications.granted.")]
    assert sum(figure.status == "printed" for figure in figures.values()) == 24 * 7


def test_a_whole_report_of_last_year_behind_an_annexs_title_is_not_this_years() -> None:
    own = flat(head=())[:20]
    years = [[row[0], *(str(int(value) + 1000) for value in row[1:])] for row in flat(head=())]
    lines = [TITLE, "详见下表：", *("  ".join(row) for row in (flat()[0], *own))]
    lines += ["附表2：上年度情况", SECTIONS[3], *("  ".join(row) for row in (flat()[0], *years))]
    report = read_report("\n".join(lines).encode(), "report.txt", "report.txt")
    printed = [figure.value for name, figure in report.figures.items() if name.startswith("applications.new.")]
    assert printed == [100, 31, 0, 3, 7, 0, 141]


def test_a_head_across_that_has_lost_its_values_is_not_called_a_table_that_is_not_there() -> None:
    head = disputes()[:-1]
    page = f"<h1>{TITLE}</h1><p>{SECTIONS[3]}</p>{table(applications())}<p>{SECTIONS[4]}</p>{table(head)}"
    report = read_report(page.encode(), "report.html", "report.html")
    assert not [name for name in report.figures if name.startswith("disputes.")]
    assert "table.unread" in {note.code for note in report.notes}


def test_single_values_of_two_rows_run_together_are_nobodys() -> None:
    rows = [list(row) for row in disclosure()]
    rows[2:4] = [["规章行政规范性文件", "1", "2\n5", "13\n46"]]
    page = f"<h1>{TITLE}</h1><p>{SECTIONS[2]}</p>{table(rows, inner=lambda text: text.replace(chr(10), '<br>'))}"
    report = read_report(page.encode(), "report.html", "report.html")
    assert not {f.value for name, f in report.figures.items() if name.startswith("disclosure.normative.")} - {None}
