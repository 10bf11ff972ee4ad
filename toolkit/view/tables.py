"""A table of the form with a report's figures: heads, groups, rows as the form prints them, findings marked in place.

The groups beside the rows stand as lines of their own, with what is in them set in: so the table fits 80 columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from toolkit.forms.form import Column, FormTable, Part, Row
from toolkit.model import CellId, Figure, Origin
from toolkit.view import figures
from toolkit.view.marks import Mark
from toolkit.view.places import table_places
from toolkit.view.wrapping import balanced, shortened, wrap

_INDENT = 2
_SPACINGS = ((26, 2), (16, 2), (12, 2), (8, 2), (6, 2), (6, 1), (4, 1))
"""How wide a head may make its column, and the gap between columns: the first that leaves the labels room is taken."""

_LABEL_WANTED = 42
_LABEL_AT_LEAST = 12
_LONGEST_PLACE = 20  # a row in pieces of several tables: each place by itself is listed on request
_NUMERALS = "〇一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A figure's text and mark."""

    text: str
    style: str
    mark: str
    mark_style: str


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the body: a row with its entries, or a group's name with none."""

    label: str
    depth: int
    entries: tuple[_Entry, ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class _Widths:
    """In cells: the gap, the label, each column, in it the number and the mark, and the place."""

    gap: int
    label: int
    columns: tuple[int, ...]
    numbers: tuple[int, ...]
    marks: tuple[int, ...]
    place: int

    @property
    def all(self) -> int:
        """From edge to edge."""
        place = self.place + self.gap if self.place else 0
        return self.label + sum(column + self.gap for column in self.columns) + place


class TableView:
    """A rich renderable of one table; ``cells`` are those that this report's table has."""

    def __init__(
        self,
        table: FormTable,
        found: Mapping[CellId, Figure],
        marked: Mapping[CellId, Mark],
        cells: Mapping[CellId, object],
    ) -> None:
        self._table = table
        self._found = found
        self._marked = marked
        self._places = table_places(_origins(table, found))
        self._parts = [(part, list(self._body(part, cells))) for part in table.parts]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """The title, the parts, and where the table stands in the file."""
        yield Text(_title(self._table), style="bold")
        if self._is_absent():
            yield Text("  报告中没有这张表（可能是图片，或只写了一句话），各格都记为“缺”。", style="dim")
            return
        widths = self._widths(options.max_width)
        yield _rule(widths)
        for part, body in self._parts:
            if part.heading:
                yield Text(part.heading, style="italic")
            yield from _head(part, widths)
            yield _rule(widths)
            for line in body:
                yield from _body_line(line, widths)
            yield _rule(widths)
        for line_of_text in wrap(self._places.note, options.max_width):
            yield Text(line_of_text, style="dim")

    def _is_absent(self) -> bool:
        present = [self._found[cell.id] for cell in self._table.cells if cell.id in self._found]
        return bool(present) and all(figure.status == "missing" for figure in present)

    # --- the body -----------------------------------------------------------------------------------------

    def _body(self, part: Part, cells: Mapping[CellId, object]) -> Iterator[_Line]:
        open_groups: tuple[str, ...] = ()
        for row in part.rows:
            ids = [self._table.cell_id(row, column) for column in part.columns]
            if not any(cell in cells for cell in ids):
                continue
            groups = tuple(group.text for group in row.groups)
            for depth, name in enumerate(groups):
                if open_groups[: depth + 1] != groups[: depth + 1]:
                    yield _Line(name, depth)
            open_groups = (*groups, row.label.text)  # in a list a row may be the head of those set in below it
            yield self._row(row, len(groups), ids)

    def _row(self, row: Row, depth: int, ids: Sequence[CellId]) -> _Line:
        entries = []
        for cell in ids:
            text, style = figures.shown(self._found.get(cell))
            mark = self._marked.get(cell)
            entries.append(
                _Entry(text, mark.style if mark else style, mark.text if mark else "", mark.style if mark else "")
            )
        place = shortened(self._places.rows.get(row.id, ""), _LONGEST_PLACE)
        return _Line(row.label.text, depth, tuple(entries), place)

    # --- how wide -----------------------------------------------------------------------------------------

    def _widths(self, room: int) -> _Widths:
        count = max(len(part.columns) for part in self._table.parts)
        lines = [line for _, body in self._parts for line in body]
        numbers, marks = [1] * count, [0] * count
        for line in lines:
            for i, entry in enumerate(line.entries):
                numbers[i] = max(numbers[i], cell_len(entry.text))
                marks[i] = max(marks[i], cell_len(entry.mark))
        heads = [
            max(cell_len(part.columns[i].label.text) for part in self._table.parts if i < len(part.columns))
            for i in range(count)
        ]
        label = max([_LABEL_AT_LEAST, *(_INDENT * line.depth + cell_len(line.label) for line in lines)])
        place = max([0, *(cell_len(line.place) for line in lines)])
        for widest, gap in _SPACINGS:
            columns = [
                max(number + mark, min(head, widest)) for number, mark, head in zip(numbers, marks, heads, strict=True)
            ]
            label_room = room - sum(column + gap for column in columns) - (place + gap if place else 0)
            if label_room >= min(label, _LABEL_WANTED):
                break
        return _Widths(
            gap=gap,
            label=max(_LABEL_AT_LEAST, min(label, label_room)),
            columns=tuple(columns),
            numbers=tuple(numbers),
            marks=tuple(marks),
            place=place,
        )


def _title(table: FormTable) -> str:
    is_numbered = table.section is not None and table.section < len(_NUMERALS)
    return f"{_NUMERALS[table.section or 0]}、{table.title}" if is_numbered else table.title


def _origins(table: FormTable, found: Mapping[CellId, Figure]) -> dict[str, list[Origin]]:
    """Where the figures of each row stand."""
    rows: dict[str, list[Origin]] = {}
    for cell in table.cells:
        figure = found.get(cell.id)
        if figure is not None and figure.origin is not None and figure.status != "missing":
            rows.setdefault(cell.row.id, []).append(figure.origin)
    return rows


def _rule(widths: _Widths) -> Text:
    return Text("─" * widths.all, style="dim")


# --- heads ------------------------------------------------------------------------------------------------


def _head(part: Part, widths: _Widths) -> Iterator[Text]:
    for level in range(max(len(column.groups) for column in part.columns)):
        yield _spanners(part.columns, level, widths)
    columns = [balanced(column.label.text, width) for column, width in zip(part.columns, widths.columns, strict=False)]
    corner = wrap(part.corner or "", widths.label)
    place = ["出处"] if widths.place else []
    height = max(len(lines) for lines in (corner, place, *columns))
    for at in range(height):
        text = Text(_padded(_bottom(corner, at, height), widths.label), style="dim")
        for lines, width in zip(columns, widths.columns, strict=False):
            text.append(" " * widths.gap + _padded(_bottom(lines, at, height), width, right=True), style="not dim")
        text.append(_filling(part, widths) + " " * widths.gap + _bottom(place, at, height))
        text.rstrip()
        yield text


def _spanners(columns: Sequence[Column], level: int, widths: _Widths) -> Text:
    """The heads over several columns, each centred between lines."""
    text = Text(" " * widths.label)
    at = 0
    while at < len(columns):
        name = columns[at].groups[: level + 1]
        end = at + 1
        while end < len(columns) and len(name) > level and columns[end].groups[: level + 1] == name:
            end += 1
        width = sum(widths.columns[at:end]) + widths.gap * (end - at - 1)
        text.append(" " * widths.gap)
        if len(name) > level:
            label = f" {shortened(name[level].text, width - 2)} "
            left = (width - cell_len(label)) // 2
            text.append("─" * left, style="dim")
            text.append(label)
            text.append("─" * (width - left - cell_len(label)), style="dim")
        else:
            text.append(" " * width)
        at = end
    text.rstrip()
    return text


def _bottom(lines: Sequence[str], at: int, height: int) -> str:
    """Line ``at`` of a cell whose text stands at the bottom."""
    own = at - (height - len(lines))
    return lines[own] if own >= 0 else ""


def _filling(part: Part, widths: _Widths) -> str:
    """Blanks for the columns that other parts have and this one hasn't."""
    return "".join(" " * (width + widths.gap) for width in widths.columns[len(part.columns) :])


def _padded(text: str, width: int, *, right: bool = False) -> str:
    blanks = " " * max(0, width - cell_len(text))
    return blanks + text if right else text + blanks


# --- lines ------------------------------------------------------------------------------------------------


def _body_line(line: _Line, widths: _Widths) -> Iterator[Text]:
    indent = " " * (_INDENT * line.depth)
    room = (widths.label if line.entries else widths.all) - len(indent)
    first, *more = wrap(line.label, max(room, _LABEL_AT_LEAST // 2))
    text = Text(_padded(indent + first, widths.label))
    if line.entries:
        for i, entry in enumerate(line.entries):
            number = _padded(entry.text, widths.numbers[i], right=True)
            mark = _padded(entry.mark, widths.marks[i])
            text.append(" " * (widths.gap + widths.columns[i] - widths.numbers[i] - widths.marks[i]))
            text.append(number, style=entry.style)
            text.append(mark, style=entry.mark_style)
        missing = widths.columns[len(line.entries) :]
        text.append("".join(" " * (width + widths.gap) for width in missing) + " " * widths.gap)
        text.append(line.place, style="dim")
    text.rstrip()
    yield text
    for rest in more:
        yield Text(indent + rest)
