from __future__ import annotations

import re
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from lxml import html

from tests.samples import CLEAN, sample
from tests.view.test_report import made_findings
from tests.webpage.looking import PROSE, SLIPS, at, links, page_of, text, tree, with_prose
from toolkit.checks import check
from toolkit.model import CellId, Evidence, Finding, Mention, Note, Report, Section, SectionOrigin, Source, TableOrigin
from toolkit.reports import read_report
from toolkit.webpage.index import entry, index_page
from toolkit.webpage.page import report_page

REPORTS = Path(__file__).resolve().parent.parent.parent / "fixtures" / "reports"
TOTAL = "c-applications.total.natural"
HOSTILE = "</title></style><script>hacked=1</script><img src=x onerror=hacked=1>]]>\x00\u202e<!--&lt;" + "长" * 300


@pytest.fixture(scope="module")
def page() -> html.HtmlElement:
    return page_of(with_prose())


def found_in(report: Report, number: int, *spans: tuple[int, int, int]) -> Finding:
    """A finding about words."""
    evidence = (Evidence(report.source.name, report.year, None, SectionOrigin(*span), "") for span in spans)
    return Finding(
        f"{number:016x}", "a.rule", "warning", report.source, f"第 {number} 个", (), evidence=tuple(evidence)
    )


def unprotected(report: Report) -> Finding:
    """A finding about a cell that no rule protects."""
    cells = (CellId("disclosure.normative.in_force"),)
    return Finding("f", "coverage.unprotected", "info", report.source, "请看一遍", cells)


def finding(page: html.HtmlElement, words: str) -> html.HtmlElement:
    """The finding that says so."""
    (found,) = (item for item in page.find_class("finding") if words in text(item))
    return found


# --- what it shows ----------------------------------------------------------------------------------------


def test_a_page_looks_as_it_did(golden: Callable[[str, str], None]) -> None:
    report = replace(with_prose(), notes=(Note("row.extra", "多出一行，没有读取", TableOrigin(12, 7, 0)),))
    findings = [*made_findings(report), found_in(report, 3, (5, 1, 6)), unprotected(report)]
    written = re.sub(r"<style>.*</style>|sha256-[\w+/=]+|xxgk [\d.]+", "", report_page(report, findings), flags=re.S)
    golden("page.html", re.sub(r"(?=<(?:tr|li|p|h\d|section|table|header|article|details|meta|dl)\b)", "\n", written))


def test_the_head_says_whose_report_it_is_and_how_much_is_wrong(page: html.HtmlElement) -> None:
    said = text(page.find(".//header"))
    for expected in ("云溪县水务局", "年度", "国办公开办函〔2021〕30号", "年报.docx（docx）"):
        assert expected in said
    counts = Counter(item.get("class").split()[1] for item in page.find_class("finding"))
    assert text(page.find_class("summary")[0]) == f"{counts['error']}错误{counts['warning']}提醒{counts['info']}说明"


def test_heads_are_merged_as_the_form_prints_them(page: html.HtmlElement) -> None:
    table = at(page, "#t-applications").find(".//table")
    spans = {text(head): (head.get("rowspan"), head.get("colspan")) for head in table.iter("th")}
    assert spans["申请人情况"] == (None, "7")
    assert spans["法人或其他组织"] == (None, "5")
    assert spans["自然人"] == ("2", None)
    assert spans["（三）不予公开"] == ("8", None)
    widths = Counter(
        sum(int(cell.get("colspan", 1)) for cell in row) for row in table.find("tbody").iter("tr") if len(row) > 7
    )
    assert max(widths) == 10


@pytest.mark.parametrize(
    ("cell", "shown", "status"),
    [
        ("disclosure.rules.issued", "0", "printed"),
        ("disclosure.penalty.decisions", "空", "blank"),
        ("disclosure.coercion.decisions", "/", "dash"),
        ("applications.denied.secret.company", "缺", "missing"),
        ("applications.denied.law.company", "‹O›", "unreadable"),
        ("applications.denied.stability.company", "？", "unplaced"),
    ],
)
def test_what_is_no_number_is_told_apart(page: html.HtmlElement, cell: str, shown: str, status: str) -> None:
    td = at(page, f"c-{cell}")
    assert text(td.find_class("v")[0]) == shown
    assert status in td.get("class").split()
    if status not in ("printed", "dash"):
        assert shown[0] in text(page.find_class("legend")[0])


def test_a_number_is_shown_as_printed_and_as_read_where_that_is_not_the_same() -> None:
    report = sample("rest 0\ndisclosure.fees.amount 1,204\ndisclosure.penalty.decisions 12件")
    page = page_of(report)
    assert text(at(page, "c-disclosure.fees.amount")).startswith("1,204＝1204")
    assert "＝" not in text(at(page, "c-disclosure.penalty.decisions"))


