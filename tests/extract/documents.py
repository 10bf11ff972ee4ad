"""Small documents for tests of the extraction, made of rows of strings; the organs and figures are invented."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Literal

from toolkit.extract.arrangements import layouts_of
from toolkit.extract.layouts import TableLayout
from toolkit.extract.lines.lines import Token, walk
from toolkit.extract.report import extract
from toolkit.extract.strips.strips import Strip, strips_of
from toolkit.forms import load
from toolkit.model import Cell, CellId, Document, Figure, Format, Paragraph, Report, Source, Table, TableOrigin
from toolkit.numbers import read_cell
from toolkit.reports import read_report

Text = str | tuple[str, int] | tuple[str, int, int]
"""A cell: its text, and how many columns and rows it covers."""
Rows = Sequence[Sequence[Text]]

TITLE = "青禾市水务局2023年政府信息公开工作年度报告"
SOURCE = Source("report.docx", "report.docx", "ab" * 32, "docx")
SECTIONS = {
    1: "一、总体情况",
    2: "二、主动公开政府信息情况",
    3: "三、收到和处理政府信息公开申请情况",
    4: "四、政府信息公开行政复议、行政诉讼情况",
    5: "五、存在的主要问题及改进情况",
    6: "六、其他需要报告的事项",
}


def table(rows: Rows, block: int = 0, columns: Literal["grid", "ragged"] = "grid") -> Table:
    """A table; cells that reach down push those of the rows below to the right, as in print."""
    cells: list[Cell] = []
    taken: set[tuple[int, int]] = set()
    for row, texts in enumerate(rows):
        at = 0
        for given in texts:
            text, wide, high = (given, 1, 1) if isinstance(given, str) else (*given, 1)[:3]
            while (row, at) in taken:
                at += 1
            taken.update((row + down, at + right) for down in range(high) for right in range(wide))
            cells.append(Cell(text, row, at, high, wide, TableOrigin(block, row, at)))
            at += wide
    return Table(block, tuple(cells), columns)


def document(*parts: str | Rows, file_format: Format = "docx", ragged: bool = False) -> Document:
    """A document of these paragraphs and tables."""
    blocks = [
        Paragraph(part, block) if isinstance(part, str) else table(part, block, "ragged" if ragged else "grid")
        for block, part in enumerate(parts)
    ]
    return Document(file_format, tuple(blocks))


def extracted(*parts: str | Rows, ragged: bool = False, name: str = "report.docx") -> Report:
    """The report that a document of these parts is; the title of a report for 2023 stands over it."""
    return extract(document(TITLE, *parts, ragged=ragged), Source(name, name, "ab" * 32, "docx"))


def read_text(text: str, name: str = "report.txt") -> Report:
    """The report that a plain text is."""
    return read_report(text.encode("utf-8"), name, name)


def strips(*parts: str | Rows, ragged: bool = False) -> list[Strip]:
    """The strips of a document of these parts."""
    return strips_of(walk(document(*parts, ragged=ragged)).lines)


def layout(table_id: str, arrangement: str = "down", form: str = "2021") -> TableLayout:
    """A form's table in one arrangement."""
    return next(each for each in layouts_of(load(form), table_id) if each.arrangement == arrangement)


def tokens(*texts: str, first: int = 0) -> tuple[Token, ...]:
    """Tokens side by side in the columns from ``first`` on."""
    found = []
    for column, text in enumerate(texts, first):
        reading = read_cell(text)
        is_word = reading.status == "unreadable" and any(c >= "㐀" for c in text)
        found.append(Token(text, reading, is_word, column, column + 1, 1, TableOrigin(0, 0, column)))
    return tuple(found)


# --- the three tables of form 2021 ------------------------------------------------------------------------

