"""Documents as text: what copying, old converters and archives make of tables."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from random import Random

from bench.foreign.grid import Document, Paragraph, Table, squares, texts

Lines = list[str]


def write(document: Document, dice: Random, setting: str) -> bytes:
    """The text, by setting (see ``SETTINGS``)."""
    table = SETTINGS[setting]
    lines: Lines = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += _paragraph(block, setting, dice)
        else:
            lines += ["", *table(block, dice), ""]
    if setting == "mail":
        lines = [f"> {line}".rstrip() for line in lines]
    text = "\n".join(lines) + "\n"
    encoding = "utf-8"
    if dice.random() < 0.2:
        encoding = dice.choice(("gb18030", "utf-8-sig", "utf-16"))
        text = text.replace("\n", "\r\n")
    return text.encode(encoding)


def _paragraph(block: Paragraph, setting: str, dice: Random) -> Lines:
    if setting in ("markdown", "markdown_repeat"):
        return ["", "#" * (block.level + 1) + " " + block.text if block.level < 2 else block.text]
    if setting in ("grid", "drawn", "antiword", "mail") and block.level == 2:
        return ["", *wrap(block.text, 70)]
    return ["　　" * (block.level == 2) + block.text]


def width(text: str) -> int:
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def pad(text: str, size: int) -> str:
    """The text filled up with spaces."""
    return text + " " * (size - width(text))


def wrap(text: str, size: int) -> Lines:
    """The text in lines of so many columns of a terminal."""
    lines, line = [], ""
    for sign in text:
        if width(line + sign) > size:
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _flat(text: str) -> str:
    return text.replace("\n", "")


def tabs(table: Table, dice: Random) -> Lines:
    """As a browser copies: what begins in a row, tabs between."""
    return ["\t".join(_flat(box.text) for box in row) for row in table.rows]


def tabs_full(table: Table, dice: Random) -> Lines:
    """As a spreadsheet copies: each square of the grid."""
    return ["\t".join(_flat(text) for text in line) for line in texts(table)]


def bars(table: Table, dice: Random) -> Lines:
    """As text extractors for web pages write: what begins in a row, a bar behind each."""
    return [" | ".join(_flat(box.text) for box in row) + " |" for row in table.rows]


def markdown(table: Table, dice: Random) -> Lines:
    """A pipe table; what spans cover is empty."""
    return _pipes(texts(table))


def markdown_repeat(table: Table, dice: Random) -> Lines:
    """A pipe table; what spans cover is said again, as pandas does."""
    return _pipes(texts(table, "repeat"))


def _pipes(grid: Sequence[Sequence[str]]) -> Lines:
    rows = ["| " + " | ".join(_flat(text) for text in line) + " |" for line in grid]
    return [rows[0], "|" + " --- |" * len(grid[0]), *rows[1:]]


def grid(table: Table, dice: Random) -> Lines:
    """Pandoc's grid table, without spans."""
    cells = texts(table)
    sizes = _sizes(cells, 14)
    rule = "+" + "+".join("-" * (size + 2) for size in sizes) + "+"
    lines = [rule]
    for number, line in enumerate(cells):
        lines += ["| " + " | ".join(parts) + " |" for parts in _wrapped(line, sizes)]
        lines.append(rule.replace("-", "=") if number + 1 == max(table.head, 1) else rule)
    return lines


def antiword(table: Table, dice: Random) -> Lines:
    """Bars and wrapped boxes without rules between rows: each row's first line begins a new row only by its figures."""
    cells = texts(table)
    sizes = _sizes(cells, 16)
    lines: Lines = []
    for line in cells:
        lines += ["|" + "|".join(parts) + "|" for parts in _wrapped(line, sizes)]
        lines.append("|" + "|".join(" " * size for size in sizes) + "|")
    return lines


