"""The forms on the terminal."""

from __future__ import annotations

from io import StringIO

import pytest
from rich.cells import cell_len
from rich.console import Console, RenderableType

from toolkit.forms import all_forms, form_ids, load
from toolkit.view.forms import form_view, forms_overview


def _printed(renderable: RenderableType, width: int) -> str:
    stream = StringIO()
    Console(file=stream, width=width, color_system=None).print(renderable)
    return stream.getvalue()


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("form_id", form_ids())
def test_a_form_shows_every_row_column_and_identity_within_the_width(form_id: str, width: int) -> None:
    form = load(form_id)
    text = _printed(form_view(form), width)
    assert max(cell_len(line) for line in text.splitlines()) <= width
    words = set(text.split())
    for table in form.tables:
        assert table.id in words
        for part in table.parts:
            assert {row.id for row in part.rows} | {column.id for column in part.columns if column.id} <= words
    assert {identity.id for identity in form.identities} <= words
    assert "…" not in text


def test_a_form_shows_units_other_wordings_alternatives_and_citations() -> None:
    text = _printed(form_view(load("2021")), 120)
    assert "国办公开办函〔2021〕30号，用于 2021 年度起" in text
    assert "万元" in text
    assert "也写作 规范性文件" in text
    assert "只印成一行时用这个编号，否则用下面 3 行的编号" in text
    assert "表三表头" in text
    assert "项，可为负" in _printed(form_view(load("2019")), 120)


def test_a_list_shows_what_its_figures_stand_under_its_units_and_its_local_rows() -> None:
    lines = _printed(form_view(load("2014")), 120).splitlines()
    assert any("本年累计" in line for line in lines)
    assert next(line for line in lines if "by_weibo" in line).endswith("条")
    assert next(line for line in lines if "received_by_email" in line).endswith("件（地方）")
    assert "一项指标的编号是“表.行”，如 indicators.disclosed。" in lines
    heads = [line.strip() for line in lines]
    assert heads.count("三、依申请公开情况") == 1
    assert "2019" not in "".join(lines)


def test_a_group_is_named_once_over_its_rows() -> None:
    lines = [line.strip() for line in _printed(form_view(load("2019")), 100).splitlines()]
    assert lines.count("（三）不予公开") == 1
    assert lines.index("（三）不予公开") < next(i for i, line in enumerate(lines) if line.startswith("1.属于国家秘密"))


def test_the_overview_names_each_form_its_years_and_where_to_see_more() -> None:
    text = _printed(forms_overview(all_forms()), 100)
    assert "2019—2020 年度（2019 年度为鼓励采用）" in text
    assert "58 项指标，12 条勾稽关系" in text
    assert "3 张表，198 格，8 条勾稽关系" in text
    assert "3 张表，200 格，6 条勾稽关系" in text
    assert "xxgk forms 编号" in text
