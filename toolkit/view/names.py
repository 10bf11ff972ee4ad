"""What people call the cells of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.forms import form_ids, load
from toolkit.forms.form import Form
from toolkit.model import CellId


@dataclass(frozen=True, slots=True)
class CellName:
    """A cell by its row and its column."""

    row: str
    column: str

    def __str__(self) -> str:
        return f"{self.row}·{self.column}"


Names = Mapping[CellId, CellName]


def form_of(form_id: str | None) -> Form | None:
    """The form of that id, if it is one that this version knows."""
    return load(form_id) if form_id is not None and form_id in form_ids() else None


def cell_names(form_id: str | None) -> Names:
    """The names of a form's cells; none for a form that isn't known."""
    form = form_of(form_id)
    return {cell.id: CellName(cell.row.name, cell.column.label.text) for cell in form.cells.values()} if form else {}


def is_said(message: str, cells: Sequence[CellId], names: Names) -> bool:
    """Whether a message names the rows of all these cells, so that they need not be named again."""
    return all((names[cell].row if cell in names else cell) in message for cell in cells)


def named(cells: Sequence[CellId], names: Names, most: int) -> str:
    """Cells by their names, those of a row together, at most so many: ``（七）总计·自然人、其他；行政强制·…``."""
    rows: dict[str, list[str]] = {}
    for cell in cells[:most]:
        name = names.get(cell) or CellName(cell, "")
        rows.setdefault(name.row, []).append(name.column)
    text = "；".join(f"{row}·{'、'.join(columns)}".rstrip("·") for row, columns in rows.items())
    return text if len(cells) <= most else f"{text} 等 {len(cells)} 格"
