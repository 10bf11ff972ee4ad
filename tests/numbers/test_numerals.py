"""Every numeral of a text: figures with value, unit and place; everything else told apart."""

from __future__ import annotations

import random
import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fixtures.prose.drawn import draw
from fixtures.prose.figures import han
from toolkit.numbers import Numeral, find_numerals
from toolkit.numbers.chinese import number_of


def figures(text: str) -> list[Numeral]:
    return [numeral for numeral in find_numerals(text) if numeral.kind == "figure"]


def only(text: str) -> Numeral:
    (figure,) = figures(text)
    return figure


@pytest.mark.parametrize(
    ("text", "raw", "value", "unit"),
    [
        ("收到申请35件，", "35件", "35", "件"),
        ("收到申请 35 件，", "35 件", "35", "件"),
        ("收到申请３５件", "３５件", "35", "件"),
        ("公开15,230条", "15,230条", "15230", "条"),
        ("部分公开67，占", "67", "67", None),
        ("受理二十四件", "二十四件", "24", "件"),
        ("更新一百零五期", "一百零五期", "105", "期"),
        ("接待两千三百人次", "两千三百人次", "2300", "人次"),
        ("点击3.2万次", "3.2万次", "32000", "次"),
        ("阅读1.5亿人次", "1.5亿人次", "150000000", "人次"),
        ("占80%。", "80%", "80", "%"),
        ("占３３．３％", "３３．３％", "33.3", "%"),
        ("占百分之九十八点五", "百分之九十八点五", "98.5", "%"),
        ("提高3.5个百分点", "3.5个百分点", "3.5", "百分点"),
        ("是上年的1.8倍", "1.8倍", "1.8", "倍"),
        ("收取0.12万元", "0.12万元", "0.12", "万元"),
        ("经费三十万元", "三十万元", "30", "万元"),
        ("投入2亿元", "2亿元", "2", "亿元"),
        ("15个工作日内答复", "15个工作日", "15", "个工作日"),
        ("设立一个查阅点", "一个", "1", "个"),
        ("占四分之三", "四分之三", "0.75", None),
        ("在2018年收到2018件", "2018件", "2018", "件"),
    ],
)
def test_a_figure_has_its_words_its_value_and_its_unit(text: str, raw: str, value: str, unit: str | None) -> None:
    figure = only(text)
    assert (figure.raw, figure.value, figure.unit, figure.approximate) == (raw, Decimal(value), unit, False)
    assert text[figure.start : figure.end] == raw


@pytest.mark.parametrize(
    ("text", "raw", "value"),
    [
        ("举办十余次", "十余次", 10),
        ("培训近百人次", "近百人次", 100),
        ("约1.2万人次", "约1.2万人次", 12000),
        ("公开4万余条", "4万余条", 40000),
        ("发放300多份", "300多份", 300),
        ("增长10%以上", "10%以上", 10),
        ("超过三个月", "超过三个月", 3),
        ("覆盖上千户", "上千户", 1000),
    ],
)
def test_what_the_report_calls_about_is_approximate(text: str, raw: str, value: int) -> None:
    figure = only(text)
    assert (figure.raw, figure.value, figure.approximate) == (raw, Decimal(value), True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("数百件", 200, 900),
        ("几十次", 20, 90),
        ("十几个", 11, 19),
        ("3至5个工作日", 3, 5),
        ("15-20件", 15, 20),
        ("三至五名", 3, 5),
    ],
)
def test_a_range_has_bounds_and_no_value(text: str, low: int, high: int) -> None:
    figure = only(text)
    assert (figure.value, figure.low, figure.high) == (None, Decimal(low), Decimal(high))


def test_a_change_from_one_figure_to_another_is_no_range() -> None:
    assert [f.value for f in figures("申请量从35件到28件")] == [35, 28]


@pytest.mark.parametrize(
    "text",
    [
        "2011年12月31日",
        "二〇一〇年十二月三十一日",
        "2019—2021年",
        "2019、2020年",
        "20251月1日",
        "201711日至20171231日",
        "第三季度",
        "国办发〔2015〕22号",
        "国务院令第711号",
        "建议（38号、39号）",
        "《条例》第二十条第（六）项",
        "一是公开。二是解读。",
        "（二）依申请公开",
        "①公开②解读",
        "电话：0731-5230117，传真5230118",
        "邮编：412300",
        "文昌路18号3楼306室",
        "12345热线、110报警、7×24小时",
        "《2021年政务公开工作要点》",
        "“十三五”“三公”“双随机、一公开”",
        "xxgk2019@qinglan.example www.a12.example",
        "统一、一律、一系列、十分重视、一次性、百姓、千方百计",
        "A4纸、5G网络、2.0版、GB/T 9704-2012",
        "三级审核、四类过程性信息、两个维护",
    ],
)
def test_what_is_no_quantity_is_no_figure(text: str) -> None:
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2011年", "date"),
        ("〔2015〕22号", "document"),
        ("第二十条", "article"),
        ("第二", "ordinal"),
        ("电话：0731-5230117", "telephone"),
        ("邮编412300", "postcode"),
        ("306室", "address"),
        ("7×24小时", "name"),
        ("未收到", "none"),
        ("均为零", "none"),
        ("9" * 30, "unreadable"),
    ],
)
def test_each_other_numeral_says_what_it_is(text: str, kind: str) -> None:
    assert [numeral.kind for numeral in find_numerals(text)] == [kind]


def test_words_that_only_begin_as_a_unit_are_none() -> None:
    assert [f.unit for f in figures("行政复议3，分别为维持；公开12项目")] == [None, None]


def test_every_figure_of_drawn_sentences_is_read_and_nothing_else() -> None:
    for number in range(250):
        drawn = draw(random.Random(f"tests-{number}"))
        told = [(f.start, f.end, f.written.value, f.written.unit, f.written.low) for f in drawn.figures]
        assert [(f.start, f.end, f.value, f.unit, f.low) for f in figures(drawn.text)] == told, drawn.text


@given(st.integers(min_value=1, max_value=99_999_999))
def test_a_chinese_numeral_is_read_back(number: int) -> None:
    assert number_of(han(number)) == number


@given(
    st.text(
        alphabet="0123456789零一二两三十百千万亿.,，、年月日第号条件%％约近余多〔〕（）-—至《》“”未没无均为 \n",
        max_size=60,
    )
)
def test_numerals_stand_in_order_and_never_over_one_another(text: str) -> None:
    found = find_numerals(text)
    assert all(text[n.start : n.end] == n.raw and n.raw for n in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    assert all(n.value is None or n.kind in ("figure", "none") for n in found)


@settings(max_examples=60)
@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(["件", "条", "人次", "万元", "%"]))
def test_a_figure_put_into_a_sentence_is_found_there(number: int, unit: str) -> None:
    text = f"2019年，按照第12号文件，收到{number}{unit}，其中"
    assert [(f.value, f.unit) for f in figures(text)] == [(Decimal(number), unit)]


@pytest.mark.parametrize(
    "piece", ["1", "一", "1,", "1-", "二十", "《", "（1", "1.1", "未", "“", "三分之", "2019、", "数百"]
)
def test_a_text_of_one_sign_over_and_over_takes_time_in_proportion(piece: str) -> None:
    def seconds(length: int) -> float:
        text = piece * (length // len(piece))
        start = time.process_time()
        find_numerals(text)
        return time.process_time() - start

    seconds(1000)
    # Ten times the length may take ten times as long, and more on a busy machine; a hundred times is another thing.
    assert seconds(30_000) < 60 * max(seconds(3_000), 0.001)
