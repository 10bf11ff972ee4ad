"""A whole report before it is written: its sections, its tables and what stands between them, with its truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random

from bench.foreign.document import TITLES, weighted
from bench.foreign.grid import Block, Box, Document, Paragraph, Row, Table, cells, squares
from bench.third import applications, clerk, disclosure, disputes, traits
from bench.third.pen import CHINESE, Pen
from bench.third.story import story

SECTIONS = ("总体情况", *TITLES.values(), "存在的主要问题及改进情况", "其他需要报告的事项")
_OTHER_WORDS: tuple[tuple[str, ...], ...] = (
    (),
    ("主动公开情况", "主动公开政府信息的情况"),
    ("收到和处理政府信息公开申请的情况", "依申请公开政府信息情况", "收到和处理申请情况"),
    ("因政府信息公开工作被申请行政复议、提起行政诉讼情况", "行政复议及行政诉讼情况"),
    ("存在的问题及改进措施", "政府信息公开工作存在的主要问题及改进情况"),
    ("其他需要报告的情况", "其他事项"),
)
_SIGNS = {"一、": 6, "一.": 1, "（一）": 1, "1、": 1, "第一部分 ": 1, "一 ": 1}
_PLACES = {"sections": 84, "annex": 7, "no headings": 5, "one": 4}
_BETWEEN = ("", "续表", "（续上表）")
_AFTER = ("注：以上数据均为本年度数据。", "备注：行政处罚数据含简易程序。", "填表说明：现行有效件数为历年累计。")
_BEFORE = {
    "disclosure": "本年度本机关主动公开情况如下表：",
    "applications": "本机关受理申请情况如下。",
    "disputes": "本年度有关情况如下：",
}
MID_TOTAL = "total in the middle"
OTHER_ORGAN = "another organ"


@dataclass(frozen=True, slots=True)
class Page:
    """How a report sets its tables: a caption, the unit above them, a sentence before, a note behind."""

    pen: Pen
    names: tuple[str, ...]
    sign: str
    captions: bool
    unit: bool

    def heading(self, number: int) -> Paragraph:
        """A section's heading, from 0."""
        return self.titled(number, self.names[number])

    def titled(self, number: int, name: str) -> Paragraph:
        """A heading of that number."""
        sign = self.sign
        if sign == "1、":
            lead = f"{number + 1}、"
        elif sign == "第一部分 ":
            lead = f"第{CHINESE[number + 1]}部分　"
        else:
            lead = sign.replace("一", CHINESE[number + 1])
        return Paragraph(lead + name, 1)

    def tables(self, role: str, shown: Sequence[Block]) -> list[Block]:
        """A section's tables, what belongs to them, and what stands around."""
        dice = self.pen.dice
        number = list(TITLES).index(role) + 1
        blocks: list[Block] = []
        if self.captions:
            blocks.append(Paragraph(f"表{number}　{self.names[number]}{dice.choice(('', '统计表'))}"))
        if self.unit:
            blocks.append(Paragraph("单位：件"))
        for place, block in enumerate(shown):
            if place and isinstance(block, Table) and dice.random() < 0.6:
                blocks.append(Paragraph(dice.choice(_BETWEEN)))
            blocks.append(block)
        if dice.random() < 0.1:
            blocks.append(Paragraph(dice.choice(_AFTER)))
        return blocks


def document(dice: Random, *, neat: bool = False) -> Document:
    """A report; ``neat``: as the form has it, typed by somebody careful."""
    told = story(dice)
    who = clerk.neat(dice) if neat else clerk.clerk(dice)
    chosen = [] if neat else _chosen(dice)
    pen = Pen(told, who, who.values(told.figures), mid_total=MID_TOTAL in chosen)
    names, tables = _plain(pen) if neat else _drawn(pen)
    said: list[str] = [] if neat else [*who.habits, *(f"trait: {name}" for name in chosen)]
    if not neat and dice.random() < 0.1:
        _sign(pen, tables)
        said.append("last row of words")
    shown: traits.Blocks = tables
    for name in chosen:
        shown = traits.TRAITS[name](pen, shown) if name in traits.TRAITS else shown
    place = "sections" if neat else weighted(dice, _PLACES)
    title = f"{told.organ}{told.year}年政府信息公开工作年度报告" if neat else _title(pen)
    blocks = _blocks(_page(pen, neat=neat), place, title, shown, said)
    if OTHER_ORGAN in chosen:
        blocks += _other_organ(pen)
    there = [cell for block in blocks if isinstance(block, Table) for cell in cells(block)]
    assert sorted(there) == sorted(pen.values), "each value has its box"
    return Document(
        told.organ,
        told.year,
        told.form,
        title,
        tuple(blocks),
        dict(pen.values),
        names | {"page": place},
        tuple(sorted(said)) or ("plain",),
    )


