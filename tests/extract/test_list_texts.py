"""Lists in plain text that a page's line has broken: within a name, within a label, with a column left blank."""

from __future__ import annotations

from collections.abc import Callable
from itertools import zip_longest
from unicodedata import east_asian_width

import pytest

from tests.extract.test_lists import OFFICIAL, VALUES, read, read_text, row, rows_with, values_of
from toolkit.model import CellId

CAPTION = "附表：2016年政府信息公开情况统计表"


def one_a_line(*rows: list[str]) -> list[str]:
    return [cell for cells in rows for cell in cells]


def test_a_column_of_remarks_that_is_blank_throughout_is_not_in_the_way() -> None:
    rows = [[*cells, ""] for cells in rows_with("unit", "value", heads=False)]
    for head in (["统计指标", "计量单位", "统计数", "备注"], ["指标名称", "计量", "单位", "统计数", "备注"]):
        assert values_of(read_text([CAPTION, *one_a_line(head, *rows)])) == VALUES


@pytest.mark.parametrize("alone", [1, 5, 20])
def test_rows_beside_which_the_right_side_has_run_out_are_read(alone: int) -> None:
    rows = rows_with("unit", "value", heads=False)
    middle = (len(rows) + alone + 1) // 2
    left, right = rows[:middle], rows[middle:]
    sides = [[*one, *other] for one, other in zip(left, right, strict=False)]
    sides += [[*one, ""] for one in left[len(right) :]]
    found = values_of(read_text([CAPTION, *one_a_line(["指标", "单位", "数量"] * 2, *sides)]))
    assert found == VALUES


def test_blanks_behind_the_figures_without_a_name_over_them_leave_the_figures_alone() -> None:
    rows = [[*cells, ""] for cells in rows_with("unit", "value", heads=False)]
    found = values_of(read_text([CAPTION, *one_a_line(*rows)]))
    assert all(found[name] == value for name, value in VALUES.items() if name in found)


def test_a_name_of_units_broken_within_its_cell_does_not_break_the_head() -> None:
    rows = [f"| {label} | {unit} | 7 | {value} |" for label, unit, value in rows_with("unit", "value", heads=False)]
    assert values_of(read_text([CAPTION, "| 统计内容 | 计量", "单位 | 上年数 | 本年累计 |", *rows])) == VALUES


def test_a_local_row_that_is_like_a_head_has_its_own_figure_and_a_parted_head_its_dashes() -> None:
    rows = [
        [label, unit, "——"] if unit == "----" else [label, unit, value]
        for label, unit, value in rows_with("unit", "value")
    ]
    parted = [
        [f"{label[:-1]}　　{label[-1]}", "——", value] if unit == "----" else [label, unit, value]
        for label, unit, value in rows
    ]
    parted.insert(4, ["主动公开重大建设项目信息", "条", "34"])
    assert values_of(read_text([CAPTION, *one_a_line(["统计内容", "计量", "单位", "统计数"], *parted)])) == VALUES


def test_a_label_broken_over_two_lines_is_one_and_takes_no_other_rows_figure() -> None:
    broken = [["3.网络", "　申请数", "件", "1204"] if cells[0] == "3.网络申请数" else cells for cells in _two_values()]
    found = values_of(read_text([CAPTION, *one_a_line(["指标", "计量单位", "本年", "上年"], *broken)]))
    assert found["received"] == VALUES["received"]
    assert found.get("received_online") in (None, 1204)


def _two_values() -> list[list[str]]:
    return rows_with("unit", "value", "5", heads=False)


def test_a_rows_number_on_a_line_of_its_own_is_no_figure_of_the_row_before() -> None:
    broken = [["1", "　.当面申请数", *cells[1:]] if cells[0] == "1.当面申请数" else cells for cells in _two_values()]
    assert values_of(read_text([CAPTION, *one_a_line(["指标", "计量单位", "本年", "上年"], *broken)])) == VALUES


def test_units_behind_the_labels_of_two_sides_set_by_blanks_do_not_hide_them() -> None:
    rows = [[f"{label}（{unit}）", value] for label, unit, value in rows_with("unit", "value", heads=False)]
    half = (len(rows) + 1) // 2
    sides = [a + (rows[half + n] if half + n < len(rows) else ["", ""]) for n, a in enumerate(rows[:half])]
    lines = [f"{a:　<50}  {b: >7}    {c:　<50}  {d: >7}".rstrip() for a, b, c, d in (["指标", "统计数"] * 2, *sides)]
    assert values_of(read_text([CAPTION, *lines])) == VALUES


