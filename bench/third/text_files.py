"""Reports as text: what copying, extractors and old converters leave of tables, in this hand's ways."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from random import Random

from bench.foreign import text_files as second
from bench.foreign.grid import Box, Document, Row, Table, squares, texts
from bench.foreign.text_files import Lines, pad, width, wrap

Write = Callable[[Table], Lines]
_ENCODINGS = ("utf-8", "utf-8", "gb18030", "utf-8-sig")


def write(document: Document, dice: Random, manner: str) -> bytes:
    """The text, by manner (see ``MANNERS``)."""
    table = MANNERS[manner](dice)
    parts = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts.append("\n".join(table(block)))
        elif manner == "markdown":
            marks = ("# {}", dice.choice(("## {}", "**{}**")), "{}")
            parts.append(marks[block.level].format(block.text))
        else:
            parts.append("　" * (2 * (block.level > 0 and manner in _INDENTED)) + block.text)
    gap = "\n\n" if manner in _APART or (manner == "tabs" and dice.random() < 0.5) else "\n"
    return (gap.join(parts) + "\n").encode(dice.choice(_ENCODINGS))


_APART = frozenset({"antiword", "boxed", "spaced", "markdown"})
_INDENTED = frozenset({"tabs"})


def _flat(text: str) -> str:
    return text.replace("\n", "")


def _folded(text: str, size: int) -> Lines:
    return [line for piece in text.split("\n") for line in wrap(piece, size)]


def every_place(dice: Random) -> Write:
    """python-docx's cells joined: what is merged is said again in each place."""
    between = dice.choice((" | ", "\t", "|"))
    return lambda table: [between.join(map(_flat, line)) for line in texts(table, "repeat")]


def bars(dice: Random) -> Write:
    """As extractors for web pages write: a bar behind each box, and one for each place that a span covers; all in a row
    or a box a line.
    """
    lines = dice.random() < 0.4

    def row(boxes: Row) -> str:
        covered = "|" * sum(box.cols - 1 for box in boxes)
        between, before = (" |\n", "\n") if lines else (" | ", " ")
        return between.join(_flat(box.text) for box in boxes) + " |" + (before + covered if covered else "")

    return lambda table: [row(boxes) for boxes in table.rows]


def markdown(dice: Random) -> Write:
    """A pipe table; breaks and numbers of items are escaped by some."""
    covered = dice.random() < 0.5
    escapes = dice.random() < 0.5

    def cell(text: str) -> str:
        return text.replace("\n", "<br>").replace("1.", "1\\.") if escapes else text.replace("\n", " ")

    def table(table: Table) -> Lines:
        rows = [f"| {' | '.join(map(cell, line))} |" for line in texts(table, "repeat" if covered else "")]
        rule = "|".join(dice.choice((" --- ", ":---:", "---")) for _ in texts(table)[0])
        return [rows[0], f"|{rule}|", *rows[1:]]

    return table


def cells(dice: Random, *, kept: bool) -> Write:
    """A box a line; ``kept``: an empty one is an empty line."""
    gap = not kept and dice.random() < 0.5

    def table(table: Table) -> Lines:
        shown = [_flat(box.text) for row in table.rows for box in row if kept or box.text.strip()]
        return [line for text in shown for line in (text, "")][:-1] if gap else shown

    return table


def antiword(dice: Random) -> Write:
    """Bars, labels wrapped in their column, columns as wide as their longest word up to a bound; no rules."""

    def table(table: Table) -> Lines:
        grid = squares(table)
        sizes = _sizes(table, 14 if len(grid[0]) < 12 else 6)
        lines: Lines = []
        for number, row in enumerate(grid):
            columns: list[tuple[Lines, int]] = []
            place = 0
            while place < len(row):
                box = row[place][0]
                span = _span(row, place)
                size = sum(sizes[place : place + span]) + span - 1
                first = number == 0 or grid[number - 1][place][0] is not box
                columns.append((_folded(box.text, size) if first else [""], size))
                place += span
            height = max(len(texts) for texts, _ in columns)
            for at in range(height):
                shown = (pad(texts[at] if at < len(texts) else "", size) for texts, size in columns)
                lines.append(f"|{'|'.join(shown)}|")
        return lines

    return table