def _chosen(dice: Random) -> list[str]:
    """The traits of a report: none in half of them, at times two."""
    if dice.random() < 0.5:
        return []
    return dice.sample((*traits.TRAITS, MID_TOTAL, OTHER_ORGAN), 1 if dice.random() < 0.75 else 2)


def _plain(pen: Pen) -> tuple[dict[str, str], dict[str, list[Table]]]:
    name, middle = applications.plain(pen)
    return (
        {"disclosure": "official", "applications": name, "disputes": "official"},
        {"disclosure": disclosure.official(pen), "applications": middle, "disputes": disputes.official(pen)},
    )


def _drawn(pen: Pen) -> tuple[dict[str, str], dict[str, list[Table]]]:
    first, last = (weighted(pen.dice, _weights(role)) for role in ("disclosure", "disputes"))
    name, middle = applications.draw(pen)
    return (
        {"disclosure": first, "applications": name, "disputes": last},
        {
            "disclosure": disclosure.LAYOUTS[first][0](pen),
            "applications": middle,
            "disputes": disputes.LAYOUTS[last][0](pen),
        },
    )


def _other_organ(pen: Pen) -> list[Block]:
    """Another organ's report of the same form and year on the same page, behind the first."""
    dice, year = pen.dice, pen.story.year
    told = story(dice)
    while told.form != pen.story.form or told.organ == pen.story.organ:
        told = story(dice)
    other = Pen(replace(told, year=year), pen.clerk, pen.clerk.values(told.figures))
    _, tables = _drawn(other)
    blocks: list[Block] = [Paragraph(f"{told.organ}{year}年政府信息公开工作年度报告", 1)]
    for number, (role, each) in enumerate(tables.items(), 1):
        blocks.append(Paragraph(f"{CHINESE[number + 1]}、{TITLES[role]}", 1))
        blocks += [
            replace(table, rows=tuple(tuple(replace(box, cell=None) for box in row) for row in table.rows))
            for table in each
        ]
    return blocks


def _weights(role: str) -> dict[str, int]:
    layouts = disclosure.LAYOUTS if role == "disclosure" else disputes.LAYOUTS
    return {name: weight for name, (_, weight) in layouts.items()}


def _page(pen: Pen, *, neat: bool) -> Page:
    dice = pen.dice
    if neat:
        return Page(pen, SECTIONS, "一、", captions=False, unit=False)
    names = (
        dice.choice(others) if others and dice.random() < 0.25 else name
        for name, others in zip(SECTIONS, _OTHER_WORDS, strict=True)
    )
    return Page(pen, tuple(names), weighted(dice, _SIGNS), captions=dice.random() < 0.15, unit=dice.random() < 0.15)


def _title(pen: Pen) -> str:
    organ, year = pen.story.organ, pen.story.year
    usual = f"{organ}{year}年政府信息公开工作年度报告"
    return pen.dice.choice(
        (
            *(usual,) * 5,
            f"{organ}{year}年度政府信息公开工作年度报告",
            f"{organ}{year}年政府信息公开年度报告",
            f"{year}年{organ}政府信息公开工作年度报告",
            f"{organ}关于{year}年政府信息公开工作的年度报告",
            f"{year}年度{organ}信息公开工作报告",
        )
    )


def _sign(pen: Pen, tables: dict[str, list[Table]]) -> None:
    """A last row of words over the width of a table."""
    dice = pen.dice
    role = dice.choice(list(tables))
    table = tables[role][-1]
    text = dice.choice(
        (
            "注：本表数据截至当年12月31日。",
            f"填报人：王某某　审核人：李某　填报日期：{pen.story.year + 1}年1月12日",
            "单位：件（收费单位：万元）",
            "说明：本机关无规章制定权，“规章”栏为零。",
        )
    )
    last: Row = (Box(text, cols=len(squares(table)[0])),)
    tables[role][-1] = Table((*table.rows, last), table.head, table.role)


