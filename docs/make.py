"""Write the documents that come from the program itself: ``python docs/make.py``; ``--check`` only says what is stale.

docs/rules.md has every rule with what its example makes the program say, docs/forms.md the forms as they are read.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from toolkit.checks.catalogue import RuleText, catalogue
from toolkit.checks.slips import WORDS
from toolkit.forms import all_forms
from toolkit.forms.form import Form, FormTable, Label, Part
from toolkit.model import Severity
from toolkit.view.forms import LOCAL

DOCS = Path(__file__).resolve().parent
SEVERITIES: dict[Severity, str] = {"error": "错误", "warning": "提醒", "info": "说明"}
_GENERATED = "<!-- 由 docs/make.py 生成，请不要手工修改：改规则的说明或格式文件，再运行 make docs -->"


def documents() -> dict[str, str]:
    """Each generated document's text by its file name."""
    return {"rules.md": _text(_rules()), "forms.md": _text(_forms())}


def main(arguments: Sequence[str]) -> int:
    """Write the documents, or with ``--check`` name those that are not current (status 1)."""
    stale = [name for name, text in documents().items() if _current(DOCS / name) != text]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is not current: run `make docs`", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(documents()[name], encoding="utf-8", newline="\n")
        print(f"docs/{name}")
    return 0


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.is_file() else None


def _text(lines: Iterator[str]) -> str:
    return "\n".join([_GENERATED, "", *lines])


# --- rules ------------------------------------------------------------------------------------------------


def _rules() -> Iterator[str]:
    yield "# 规则"
    yield ""
    yield "`xxgk check` 按这些规则检查一份报告。规则的编号不变，处理意见可以按编号长期保存。"
    yield ""
    yield "- **错误**：报告自相矛盾，或违反规定的格式；有错误时退出码为 1。"
    yield "- **提醒**：要由人看一看。"
    yield "- **说明**：照原样记下的事，供参考。"
    yield ""
    yield "一处失误只报一次：由它引起的其他不符合并在同一条里；能从多条勾稽关系认定是哪一格、应为多少时，给出改法。"
    yield "没有数的格（空白、横线、认不出）当作未知，不当作 0；含未知数的关系只检查仍能断定的部分。"
    yield ""
    yield "`unique`：只当这里有一处失误，就只有这一种改法，别的改法代价都高出半处失误以上"
    yield "（两处失误凑巧像一处的，查不出来）；"
    yield "`ambiguous`：有几种改法分不出，按失误的常见程度排列，最多五种，或不止一处失误，列出的是改动最少的；"
    yield "`bound_reached`：牵涉的格太多，查找到限度为止，没有比较完（限度按步数计，同一份报告每次结果相同；"
    yield "慢的机器上另有处理器时间的限度）。"
    yield "空白格能由别的格推出的，应为多少写在 `table.blank` 里，从不代填。"
    yield ""
    yield "正文里的数，认得出说的是哪一格的才核对：确切的数与表不符是错误；约数、范围可能不同（全县与本级）、"
    yield "口径可能不同的（许可、处罚、文件）是提醒；只到年中的、累计的、别的机关的、往年的不核对。"
    yield "正文的数也是旁证：与改正后的数相同的改法更可信，与表相同的格不再列入要人看的格。`slip` 是看得出的失误："
    yield ""
    for slip, words in WORDS.items():
        yield f"- `{slip}`：{words}"
    yield "- `unit_slip`：疑似元与万元相混，或多写了“万”"
    yield "- `scope`：正文与表格的范围不同，一处是本级机关，一处是汇总"
    yield "- `cell_taken_for_total`：疑似把一格当成了合计"
    yield "- `last_years_text`：疑似留着往年的文字"
    yield "- `child_counted_twice`、`child_missing`（汇总）：疑似一份下级报告重复计入，或缺一份"
    yield "- `other_organs_words`：疑似照抄别的机关的报告"
    yield ""
    yield "各种失误能发现多少、首选的改法有多准，见[找错的本领](findings.md)。"
    yield ""
    yield "例子里，一行写一格和格里印的内容：`空` 是空白，`缺` 是报告里没有这一格，`认不出` 是有数但认不出位置；"
    yield "`rest 0` 表示其余各格都是 0；`finds` 之后是应当指出的格。例子下面引用的是程序就这个例子所说的话。"
    yield ""
    yield "| 编号 | 级别 | 查什么 |"
    yield "| --- | --- | --- |"
    for rule in catalogue():
        yield f"| [`{rule.id}`](#{_anchor(rule.id)}) | {SEVERITIES[rule.severity]} | {_cell(rule.what)} |"
    for rule in catalogue():
        yield from _rule(rule)


