"""What is counted and measured in: the measure words that stand behind a number in reports."""

from __future__ import annotations

import re
from collections.abc import Iterable

from toolkit.numbers.cells import MONEY_IN_WAN

COUNTED = [
    "人次",
    "件次",
    "项次",
    "宗次",
    "场次",
    "批次",
    "班次",
    "户次",
    "篇次",
    "条次",
    "期次",
    "次",
    "件",
    "项",
    "个",
    "宗",
    "条",
    "份",
    "起",
    "人",
    "家",
    "例",
    "篇",
    "部",
    "种",
    "类",
    "场",
    "期",
    "名",
    "位",
    "处",
    "户",
    "所",
    "册",
    "本",
    "页",
    "字",
    "组",
    "批",
    "套",
    "幅",
    "辆",
    "台",
    "块",
    "间",
    "只",
    "张",
    "封",
    "则",
    "档",
    "笔",
    "单",
    "轮",
    "讲",
    "节",
    "集",
    "卷",
    "款",
    "堂",
    "通",
    "支",
    "队",
    "座",
    "棵",
    "版",
    "盘",
    "枚",
    "大类",
    "小类",
    "方面",
    "部分",
]
MEASURED = [
    "个工作日",
    "工作日",
    "个自然日",
    "自然日",
    "个月",
    "小时",
    "分钟",
    "天",
    "日",
    "周",
    "年",
    "岁",
    "倍",
    "成",
    "分",
    "个百分点",
    "百分点",
    "平方米",
    "平方公里",
    "公里",
    "千米",
    "米",
    "亩",
    "公顷",
    "吨",
    "千克",
    "公斤",
    "字节",
    "GB",
    "MB",
    "KB",
    "TB",
    "km",
]
MONEY = (*(unit for unit in MONEY_IN_WAN if unit.endswith("元")), "美元", "万美元", "亿美元")
PERCENT = "%"
"""The unit of 12%, 百分之十二, １２％."""
OF_ONE = frozenset("件项个名位次期场份条篇宗例处家起")
"""The units behind which 一 is a number more often than not: 一件, but not 一批, 一类, 一套."""
OTHER_NAMES = {"个百分点": "百分点"}
"""Units that are called otherwise than they are printed."""


def alternatives(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


UNIT = alternatives((*COUNTED, *MEASURED, *MONEY))
