"""Short views of a web page, for its tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from lxml import html

from tests.samples import sample
from toolkit.checks import check
from toolkit.model import Report, Section
from toolkit.webpage.page import report_page

SLIPS = """
    rest 0
    disclosure.normative.in_force 1234
    disclosure.penalty.decisions 空
    disclosure.coercion.decisions /
    applications.new.natural 22
    applications.new.total 22
    applications.granted.natural 22
    applications.granted.total 22
    applications.denied.secret.company 缺
    applications.denied.law.company O
    applications.denied.stability.company 认不出
"""
"""A total row left at 0, and one cell of everything that is no number."""
PROSE = (
    Section(1, "总体情况", "2023年收到申请22件，均已答复。\n联系人手机13812345678。"),
    Section(2, "主动公开政府信息情况", ""),
    Section(3, "收到和处理政府信息公开申请情况", ""),
    Section(4, "政府信息公开行政复议、行政诉讼情况", ""),
    Section(
        5,
        "存在的主要问题及改进情况",
        "在坚强领导下取得了一定成绩，但公开意识有待加强，公开内容不够丰富，还要继续努力，做得更好。",
    ),
    Section(6, "其他需要报告的事项", "无"),
)


def with_prose(text: str = SLIPS, sections: Sequence[Section] = PROSE) -> Report:
    """A report with text."""
    return replace(sample(text), sections=tuple(sections))


def page_of(report: Report) -> html.HtmlElement:
    """The page of a report with what is found in it, as a tree."""
    return tree(report_page(report, check(report)))


def tree(page: str) -> html.HtmlElement:
    """A page as a tree."""
    return cast(html.HtmlElement, html.document_fromstring(page))


def text(element: html.HtmlElement) -> str:
    """All text in an element."""
    return str(element.text_content())


def at(page: html.HtmlElement, address: str) -> html.HtmlElement:
    """What a link leads to."""
    return page.get_element_by_id(address.removeprefix("#"))


def links(element: html.HtmlElement) -> list[str]:
    """Where an element's links lead."""
    return [str(link.get("href")) for link in element.iter("a")]
