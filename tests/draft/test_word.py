from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from tests.draft.stories import report_with, years
from toolkit.checks import check
from toolkit.draft.metrics import metrics_of
from toolkit.draft.word import bookmark_name, docx_of
from toolkit.draft.write import write_draft
from toolkit.model import CellId, Report
from toolkit.reports import read_report

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def drafted(this: Report, *previous: Report) -> bytes:
    draft = write_draft(this, previous)
    return docx_of(draft, this, metrics_of(this, previous), check(this))


def body_of(data: bytes) -> etree._Element:
    return etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))


def text_of(element: etree._Element) -> str:
    return "".join(t.text or "" for t in element.iter(f"{W}t"))


def read(data: bytes) -> Report:
    return read_report(data, "草稿.docx", "草稿.docx")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("form_id", ["2019", "2021"])
def test_our_reader_reads_every_cell_of_the_draft_back(seed: int, form_id: str) -> None:
    this, last = years(seed, form_id)
    report = read(drafted(this, last))
    assert {cell: figure.value for cell, figure in report.figures.items()} == {
        cell: figure.value for cell, figure in this.figures.items()
    }
    assert (report.organ, report.year, report.form) == (this.organ, this.year, this.form)
    assert [section.number for section in report.sections] == [1, 2, 3, 4, 5, 6]


def test_a_blank_stays_blank_and_is_coloured() -> None:
    this = report_with({"applications.new.company": None})
    data = drafted(this)
    assert read(data).figures[CellId("applications.new.company")].status == "blank"
    fills = [shade.get(f"{W}fill") for shade in body_of(data).iter(f"{W}shd")]
    assert fills.count("FFFF00") == 1


def test_each_slot_is_a_control_named_after_its_metric_within_a_bookmark_of_its_own() -> None:
    this, last = years(5)
    draft = write_draft(this, [last])
    metrics = metrics_of(this, [last])
    body = body_of(docx_of(draft, this, metrics))
    tags, names = [], []
    for control in body.iter(f"{W}sdt"):
        tag = control.find(f"{W}sdtPr/{W}tag")
        before = control.getprevious()
        assert tag is not None and before is not None  # noqa: PT018
        tags.append(str(tag.get(f"{W}val")))
        names.append(str(before.get(f"{W}name")))
        assert text_of(control) == metrics[tags[-1]].text
    assert tuple(tags) == draft.slots
    assert len(set(names)) == len(names)
    assert all(re.fullmatch(r"x[0-9a-f]{10}_\d+", name) and len(name) <= 40 for name in names)
    assert names[0] == bookmark_name(tags[0], 1)


def test_each_problem_has_a_comment_with_its_evidence() -> None:
    this = report_with({"disputes.review.corrected": 2, "disputes.review.upheld": 2, "disputes.review.total": 4})
    document = Document(BytesIO(drafted(this)))
    comments = [comment.text for comment in document.comments if comment.text.startswith("依据")]
    assert len(comments) == 1
    assert "被纠正的案件 2件" in comments[0]
    assert "÷" in comments[0]


def test_what_findings_touch_is_marked_in_the_tables_and_in_the_prose() -> None:
    this = report_with({"applications.new.natural": 3, "applications.new.total": 5})
    data = drafted(this)
    messages = [finding.message for finding in check(this) if finding.severity == "error"]
    comments = "\n".join(comment.text for comment in Document(BytesIO(data)).comments)
    assert messages
    assert all(message in comments for message in messages)
    marked = [run for run in body_of(data).iter(f"{W}r") if run.find(f"{W}rPr/{W}shd") is not None]
    assert "5件" in [text_of(run) for run in marked]


def test_another_program_opens_it_and_sees_headings_and_title() -> None:
    this, last = years(2)
    document = Document(BytesIO(drafted(this, last)))
    assert document.core_properties.title == "云溪县水务局2025年政府信息公开工作年度报告"
    headings = [p.text for p in document.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert headings[0] == "一、总体情况"
    assert len(headings) == 6
    assert len(document.tables) == 3


def test_the_signature_stays_with_the_last_paragraph_and_a_long_title_breaks_between_words() -> None:
    body = body_of(drafted(years(3)[0]))
    paragraphs = list(body[0].iterchildren("{*}p"))
    for paragraph in paragraphs[-3:-1]:
        assert paragraph.find("{*}pPr/{*}keepNext") is not None
    assert paragraphs[-1].find("{*}pPr/{*}keepNext") is None
    broken = paragraphs[0].find("{*}r/{*}br")
    assert broken is not None
    assert text_of(paragraphs[0]).endswith("政府信息公开工作年度报告")


def test_gaps_are_highlighted() -> None:
    gaps = [
        text_of(run)
        for run in body_of(drafted(report_with({}))).iter(f"{W}r")
        if run.find(f"{W}rPr/{W}highlight") is not None
    ]
    assert gaps
    assert all(gap.startswith("〔待填：") and gap.endswith("〕") for gap in gaps)


def test_the_same_figures_give_the_same_bytes() -> None:
    this, last = years(4)
    assert drafted(this, last) == drafted(this, last)


def test_what_looks_like_markup_in_a_name_is_text() -> None:
    this = replace(report_with({}), organ="云溪县<b>&“水务”局")
    assert "云溪县<b>&“水务”局2025年" in text_of(body_of(drafted(this)))


@pytest.mark.parametrize("seed", [1, 4])
def test_a_draft_reads_as_it_did(seed: int, golden: Callable[[str, str], None]) -> None:
    this, last = years(seed)
    data = drafted(this, last)
    lines = [text_of(p) for p in body_of(data)[0].iterchildren(f"{W}p")]
    comments = [comment.text for comment in Document(BytesIO(data)).comments]
    golden(f"draft-{seed}.txt", "\n".join([*lines, "", "批注：", *comments, ""]))


def test_a_short_table_stays_on_one_page_and_a_long_one_has_its_head_on_each() -> None:
    for table in body_of(drafted(*years(3))).iter(f"{W}tbl"):
        rows = list(table.iter(f"{W}tr"))
        kept = [all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p")) for row in rows]
        heads = sum(row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows)
        if len(rows) < 20:
            assert (kept, heads) == ([*[True] * (len(rows) - 1), False], 0)
        else:
            assert (any(kept), heads) == (False, 3)