def _rule(rule: RuleText) -> Iterator[str]:
    yield ""
    yield f"## `{rule.id}`"
    yield ""
    kind = f"{'、'.join(rule.forms)} 格式的勾稽关系" if rule.forms else "适用于各种格式"
    yield f"{SEVERITIES[rule.severity]}，{kind}。{rule.citation}"
    yield ""
    yield f"**查什么**　{rule.what}"
    yield ""
    yield f"**为什么**　{rule.why}"
    yield ""
    yield "**例**"
    yield ""
    yield "```text"
    yield from rule.example.strip().splitlines()
    yield "```"
    yield ""
    yield f"> {rule.example_finding().message}"


def _anchor(rule_id: str) -> str:
    """The anchor that Markdown viewers give a heading of code: dots and back-ticks gone."""
    return rule_id.replace(".", "")


# --- forms ------------------------------------------------------------------------------------------------


def _forms() -> Iterator[str]:
    yield "# 格式"
    yield ""
    yield "年度报告的统一格式，按发布年份编号。一格的编号是“表.行.列”，例如 `applications.granted.natural`；"
    yield "统计表的一项指标是“表.行”，例如 `indicators.received`。"
    yield "“也写作”是已发布的报告里见过的其他写法；没有列出的错字、多余的空格和换行也能认出来。"
    for form in all_forms():
        yield from _form(form)


def _form(form: Form) -> Iterator[str]:
    years = f"{form.first_year} 年度起" if form.last_year is None else f"{form.first_year}—{form.last_year} 年度"
    encouraged = "、".join(str(year) for year in form.encouraged_years)
    yield ""
    yield f"## {form.id}"
    yield ""
    yield f"{form.name}，{form.issued_as}，用于 {years}" + (
        f"（{encouraged} 年度为鼓励采用）。" if encouraged else "。"
    )
    yield ""
    for section in form.sections:
        yield f"{section.number}. {section.label.text}{_also(section.label)}"
    for table in form.tables:
        yield from _table(table)
    yield ""
    yield "### 勾稽关系"
    yield ""
    yield "| 规则 | 级别 | 关系 | 依据 |"
    yield "| --- | --- | --- | --- |"
    for i in form.identities:
        rule = f"[`{i.id}`](rules.md#{_anchor(i.id)})"
        yield f"| {rule} | {SEVERITIES[i.severity]} | {_cell(i.says)} | {_cell(i.citation)} |"


def _table(table: FormTable) -> Iterator[str]:
    yield ""
    yield f"### `{table.id}` {table.title}"
    if table.is_list:
        yield from _list(table)
        return
    for part in table.parts:
        if part.heading:
            yield ""
            yield f"**{part.heading}**"
        yield from _part(part)


def _list(table: FormTable) -> Iterator[str]:
    yield ""
    columns = "；".join("、".join(value.wordings) for value in table.values)
    yield f"数字所在的列，印有几列时取前面的：{columns}。"
    if any(row.is_local for row in table.rows):
        yield f"标着“{LOCAL}”的行国家的统计表没有，只在印有它的报告里取数。"
    yield ""
    yield "| 行 | 编号 | 单位 | 也写作 |"
    yield "| --- | --- | --- | --- |"
    for row in table.rows:
        label = " › ".join(group.text for group in (*row.groups, row.label))
        unit = f"{row.unit}{LOCAL if row.is_local else ''}"
        yield f"| {_cell(label)} | `{row.id}` | {unit} | {_cell('、'.join(row.label.others))} |"


def _part(part: Part) -> Iterator[str]:
    yield ""
    yield "| 列 | 编号 | 单位 | 也写作 |"
    yield "| --- | --- | --- | --- |"
    for column in part.columns:
        label = " › ".join(group.text for group in (*column.groups, column.label))
        unit = f"{column.unit}，可为负" if column.signed else column.unit
        yield f"| {_cell(label)} | `{column.id}` | {unit} | {_cell('、'.join(column.label.others))} |"
    yield ""
    yield "| 行 | 编号 | 也写作 |"
    yield "| --- | --- | --- |"
    for row in part.rows:
        label = " › ".join(group.text for group in (*row.groups, row.label))
        alternative = f"（只印成一行时；否则用下面 {len(row.instead_of)} 行）" if row.instead_of else ""
        yield f"| {_cell(label)}{alternative} | `{row.id}` | {_cell('、'.join(row.label.others))} |"


def _also(label: Label) -> str:
    return f"（也写作 {'、'.join(label.others)}）" if label.others else ""


def _cell(text: str) -> str:
    """Text as it may stand in a Markdown table's cell."""
    return text.replace("|", "\\|").replace("\n", " ")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