def test_lines_in_quotation_marks_are_read_without_them() -> None:
    items = [f'"{label}　{value}{unit}"' for label, unit, value in rows_with("unit", "value", heads=False)]
    assert values_of(read_text([CAPTION, *items])) == VALUES


def test_the_closing_quotation_mark_behind_a_label_without_a_figure_is_no_figure() -> None:
    items = [f'"{label} {value}{unit}"' for label, unit, value in rows_with("unit", "value", heads=False)]
    items[20:30] = [f'"{row.label.text} "' for row in OFFICIAL[20:30]]
    report = read_text([CAPTION, *items])
    assert {figure.status for figure in report.figures.values()} <= {"printed", "blank"}
    others = [row.id for row in (*OFFICIAL[:20], *OFFICIAL[30:])]
    assert {name: value for name, value in values_of(report).items() if name in others} == {
        n: VALUES[n] for n in others
    }


@pytest.mark.parametrize("gap", ["：", "　"])
def test_a_figure_in_quotation_marks_that_goes_on_in_the_next_line_is_unreadable(gap: str) -> None:
    rows = rows_with("value", heads=False)
    lines = [f"{label}{gap}{value}" for label, value in rows]
    at = next(n for n, (label, _) in enumerate(rows) if label.startswith("3.网络申请数"))
    lines[at] = f'"{lines[at][:-1]}\n{lines[at][-1]}件"'
    found = read_text([CAPTION, *lines])
    assert values_of(found).get("received_online") is None
    assert {k: v for k, v in values_of(found).items() if v != VALUES[k]} in ({}, {"received_online": None})


def test_a_figure_that_looks_like_a_year_makes_no_list_another_years() -> None:
    texts = [f"{label}：{value}{unit}" for label, unit, value in rows_with("unit", "value", heads=False)]
    wanted = row("meetings")[0]
    texts = [f"{wanted}：1935次" if text.startswith(wanted) else text for text in texts]
    assert values_of(read(CAPTION, *texts)) == VALUES | {"meetings": 1935}


def test_codes_are_no_figures_though_a_row_and_its_code_are_left_out() -> None:
    rows = [
        [label, unit, f"{n:02d}", v] for n, (label, unit, v) in enumerate(rows_with("unit", "value", heads=False), 1)
    ]
    del rows[1]
    found = values_of(read([["指标名称", "计量单位", "代码", "数值"], *rows]))
    assert found == {name: value for name, value in VALUES.items() if name != "disclosed_normative"}


def test_the_last_row_has_no_next_rows_number_behind_it() -> None:
    lines = ["序号", "项目", "计量单位", "统计数"]
    for number, cells in enumerate(rows_with("unit", "value", heads=False), 1):
        heads = ["一、主动公开情况"] if number == 1 else [""] * (number % 3)  # what is merged over several rows
        lines += [str(number), *heads, *cells]
    assert values_of(read_text([CAPTION, *lines])) == VALUES


# --- heads printed again in each row, two sides, chapters ----------------------------------------------------

CHAPTERS = [row.groups[0].text if row.groups else "" for row in OFFICIAL]


def headed_rows(*behind: str) -> list[list[str]]:
    """The rows with their chapter's head before each label, where it has one."""
    rows = zip(CHAPTERS, rows_with(*behind, heads=False), strict=True)
    return [[head, *cells] if head and head != cells[0] else cells for head, cells in rows]


@pytest.mark.parametrize(
    ("names", "behind", "middle"),
    [
        (["统计数"], ("value",), 26),
        (["单位", "统计数"], ("unit", "value"), 29),
        (["单位", "2015年", "2016年"], ("unit", "9", "value"), 33),
    ],
)
def test_two_sides_with_their_heads_in_each_row_are_read(
    names: list[str], behind: tuple[str, ...], middle: int
) -> None:
    head, rows = ["统计项目", *names] * 2, headed_rows(*behind)
    sides = [[*one, *other] for one, other in zip_longest(rows[:middle], rows[middle:], fillvalue=[""])]
    assert values_of(read_text([CAPTION, *one_a_line(head, *sides)])) == VALUES
    assert values_of(read_text([CAPTION, *("\t".join(cells) for cells in [head, *sides])])) == VALUES


