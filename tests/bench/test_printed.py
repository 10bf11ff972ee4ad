"""The bench of printed and saved reports: what is held against the reader, and what against the report."""

from __future__ import annotations

import json
import random

import pytest

from bench.printed import Case, body, cases, lacking, main, measured
from fixtures.make import make, truth_text
from fixtures.office import unsaved
from fixtures.paper import any_paper, on_paper
from fixtures.printing import is_whole, printed
from toolkit.readers import read


def case(source: bytes | None, changed: bool = False) -> Case:
    """A Word file as if it were printed from a source; ``changed`` has its truth say another figure than it prints."""
    fixture = make(1, 0, 0, ("docx",))
    truth = json.loads(truth_text(fixture))
    if changed:
        truth["figures"]["applications.new.natural"] = {"value": 123456, "status": "printed"}
    return Case("doc", 0, fixture.data, json.dumps(truth).encode(), source)


def test_a_report_that_is_read_whole_has_no_faults() -> None:
    (report,) = cases("drawn", [(1, 0, 0)])
    result = measured(report)
    assert result.read.failure is None
    assert result.faults == ()


def test_a_cell_that_the_source_gives_wrong_too_is_not_the_readers_fault() -> None:
    source = make(1, 0, 0, ("docx",)).data
    result = measured(case(source, changed=True))
    assert [miss.cell for miss in result.read.misses] == ["applications.new.natural"]
    assert result.faults == ()


def test_a_cell_that_the_source_gives_right_is_the_readers_fault() -> None:
    (miss,) = measured(case(None, changed=True)).faults
    assert (miss.cell, miss.verdict) == ("applications.new.natural", "wrong")


def test_the_page_says_what_was_not_measured() -> None:
    text = body([measured(case(None))], ["没有测量“网页”：本机没有 chromium。"])
    assert "| Word 97–2003（.doc），LibreOffice 另存 | 0 | 1 |" in text
    assert "本机没有 chromium" in text


def test_an_unknown_kind_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--kinds", "ofd"])
    assert ended.value.code == 2
    assert "--kinds 只有 word" in capsys.readouterr().err


def test_a_report_on_paper_is_printed_whole(libreoffice: str) -> None:
    assert libreoffice
    assert lacking("word") is None
    source = unsaved("pdf", 1, 0, 0).data
    docx = on_paper(source, any_paper(random.Random(3)))
    pdf = printed({"report": docx})["report"]
    assert is_whole(docx, pdf)
    assert read(pdf, "report.pdf").blocks
