"""What is counted and measured in: the measure words that stand behind a number in reports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.numbers.cells import MONEY_IN_WAN

COUNTED = (
    "人次 件次 项次 宗次 场次 批次 班次 户次 篇次 条次 期次 次 件 项 个 宗 条 份 起 人 家 例 篇 部 种 类 场 期 名 位 "
    "处 户 所 册 本 页 字 组 批 套 幅 辆 台 块 间 只 张 封 则 档 笔 单 轮 讲 节 集 卷 款 堂 通 支 队 座 棵 版 盘 枚 "
    "大类 小类 方面 部分"
)
MEASURED = (
    "个工作日 工作日 个自然日 自然日 个月 小时 分钟 天 日 周 年 岁 倍 成 分 个百分点 百分点 平方米 平方公里 公里 千米 "
    "米 亩 公顷 吨 千克 公斤 字节 GB MB KB TB km"
)
MONEY = (*(unit for unit in MONEY_IN_WAN if unit.endswith("元")), "美元", "万美元", "亿美元")
PERCENT = "%"
"""The unit of 12%, 百分之十二, １２％."""
OF_ONE = frozenset("件项个名位次期场份条篇宗例处家起")
"""The units behind which 一 is a number more often than not: 一件, but not 一批, 一类, 一套."""
_WORDS = (
    "分别 分类 分局 分管 分布 分析 分级 分为 通过 通知 通报 通告 通道 人大 人民 人社 人员 人才 人事 次要 次日 次年 "
    "部门 部署 类别 类型 名称 名单 名录 条例 条件 项目 位于 位置 位列 所有 所以 所属 所在 所需 所涉 期间 期限 "
    "期内办 期内答 期内完 期内作 期内回 期内的 "
    "本级 本机关 本市 本县 本区 本局 本年 本报 处理 处罚 处置 处长 场所 场地 家长 家庭 户籍 页面 份额 节约 节假 集中 "
    "集体 款项 台账 单位 单元 组织 组长 组成 版块 讲话 讲解 批准 批示 批复 支付 支持 支出 队伍 座谈 周边 周期 "
    "日常 日均 成立 成为 成效 成果 成功 成本 种类 年度 年报 年底 年末 年初 年均 个人 个体 "
    "个案 个别 起诉 起到 起草 字号 档案"
)
"""Words that begin as a unit does and are none: 复议3，分别…; 电话73617470通过…."""
OTHER_NAMES = {"个百分点": "百分点"}
"""Units that are called otherwise than they are printed."""


def _pattern(units: Iterable[str], words: Iterable[str]) -> str:
    """A pattern for any of the units, the longest first, where none of the words stands."""
    tails: dict[str, list[str]] = {}
    for word in words:
        tails.setdefault(word[0], []).append(re.escape(word[1:]))
    found = []
    for unit in sorted(units, key=lambda unit: (-len(unit), unit)):
        none = f"(?!{'|'.join(tails[unit])})" if unit in tails else ""
        found.append(re.escape(unit) + none)
    return "|".join(found)


UNIT = _pattern((*COUNTED.split(), *MEASURED.split(), *MONEY), _WORDS.split())