@pytest.mark.parametrize("middle", [26, 29, 32])
def test_two_sides_with_their_numbers_before_the_heads_are_read_to_their_last_row(middle: int) -> None:
    rows = headed_rows("unit", "value")
    sides = [[[str(n), *cells] for n, cells in enumerate(side, 1)] for side in (rows[:middle], rows[middle:])]
    table = [[*one, *other] for one, other in zip_longest(*sides, fillvalue=[""])]
    lines = ["\t".join(cells) for cells in (["序号", "统计项目", "单位", "统计数"] * 2, *table)]
    assert values_of(read_text([CAPTION, *lines])) == VALUES


def test_chapters_whose_rows_are_numbered_from_one_again_are_read_whole() -> None:
    lines = [CAPTION]
    chapter = ""
    number = 0
    for head, cells in zip(CHAPTERS, rows_with("unit", "value", heads=False), strict=True):
        if head != chapter:
            chapter, number = head, 0
            lines += [head, "行次", "统计内容", "计量", "单位", "统计数"]
        number += 1
        lines += [str(number), *cells]
    assert values_of(read_text(lines)) == VALUES


def test_a_row_under_names_that_slipped_aside_is_read_by_their_number() -> None:
    lines = [CAPTION]
    chapter = ""
    for head, cells in zip(CHAPTERS, rows_with("unit", "9", "value", heads=False), strict=True):
        if head != chapter:
            chapter = head
            lines += [head, "指标名称                     计量", "单位     2015年    2016年     备注"]
        lines.append("     ".join(cells))
    assert values_of(read_text(lines)) == VALUES


def test_a_name_broken_on_both_sides_makes_the_head_three_lines() -> None:
    rows = rows_with("unit", "9", "value", heads=False)
    sides = [[*one, *other] for one, other in zip(rows[:29], rows[29:], strict=True)]
    head = ["指标名称\t计量", "单位\t2015年\t2016年\t指标名称\t计量", "单位\t2015年\t2016年"]
    assert values_of(read_text([CAPTION, *head, *("\t".join(cells) for cells in sides)])) == VALUES


def test_a_name_broken_on_both_sides_of_a_list_set_by_blanks_keeps_what_follows_in_its_columns() -> None:
    rows = [[*cells[:-3], *[""] * (5 - len(cells)), *cells[-3:]] for cells in headed_rows("unit", "9", "value")]
    names = ["指标", "", "计量 单位", "2015年", "2016年"] * 2
    sides = [names, *([*one, *other] for one, other in zip(rows[:29], rows[29:], strict=True))]
    widths = [max(map(_width, column)) + 3 for column in zip(*sides, strict=True)]
    head, *lines = (
        "".join(cell + " " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True))
        for cells in sides
    )
    assert values_of(read_text([CAPTION, *head.replace("计量 ", "计量\n").split("\n"), *lines])) == VALUES


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def test_none_written_for_a_figure_is_a_dash_and_no_nought_of_the_prose() -> None:
    lines = [
        f"{label}{'无' if n % 7 == 3 else value}" for n, (label, value) in enumerate(rows_with("value", heads=False))
    ]
    found = values_of(read_text([CAPTION, *lines]))
    assert found == {name: None if n % 7 == 3 else value for n, (name, value) in enumerate(VALUES.items())}


def test_a_list_whose_last_row_is_cut_short_is_read_as_far_as_it_goes() -> None:
    rows = [
        ("统计内容", "单位", "统计数"),
        ("（一）主动公开政府信息数（不同渠道和方式公开相同信息计1条）", "条"),
        ("其中：主动公开规范性文件数", "条", "0"),
        ("（三）从事政府信息公开工作人员数", "人", "2"),
        ("1.专职人员数（不包括政府公报及政府网站工作人员数）", "人", "1"),
        ("2.兼职人员数", "人", "1"),
    ]
    lines = [f"\t{text}" for row in rows for text in (*row, "")]
    assert "trainees" not in values_of(read_text([*lines, "", "\t（三）接受培训人员数", "\t人次", "\t"]))


