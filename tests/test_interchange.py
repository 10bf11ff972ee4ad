from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.interchange import finding_to_json, json_text, note_to_json, report_from_json, report_to_json
from toolkit.model import (
    Alternative,
    CellId,
    Claim,
    ClaimKind,
    Evidence,
    Figure,
    Finding,
    Mention,
    Note,
    Origin,
    PageOrigin,
    Repair,
    Report,
    Section,
    SectionOrigin,
    Source,
    Status,
    TableOrigin,
    TextOrigin,
    Unreadable,
)

NEW = CellId("applications.new.natural")
SOURCE = Source("年报.docx", "2020/年报.docx", "ab" * 32, "docx")


def a_figure(value: str | None = "22", status: Status = "printed") -> Figure:
    number = None if value is None else Decimal(value)
    return Figure(number, status, value or "", "table", 1.0, TableOrigin(31, 3, 3))


REPORT = Report("云溪县水务局", 2020, "2019", "年度报告", SOURCE, {NEW: a_figure()}, ())


def text_of(report: Report) -> str:
    return json_text(report_to_json(report))


def read_back(text: str) -> Report:
    return report_from_json(text.encode(), "年报.docx.json")


def why_not(text: str) -> str:
    with pytest.raises(Unreadable) as refusal:
        read_back(text)
    assert refusal.value.name == "年报.docx.json"
    assert "\n" not in refusal.value.why
    return refusal.value.why


def damaged(old: str, new: str) -> str:
    """The text of a report with one thing changed by hand."""
    text = text_of(REPORT)
    assert text.count(old) == 1
    return text.replace(old, new)


# --- what is written --------------------------------------------------------------------------------------


def test_a_report_without_claims_has_no_key_for_them() -> None:
    assert "claims" not in report_to_json(replace(REPORT, claims=()))
    claim = Claim("change", "m1", ("m2",), direction="up", against="同比")
    assert report_to_json(replace(REPORT, claims=(claim,)))["claims"] == [
        {"kind": "change", "whole": "m1", "parts": ["m2"], "complete": False, "direction": "up", "against": "同比"}
    ]


def test_a_report_has_the_keys_of_the_contract_in_order() -> None:
    assert list(report_to_json(REPORT)) == [
        "schema_version", "organ", "year", "form", "title", "source", "figures", "preamble", "sections", "mentions",
        "notes",
    ]  # fmt: skip


def test_a_figure_stands_on_one_line() -> None:
    line = (
        '    "applications.new.natural": {"value": 22, "status": "printed", "raw": "22", "method": "table", '
        '"confidence": 1.0, "origin": {"kind": "table", "block": 31, "row": 3, "column": 3}}'
    )
    assert line in text_of(REPORT).splitlines()


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("22", "22"),
        ("22.0", "22"),
        ("28068.751", "28068.751"),
        ("-35", "-35"),
        ("-0", "0"),
        ("1E+3", "1000"),
        ("0.10", "0.1"),
        ("12345678901234567.25", "12345678901234567.25"),
        ("0.30000000000000000004", "0.30000000000000000004"),
    ],
)
def test_a_value_is_written_as_the_exact_number(value: str, written: str) -> None:
    text = text_of(replace(REPORT, figures={NEW: a_figure(value)}))
    assert f'"value": {written}, ' in text
    assert read_back(text).figures[NEW].value == Decimal(value)


def test_a_blank_is_null_and_never_zero() -> None:
    written = report_to_json(replace(REPORT, figures={NEW: a_figure(None, "blank")}))
    assert json.loads(json_text(written))["figures"][NEW]["value"] is None


def test_chinese_stays_readable_and_a_lone_surrogate_survives() -> None:
    report = replace(REPORT, title="云溪县\ud800年度报告")
    assert '"云溪县水务局"' in text_of(report)
    assert read_back(text_of(report)).title == report.title


@pytest.mark.parametrize(
    ("origin", "written"),
    [
        (TableOrigin(31, 3, 2), {"kind": "table", "block": 31, "row": 3, "column": 2}),
        (
            TableOrigin(0, 3, 2, sheet="表三"),
            {"kind": "table", "block": 0, "sheet": "表三", "row": 3, "column": 2},
        ),
        (
            TableOrigin(4, 1, 2, path=((4, 0, 1), (2, 0, 0))),
            {"kind": "table", "block": 4, "path": [[4, 0, 1], [2, 0, 0]], "row": 1, "column": 2},
        ),
        (TextOrigin(10, 12, 3), {"kind": "text", "start": 10, "end": 12, "line": 3}),
        (PageOrigin(2, (1.0, 2.0, 3.0, 4.5)), {"kind": "page", "page": 2, "box": [1.0, 2.0, 3.0, 4.5]}),
        (
            PageOrigin(2, (1.0, 2.0, 3.0, 4.5), 5, 6),
            {"kind": "page", "page": 2, "box": [1.0, 2.0, 3.0, 4.5], "row": 5, "column": 6},
        ),
        (SectionOrigin(1, 120, 123), {"kind": "section", "section": 1, "start": 120, "end": 123}),
    ],
)
def test_each_kind_of_place_has_its_shape(origin: Origin, written: dict[str, object]) -> None:
    note = note_to_json(Note("x", "说明", origin, (NEW,)))
    assert note == {"code": "x", "message": "说明", "origin": written, "cells": [NEW]}


