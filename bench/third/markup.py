"""Tables of boxes as the rows of a web page."""

from __future__ import annotations

import html
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from bench.foreign.grid import Box, Table

Fill = Callable[[Box], str]


@dataclass(frozen=True, slots=True)
class Markup:
    """How a page writes its tables. ``ones``: spans of one are said. ``empty_rows``: rows without cells between.
    ``tail``: what stands before the table's end.
    """

    fill: Fill
    attributes: str = 'border="1" cellspacing="0" cellpadding="0"'
    head_cells: bool = False
    ones: bool = False
    empty_rows: bool = False

    def table(self, table: Table, dice: Random, tail: str = "") -> str:
        """The table."""
        rows = [f"<table {self.attributes}>" + ("<tbody>" if dice.random() < 0.7 else "")]
        for row in table.rows:
            rows.append(f"<tr>{''.join(self._cell(box) for box in row)}</tr>")
            if self.empty_rows and dice.random() < 0.1:
                rows.append("<tr></tr>")
        return "".join((*rows, tail, "</table>"))

    def _cell(self, box: Box) -> str:
        name = "th" if self.head_cells and box.head else "td"
        return f"<{name}{spans(box, ones=self.ones)}>{self.fill(box)}</{name}>"


def spans(box: Box, *, ones: bool = False) -> str:
    """The attributes of a box that spans."""
    rows = f' rowspan="{box.rows}"' if ones or box.rows > 1 else ""
    return rows + (f' colspan="{box.cols}"' if ones or box.cols > 1 else "")


def escaped(text: str, line_break: str = "<br/>") -> str:
    """The text as a page holds it."""
    return html.escape(text, quote=False).replace("\n", line_break)
