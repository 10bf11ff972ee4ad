"""How people write: labels with mistakes, values in all their forms, slips of whole rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from bench.foreign.grid import Value

_LIKE = (
    "己已 末未 制治 部步 公工 开升 申伸 请清 理埋 结洁 转专 续绪 继维 诉拆 讼颂 复腹 议义 予于 密蜜 信佰 "
    "访仿 举拳 企金 业亚 科料 构沟 社杜 益盖 组阻 织识 法去 律津 服报 务物 其共 他她 总怠 计汁 自白 人入 "
    "规现 章童 范苑 性姓 件牛 可司 处外 罚伐 强疆 收枚 费货 本木 年午 作做 数教 量童 效教 有冇 现视 内肉 "
    "事亊 第笫 保堡 护户 权杈 属厲 稳隐 定订 掌撑 握屋 明朋 确碓 类粪 物吻 供拱 版板 正止 当挡 由曲 反返 "
    "要耍 求球 新析 认人 具俱 已以 补朴 逾愈 缴徼 纳讷 用甩 直值 接按 起超 果菓 未末 尚向 审宙"
)
ALIKE: dict[str, str] = {pair[0]: pair[1] for pair in _LIKE.split()}
_TRADITIONAL = (
    "务務 业業 东東 个個 为為 举舉 书書 仅僅 从從 件件 会會 价價 优優 关關 内內 册冊 决決 准準 则則 制製 "
    "办辦 务務 动動 区區 单單 发發 变變 号號 听聽 员員 国國 团團 处處 备備 复復 头頭 开開 强強 总總 户戶 "
    "护護 报報 收收 数數 无無 时時 机機 权權 条條 构構 查查 标標 没沒 减減 续續 继繼 维維 织織 组組 结結 "
    "给給 纠糾 类類 经經 缴繳 网網 罚罰 规規 视視 议議 讼訟 访訪 证證 诉訴 询詢 请請 责責 费費 质質 转轉 "
    "输輸 过過 这這 进進 采採 释釋 针針 队隊 险險 项項 须須 领領 额額 范範 许許 进進 计計 该該 现現 执執"
)
TRADITIONAL: dict[str, str] = {pair[0]: pair[1] for pair in _TRADITIONAL.split()}
KANGXI = str.maketrans(
    "工人大小口土士女子心手文方日月木水火田目立自行言走里金长",
    "⼯⼈⼤⼩⼝⼟⼠⼥⼦⼼⼿⽂⽅⽇⽉⽊⽔⽕⽥⽬⽴⾃⾏⾔⾛⾥⾦⻓",
)
FULL = str.maketrans("0123456789.,-+", "０１２３４５６７８９．，－＋")
KEPT = "万元"
"""Signs that no slip may touch: with 万 lost nobody can tell the unit."""
Label = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Manner:
    """How carefully a clerk works: the chances, for each label or value, of what may go wrong."""

    typo: float
    spacing: float
    wording: float
    form: float
    blank: float
    slip: float


MANNERS: dict[str, Manner] = {
    "careful": Manner(0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    "usual": Manner(0.03, 0.05, 0.08, 0.1, 0.01, 0.3),
    "hasty": Manner(0.15, 0.15, 0.25, 0.25, 0.03, 0.6),
    "rough": Manner(0.4, 0.3, 0.4, 0.4, 0.05, 0.8),
}


def typo(dice: Random, text: str) -> str:
    """The text with one mistake: a character taken for another, dropped, doubled, or two exchanged."""
    places = [place for place, sign in enumerate(text) if "一" <= sign <= "鿿" and sign not in KEPT]
    alike = [place for place in places if text[place] in ALIKE]
    kind = dice.random()
    if alike and (kind < 0.55 or len(places) < 3):
        place = dice.choice(alike)
        return text[:place] + ALIKE[text[place]] + text[place + 1 :]
    if len(places) < 3:
        return text
    place = dice.choice(places)
    if kind < 0.75:
        return text[:place] + text[place + 1 :]
    if kind < 0.9 or text[place + 1 : place + 2] not in {text[each] for each in places}:
        return text[:place] + text[place] + text[place:]
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def spaced(dice: Random, text: str, breaks: bool) -> str:
    """The text with a space or a line break somewhere, or spread out."""
    if len(text) < 2:
        return text
    kind = dice.random()
    if kind < 0.25 and len(text) <= 4:
        return dice.choice((" ", "　", "  ")).join(text)
    place = dice.randint(1, len(text) - 1)
    gap = "\n" if breaks and kind > 0.6 else dice.choice((" ", "　", "\u00a0"))
    return text[:place] + gap + text[place:]


def labels(dice: Random, manner: Manner, script: str, breaks: bool) -> Label:
    """What a clerk makes of each label. ``script``: plain, traditional, kangxi, ascii (brackets and stops)."""

    def write(text: str) -> str:
        if not text:
            return text
        if dice.random() < manner.typo:
            text = typo(dice, text)
        if dice.random() < manner.spacing:
            text = spaced(dice, text, breaks)
        if script == "traditional":
            return "".join(TRADITIONAL.get(sign, sign) for sign in text)
        if script == "kangxi":
            return text.translate(KANGXI)
        if script == "ascii":
            return text.translate(str.maketrans("（），：；", "(),:;"))
        return text

    return write


def choose(dice: Random, manner: Manner, words: tuple[str, ...]) -> str:
    """The form's words, or now and then others for the same."""
    return dice.choice(words) if dice.random() < manner.wording else words[0]