def drawn(table: Table, dice: Random) -> Lines:
    """Box-drawing signs, as w3m dumps; spans of rows are left open."""
    found = squares(table)
    cells = texts(table)
    sizes = _sizes(cells, 18)
    lines = ["┌" + "┬".join("─" * size for size in sizes) + "┐"]
    for number, line in enumerate(cells):
        lines += ["│" + "│".join(parts) + "│" for parts in _wrapped(line, sizes)]
        if number + 1 < len(cells):
            below = found[number + 1]
            marks = [
                "─" * size if begins or box in {each for each, start in below if start} else " " * size
                for (box, begins), size in zip(below, sizes, strict=True)
            ]
            lines.append("├" + "┼".join(marks) + "┤")
    return [*lines, "└" + "┴".join("─" * size for size in sizes) + "┘"]


def spaces(table: Table, dice: Random) -> Lines:
    """Columns set by spaces, two at least between."""
    cells = [[_flat(text).strip() for text in line] for line in texts(table)]
    sizes = [max(width(line[column]) for line in cells) for column in range(len(cells[0]))]
    return ["  ".join(pad(text, size) for text, size in zip(line, sizes, strict=True)).rstrip() for line in cells]


def one_a_line(table: Table, dice: Random) -> Lines:
    """A box a line; an empty box is an empty line."""
    return [_flat(box.text) for row in table.rows for box in row]


def squeezed(table: Table, dice: Random) -> Lines:
    """A box a line, nothing for an empty box."""
    return [text for row in table.rows for box in row if (text := _flat(box.text).strip())]


def rows_of_words(table: Table, dice: Random) -> Lines:
    """A row a line, one space between, nothing for an empty box."""
    return [" ".join(text for box in row if (text := _flat(box.text).strip())) for row in table.rows]


def named(table: Table, dice: Random) -> Lines:
    """A row a line, the label and each figure with its head before a colon. Tables without a head of their own (the
    disclosure table has one in each part) are set with bars.
    """
    if not table.head or table.role == "disclosure":
        return bars(table, dice)
    grid_texts = texts(table, "repeat")
    heads = grid_texts[: max(table.head, 1)]
    lines = []
    for line, found in zip(grid_texts[len(heads) :], squares(table)[len(heads) :], strict=True):
        first = next((place for place, (box, _) in enumerate(found) if box.cell is not None), len(line))
        label = " ".join(dict.fromkeys(text for text in line[:first] if text))
        parts = []
        for place in range(first, len(line)):
            names = list(dict.fromkeys(_flat(head[place]) for head in heads if head[place]))
            shown = names if table.role == "disputes" else names[-1:]
            parts.append(f"{''.join(shown)}：{_flat(line[place])}")
        lines.append(f"{_flat(label)}　{'；'.join(parts)}")
    return lines


def _sizes(cells: Sequence[Sequence[str]], most: int) -> list[int]:
    return [min(most, max(2, *(width(_flat(line[column])) for line in cells))) for column in range(len(cells[0]))]


def _wrapped(line: Sequence[str], sizes: Sequence[int]) -> list[list[str]]:
    parts = [wrap(_flat(text), size) for text, size in zip(line, sizes, strict=True)]
    height = max(len(part) for part in parts)
    return [
        [pad(part[number] if number < len(part) else "", size) for part, size in zip(parts, sizes, strict=True)]
        for number in range(height)
    ]


SETTINGS: dict[str, Callable[[Table, Random], Lines]] = {
    "tabs": tabs,
    "tabs_full": tabs_full,
    "bars": bars,
    "markdown": markdown,
    "markdown_repeat": markdown_repeat,
    "grid": grid,
    "antiword": antiword,
    "drawn": drawn,
    "spaces": spaces,
    "one_a_line": one_a_line,
    "squeezed": squeezed,
    "rows_of_words": rows_of_words,
    "named": named,
    "mail": bars,
}
SQUEEZED = frozenset({"squeezed", "rows_of_words"})
"""Where an empty box leaves no trace, so that nobody can say which figure of its row is whose."""
