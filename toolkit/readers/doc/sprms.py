"""Property modifiers (sprms) of a Word 97–2003 document: an operation and its operand (MS-DOC 2.2.5, 2.6)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from struct import unpack_from

Operations = tuple[tuple[int, bytes], ...]
"""Operations with their operands, in the order in which they are applied."""

_SIZES = (1, 1, 2, 4, 2, 2, -1, 3)  # of the operand, by the upper three bits; -1: its first byte says
_TAB_STOPS, _TABLE, _OLD_TABLE = 0xC615, 0xD608, 0xD606


def sprms(group: bytes) -> Iterator[tuple[int, bytes]]:
    """The operations of a group, each with its operand (without the size of one of variable size; a table
    definition's, two bytes, stays). Ends where the group is cut off.
    """
    at = 0
    while at + 2 < len(group):
        operation = group[at] | group[at + 1] << 8
        at += 2
        size = _SIZES[operation >> 13]
        if size < 0:
            if operation in (_TABLE, _OLD_TABLE):
                size = (group[at] | (group[at + 1] << 8 if at + 1 < len(group) else 0)) + 1
            else:
                size = group[at]
                at += 1
                if operation == _TAB_STOPS and size == 255:
                    size = _tab_stops(group, at)
        if at + size > len(group):
            return
        yield operation, group[at : at + size]
        at += size


def _tab_stops(group: bytes, at: int) -> int:
    """The size of a list of tab stops that is too long for its first byte: deleted ones, then new ones."""
    deleted = group[at] if at < len(group) else 0
    place = at + 1 + 4 * deleted
    return 2 + 4 * deleted + 3 * (group[place] if place < len(group) else 0)


# --- paragraphs -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class ParagraphFormat:
    """What a group of operations says of a paragraph; None where it says nothing.

    ``style`` replaces the paragraph's style. ``depth`` is how many tables it stands in; ``in_table`` is that of old,
    for one table. ``stored`` is where in the data stream more operations stand. ``table`` are those on a table row.
    """

    style: int | None = None
    in_table: bool | None = None
    ends_row: bool = False
    depth: int | None = None
    deeper: int = 0
    ends_inner_cell: bool = False
    ends_inner_row: bool = False
    outline: int | None = None
    list_number: int | None = None
    list_level: int | None = None
    stored: int | None = None
    table: Operations = ()


def paragraph_format(group: bytes) -> ParagraphFormat:
    """Read a group of operations on a paragraph or a table row."""
    made = ParagraphFormat()
    table: list[tuple[int, bytes]] = []
    for operation, operand in sprms(group):
        if operation >> 10 & 7 == 5:
            table.append((operation, operand))
            continue
        name = _PARAGRAPH.get(operation)
        if name is not None:
            setattr(made, name, operand[0] != 0 if name in _FLAGS else int.from_bytes(operand, "little", signed=True))
    made.table = tuple(table)
    return made


_PARAGRAPH = {
    0x4600: "style",
    0x2416: "in_table",
    0x2417: "ends_row",
    0x6649: "depth",
    0x664A: "deeper",
    0x244B: "ends_inner_cell",
    0x244C: "ends_inner_row",
    0x2640: "outline",
    0x460B: "list_number",
    0x260A: "list_level",
    0x6645: "stored",
    0x6646: "stored",
    0x646B: "stored",
}
_FLAGS = frozenset({"in_table", "ends_row", "ends_inner_cell", "ends_inner_row"})


# --- characters -------------------------------------------------------------------------------------------


@dataclass(slots=True)
class CharacterFormat:
    """What a group of operations says of characters; None where it says nothing.

    ``hidden`` and the strikes are as stored: 0 no, 1 yes, 0x80 as the style says, 0x81 other than it says.
    ``raised``: 1 above, 2 below the line, 0 on it; ``position`` in half-points. ``symbol`` is font and character.
    """

    style: int | None = None
    plain: bool = False
    hidden: int | None = None
    struck: int | None = None
    struck_twice: int | None = None
    deleted: bool = False
    inserted: bool = False
    raised: int | None = None
    position: int | None = None
    form_data: bool = False
    symbol: tuple[int, int] | None = None


def character_format(group: bytes) -> CharacterFormat:
    """Read a group of operations on characters."""
    made = CharacterFormat()
    for operation, operand in sprms(group):
        if operation == 0x6A09:
            made.symbol = (operand[0] | operand[1] << 8, operand[2] | operand[3] << 8)
        elif operation == 0x4845:
            (made.position,) = unpack_from("<h", operand)
        elif operation == 0x4A30:
            (made.style,) = unpack_from("<H", operand)
        elif operation == 0x2A33:
            made.plain = True
            made.hidden = made.struck = made.struck_twice = made.raised = made.position = None
        elif operation in _CHARACTER:
            setattr(made, _CHARACTER[operation], operand[0])
        elif operation in _MARKS:
            setattr(made, _MARKS[operation], operand[0] != 0)
    return made


_CHARACTER = {0x083C: "hidden", 0x0837: "struck", 0x2A53: "struck_twice", 0x2A48: "raised"}
_MARKS = {0x0800: "deleted", 0x0801: "inserted", 0x0806: "form_data"}