def printed(dice: Random, manner: Manner, cell: str, value: Decimal, style: str) -> Value:
    """How a value is written. ``style`` is the file's habit: plain, full, unit, grouped."""
    amount = cell.endswith(".amount")
    text = f"{value:f}"
    if style == "unit" and not amount and not cell.endswith(".change"):
        text += "件"
    if style == "grouped" and abs(value) >= 1000:
        text = f"{value:,f}"
    if style == "full":
        text = text.translate(FULL)
    if cell.endswith(".change") and value:
        text = _change(dice, value, text)
    if dice.random() < manner.form:
        text = _odd(dice, text, cell, value)
    return Value(text, "printed", value)


def _change(dice: Random, value: Decimal, text: str) -> str:
    size = f"{abs(value):f}"
    if value > 0:
        return dice.choice((text, f"+{size}", text, f"增{size}", f"增加{size}"))
    return dice.choice((text, f"-{size}", f"－{size}", f"−{size}", f"减{size}", f"减少{size}"))


def _odd(dice: Random, text: str, cell: str, value: Decimal) -> str:
    kind = dice.random()
    if kind < 0.45:
        return dice.choice((f" {text}", f"{text} ", f"　{text}", f"{text}\u00a0", f"{text}\n", text.translate(FULL)))
    if kind < 0.6 and cell.endswith(".amount"):
        return dice.choice((f"{value:f}万元", f"{(value * 10000).normalize():f}元"))
    if kind < 0.75 and not cell.endswith((".amount", ".change")):
        return dice.choice((f"{value:f}件", f"{value:f} 件"))
    if kind < 0.85 and value >= 1000:
        return dice.choice((f"{value:,f}", f"{value:,f}".replace(",", "，")))
    if kind < 0.9 and value >= 10 and value == value.to_integral():
        text = " ".join(f"{value:f}") if value < 100 else f"{value:f}"
    return text


def blank(dice: Random) -> Value:
    """A cell left empty, with a dash, or with what is no number."""
    kind = dice.random()
    if kind < 0.6:
        return Value(dice.choice(("", "", "", " ", "　")), "blank")
    if kind < 0.93:
        return Value(dice.choice(("-", "—", "/", "——", "无", "－", "--", "\\")), "dash")
    return Value(dice.choice(("O", "o", "?", "×")), "unreadable")


def write_values(dice: Random, manner: Manner, values: Mapping[str, Decimal]) -> dict[str, Value]:
    """All values as this clerk writes them, with slips: a row left blank, totals left 0, dashes for zeros."""
    style = dice.choice(("plain",) * 6 + ("full", "unit", "grouped"))
    zero = dice.random()
    found = {}
    values = dict(values)
    if dice.random() < manner.slip:
        _slip(dice, values)
    for cell, value in values.items():
        if dice.random() < manner.blank:
            found[cell] = blank(dice)
        elif value == 0 and manner.slip and zero < 0.12:
            found[cell] = Value("-", "dash") if zero < 0.05 else Value("", "blank")
        else:
            found[cell] = printed(dice, manner, cell, value, style)
    rows = sorted({cell.rpartition(".")[0] for cell in values})
    if dice.random() < manner.slip / 2:
        row = dice.choice(rows)
        mark = dice.choice((Value("", "blank"), Value("/", "dash"), Value("—", "dash")))
        found |= {cell: mark for cell in found if cell.rpartition(".")[0] == row}
    return found


def _slip(dice: Random, values: dict[str, Decimal]) -> None:
    kind = dice.random()
    if kind < 0.35:
        for cell in values:
            if cell.startswith("applications.total."):
                values[cell] = Decimal(0)
    elif kind < 0.6:
        cell = dice.choice([each for each in values if each.endswith(".total")])
        values[cell] = Decimal(0)
    else:
        cell = dice.choice([each for each in values if each.startswith("applications.")])
        values[cell] += dice.randint(1, 9)
