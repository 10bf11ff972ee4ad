"""Form files that contradict themselves are refused, with words that lead to the place."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.forms.loading import form_from_yaml, wording_from_yaml
from toolkit.forms.spec import FormError, WordingSpec

BROKEN = sorted((Path(__file__).parent / "broken").glob("*.yaml"))
_MUST_SAY = "# must say: "


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_form_file_is_refused_in_words_that_lead_to_the_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    words = [line.removeprefix(_MUST_SAY) for line in text.splitlines() if line.startswith(_MUST_SAY)]
    assert words
    with pytest.raises(FormError) as refused:
        form_from_yaml(text, WordingSpec(), path.name)
    message = str(refused.value)
    assert message.startswith(path.name)
    assert [word for word in words if word not in message] == [], message


def test_each_broken_file_breaks_for_a_reason_of_its_own() -> None:
    messages = set()
    for path in BROKEN:
        with pytest.raises(FormError) as refused:
            form_from_yaml(path.read_text(encoding="utf-8"), WordingSpec(), "form")
        messages.add(str(refused.value))
    # A row and a column that stand twice bring the same cells twice.
    assert len(messages) == len(BROKEN) - 1


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(FormError, match=r"empty\.yaml: the file: None is no mapping"):
        form_from_yaml("", WordingSpec(), "empty.yaml")


def test_a_wording_for_something_else_than_rows_and_columns_is_refused() -> None:
    with pytest.raises(FormError, match=r"words.yaml: tables.letters.row: unknown key \(is 'rows' meant\?\)"):
        wording_from_yaml("tables: {letters: {row: {received: [收信]}}}", "words.yaml")


def test_wordings_of_rows_columns_groups_and_sections_come_behind_the_official_label() -> None:
    wording = wording_from_yaml(
        """
        sections: {1: [数目]}
        tables:
          letters:
            rows: {answered.full: [全部, 全答]}
            columns: {paper: [信函]}
            row_groups: {答复: [回复]}
            column_groups: {来法: [方式]}
        foreign: [备注]
        """,
        "words.yaml",
    )
    form = form_from_yaml(
        """
        id: "2030"
        name: 试用格式
        issued_as: 试公开函〔2030〕1号
        report_years: [2030, 2030]
        sections: [{number: 1, title: 数字}]
        tables:
          - id: letters
            section: 1
            title: 来信情况
            parts:
              - columns: [{group: 来法, columns: [{id: paper, label: 纸质, unit: 件}]}]
                rows: [{group: 答复, id: answered, rows: [{id: full, label: 全部}]}]
        """,
        wording,
        "form.yaml",
    )
    cell = form.cells[next(iter(form.cells))]
    assert cell.row.label.wordings == ("全部", "全答")  # the official label is not repeated
    assert cell.row.groups[0].wordings == ("答复", "回复")
    assert cell.column.label.wordings == ("纸质", "信函")
    assert cell.column.groups[0].wordings == ("来法", "方式")
    assert form.sections[0].label.wordings == ("数字", "数目")
    assert form.foreign == ("备注",)
    assert form.is_of_year(2030)
    assert not form.is_of_year(2031)
