"""The forms' rows and columns, and how reports word them: the form's words first, then what else is met.

The other wordings were seen in published reports or are what one expects of people who type a table again.
"""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the applications table: its id, its level (1 一、 2 （一） 3 1.), its number there, its wordings."""

    id: str | None
    level: int
    number: int
    words: Words


NATURAL: Words = ("自然人", "公民", "个人")
COLUMNS: tuple[tuple[str, Words], ...] = (
    ("natural", NATURAL),
    ("company", ("商业企业", "企业", "工商企业")),
    ("research", ("科研机构", "科研单位", "科研院所")),
    ("charity", ("社会公益组织", "公益组织", "社会公益机构")),
    ("legal", ("法律服务机构", "法律服务", "法律机构")),
    ("other_org", ("其他", "其它", "其他组织")),
    ("total", ("总计", "合计")),
)
APPLICANTS: Words = ("申请人情况", "申请人类别", "申请人")
ORGANISATIONS: Words = ("法人或其他组织", "法人和其他组织", "法人或其它组织")
CORNER: Words = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和)",
    "项目",
    "",
    "本列数据的勾稽关系为:第一项加第二项之和,等于第三项加第四项之和",
    "指标名称",
)
OUTCOMES: Words = ("本年度办理结果", "本年办理结果", "办理结果")

_DENIED: tuple[tuple[str, Words], ...] = (
    ("secret", ("属于国家秘密", "国家秘密", "涉及国家秘密")),
    ("law", ("其他法律行政法规禁止公开", "法律、行政法规禁止公开", "其他法律、行政法规禁止公开的")),
    (
        "stability",
        (
            "危及“三安全一稳定”",
            '危及"三安全一稳定"',
            "危及三安全一稳定",
            "危及国家安全、公共安全、经济安全、社会稳定",
            "危及‘三安全一稳定’",
        ),
    ),
    ("third_party", ("保护第三方合法权益", "第三方合法权益", "侵害第三方合法权益")),
    ("internal", ("属于三类内部事务信息", "三类内部事务信息", "内部事务信息")),
    ("process", ("属于四类过程性信息", "四类过程性信息", "过程性信息")),
    ("enforcement", ("属于行政执法案卷", "行政执法案卷", "行政执法案卷信息")),
    ("inquiry", ("属于行政查询事项", "行政查询事项", "行政查询类")),
)
_UNAVAILABLE: tuple[tuple[str, Words], ...] = (
    ("not_held", ("本机关不掌握相关政府信息", "本机关不掌握", "本机关不掌握相关信息")),
    ("to_make", ("没有现成信息需要另行制作", "没有现成信息，需要另行制作", "需另行制作")),
    ("unclear", ("补正后申请内容仍不明确", "补正后仍不明确", "经补正后申请内容仍不明确")),
)
_REFUSED: tuple[tuple[str, Words], ...] = (
    ("petition", ("信访举报投诉类申请", "信访、举报、投诉类申请", "信访举报投诉类")),
    ("repeat", ("重复申请", "重复申请类")),
    ("publication", ("要求提供公开出版物", "公开出版物")),
    ("abusive", ("无正当理由大量反复申请", "大量反复申请")),
    (
        "reconfirm",
        ("要求行政机关确认或重新出具已获取信息", "要求确认或重新出具已获取信息", "确认或重新出具已获取信息"),
    ),
)
_OTHER: tuple[tuple[str, Words], ...] = (
    (
        "no_correction",
        (
            "申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
            "申请人无正当理由逾期不补正，行政机关不再处理其政府信息公开申请",
            "逾期不补正",
        ),
    ),
    (
        "unpaid",
        (
            "申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
            "申请人逾期未按收费通知要求缴纳费用，行政机关不再处理其政府信息公开申请",
            "逾期未缴费",
        ),
    ),
    ("rest", ("其他", "其它", "其他情形")),
)


def _items(group: str, items: tuple[tuple[str, Words], ...]) -> tuple[Line, ...]:
    return tuple(Line(f"{group}.{name}", 3, number, words) for number, (name, words) in enumerate(items, 1))


def lines(form: str, one_other: bool) -> tuple[Line, ...]:
    """The rows of the applications table from top to bottom; a row without id is a group."""
    other = Line("other" if one_other or form == "2019" else None, 2, 6, ("其他处理", "其他", "其他处理情况")[:1])
    return (
        Line(
            "new", 1, 1, ("本年新收政府信息公开申请数量", "本年新收政府信息公开申请数", "本年新收申请数量", "本年新收")
        ),
        Line(
            "carried_in",
            1,
            2,
            ("上年结转政府信息公开申请数量", "上年结转政府信息公开申请数", "上年度结转申请数量", "上年结转"),
        ),
        Line(None, 1, 3, OUTCOMES),
        Line("granted", 2, 1, ("予以公开", "同意公开")),
        Line(
            "partial",
            2,
            2,
            (
                "部分公开（区分处理的，只计这一情形，不计其他情形）",
                "部分公开",
                "部分公开（区分处理的,只计这一情形,不计其他情形)",
            ),
        ),
        Line(None, 2, 3, ("不予公开",)),
        *_items("denied", _DENIED),
        Line(None, 2, 4, ("无法提供",)),
        *_items("unavailable", _UNAVAILABLE),
        Line(None, 2, 5, ("不予处理",)),
        *_items("refused", _REFUSED),
        other,
        *(() if other.id else _items("other", _OTHER)),
        Line("total", 2, 7, ("总计", "合计")),
        Line("carried_out", 1, 4, ("结转下年度继续办理", "结转下年继续办理", "结转下年度办理")),
    )


RESULTS: tuple[tuple[str, Words], ...] = (
    ("upheld", ("结果维持", "维持", "维持结果")),
    ("corrected", ("结果纠正", "纠正", "纠正结果")),
    ("other", ("其他结果", "其它结果")),
    ("pending", ("尚未审结", "未审结", "尚未结案")),
    ("total", ("总计", "合计")),
)
REVIEW: Words = ("行政复议",)
SUITS: Words = ("行政诉讼",)
DIRECT: Words = ("未经复议直接起诉", "直接起诉", "未经复议直接诉讼")
AFTER: Words = ("复议后起诉", "经复议后起诉", "复议后诉讼")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the disclosure table: its item of article 20, its columns and rows."""

    item: str
    columns: tuple[tuple[str, Words], ...]
    rows: tuple[tuple[str, Words], ...]