def test_keys_that_are_seldom_set_are_left_out() -> None:
    mention = Mention("m1", "67条", Decimal(67), "条", 1, 120, 123)
    written = report_to_json(replace(REPORT, mentions=(mention,)))
    assert written["mentions"] == [
        {
            "id": "m1",
            "raw": "67条",
            "value": 67,
            "unit": "条",
            "section": 1,
            "start": 120,
            "end": 123,
            "indicator": None,
        }
    ]


def test_a_range_keeps_its_bounds() -> None:
    mention = Mention("m1", "数百件", None, "件", 1, 0, 3, approximate=True, low=Decimal(200), high=Decimal(900))
    written = report_to_json(replace(REPORT, mentions=(mention,)))["mentions"]
    assert isinstance(written, list)
    assert (written[0]["approximate"], written[0]["low"], written[0]["high"]) == (True, 200, 900)


def test_a_finding_is_written_as_the_contract_says() -> None:
    finding = Finding(
        id="9f1c2b7a40d3e815",
        rule="applications.total_is_sum",
        severity="error",
        source=SOURCE,
        message="（七）总计·自然人 应为 22，表中为 0",
        cells=(NEW,),
        printed=Decimal(0),
        expected=Decimal(22),
        slip="total_row_empty",
        repairs=(Repair({NEW: Decimal(22)}, 4, "整行漏填"),),
        repair_status="unique",
        evidence=(Evidence("年报.docx", 2020, NEW, TextOrigin(1, 2, 3), "0"),),
        citation="国办公开办函〔2019〕60号",
    )
    assert finding_to_json(finding) == {
        "id": "9f1c2b7a40d3e815",
        "rule": "applications.total_is_sum",
        "severity": "error",
        "source": {"name": "年报.docx", "path": "2020/年报.docx", "sha256": "ab" * 32},
        "message": "（七）总计·自然人 应为 22，表中为 0",
        "cells": [NEW],
        "printed": 0,
        "expected": 22,
        "slip": "total_row_empty",
        "repairs": [{"changes": {NEW: 22}, "cost": 4.0, "reason": "整行漏填"}],
        "repair_status": "unique",
        "evidence": [
            {
                "source": "年报.docx",
                "year": 2020,
                "cell": NEW,
                "origin": {"kind": "text", "start": 1, "end": 2, "line": 3},
                "quote": "0",
            }
        ],
        "citation": "国办公开办函〔2019〕60号",
    }


# --- there and back ---------------------------------------------------------------------------------------

counts = st.integers(0, 10**6)
numbers = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)
shares = st.floats(0, 1)
words = st.text(max_size=12)
cell_ids = st.builds(CellId, st.text(min_size=1, max_size=12))
origins = st.one_of(
    st.builds(
        TableOrigin,
        counts,
        counts,
        counts,
        sheet=st.none() | words,
        path=st.none() | st.lists(st.tuples(counts, counts, counts), max_size=3).map(tuple),
    ),
    st.builds(TextOrigin, counts, counts, counts),
    st.builds(
        PageOrigin, counts, st.tuples(*[st.floats(0, 5000)] * 4), row=st.none() | counts, column=st.none() | counts
    ),
    st.builds(SectionOrigin, counts, counts, counts),
)
figures = st.builds(
    lambda value, status, **rest: Figure(value=value if status == "printed" else None, status=status, **rest),
    value=numbers,
    status=st.sampled_from(["printed", "blank", "dash", "unreadable", "missing"]),
    raw=words,
    method=st.sampled_from(["table", "text", "model", "ocr", "human"]),
    confidence=shares,
    origin=st.none() | origins,
    alternatives=st.lists(st.builds(Alternative, numbers, shares), max_size=2).map(tuple),
)
claims = st.builds(
    Claim,
    kind=st.sampled_from(get_args(ClaimKind)),
    whole=st.none() | st.text(max_size=4),
    parts=st.lists(st.text(max_size=4), max_size=3).map(tuple),
    complete=st.booleans(),
    direction=st.sampled_from([None, "up", "down"]),
    against=st.none() | st.text(max_size=4),
)
mentions = st.builds(
    Mention, words, words, st.none() | numbers, st.none() | words, counts, counts, counts, st.none() | words,
    st.booleans(), st.none() | numbers, st.none() | numbers,
)  # fmt: skip
reports = st.builds(
    Report,
    organ=st.none() | words,
    year=st.none() | st.integers(1990, 2100),
    form=st.none() | words,
    title=st.none() | words,
    source=st.builds(Source, words, words, words, st.sampled_from(["docx", "html", "xlsx", "txt", "csv"])),
    figures=st.dictionaries(cell_ids, figures, max_size=4),
    sections=st.lists(st.builds(Section, st.none() | counts, words, words), max_size=2).map(tuple),
    preamble=words,
    mentions=st.lists(mentions, max_size=2).map(tuple),
    claims=st.lists(claims, max_size=2).map(tuple),
    notes=st.lists(
        st.builds(Note, words, words, st.none() | origins, st.lists(cell_ids, max_size=2).map(tuple)), max_size=2
    ).map(tuple),
)


