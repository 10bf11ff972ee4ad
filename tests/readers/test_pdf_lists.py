"""Lists in PDF files whose lines end in a figure, rows drawn with bars, and page numbers on facing pages."""

from __future__ import annotations

from fixtures.writers.pdf_canvas import Canvas
from tests.readers.looking import codes, lines, tables
from tests.readers.printing import canvas, table
from toolkit.model import Document
from toolkit.readers.pdf import read

NAME = "某县2016年报.pdf"
LABELS = ["1.政府公报公开数", "2.政府网站公开政府信息数", "3.政务微博公开数", "4.危及国家安全和社会稳定", "5.其他"]


def listed(made: Canvas, labels: list[str], top: float = 100, left: float = 60, size: float = 10) -> None:
    """Lines with a figure behind each label, as far from it in each."""
    for number, label in enumerate(labels):
        made.text(left, top + 20 * number, f"{label}  {number + 1}件", size)


def test_the_lines_of_a_list_stay_lines() -> None:
    made = canvas()
    listed(made, LABELS)
    document = read(made.file(None), NAME)
    assert [line.split()[0] for line in lines(document.blocks)] == LABELS
    assert codes(document) == []
    assert not document.is_partial


def test_a_number_that_a_list_breaks_over_its_line_is_whole() -> None:
    made = canvas()
    listed(made, LABELS, left=80)
    made.text(80, 200, "6.专项经费（不包括用于政府公报编辑管理及网站建设维护等方面的经费）和其他方面的经费  17.", 10)
    made.text(60, 220, "963万元", 10)
    assert lines(read(made.file(None), NAME).blocks)[-1].endswith("17.963万元")


def test_a_full_line_of_a_list_does_not_go_on_in_the_next() -> None:
    made = canvas()
    listed(made, [*LABELS, "6.其他"])
    assert [line[:2] for line in lines(read(made.file(None), NAME).blocks)] == ["1.", "2.", "3.", "4.", "5.", "6."]


def test_lines_that_are_all_indented_do_not_show_their_pages_margin() -> None:
    made = canvas()
    for number in range(6):
        made.text(60, 100 + 20 * number, "我局坚持以公开为常态不公开为例外认真执行条例完善制度明确责任人员", 12)
    made.new_page()
    labels = [
        "（一）收到申请",
        "（二）申请办结",
        "某项指标的名称很长很长",
        "（三）接受培训人员",
        "其中：专职",
        "（四）其他",
    ]
    for number, label in enumerate(labels):
        made.text(84, 100 + 20 * number, label, 12)
    assert lines(read(made.file(None), NAME).blocks)[-6:] == labels


def bars(*printed: str) -> Document:
    made = canvas()
    for number, line in enumerate(printed):
        made.text(60, 100 + 20 * number, line, 12)
    return read(made.file(None), NAME)


def test_a_row_drawn_with_bars_that_a_printer_has_wrapped_is_whole() -> None:
    document = bars("｜1.本机关不掌握相关政府信息｜3｜1｜", "｜｜｜｜4｜", "｜2.没有现成信息｜0｜｜｜｜｜0｜")
    assert lines(document.blocks) == [
        "｜1.本机关不掌握相关政府信息｜3｜1｜｜｜｜｜4｜",
        "｜2.没有现成信息｜0｜｜｜｜｜0｜",
    ]


def test_figures_between_bars_are_no_part_of_the_head_over_them() -> None:
    assert len(lines(bars("｜结果维持｜结果纠正｜总计｜", "｜1｜0｜1｜").blocks)) == 2


def halves(second: float, value: str) -> int:
    """How many tables are read where a table's halves stand on two pages with a number under each."""
    made = canvas()
    table(made, [["信息内容", "制发件数"], ["规章", "1"]], top=700, widths=[150, 150])
    made.text(430, 780, "1", 9)
    made.new_page()
    table(made, [["规范性文件", "3"]], top=50, widths=[150, 150])
    made.text(second, 780, value, 9)
    made.new_page()
    table(made, [["其他文件", "5"]], top=50, widths=[150, 150])
    return len(tables(read(made.file(None), NAME)))


def test_page_numbers_on_facing_pages_do_not_part_a_table() -> None:
    assert halves(80, "2") == 1


def test_a_number_that_is_not_the_next_pages_does() -> None:
    assert halves(80, "7") > 1