def _blocks(page: Page, place: str, title: str, tables: traits.Blocks, said: list[str]) -> list[Block]:
    pen = page.pen
    dice, year, organ = pen.dice, pen.story.year, pen.story.organ
    blocks: list[Block] = [Paragraph(title, 0)]
    if dice.random() < 0.7:
        blocks.append(_opening(pen))
    blocks += [page.heading(0), *_general(pen)]
    other = dice.random()
    if other < 0.15:
        blocks.append(_decoy(pen, said))
    if place == "annex":
        for number, _ in enumerate(TITLES, 1):
            blocks += [page.heading(number), Paragraph(dice.choice(("具体情况见附表。", "详见附件。")))]
        blocks += [*_ending(page), Paragraph("附件：")]
        for number, role in enumerate(TITLES, 1):
            blocks += [Paragraph(f"附表{number}：{TITLES[role]}"), *page.tables(role, tables[role])]
    else:
        for number, role in enumerate(TITLES, 1):
            if place == "sections":
                blocks.append(page.heading(number))
            elif place == "one" and number == 1:
                blocks.append(page.titled(1, "主动公开、依申请公开及复议诉讼情况"))
            if dice.random() < 0.15:
                blocks.append(Paragraph(_BEFORE[role]))
            blocks += page.tables(role, tables[role])
        blocks += _ending(page)
        if 0.15 < other < 0.22:
            blocks.append(_decoy(pen, said))
    if dice.random() < 0.5:
        blocks += [Paragraph(organ), Paragraph(f"{year + 1}年1月{dice.randint(5, 28)}日")]
    return blocks


def _opening(pen: Pen) -> Paragraph:
    year, organ, dice = pen.story.year, pen.story.organ, pen.dice
    return Paragraph(
        f"根据《中华人民共和国政府信息公开条例》第五十条规定，现公布{organ}{year}年政府信息公开工作年度报告。"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。如有疑问，请与{organ}联系"
        f"（电话：0{dice.randint(310, 999)}-{dice.randint(2000000, 8999999)}）。"
    )


def _general(pen: Pen) -> list[Paragraph]:
    year, dice = pen.story.year, pen.dice
    new = pen.story.figures["applications.new.total"]
    asked = f"全年共收到政府信息公开申请{new}件，均按规定答复。" if new else "全年未收到政府信息公开申请。"
    texts = (
        f"（一）主动公开情况。{year}年，本机关通过门户网站主动公开政府信息{dice.randint(20, 900)}条，"
        f"其中政策文件类{dice.randint(1, 30)}条，政务微信公众号推送{dice.randint(5, 400)}条。",
        f"（二）依申请公开情况。{asked}",
        "（三）政府信息管理情况。严格执行“三审三校”制度，落实专人管理。",
        f"（四）平台建设。开设专栏{dice.randint(1, 9)}个。",
        f"（五）监督保障。召开培训会{dice.randint(1, 4)}次，培训{dice.randint(10, 200)}人次。",
    )
    return [Paragraph(text) for text in texts]


def _ending(page: Page) -> list[Block]:
    pen = page.pen
    nothing = ("无其他需要报告的事项。", f"{pen.story.year}年，本机关未收取信息处理费。", "无。")
    return [
        page.heading(4),
        Paragraph("（一）存在问题。一是公开内容质量有待提高；二是业务培训不足。"),
        Paragraph("（二）改进措施。加强学习培训2次以上，提高公开水平。"),
        page.heading(5),
        Paragraph(pen.dice.choice(nothing)),
    ]


def _decoy(pen: Pen, said: list[str]) -> Table:
    """A table that is none of the form's."""
    dice, year = pen.dice, pen.story.year
    kind = dice.choice(("comparison", "channels", "kinds"))
    said.append(f"other table: {kind}")

    def count(top: int) -> str:
        return str(dice.randint(0, top))

    rows: list[tuple[str, ...]]
    if kind == "comparison":
        rows = [("年度", "本年新收", "予以公开", "部分公开", "不予公开")]
        rows += [(f"{each}年", *(count(30) for _ in range(4))) for each in (year - 2, year - 1)]
    elif kind == "channels":
        rows = [("公开渠道", "数量（条）", "占比")]
        rows += [(name, count(300), f"{count(60)}%") for name in ("门户网站", "政务微信", "政务微博", "其他")]
        rows.append(("合计", count(900), "100%"))
    else:
        names = ("机构职能", "政策文件", "行政许可", "行政处罚", "财政预决算", "规划计划")
        rows = [("序号", "信息类别", "公开数量")]
        rows += [(str(number), name, count(90)) for number, name in enumerate(names, 1)]
    return Table(tuple(tuple(Box(text) for text in row) for row in rows), head=1, role="other")