APPLICANTS = ("natural", "company", "research", "charity", "legal", "other_org", "total")
KINDS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计")
OUTCOMES = "三、本年度办理结果"
DENIED, UNAVAILABLE, REFUSED, OTHER = "（三）不予公开", "（四）无法提供", "（五）不予处理", "（六）其他处理"
APPLICATIONS: Mapping[str, tuple[str, ...]] = {
    "new": ("一、本年新收政府信息公开申请数量",),
    "carried_in": ("二、上年结转政府信息公开申请数量",),
    "granted": (OUTCOMES, "（一）予以公开"),
    "partial": (OUTCOMES, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
    "denied.secret": (OUTCOMES, DENIED, "1.属于国家秘密"),
    "denied.law": (OUTCOMES, DENIED, "2.其他法律行政法规禁止公开"),
    "denied.stability": (OUTCOMES, DENIED, "3.危及“三安全一稳定”"),
    "denied.third_party": (OUTCOMES, DENIED, "4.保护第三方合法权益"),
    "denied.internal": (OUTCOMES, DENIED, "5.属于三类内部事务信息"),
    "denied.process": (OUTCOMES, DENIED, "6.属于四类过程性信息"),
    "denied.enforcement": (OUTCOMES, DENIED, "7.属于行政执法案卷"),
    "denied.inquiry": (OUTCOMES, DENIED, "8.属于行政查询事项"),
    "unavailable.not_held": (OUTCOMES, UNAVAILABLE, "1.本机关不掌握相关政府信息"),
    "unavailable.to_make": (OUTCOMES, UNAVAILABLE, "2.没有现成信息需要另行制作"),
    "unavailable.unclear": (OUTCOMES, UNAVAILABLE, "3.补正后申请内容仍不明确"),
    "refused.petition": (OUTCOMES, REFUSED, "1.信访举报投诉类申请"),
    "refused.repeat": (OUTCOMES, REFUSED, "2.重复申请"),
    "refused.publication": (OUTCOMES, REFUSED, "3.要求提供公开出版物"),
    "refused.abusive": (OUTCOMES, REFUSED, "4.无正当理由大量反复申请"),
    "refused.reconfirm": (OUTCOMES, REFUSED, "5.要求行政机关确认或重新出具已获取信息"),
    "other.no_correction": (OUTCOMES, OTHER, "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    "other.unpaid": (OUTCOMES, OTHER, "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    "other.rest": (OUTCOMES, OTHER, "3.其他"),
    "total": (OUTCOMES, "（七）总计"),
    "carried_out": ("四、结转下年度继续办理",),
}
"""Each row of the applications table with the heads beside it."""
SEVEN = 7


def figures(row: str) -> list[int]:
    """Seven figures that no other row has, the last their sum."""
    number = list(APPLICATIONS).index(row) if row in APPLICATIONS else 50
    six = [100 + number, 31 + 2 * number, number, 3, 7 + number, 2 * number]
    return [*six, sum(six)]


def shown(row: str) -> list[str]:
    """The same as printed."""
    return [str(value) for value in figures(row)]


def applications(
    change: Mapping[str, str] | None = None,
    *,
    without: Iterable[str] = (),
    values: Mapping[str, Sequence[str]] | None = None,
    order: Sequence[int] = range(SEVEN),
    head: bool = True,
) -> Rows:
    """The applications table as the form prints it: labels merged over the rows of their group.

    ``change`` replaces labels, ``without`` leaves rows out, ``values`` replaces figures; ``order`` is that of the
    columns, which have one head over them all where it is not the form's.
    """
    swapped, gone, other = change or {}, set(without), values or {}
    paths = {row: labels for row, labels in APPLICATIONS.items() if row not in gone}
    rows: list[list[Text]] = list(_head(order)) if head else []
    printed: set[str] = set()
    for row, labels in paths.items():
        texts: list[Text] = []
        for depth, text in enumerate(labels[:-1]):
            if text not in printed:
                printed.add(text)
                high = sum(1 for other_labels in paths.values() if text in other_labels[:-1])
                texts.append((swapped.get(text, text), 1, high))
            assert depth < 2
        own = labels[-1]
        texts.append((swapped.get(own, own), 4 - len(labels), 1))
        cells = list(other.get(row, shown(row)))
        rows.append([*texts, *(cells[column] for column in order)])
    return rows


def _head(order: Sequence[int]) -> Iterable[list[Text]]:
    corner = ("（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 3, 3)
    if list(order) == list(range(SEVEN)):
        yield [corner, ("申请人情况", 7)]
        yield [("自然人", 1, 2), ("法人或其他组织", 5), ("总计", 1, 2)]
        yield list(KINDS[1:6])
    else:
        yield [(corner[0], 3, 2), ("申请人情况", len(order))]
        yield [KINDS[column] for column in order]


def flat(
    change: Mapping[str, str] | None = None, *, without: Iterable[str] = (), head: Sequence[str] = KINDS
) -> list[list[str]]:
    """The applications table with one label a row and no groups, as a text has it."""
    gone, swapped = set(without), change or {}
    labels = {row: texts[-1] for row, texts in APPLICATIONS.items() if row not in gone}
    return [*([["", *head]] if head else []), *([swapped.get(t, t), *shown(row)] for row, t in labels.items())]


def disclosure() -> Rows:
    """The disclosure table."""
    return [
        [("第二十条第（一）项", 4)],
        ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"],
        ["规章", "1", "2", "13"],
        ["行政规范性文件", "4", "5", "46"],
        [("第二十条第（五）项", 4)],
        ["信息内容", ("本年处理决定数量", 3)],
        ["行政许可", ("707", 3)],
        [("第二十条第（六）项", 4)],
        ["信息内容", ("本年处理决定数量", 3)],
        ["行政处罚", ("88", 3)],
        ["行政强制", ("9", 3)],
        [("第二十条第（八）项", 4)],
        ["信息内容", ("本年收费金额（单位：万元）", 3)],
        ["行政事业性收费", ("10.5", 3)],
    ]


DISCLOSURE = {
    "disclosure.rules.issued": 1,
    "disclosure.rules.repealed": 2,
    "disclosure.rules.in_force": 13,
    "disclosure.normative.issued": 4,
    "disclosure.normative.repealed": 5,
    "disclosure.normative.in_force": 46,
    "disclosure.licensing.decisions": 707,
    "disclosure.penalty.decisions": 88,
    "disclosure.coercion.decisions": 9,
    "disclosure.fees.amount": Decimal("10.5"),
}
RESULTS = ("结果维持", "结果纠正", "其他结果", "尚未审结", "总计")
DISPUTES = {
    f"disputes.{row}.{column}": value
    for row, values in {
        "review": (1, 2, 3, 4, 10),
        "suit_direct": (5, 6, 7, 8, 26),
        "suit_after_review": (9, 11, 12, 13, 45),
    }.items()
    for column, value in zip(("upheld", "corrected", "other", "pending", "total"), values, strict=True)
}


def disputes() -> Rows:
    """The disputes table, its fifteen figures in one row."""
    return [
        [("行政复议", 5, 2), ("行政诉讼", 10)],
        [("未经复议直接起诉", 5), ("复议后起诉", 5)],
        list(RESULTS * 3),
        [str(value) for value in DISPUTES.values()],
    ]


def expected(without: Iterable[str] = ()) -> dict[str, int]:
    """The figures of the applications table by cell."""
    rows = [row for row in APPLICATIONS if row not in set(without)]
    return {
        f"applications.{row}.{column}": value
        for row in rows
        for column, value in zip(APPLICANTS, figures(row), strict=True)
    }


def printed(report: Report, table_id: str = "applications") -> dict[str, Decimal | None]:
    """The values that a report has printed in a table."""
    return values_of(report, lambda cell, figure: cell.startswith(f"{table_id}.") and figure.status == "printed")


def values_of(report: Report, wanted: Callable[[CellId, Figure], bool]) -> dict[str, Decimal | None]:
    """The values of some figures by cell."""
    return {cell: figure.value for cell, figure in report.figures.items() if wanted(cell, figure)}


def codes(report: Report) -> set[str]:
    """The codes of a report's notes."""
    return {note.code for note in report.notes}


def cell(report: Report, name: str) -> Figure:
    """A figure by its id."""
    return report.figures[CellId(name)]


def of_row(name: str, report: Report) -> dict[str, Decimal | None]:
    """The printed values of a row of the applications table."""
    return values_of(report, lambda i, f: i.startswith(f"applications.{name}.") and f.status == "printed")


def messages(report: Report, code: str) -> list[str]:
    """What the notes of a code say."""
    return [note.message for note in report.notes if note.code == code]
