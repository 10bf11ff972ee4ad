"""A figure as it stands in a table on the screen: its number, or a sign for what stands there instead."""

from __future__ import annotations

from decimal import Decimal

from toolkit.model import Figure
from toolkit.view.wrapping import shortened

NOT_PLACED = "？"
BLANK = "空"
MISSING = "缺"

SIGNS = {
    BLANK: "格子是空的（空不是 0）",
    MISSING: "报告中没有这一行、这一列或这张表",
    NOT_PLACED: "没有把握对到这一格，见读取说明",
    "‹ ›": "格子里的字不能确定是什么数，照原样列出",
}
"""What each sign means."""

_LONGEST_RAW = 8


def number(value: Decimal) -> str:
    """A number with all its digits and no more: 28068.751, 1000."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def shown(figure: Figure | None) -> tuple[str, str]:
    """The text and style of a figure; None: no place was found for it in the report."""
    if figure is None:
        return NOT_PLACED, "magenta"
    match figure.status:
        case "printed" if figure.value is not None:
            return number(figure.value), ""
        case "dash":
            return shortened(figure.raw, _LONGEST_RAW) or "—", "dim"
        case "blank":
            return BLANK, "dim"
        case "missing":
            return MISSING, "dim"
        case _:
            return f"‹{shortened(figure.raw, _LONGEST_RAW)}›", "magenta"


def sign_of(figure: Figure | None) -> str | None:
    """The sign among ``SIGNS`` that stands for the figure, if one does."""
    if figure is None:
        return NOT_PLACED
    return {"blank": BLANK, "missing": MISSING, "unreadable": "‹ ›"}.get(figure.status)
