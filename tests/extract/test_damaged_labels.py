"""Labels with typos, in other typography, run together, repeated or dropped: known all the same, and less sure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest

from tests.extract.documents import (
    APPLICATIONS,
    KINDS,
    SECTIONS,
    applications,
    cell,
    expected,
    extracted,
    flat,
    messages,
    printed,
    shown,
)


def test_a_row_run_together_with_a_damaged_group_is_known_by_its_own_label() -> None:
    labels = ("3.要求提供公开出版物", "4.无正当理由大量反复申请")
    rows = flat({label: f"三、本年度半理情况（五）不予处里{label}" for label in labels})
    at = next(n for n, row in enumerate(rows) if row[0].endswith(labels[0]))
    rows[at], rows[at + 1] = rows[at + 1], rows[at]
    assert printed(extracted(SECTIONS[3], rows)) == expected()


_TYPOS = {
    "2.其他法律行政法规禁止公开": "2.其他法律行政止公开",
    "5.属于三类内部事务信息": "5.属于三类内容事务信息",
    "6.属于四类过程性信息": "6.属于四类过程性性信息",
    "1.本机关不掌握相关政府信息": "1.本机关不掌握相关政府信",
    "四、结转下年度继续办理": "四、转结下年度继续办理",
    "3.补正后申请内容仍不明确": "3.补正申请内容仍不明",
}


def test_labels_with_wrong_missing_and_doubled_characters_are_known_and_less_sure() -> None:
    report = extracted(SECTIONS[3], applications(_TYPOS))
    assert printed(report) == expected()
    assert cell(report, "applications.denied.law.natural").confidence < 1
    assert cell(report, "applications.granted.natural").confidence == 1


@pytest.mark.parametrize(
    "change",
    [
        " ".join,
        "\n".join,
        "　".join,
        lambda text: f" \u00a0{text}\u200b",
        lambda text: "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text),
        lambda text: unicodedata.normalize("NFKC", text),
        lambda text: text.replace("（", "(").replace("）", ")").replace("、", "."),
        lambda text: re.sub(r"^(?:[一二三四]、|（.）|\d\.)", "", text),
    ],
    ids=["spaced", "broken", "wide", "invisible", "full-width", "half-width", "brackets", "no signs"],
)
def test_labels_are_known_whatever_typography_does_to_them(change: Callable[[str], str]) -> None:
    changed = {text: change(text) for labels in APPLICATIONS.values() for text in labels}
    report = extracted(SECTIONS[3], applications(changed))
    assert printed(report) == expected()


@pytest.mark.parametrize(
    ("kind", "printed_as"),
    [
        ("社会公益组织", "社会公益\n组织"),
        ("法律服务机构", "法律服务机枸"),
        ("科研机构", "科 研 机 构"),
        ("商业企业", "企业"),
    ],
)
def test_damaged_labels_of_columns_are_known(kind: str, printed_as: str) -> None:
    rows = [[printed_as if text == kind else text for text in row] for row in applications()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == expected()


def test_a_strange_column_among_the_known_is_open_and_moves_no_figure() -> None:
    rows = [[("个体工商户" if text == "商业企业" else text) for text in row] for row in flat()]
    report = extracted(SECTIONS[3], rows)
    assert printed(report) == {name: value for name, value in expected().items() if not name.endswith(".company")}
    assert not [name for name in report.figures if name.startswith("applications.") and name.endswith(".company")]
    assert "表头里有认不出的列名" in messages(report, "cell.unplaced")[0]


def test_group_labels_repeated_in_every_row_or_dropped_change_nothing() -> None:
    head = ["", "", "", *KINDS]
    repeated = [
        [*labels[:-1], *[""] * (3 - len(labels)), labels[-1], *shown(row)] for row, labels in APPLICATIONS.items()
    ]
    assert printed(extracted(SECTIONS[3], [head, *repeated])) == expected()
    assert printed(extracted(SECTIONS[3], flat())) == expected()


def test_labels_run_together_with_their_groups_are_known() -> None:
    joined = [["", *KINDS], *(["".join(labels), *shown(row)] for row, labels in APPLICATIONS.items())]
    assert printed(extracted(SECTIONS[3], joined)) == expected()


def test_rows_run_together_with_their_group_in_another_wording_of_it_are_still_those_rows() -> None:
    rows = [["", *KINDS]]
    for row, labels in APPLICATIONS.items():
        name = "".join(labels).replace("1.申请人", "申请人").replace("2.申请人", "申请人").replace("3.其他", "其他")
        rows.append([name.replace("其他处理", "其他处理情况"), *shown(row)])
    at = next(n for n, row in enumerate(rows) if "总计" in row[0] and n)
    rows.insert(at, ["三、本年度办理结果（六）其他处理情况小计", *"0000000"])
    assert printed(extracted(SECTIONS[3], rows)) == expected()