def test_a_table_that_is_not_there_is_one_line_to_which_its_cells_lead() -> None:
    gone = "\n".join(
        f"disputes.{row}.{column} 缺"
        for row in ("review", "suit_direct", "suit_after_review")
        for column in ("upheld", "corrected", "other", "pending", "total")
    )
    page = page_of(sample("rest 0\n" + gone))
    assert "报告中没有这张表" in text(at(page, "t-disputes"))
    assert "#t-disputes" in links(finding(page, "没有找到"))


@pytest.mark.parametrize("form", [None, "1999"])
def test_a_report_of_no_known_form_is_its_text_and_what_is_wrong(form: str | None) -> None:
    report = replace(with_prose(), form=form, figures={})
    said = text(page_of(report))
    assert "看不出这份报告用的是哪一种格式" in said
    assert "2023年收到申请22件" in said


def test_a_report_of_nothing_has_a_page() -> None:
    nothing = Report(None, None, None, None, Source("空.txt", "空.txt", "", "txt"), {}, ())
    assert "机关名称未读到" in text(page_of(nothing))
    assert "没有发现问题" in report_page(sample(CLEAN), ())


@pytest.mark.parametrize("name", ["list-04.txt", "docx-05.docx"])
def test_every_figure_of_a_report_stands_on_its_page(name: str) -> None:
    report = read_report((REPORTS / name).read_bytes(), name, name)
    page = page_of(report)
    for cell, figure in report.figures.items():
        if figure.status == "printed" and figure.value is not None:
            assert re.search(r"\d", text(at(page, f"c-{cell}")).replace(",", "")), cell
    assert all(line.strip() in text(page) for section in report.sections for line in section.text.split("\n"))


# --- where it leads ---------------------------------------------------------------------------------------


def assert_links_resolve(page: html.HtmlElement) -> None:
    ids = Counter(element.get("id") for element in page.iter() if element.get("id"))
    assert not [each for each, count in ids.items() if count > 1]
    leading = [link for link in links(page) if link.startswith("#")]
    assert leading
    assert not {link for link in leading if link.removeprefix("#") not in ids}


@pytest.mark.parametrize("name", ["list-01.docx", "csv-05.csv"])
def test_every_link_of_a_made_report_leads_somewhere(name: str) -> None:
    assert_links_resolve(page_of(read_report((REPORTS / name).read_bytes(), name, name)))


def test_every_link_of_a_report_with_all_kinds_of_slips_leads_somewhere(page: html.HtmlElement) -> None:
    assert_links_resolve(page)


def test_a_finding_leads_to_its_cells_and_each_of_them_back(page: html.HtmlElement) -> None:
    found = finding(page, "（七）总计·自然人 应为 22")
    assert f"#{TOTAL}" in links(found)
    assert f"#{found.get('id')}" in links(at(page, TOTAL))


def test_a_finding_leads_to_its_words_and_they_back(page: html.HtmlElement) -> None:
    found = finding(page, "处套话")
    (first, *_) = [link for link in links(found) if link.startswith("#w-")]
    words = at(page, first)
    assert text(words) == "坚强领导下"
    assert words.getparent().tag == "mark"
    mark = words.getparent().getnext()
    assert links(mark) == [f"#{found.get('id')}"]


def test_a_finding_about_sections_leads_to_their_headings_and_they_back() -> None:
    page = page_of(with_prose(sections=[*PROSE[:5], Section(6, "附件", "无")]))
    found = finding(page, "的规定标题是")
    assert "#s-6" in links(found)
    assert f"#{found.get('id')}" in links(at(page, "s-6"))


def test_a_number_of_the_prose_leads_to_its_cell() -> None:
    mention = Mention("m1", "22件", None, "件", 1, 9, 12, indicator="applications.new.total")
    page = page_of(replace(with_prose(), mentions=(mention,)))
    (tied,) = page.find_class("tied")
    assert (text(tied), tied.get("href")) == ("22件", "#c-applications.new.total")


def test_a_repair_is_shown_as_before_and_after() -> None:
    report = with_prose()
    page = tree(report_page(report, made_findings(report)))
    found = finding(page, "（七）总计·自然人 应为 22")
    row = next(row for row in found.iter("tr") if "（七）总计·自然人" in text(row))
    assert (text(row.find(".//del")), text(row.find(".//ins"))) == ("0", "22")
    assert text(at(page, TOTAL).find("ins")) == "→ 22"
    assert "疑应改为" in text(found)


def test_a_cell_that_no_rule_protects_is_marked_and_listed(page: html.HtmlElement) -> None:
    (section,) = page.find_class("look-at")
    assert "请自己看一遍" in text(section)
    assert links(section)[0] == "#c-disclosure.normative.in_force"
    assert f"#{section.get('id')}" in links(at(page, "c-disclosure.normative.in_force"))


def test_errors_come_first(page: html.HtmlElement) -> None:
    severities = [item.get("class").split()[1] for item in page.find_class("finding")]
    assert severities == sorted(severities, key=["error", "warning", "info"].index)
    assert len(set(severities)) > 1