_RULES: Words = ("规章", "规　章", "政府规章")
_NORMATIVE_2021: Words = ("行政规范性文件", "规范性文件", "行政规范性文件（含以政府名义制发）")
_LICENSING: Words = ("行政许可", "行政许可事项")
_PENALTY: Words = ("行政处罚", "行政处罚事项")
_COERCION: Words = ("行政强制", "行政强制措施")
_FEES: Words = ("行政事业性收费", "行政事业性收费项目", "行政事业收费")
_DECISIONS = (("decisions", ("本年处理决定数量", "处理决定数量", "本年度处理决定数量")),)
_THREE = (
    ("previous_items", ("上一年项目数量", "上年项目数量", "上一年度项目数量")),
    ("change", ("本年增/减", "本年增减", "本年度增/减")),
    ("decisions", ("处理决定数量", "处理决定数", "本年处理决定数量")),
)
DISCLOSURE: dict[str, tuple[Part, ...]] = {
    "2021": (
        Part(
            "一",
            (
                ("issued", ("本年制发件数", "本年制发数量", "本年制发")),
                ("repealed", ("本年废止件数", "本年废止数量", "本年废止")),
                ("in_force", ("现行有效件数", "现行有效数量", "现行有效件数（历史累计）")),
            ),
            (("rules", _RULES), ("normative", _NORMATIVE_2021)),
        ),
        Part("五", _DECISIONS, (("licensing", _LICENSING),)),
        Part("六", _DECISIONS, (("penalty", _PENALTY), ("coercion", _COERCION))),
        Part(
            "八",
            (("amount", ("本年收费金额（单位：万元）", "本年收费金额（万元）", "本年收费金额(单位:万元)")),),
            (("fees", _FEES),),
        ),
    ),
    "2019": (
        Part(
            "一",
            (
                ("made", ("本年新制作数量", "本年新制作数", "本年新制作件数")),
                ("published", ("本年新公开数量", "本年新公开数", "本年新公开件数")),
                ("public_total", ("对外公开总数量", "对外公开总数", "对外公开总件数")),
            ),
            (("rules", _RULES), ("normative", ("规范性文件", "行政规范性文件"))),
        ),
        Part(
            "五",
            _THREE,
            (("licensing", _LICENSING), ("other_services", ("其他对外管理服务事项", "其他行政管理服务事项"))),
        ),
        Part("六", _THREE, (("penalty", _PENALTY), ("coercion", _COERCION))),
        Part("八", _THREE[:2], (("fees", _FEES),)),
        Part(
            "九",
            (
                ("projects", ("采购项目数量", "采购项目数")),
                ("amount", ("采购总金额（万元）", "采购总金额(单位：万元)", "采购总金额")),
            ),
            (("procurement", ("政府集中采购", "政府采购")),),
        ),
    ),
}