def _span(row: list[tuple[Box, bool]], place: int) -> int:
    span = 1
    while place + span < len(row) and row[place + span][0] is row[place][0]:
        span += 1
    return span


def _sizes(table: Table, most: int) -> list[int]:
    grid = squares(table)
    return [
        min(most, max(2, *(width(_flat(line[at][0].text)) for line in grid if line[at][0].cols == 1), 0))
        for at in range(len(grid[0]))
    ]


def boxed(dice: Random) -> Write:
    """Rules between rows, drawn or of signs; what spans is said in its first place and wrapped there."""
    drawn = dice.random() < 0.5
    bar = "│" if drawn else "|"

    def table(table: Table) -> Lines:
        sizes = _sizes(table, 24)
        if drawn:
            sizes = [size + size % 2 for size in sizes]
            rule = f"├{'┼'.join('─' * ((size + 2) // 2) for size in sizes)}┤"
        else:
            rule = f"+{'+'.join('-' * (size + 2) for size in sizes)}+"
        lines = [rule]
        for row in squares(table):
            columns = [_folded(box.text, sizes[at]) if begins else [""] for at, (box, begins) in enumerate(row)]
            for line in range(max(map(len, columns))):
                shown = (
                    f" {pad(texts[line] if line < len(texts) else '', size)} "
                    for texts, size in zip(columns, sizes, strict=True)
                )
                lines.append(bar + bar.join(shown) + bar)
            lines.append(rule)
        return lines

    return table


def spaced(dice: Random) -> Write:
    """Columns set by spaces, what spans over all its columns."""

    def table(table: Table) -> Lines:
        grid = squares(table)
        sizes = [
            2 + max(2, *(width(_flat(line[at][0].text)) for line in grid if line[at][0].cols == 1 and line[at][1]), 0)
            for at in range(len(grid[0]))
        ]
        lines = []
        for row in grid:
            text, place = "", 0
            while place < len(row):
                box, begins = row[place]
                span = _span(row, place)
                text += pad(_flat(box.text) if begins else "", sum(sizes[place : place + span]))
                place += span
            lines.append(text.rstrip())
        return lines

    return table


def from_pdf(dice: Random) -> Write:
    """Copied from a viewer of PDF: a label over lines, the figures behind its last one, nothing for an empty box."""

    def table(table: Table) -> Lines:
        lines: Lines = []
        for row in table.rows:
            labels = [box.text for box in row if box.cell is None]
            figures = " ".join(box.text.strip() for box in row if box.cell is not None and box.text.strip())
            if not any(box.cell is not None for box in row):
                lines.append(" ".join(_flat(text) for text in labels if text))
            elif not labels:
                lines.append(figures)
            else:
                lines += [line for text in labels[:-1] for line in wrap(_flat(text), 12)]
                last = wrap(_flat(labels[-1]), dice.choice((60, 20, 24)))
                lines += [*last[:-1], f"{last[-1]} {figures}"]
        return lines

    return table


MANNERS: dict[str, Callable[[Random], Write]] = {
    "tabs": lambda dice: partial(second.tabs, dice=dice),
    "all tabs": lambda dice: partial(second.tabs_full, dice=dice),
    "every place": every_place,
    "bars": bars,
    "markdown": markdown,
    "cells": partial(cells, kept=True),
    "cells, none empty": partial(cells, kept=False),
    "antiword": antiword,
    "boxed": boxed,
    "spaced": spaced,
    "from a PDF": from_pdf,
}
LOSING = frozenset({"cells, none empty", "from a PDF"})
"""Where an empty box leaves no trace."""
