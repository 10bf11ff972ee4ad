"""Evaluation: what a figure is worth against the truth, and how sure a count of errors makes us."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from math import comb
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.evaluate import (
    Evaluation,
    Expected,
    MentionTally,
    compare,
    evaluate,
    evaluate_bytes,
    judge,
    truth_from_json,
    truths,
    upper_bound,
)
from toolkit.evaluate_page import markdown
from toolkit.model import CellId, Figure, Mention, Report, Source, Status, Unreadable

SOURCE = Source("甲.docx", "甲.docx", "00", "docx")
STATUSES: tuple[Status, ...] = ("printed", "blank", "dash", "unreadable", "missing")


def figure(status: Status, value: int | None = None) -> Figure:
    return Figure(
        None if value is None else Decimal(value), status, "" if value is None else str(value), "table", 1, None
    )


def report_with(figures: dict[str, Figure], title: str | None = "云溪县水务局2021年政府信息公开工作年度报告") -> Report:
    cells = {CellId(cell): got for cell, got in figures.items()}
    return Report("云溪县水务局", 2021, "2021", title, SOURCE, cells, ())


def truth_bytes(**changes: object) -> bytes:
    content: dict[str, object] = {
        "file": "甲.docx",
        "format": "docx",
        "organ": "云溪县水务局",
        "year": 2021,
        "form": "2021",
        "title": "云溪县水务局 2021年政府信息公开工作年度报告",
        "layout": {"disputes": "across"},
        "noises": ["value.unit"],
        "figures": {
            "disputes.review.upheld": {"value": 3, "status": "printed"},
            "disputes.review.total": {"value": None, "status": "blank"},
            "disclosure.fees.amount": {"value": 28068.751, "status": "printed"},
        },
        "lenient": ["disputes.review.total"],
    }
    return json.dumps({**content, **changes}).encode()


def test_the_same_status_and_value_is_right() -> None:
    assert judge(Expected("printed", Decimal("3.0")), figure("printed", 3)) == "right"
    assert judge(Expected("blank", None), figure("blank")) == "right"


def test_another_value_is_wrong() -> None:
    assert judge(Expected("printed", Decimal(3)), figure("printed", 4)) == "wrong"


def test_a_blank_where_a_number_stands_is_wrong() -> None:
    assert judge(Expected("printed", Decimal(0)), figure("blank")) == "wrong"


def test_a_zero_where_nothing_stands_is_invented() -> None:
    assert judge(Expected("blank", None), figure("printed", 0)) == "invented"
    assert judge(Expected("missing", None), figure("printed", 0)) == "invented"


def test_saying_nothing_is_missing_and_right_only_where_the_truth_is_lenient() -> None:
    assert judge(Expected("printed", Decimal(3)), None) == "missing"
    assert judge(Expected("printed", Decimal(3)), None, lenient=True) == "right"
    assert judge(Expected("printed", Decimal(3)), figure("unreadable")) == "missing"
    assert judge(Expected("printed", Decimal(3)), figure("printed", 4), lenient=True) == "wrong"


def test_a_blank_read_for_a_cell_that_is_not_there_is_wrong() -> None:
    assert judge(Expected("missing", None), figure("blank")) == "wrong"


def test_a_figure_of_another_form_is_invented() -> None:
    truth = truth_from_json(truth_bytes(), "甲.docx.json")
    result = compare(report_with({"applications.other.natural": figure("printed", 0)}), truth)
    assert [miss.verdict for miss in result.misses if miss.cell == "applications.other.natural"] == ["invented"]


@given(st.sampled_from(STATUSES), st.sampled_from(STATUSES), st.booleans())
def test_only_the_truth_is_right_and_a_printed_value_is_never_merely_missing(
    true: Status, read: Status, lenient: bool
) -> None:
    expected = Expected(true, Decimal(7) if true == "printed" else None)
    verdict = judge(expected, figure(read, 7 if read == "printed" else None), lenient=lenient)
    assert (verdict == "right") == (true == read)
    if read == "printed" and true != read:
        assert verdict == "invented"


def test_money_is_compared_as_printed_and_titles_without_their_blanks() -> None:
    truth = truth_from_json(truth_bytes(), "甲.docx.json")
    amount = Figure(Decimal("28068.751"), "printed", "28068.751万元", "table", 1, None)
    result = compare(report_with({"disclosure.fees.amount": amount}), truth)
    assert result.counts["disclosure", "right"] == 1
    assert result.heads == {"organ": True, "year": True, "form": True, "title": True}


def test_a_file_that_cannot_be_read_is_a_failure_and_the_others_go_on(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "truth").mkdir()
    for name in ("甲.docx", "乙.docx", "丙.docx"):
        (tmp_path / "truth" / f"{name}.json").write_bytes(truth_bytes(file=name))
    (tmp_path / "reports" / "甲.docx").write_bytes(b"good")
    (tmp_path / "reports" / "乙.docx").write_bytes(b"bad")

    def read(data: bytes, name: str) -> Report:
        if data == b"bad":
            raise Unreadable(name, "文件不完整")
        return report_with({"disputes.review.upheld": figure("printed", 3)})

    evaluation = evaluate(tmp_path, read)
    assert [(f.truth.file, f.failure) for f in evaluation.failures][1] == ("乙.docx", "文件不完整")
    assert len(evaluation.failures) == 2, "丙.docx is not there"
    total = evaluation.total()
    assert (total.files, total.right, total.missing, total.false) == (3, 2, 7, 0)


def test_a_crash_in_one_file_is_named_as_ours() -> None:
    def read(data: bytes, name: str) -> Report:
        raise IndexError("list index out of range")

    result = evaluate_bytes(b"", truth_from_json(truth_bytes(), "甲.docx.json"), read)
    assert result.failure == "程序出错：IndexError: list index out of range"


def test_a_folder_without_truth_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="没有 truth"):
        truths(tmp_path)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"{", "不是完整的 JSON"),
        (b"[]", "缺项或格式不对"),
        (
            truth_bytes(figures={"disputes.review.upheld": {"value": None, "status": "printed"}}),
            "disputes.review.upheld",
        ),
        (truth_bytes(figures={"disputes.review.upheld": {"value": 1, "status": "空"}}), "空"),
    ],
)
def test_a_damaged_truth_file_is_named_with_the_place(data: bytes, words: str) -> None:
    with pytest.raises(Unreadable, match=words) as caught:
        truth_from_json(data, "甲.docx.json")
    assert caught.value.name == "甲.docx.json"


def test_no_error_in_n_gives_the_rule_of_three() -> None:
    assert upper_bound(0, 100_000) == pytest.approx(1 - 0.05 ** (1 / 100_000))
    assert upper_bound(0, 100_000) == pytest.approx(3 / 100_000, rel=0.01)


def test_the_bound_of_nothing_seen_is_one() -> None:
    assert upper_bound(0, 0) == 1.0
    assert upper_bound(5, 5) == 1.0


@settings(max_examples=60)
@given(st.integers(1, 60), st.data())
def test_at_the_bound_so_few_errors_have_a_chance_of_one_in_twenty(n: int, data: st.DataObject) -> None:
    errors = data.draw(st.integers(0, n - 1))
    rate = upper_bound(errors, n)
    chance = sum(comb(n, k) * rate**k * (1 - rate) ** (n - k) for k in range(errors + 1))
    assert chance == pytest.approx(0.05, rel=1e-6)


def test_the_page_names_what_was_read_wrong(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "truth").mkdir()
    (tmp_path / "truth" / "甲.docx.json").write_bytes(truth_bytes())
    (tmp_path / "reports" / "甲.docx").write_bytes(b"")
    page = markdown(
        evaluate(tmp_path, lambda data, name: report_with({"disputes.review.upheld": figure("printed", 8)}))
    )
    assert "| 甲.docx | disputes.review.upheld | 错误 | 3 | 8 | 8 |" in page
    assert "| disputes: across | 1 | 2 | 1 | 1 | 0 | 0 | 50.000% |" in page
    assert "| value.unit | 1 | 3 |" in page


# --- prose ---------------------------------------------------------------------------------------------------


def mentioned(value: int, indicator: str | None) -> dict[str, object]:
    return {"raw": f"{value}件", "value": value, "unit": "件", "indicator": indicator}


def mention(value: int, unit: str | None = "件", indicator: str | None = None) -> Mention:
    return Mention("m1", "", Decimal(value), unit, 1, 0, 2, indicator)


def test_mentions_are_counted_where_the_truth_speaks_of_them() -> None:
    truth = truth_from_json(truth_bytes(mentions=[mentioned(3, "a"), mentioned(5, None), mentioned(5, "b")]), "甲.json")
    report = replace(report_with({}), mentions=(mention(3, indicator="a"), mention(5, indicator="c"), mention(7)))
    result = compare(report, truth)
    assert result.mentions == MentionTally(there=3, read=3, right=2, tied_there=2, tied_read=2, tied_right=1)
    assert Evaluation((result, result)).mentions() == MentionTally(6, 6, 4, 4, 4, 2)
    assert "正文中的数 6 个，读出 6" in markdown(Evaluation((result, result)))


def test_mentions_are_not_counted_where_no_truth_speaks_of_them() -> None:
    result = compare(replace(report_with({}), mentions=(mention(3),)), truth_from_json(truth_bytes(), "甲.json"))
    assert Evaluation((result,)).mentions() is None
