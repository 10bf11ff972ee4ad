from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.conftest import ROOT
from tests.draft.stories import years
from tests.draft.strict_word import complaints
from toolkit.checks import check
from toolkit.draft.annotate import annotate
from toolkit.draft.metrics import metrics_of
from toolkit.draft.report_docx import report_docx
from toolkit.draft.word import docx_of
from toolkit.draft.write import write_draft
from toolkit.model import CellId, Figure
from toolkit.reports import read_report

SAMPLES = ("html-01.htm", "xlsx-01.xlsx", "doc-05.doc", "txt-03.txt", "list-03.xlsx", "csv-06.csv")


def drafted(seed: int, form_id: str = "2021") -> bytes:
    """A draft of figures one of which is wrong, so that slots and cells are marked."""
    this, last = years(seed, form_id)
    cell = CellId("applications.new.total")
    wrong = Figure((this.figures[cell].value or 0) + Decimal(7), "printed", "7", "table", 1.0, None)
    this = replace(this, figures={**this.figures, cell: wrong}, organ='云溪县水务局 & "分局"')
    return docx_of(write_draft(this, [last]), this, metrics_of(this, [last]), check(this, [last]))


@pytest.mark.parametrize("form_id", ["2019", "2021"])
@pytest.mark.parametrize("seed", [0, 2, 5])
def test_a_draft_is_what_word_demands(seed: int, form_id: str) -> None:
    assert complaints(drafted(seed, form_id)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_report_made_into_a_docx_is_what_word_demands(name: str) -> None:
    report = read_report((ROOT / "fixtures" / "reports" / name).read_bytes(), name, name)
    assert complaints(report_docx(report, check(report)).data) == []


def test_an_annotated_draft_is_what_word_demands() -> None:
    data = drafted(3)
    report = read_report(data, "草稿.docx", "草稿.docx")
    assert complaints(annotate(data, report, check(report)).data) == []


@pytest.mark.parametrize(
    ("part", "before", "after", "said"),
    [
        ("word/document.xml", '<w:sdtPr><w:alias w:val="报告年度"/>', "<w:sdtPr>", None),
        ("word/document.xml", "</w:sdtPr>", '<w:alias w:val="x"/></w:sdtPr>', "alias too late in sdtPr"),
        ("word/document.xml", '<w:bookmarkEnd w:id="2"/>', "", "bookmarkStart 2 does not end"),
        ("word/document.xml", '<w:id w:val="3"/>', '<w:id w:val="4"/>', "control id twice: 4"),
        ("word/document.xml", '<w:commentRangeEnd w:id="0"/>', "", "commentRangeStart 0 does not end"),
        ("word/document.xml", '<w:gridSpan w:val="7"/>', "", "columns of"),
        ("word/document.xml", '<w:pStyle w:val="Body"/>', '<w:pStyle w:val="Text"/>', "no style Text"),
        ("word/document.xml", '_1"/><w:sdt>', '_1_______________________________"/><w:sdt>', "no name for a bookmark"),
        ("word/comments.xml", '<w:comment w:id="1"', '<w:comment w:id="0"', "comment 0 2 times"),
        ("word/styles.xml", "<w:keepNext/>", '<w:jc w:val="left"/><w:keepNext/>', "keepNext too late in pPr"),
        ("[Content_Types].xml", "/word/comments.xml", "/word/remarks.xml", "a content type of no part"),
        ("word/_rels/document.xml.rels", 'Id="rId4"', 'Id="rId9"', "no relationship rId4"),
    ],
)
def test_what_word_would_not_open_is_said(part: str, before: str, after: str, said: str | None) -> None:
    archive = ZipFile(BytesIO(drafted(5)))
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert name != part or before in text
            target.writestr(name, text.replace(before, after, 1) if name == part else text)
    found = complaints(out.getvalue())
    assert found == [] if said is None else any(said in each for each in found)