def test_words_of_several_findings_over_one_another_and_over_lines_lead_to_each() -> None:
    report = with_prose()
    findings = [
        found_in(report, 1, (1, 0, 10)),
        found_in(report, 2, (1, 5, 30)),
        found_in(report, 3, (1, 5, 6), (1, 16, 19)),
        found_in(report, 4, (1, 40, 4), (9, 0, 1), (1, -3, 2), (1, 20, 9999)),
    ]
    page = tree(report_page(report, findings))
    assert_links_resolve(page)
    prose = page.find_class("prose")[0]
    assert {f"#f-{number}" for number in (1, 2, 3)} <= set(links(prose))
    marks = re.compile(r"(?<=[^\d])[1-4](?=[^\d])")
    assert "2023年收到申请" in marks.sub("", text(prose))


# --- what it must not do ----------------------------------------------------------------------------------


def hostile() -> Report:
    report = with_prose(sections=[Section(n, HOSTILE, f"{HOSTILE}\n{HOSTILE}") for n in (None, 1, 99)])
    broken = report.figures[CellId("disclosure.rules.issued")]._replace(status="unreadable", value=None, raw=HOSTILE)
    return replace(
        report,
        organ=HOSTILE,
        title=HOSTILE,
        preamble=HOSTILE,
        source=replace(report.source, name=HOSTILE),
        figures={**report.figures, CellId("disclosure.rules.issued"): broken, CellId(HOSTILE): broken},
        notes=(Note("x", HOSTILE, None, (CellId(HOSTILE),)),),
    )


def test_what_a_report_holds_is_text_and_never_markup() -> None:
    tame = hostile()
    page = page_of(tame)
    assert not list(page.iter("script"))
    assert not list(page.iter("img"))
    assert not [name for element in page.iter() for name in element.attrib if name.startswith("on")]
    assert "<script>hacked=1</script>" in text(page.find(".//h1"))
    assert_links_resolve(page)


def test_private_numbers_are_masked_even_where_marks_cut_through_them() -> None:
    report = with_prose()
    start = report.sections[0].text.index("138")
    mention = Mention("m1", "1381", None, "件", 1, start, start + 4, indicator="applications.new.total")
    findings = [*check(report), found_in(report, 1, (1, start + 2, start + 8))]
    written = report_page(replace(report, mentions=(mention,)), findings)
    assert "13812345678" not in written
    prose = tree(written).find_class("prose")[0]
    assert "2345" not in "".join(part for part in prose.itertext() if not re.fullmatch(r"\d{1,2}", part))


def test_a_page_needs_no_script_and_no_network() -> None:
    written = report_page(with_prose(), check(with_prose()), back="index.html")
    assert "<script" not in written
    assert not re.search(r"(?:src|href)=\"(?!#|data:|index\.html)", written)
    assert not re.search(r"url\(|@import|//", re.sub(r"/\*.*?\*/", "", written, flags=re.S))


def test_its_policy_allows_its_own_style_alone() -> None:
    written = report_page(with_prose(), ())
    (style,) = re.findall(r"<style>(.*?)</style>", written, flags=re.S)
    policy = next(str(meta.get("content")) for meta in tree(written).iter("meta") if meta.get("http-equiv"))
    assert f"style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; img-src data:;")
    assert "unsafe" not in policy


def test_thousands_of_findings_are_written_in_no_time() -> None:
    report = replace(sample(CLEAN), sections=(Section(1, "总体情况", "字" * 100_000),))
    cell = CellId("applications.new.natural")
    findings = [
        replace(found_in(report, number, (1, number * 9, number * 9 + 12)), cells=(cell,)) for number in range(3_000)
    ]
    start = time.process_time()
    written = report_page(report, findings)
    assert time.process_time() - start < 5
    assert len(written) < 6_000_000
    page = tree(written)
    assert len(page.find_class("finding")) == 3_000
    assert len(links(at(page, f"c-{cell}"))) <= 6


# --- many reports -----------------------------------------------------------------------------------------


def test_the_list_names_every_report_with_its_counts_and_what_failed() -> None:
    report = sample(SLIPS)
    entries = [entry("下属/a b#1.html", "a b#1.docx", report, check(report)), entry("乙.html", "乙.docx", report, ())]
    page = tree(index_page(entries, ["坏.docx：是空文件"]))
    assert links(page) == ["%E4%B8%8B%E5%B1%9E/a%20b%231.html", "%E4%B9%99.html"]
    assert "坏.docx：是空文件" in text(page)
    assert [text(cell) for cell in page.iter("tr").__next__()] == [
        "机关",
        "年度",
        "格式",
        "文件",
        "错误",
        "提醒",
        "说明",
    ]
    assert [row.get("class") for row in page.iter("tr")][1:] == [None, "tidy"]
    assert "<script" not in index_page([entry(HOSTILE, HOSTILE, hostile(), ())], [HOSTILE])
