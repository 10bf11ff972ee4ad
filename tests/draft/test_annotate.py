from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from posixpath import basename
from zipfile import ZipFile

import pytest
from docx import Document
from lxml import etree

from tests.conftest import ROOT
from tests.draft.stories import report_with
from tests.draft.test_word import W, text_of
from toolkit.checks import check
from toolkit.draft.annotate import Annotated, annotate
from toolkit.draft.metrics import metrics_of
from toolkit.draft.word import docx_of
from toolkit.draft.write import write_draft
from toolkit.interchange import json_text, report_to_json
from toolkit.model import Evidence, Finding, Report, Section, SectionOrigin, Unreadable
from toolkit.reports import read_report

SAMPLES = sorted((ROOT / "fixtures" / "reports").glob("*.docx"))
_CHANGED = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}


def annotated(data: bytes, name: str = "年报.docx") -> tuple[Annotated, Report, tuple[Finding, ...]]:
    report = read_report(data, name, name)
    findings = check(report)
    return annotate(data, report, findings), report, findings


def text_of_any(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext())


def without_anchors(data: bytes) -> bytes:
    content = ZipFile(BytesIO(data)).read("word/document.xml")
    root = etree.fromstring(content)
    names = etree.QName(root).namespace
    W = f"{{{names}}}"  # noqa: N806 - strict documents have names of their own
    for reference in list(root.iter(f"{W}commentReference")):
        run = reference.getparent()
        assert run is not None
        parent = run.getparent()
        assert parent is not None
        parent.remove(run)
    for anchor in [*root.iter(f"{W}commentRangeStart", f"{W}commentRangeEnd")]:
        parent = anchor.getparent()
        assert parent is not None
        parent.remove(anchor)
    return etree.tostring(root, method="c14n")


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_keeps_everything_but_its_comments(path: Path) -> None:
    data = path.read_bytes()
    made, report, findings = annotated(data, path.name)
    before, after = ZipFile(BytesIO(data)), ZipFile(BytesIO(made.data))
    assert without_anchors(made.data) == etree.tostring(
        etree.fromstring(before.read("word/document.xml")), method="c14n"
    )
    assert {n for n in before.namelist() if n not in _CHANGED and before.read(n) != after.read(n)} == set()
    assert set(after.namelist()) - set(before.namelist()) <= {"word/comments.xml"}
    comments = etree.fromstring(after.read("word/comments.xml"))
    assert [text_of_any(comment).split("规则：")[1] for comment in comments] == [finding.rule for finding in findings]
    again = read_report(made.data, path.name, path.name)
    assert again.figures == report.figures


def slipped() -> bytes:
    this = report_with({"applications.new.natural": 3, "applications.new.total": 5})
    return docx_of(write_draft(this), this, metrics_of(this))


def commented_texts(data: bytes) -> list[str]:
    """What stands between the anchors of each comment."""
    root = etree.fromstring(ZipFile(BytesIO(data)).read("word/document.xml"))
    found: dict[str, str] = {}
    open_comments: list[str] = []
    for element in root.iter():
        if element.tag == f"{W}commentRangeStart":
            open_comments.append(str(element.get(f"{W}id")))
        elif element.tag == f"{W}commentRangeEnd":
            open_comments.remove(str(element.get(f"{W}id")))
        elif element.tag == f"{W}t":
            for number in open_comments:
                found[number] = found.get(number, "") + (element.text or "")
    return list(found.values())


def test_a_comment_stands_at_the_cell_that_the_finding_names() -> None:
    made, _, findings = annotated(slipped())
    assert made.placed == len(findings) - made.at_title
    assert findings[0].message.startswith("一、本年新收")
    assert {"5", "3"} & set(commented_texts(made.data))


def test_comments_that_were_there_stay() -> None:
    once, _, findings = annotated(slipped())
    twice, _, _ = annotated(once.data)
    assert len(list(Document(BytesIO(twice.data)).comments)) == 2 * len(findings)


def test_a_finding_about_words_stands_at_the_runs_that_hold_them() -> None:
    data = slipped()
    report = read_report(data, "年报.docx", "年报.docx")
    evidence = Evidence("年报.docx", 2025, None, SectionOrigin(1, 0, 9), "新收政府信息公开申请5件")
    finding = Finding("0" * 16, "prose.x", "error", report.source, "正文与表不符", (), evidence=(evidence,))
    made = annotate(data, report, [finding])
    (text,) = commented_texts(made.data)
    assert "新收政府信息公开申请5件" in text
    assert "法人" not in text


def test_a_finding_about_no_place_stands_at_the_title() -> None:
    data = slipped()
    report = read_report(data, "年报.docx", "年报.docx")
    made = annotate(data, report, [Finding("0" * 16, "form.x", "warning", report.source, "格式不对", ())])
    assert made.at_title == 1
    assert commented_texts(made.data) == ["云溪县水务局2025年政府信息公开工作年度报告"]


def test_in_another_format_a_finding_about_words_stands_at_them_and_overlapping_ones_at_the_same() -> None:
    text = "第一行。\n本年新收申请5件，办结3件。\n第三行。"
    report = replace(report_with({}), sections=(Section(1, "总体情况", text),))

    def finding(start: int, end: int, what: str) -> Finding:
        quote = report.sections[0].text[start:end]
        evidence = Evidence(report.source.name, 2025, None, SectionOrigin(1, start, end), quote)
        return Finding(what * 16, "prose.x", "error", report.source, what, (), evidence=(evidence,))

    places = ((5, 13, "a"), (10, 13, "b"), (14, 18, "c"), (900, 950, "d"))
    made = annotate(b"", report, [finding(*place) for place in places])
    assert (made.placed, made.at_title) == (3, 1)
    assert commented_texts(made.data)[1:] == ["本年新收申请5件", "本年新收申请5件", "办结3件"]


@pytest.mark.parametrize("part", ["word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"])
def test_a_docx_with_a_damaged_part_cannot_be_annotated_and_says_which(part: str) -> None:
    archive = ZipFile(BytesIO(slipped()))
    report = read_report(slipped(), "年报.docx", "年报.docx")
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name in archive.namelist():
            if part == "[Content_Types].xml" and name.endswith(("comments.xml", "document.xml.rels")):
                continue  # so that the types have to be written anew
            target.writestr(name, archive.read(name)[: -9 if name == part else None])
    with pytest.raises(Unreadable, match="XML 有错") as caught:
        annotate(out.getvalue(), report, check(report))
    assert basename(part) in caught.value.why


@pytest.mark.parametrize("seed_values", [{"applications.new.natural": 3, "applications.new.total": 5}])
def test_a_report_of_another_format_is_made_into_a_docx_with_the_same_figures(seed_values: dict[str, int]) -> None:
    data = json_text(report_to_json(report_with(seed_values))).encode()
    report = read_report(data, "年报.json", "年报.json")
    findings = check(report)
    made = annotate(data, report, findings)
    again = read_report(made.data, "年报.docx", "年报.docx")
    assert {c: f.value for c, f in again.figures.items()} == {c: f.value for c, f in report.figures.items()}
    comments = "\n".join(comment.text for comment in Document(BytesIO(made.data)).comments)
    assert all(finding.message in comments for finding in findings)
    assert "5" in "".join(
        text_of(t) for t in etree.fromstring(ZipFile(BytesIO(made.data)).read("word/document.xml")).iter(f"{W}tbl")
    )