@settings(max_examples=60, deadline=None)
@given(reports)
def test_a_report_that_is_written_reads_back_the_same(report: Report) -> None:
    text = text_of(report)
    assert read_back(text) == report
    assert text_of(read_back(text)) == text


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_report_cut_short_or_scratched_is_refused_or_read_and_never_fails_otherwise(data: st.DataObject) -> None:
    text = text_of(replace(REPORT, notes=(Note("x", "说明", TextOrigin(1, 2, 3), (NEW,)),)))
    at = data.draw(st.integers(0, len(text) - 1))
    scratched = text[:at] + data.draw(st.sampled_from(["", "{", "null", '"', "9", "[", "-", "\ud800"])) + text[at + 1 :]
    for candidate in (text[:at], scratched):
        with suppress(Unreadable):  # and nothing else
            report_from_json(candidate.encode("utf-8", "surrogatepass"), "年报.docx.json")


# --- what is read -----------------------------------------------------------------------------------------


def test_unknown_keys_are_ignored() -> None:
    assert read_back(damaged('"year": 2020,', '"year": 2020, "reviewed_by": {"name": "某人"},')) == REPORT


def test_keys_that_may_be_left_out_are_empty() -> None:
    text = '{"schema_version": 1, "source": {"name": "a.txt", "sha256": "", "format": "txt"}, "figures": {}}'
    report = read_back(text)
    assert (report.organ, report.year, report.sections, report.notes, report.source.path) == (
        None,
        None,
        (),
        (),
        "a.txt",
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_damage(encoding: str) -> None:
    assert report_from_json(text_of(REPORT).encode(encoding), "年报.docx.json") == REPORT


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('"value": 22', '"value": "22"', "figures.applications.new.natural.value 应为数，现为 “22”"),
        ('"value": 22', '"value": true', "应为数，现为 true"),
        ('"value": 22', '"value": null', "status 是 printed"),
        ('"value": 22', '"value": NaN', "NaN 不是数"),
        ('"value": 22', '"value": 1e999999999', "应为大小合理的数"),
        ('"value": 22', f'"value": {"9" * 5000}', "长得不可能是数据"),
        ('"status": "printed"', '"status": "blank"', "空格不是 0"),
        ('"status": "printed"', '"status": "zero"', "应为printed、blank、dash、unreadable、missing 之一，现为 “zero”"),
        ('"confidence": 1.0', '"confidence": 1e999', "应为大小合理的数"),
        ('"confidence": 1.0', '"confidence": 1.5', "应为 0 到 1 之间的数，现为 1.5"),
        ('"kind": "table"', '"kind": "cell"', "origin.kind 应为table、text、page、section 之一"),
        ('"block": 31', '"block": -1', "origin.block 应为不小于 0 的整数，现为 -1"),
        ('"block": 31, ', "", "缺少 figures.applications.new.natural.origin.block"),
        ('"format": "docx"', '"format": "mp3"', "source.format 应为docx、html"),
        ('"sections": []', '"sections": {}', "sections 应为列表（[…]），现为 一组键和值"),
        ('"sections": []', '"sections": [7]', "sections[0] 应为一组键和值（{…}），现为 7"),
        ('"schema_version": 1', '"schema_version": 2', "请升级 xxgk 后再读"),
        ('"schema_version": 1', '"schema_version": 0', "schema_version 应为不小于 1 的整数"),
        ('"year": 2020', '"year": 2020, "year": 2021', "键 year 出现了两次"),
        ('"notes": []\n}', '"notes": []', "第 "),
    ],
)  # fmt: skip
def test_damage_is_named_by_place_and_cause(old: str, new: str, said: str) -> None:
    assert said in why_not(damaged(old, new))


def test_brackets_within_brackets_without_end_are_refused() -> None:
    assert "括号套得太深" in why_not('{"schema_version": ' + "[" * 200_000)


def test_bytes_that_are_no_text_are_refused() -> None:
    with pytest.raises(Unreadable, match="不是 UTF-8 编码"):
        report_from_json(b'{"schema_version": "\xff"}', "x.json")