def test_a_figure_that_looks_like_a_pages_number_is_not_taken_away_and_the_next_number_read_for_it() -> None:
    rows = [[str(n), *cells] for n, cells in enumerate(rows_with("unit", "value", heads=False), 1)]
    lines = one_a_line(["序号", "指标", "计量单位", "统计数"], *rows)
    spoilt = lines.index(rows[1][1]) + 2
    report = read_text([CAPTION, *lines[:spoilt], "1/2", *lines[spoilt + 1 :]])
    figure = report.figures.get(CellId(f"indicators.{OFFICIAL[1].id}"))
    assert figure is None or figure.status == "unreadable"


def _in_columns(*rows: list[str]) -> list[str]:
    """Rows set by blanks, each text at the beginning of its column."""
    widths = [max(map(_width, column)) + 3 for column in zip(*rows, strict=True)]
    return ["".join(t + " " * (n - _width(t)) for t, n in zip(cells, widths, strict=True)).rstrip() for cells in rows]


def _texts_a_line(*rows: list[str]) -> list[str]:
    """Rows whose texts stand on lines of their own, the empty ones lost."""
    return [text for cells in rows for text in cells if text]


@pytest.mark.parametrize("set_by", [_in_columns, _texts_a_line])
def test_a_last_row_with_a_slip_has_not_the_only_figure_that_it_has_of_two(set_by: Callable[..., list[str]]) -> None:
    rows = rows_with("unit", "value", "77", heads=False)
    last, name = rows[-1][0], OFFICIAL[-1].id
    rows[-1] = [last[:-2] + last[-1], rows[-1][1], "", "77"]
    found = read_text([CAPTION, *set_by(["指标", "单位", "本年", "上年"], *rows)])
    assert values_of(found) | {name: None} == VALUES | {name: None}
    assert values_of(found).get(name) is None


@pytest.mark.parametrize(
    ("names", "behind"),
    [(["本年"], ["value"]), (["上年", "本年"], ["77", "value"]), (["本年", "上年"], ["value", "77"])],
)
def test_a_number_under_remarks_is_no_figure_of_a_row_that_lacks_its_own(names: list[str], behind: list[str]) -> None:
    rows = rows_with("unit", *behind, "", heads=False)
    lacking = {OFFICIAL[at].id for at in (5, 20, 40)}
    for at in (5, 20, 40):
        rows[at][2 + behind.index("value")], rows[at][-1] = "", "3"
    found = values_of(read_text([CAPTION, *_in_columns(["指标", "单位", *names, "备注"], *rows)]))
    assert {name: value for name, value in found.items() if name not in lacking} == {
        name: value for name, value in VALUES.items() if name not in lacking
    }
    assert [found.get(name) for name in lacking] == [None] * 3


def test_a_misspelt_row_that_lacks_its_figure_has_not_its_code() -> None:
    rows = rows_with("unit", "value", heads=False)
    coded = [[label, unit, f"{n:02d}", value] for n, (label, unit, value) in enumerate(rows, 1)]
    label, unit, code, _ = coded[20]
    coded[20] = [label[:-2] + label[-1], unit, code, ""]
    found = values_of(read_text([CAPTION, *_in_columns(["统计内容", "单位", "编码", "统 计 数"], *coded)]))
    assert found == VALUES | {OFFICIAL[20].id: None}


@pytest.mark.parametrize("item", ["{0}：{1} 7{2}", "{0} {1} 7{2}", "{0}{1} 7{2}", "{0}：{1}{2} 7{2}", "{0}：{1} 7"])
def test_two_figures_behind_a_label_are_neither_one_number_nor_is_one_of_them_the_years(item: str) -> None:
    lines = [item.format(label, value, unit) for label, unit, value in rows_with("unit", "value", heads=False)]
    for found in (read_text([CAPTION, *lines]), read(CAPTION, *lines)):
        assert set(values_of(found).values()) <= {None}


@pytest.mark.parametrize("item", ["{0}：{1}", "{0}　{1}"])
def test_a_number_with_a_blank_between_its_thousands_is_one(item: str) -> None:
    lines = [
        item.format(label, f"12 {int(value):03d}{unit}")
        for label, unit, value in rows_with("unit", "value", heads=False)
    ]
    wanted = {name: 12000 + value for name, value in VALUES.items()}
    for found in (read_text([CAPTION, *lines]), read(CAPTION, *lines)):
        assert values_of(found) == wanted
