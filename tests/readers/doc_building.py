"""Word 97–2003 files written byte by byte, as MS-DOC describes them, for the tests of their reader.

Nothing here knows the reader: it is Word's way of storing, with what Word does and other programs don't (quick saves
with pieces in any order, one byte a character, properties in a stream of their own).
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

_SECTOR = 512
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_TEXT_AT = 2048

CELL, ROW = "\7", "\7"
IN_TABLE = struct.pack("<HB", 0x2416, 1)
ENDS_ROW = IN_TABLE + struct.pack("<HB", 0x2417, 1)
HIDDEN, SHOWN = struct.pack("<HB", 0x083C, 1), struct.pack("<HB", 0x083C, 0)
STRUCK = struct.pack("<HB", 0x0837, 1)
RAISED = struct.pack("<HB", 0x2A48, 1)
DELETED, INSERTED = struct.pack("<HB", 0x0800, 1), struct.pack("<HB", 0x0801, 1)
SPECIAL = struct.pack("<HB", 0x0855, 1)


def depth(number: int) -> bytes:
    """The property of standing in so many tables."""
    return IN_TABLE + struct.pack("<Hi", 0x6649, number)


INNER_CELL = struct.pack("<HB", 0x244B, 1)
INNER_ROW = struct.pack("<HBHB", 0x244B, 1, 0x244C, 1)


def numbered(number: int, level: int = 0) -> bytes:
    """The property of being in a list."""
    return struct.pack("<HBHh", 0x260A, level, 0x460B, number)


def row_definition(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """The definition of a row: edges of its cells, flags of each (merges)."""
    count = len(edges) - 1
    cells = b"".join(struct.pack("<H18x", flag) for flag in flags)
    body = struct.pack(f"<B{count + 1}h", count, *edges) + cells
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


DOWN_FIRST, DOWN = 0x60, 0x20
"""Flags of the first cell of a vertical merge, and of those under it."""


@dataclass(frozen=True)
class Par:
    """A paragraph: runs of text with their properties, the mark at its end in the last one."""

    runs: tuple[tuple[str, bytes], ...]
    properties: bytes = b""
    style: int = 0

    @property
    def text(self) -> str:
        return "".join(text for text, _ in self.runs)


def par(text: str = "", properties: bytes = b"", style: int = 0, mark: str = "\r") -> Par:
    """A paragraph of one run."""
    return Par(((text + mark, b""),), properties, style)


def row(
    *cells: str | Sequence[Par], edges: Sequence[int] = (), flags: Sequence[int] = (), more: bytes = b""
) -> list[Par]:
    """A row's cells (texts, or paragraphs of which the last ends with the cell's mark), and its end."""
    made: list[Par] = []
    for cell in cells:
        made += [par(cell, IN_TABLE, mark=CELL)] if isinstance(cell, str) else cell
    edges = edges or [1000 * number for number in range(len(cells) + 1)]
    return [*made, par("", ENDS_ROW + row_definition(edges, flags) + more, mark=ROW)]


@dataclass
class Story:
    """A document to be written.

    ``cuts`` are where the text is cut into pieces (characters); ``order`` is how the pieces lie in the file;
    ``narrow`` are the pieces with one byte a character; ``modifiers`` the property modifier of a piece, ``groups``
    the groups of properties that modifiers refer to. ``boxes`` is the text of the text boxes, ``between`` that of
    headers and notes. ``parts`` are parts of the table stream by their index in the file information block.
    """

    paragraphs: Sequence[Par]
    cuts: Sequence[int] = ()
    order: Sequence[int] = ()
    narrow: frozenset[int] = frozenset()
    modifiers: dict[int, int] = field(default_factory=dict)
    groups: Sequence[bytes] = ()
    between: Sequence[Par] = ()
    boxes: Sequence[Par] = ()
    parts: dict[int, bytes] = field(default_factory=dict)
    data: bytes = b""
    flags: int = 0x0200
    magic: int = 0xA5EC
    version: int = 0x00C1


def doc(*paragraphs: Par | Sequence[Par], **settings: object) -> bytes:
    """A file of these paragraphs; ``settings`` as in ``Story``."""
    flat = [inner for outer in paragraphs for inner in ([outer] if isinstance(outer, Par) else outer)]
    return write(Story(flat, **settings))  # type: ignore[arg-type]


def write(story: Story) -> bytes:
    """The file."""
    everything = [*story.paragraphs, *story.between, *story.boxes]
    text = "".join(of.text for of in everything).encode("utf-16-le", "surrogatepass")
    length = len(text) // 2
    limits = [0, *story.cuts, length]
    pieces = list(pairwise(limits))
    places: dict[int, int] = {}
    document = b""
    for number in story.order or range(len(pieces)):
        start, end = pieces[number]
        places[number] = _TEXT_AT + len(document)
        content = text[2 * start : 2 * end]
        document += content.decode("utf-16-le").encode("cp1252") if number in story.narrow else content

    def bytes_of(start: int, end: int) -> list[tuple[int, int]]:
        """Where in the file these characters stand."""
        found = []
        for number, (first, last) in enumerate(pieces):
            width = 1 if number in story.narrow else 2
            if start < last and first < end:
                at = places[number] + (max(start, first) - first) * width
                found.append((at, at + (min(end, last) - max(start, first)) * width))
        return found

    of_paragraphs: list[tuple[int, int, bytes]] = []
    of_characters: list[tuple[int, int, bytes]] = []
    at = 0
    for paragraph in everything:
        begin = at
        for words, group in paragraph.runs:
            size = len(words.encode("utf-16-le", "surrogatepass")) // 2
            of_characters += [(a, b, group) for a, b in bytes_of(at, at + size)]
            at += size
        properties = struct.pack("<H", paragraph.style) + paragraph.properties
        of_paragraphs += [(a, b, properties) for a, b in bytes_of(begin, at)]
    stream = (bytes(_TEXT_AT) + document).ljust(-(-(_TEXT_AT + len(document)) // 512) * 512, b"\0")
    parts = dict(story.parts)
    for index, runs, packed in ((13, of_paragraphs, _paragraph_page), (12, of_characters, _character_page)):
        pages = packed(sorted(runs))
        firsts = [struct.unpack("<I", page[:4])[0] for page in pages]
        numbers = range(len(stream) // 512, len(stream) // 512 + len(pages))
        parts[index] = struct.pack(f"<{len(pages) + 1}I{len(pages)}I", *firsts, _TEXT_AT + len(document), *numbers)
        stream += b"".join(pages)
    parts[33] = _clx(story, pieces, places)
    table, pairs = b"", [(0, 0)] * 93
    for index, content in parts.items():
        pairs[index] = (len(table), len(content))
        table += content
    ccps = [sum(len(p.text) for p in group) for group in (story.paragraphs, story.between, story.boxes)]
    return compound_file(
        {
            "WordDocument": _fib(story, ccps, pairs) + stream[_TEXT_AT:],
            "1Table" if story.flags & 0x0200 else "0Table": table,
            **({"Data": story.data} if story.data else {}),
        }
    )


def _fib(story: Story, lengths: list[int], pairs: list[tuple[int, int]]) -> bytes:
    main, between, boxes = lengths
    head = struct.pack("<HH6xH", story.magic, story.version, story.flags).ljust(32, b"\0")
    words = struct.pack("<H28xH", 14, 22) + struct.pack("<12x7i48x", main, 0, between, 0, 0, 0, boxes)
    listed = struct.pack("<H186I", 93, *(number for pair in pairs for number in pair))
    return (head + words + listed).ljust(_TEXT_AT, b"\0")


def _clx(story: Story, pieces: list[tuple[int, int]], places: dict[int, int]) -> bytes:
    described = b""
    for number in range(len(pieces)):
        narrow = number in story.narrow
        where = places[number] * 2 | 0x4000_0000 if narrow else places[number]
        described += struct.pack("<HIH", 0, where, story.modifiers.get(number, 0))
    plc = struct.pack(f"<{len(pieces) + 1}I", *(start for start, _ in pieces), pieces[-1][1]) + described
    groups = b"".join(struct.pack("<BH", 1, len(group)) + group for group in story.groups)
    return groups + struct.pack("<BI", 2, len(plc)) + plc


def _paragraph_page(runs: list[tuple[int, int, bytes]]) -> list[bytes]:
    def packed(properties: bytes) -> bytes:
        if len(properties) % 2:
            return bytes(((len(properties) + 1) // 2,)) + properties
        return bytes((0, len(properties) // 2)) + properties

    return _pages([(start, end, packed(of)) for start, end, of in runs], 13)


def _character_page(runs: list[tuple[int, int, bytes]]) -> list[bytes]:
    return _pages([(start, end, bytes((len(of),)) + of if of else b"") for start, end, of in runs], 1)


def _pages(runs: list[tuple[int, int, bytes]], width: int) -> list[bytes]:
    """Pages of formatting; a gap between runs becomes a run without properties."""
    pages: list[bytes] = []
    waiting = list(runs)
    while waiting:
        taken: list[tuple[int, int, bytes]] = []
        room = 507
        while waiting and room >= 4 + width + len(waiting[0][2]) + 2:
            room -= 4 + width + len(waiting[0][2]) + 2
            taken.append(waiting.pop(0))
        assert taken, "properties too long for a page"
        page = bytearray(512)
        at = 510
        entries = b""
        for _, _, content in taken:
            at = (at - len(content)) // 2 * 2 if content else at
            page[at : at + len(content)] = content
            entries += bytes((at // 2 if content else 0,)) + bytes(width - 1)
        limits = [start for start, _, _ in taken] + [taken[-1][1]]
        head = struct.pack(f"<{len(limits)}I", *limits) + entries
        page[: len(head)] = head
        page[511] = len(taken)
        pages.append(bytes(page))
    return pages


def compound_file(streams: dict[str, bytes]) -> bytes:
    """An OLE2 file with these streams, each filled up so that it lies in sectors of its own."""
    filled = {
        name: content.ljust(max(4096, -(-len(content) // _SECTOR) * _SECTOR), b"\0")
        for name, content in streams.items()
    }
    entries = [_entry("Root Entry", 5, _END, 0, child=1)]
    fat: list[int] = []
    body = b""
    for number, (name, content) in enumerate(filled.items(), 1):
        right = number + 1 if number < len(filled) else _FREE
        entries.append(_entry(name, 2, len(fat), len(content), right=right))
        count = len(content) // _SECTOR
        fat += [*range(len(fat) + 1, len(fat) + count), _END]
        body += content
    directory = b"".join(entries).ljust(-(-len(entries) // 4) * _SECTOR, b"\0")
    first_of_directory = len(fat)
    count = len(directory) // _SECTOR
    fat += [*range(len(fat) + 1, len(fat) + count), _END]
    body += directory
    sectors = 1
    while len(fat) + sectors > sectors * 128:
        sectors += 1
    places = range(len(fat), len(fat) + sectors)
    fat += [_FAT] * sectors
    body += struct.pack(f"<{len(fat)}I", *fat).ljust(sectors * _SECTOR, b"\xff")
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIIIIIII", 0, sectors, first_of_directory, 0, 4096, _END, 0, _END, 0)
    listed = [*places, *[_FREE] * (109 - sectors)]
    return header + struct.pack("<109I", *listed) + body


def _entry(name: str, kind: int, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = name.encode("utf-16-le") + b"\0\0"
    head = encoded.ljust(64, b"\0") + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, right, child)
    return head + bytes(36) + struct.pack("<III", start, size, 0)


# --- styles and lists ----------------------------------------------------------------------------------------


def styles(*described: tuple[int, int, int, bytes, bytes]) -> bytes:
    """The style sheet: of each its built-in number, kind (1 paragraphs, 2 characters), base, and its properties."""
    made = struct.pack("<HHHHHHHHHH", 18, len(described), 10, 0, 0, 0, 0, 0, 0, 0)
    for built_in, kind, base, of_paragraph, of_characters in described:
        body = struct.pack("<HHHHH", built_in, kind | base << 4, 2 if kind == 1 else 1, 0, 0)
        body += struct.pack("<H", 2) + "样式".encode("utf-16-le") + b"\0\0"
        parts = [b"\0\0" + of_paragraph, of_characters] if kind == 1 else [of_characters]
        for part in parts:
            body += struct.pack("<H", len(part)) + part
            body += b"\0" * (len(body) % 2)
        made += struct.pack("<H", len(body)) + body
    return made


def level(text: str, number_format: int, start: int = 1, flags: int = 0, follow: int = 2) -> bytes:
    """A level of a list; in ``text`` the number of a level is its code (chr(0) …)."""
    places = bytes(at for at, character in enumerate(text, 1) if ord(character) < 9).ljust(9, b"\0")
    head = struct.pack("<iBB9sB8xBBBB", start, number_format, flags, places, follow, 0, 0, 0, 0)
    return head + struct.pack("<H", len(text)) + text.encode("utf-16-le")


def lists(*definitions: tuple[int, list[bytes]]) -> bytes:
    """The definitions of lists: number and levels (one, or nine)."""
    heads = b"".join(
        struct.pack("<ii9hBB", number, 0, *[0xFFF] * 9, 1 if len(levels) == 1 else 0, 0)
        for number, levels in definitions
    )
    return struct.pack("<H", len(definitions)) + heads + b"".join(of for _, levels in definitions for of in levels)


def list_overrides(*numbers: tuple[int, int | None]) -> bytes:
    """The document's lists: the definition of each, and the number that its first level starts with (or None)."""
    heads = b"".join(struct.pack("<i8xBBBB", number, 0 if start is None else 1, 0, 0, 0) for number, start in numbers)
    changes = b"".join(
        struct.pack("<I", 0xFFFFFFFF) + (b"" if start is None else struct.pack("<iI", start, 0x10))
        for _, start in numbers
    )
    return struct.pack("<I", len(numbers)) + heads + changes


LIST = lists((77, [level("\0、", 39)]), (78, [level(f"{chr(0)}.{chr(1)}" if n else "\0.", 0) for n in range(9)]))
"""Two definitions of lists: 一、 and nine levels of decimal numbers."""


def record(kind: int, content: bytes, instance: int = 0, version: int = 0xF) -> bytes:
    """A record of a drawing."""
    return struct.pack("<HHI", instance << 4 | version, kind, len(content)) + content


def shape(number: int, kind: int) -> bytes:
    """A shape by its number and kind."""
    return record(0xF004, record(0xF00A, struct.pack("<ii", number, 0), kind, 2))


def drawing(*inner: bytes) -> bytes:
    """A page's drawing with these shapes."""
    group = record(0xF003, shape(1024, 0) + b"".join(inner))
    return record(0xF000, b"") + b"\0" + record(0xF002, group)


def anchors(length: int, *at: tuple[int, int]) -> bytes:
    """Where shapes are anchored: places in the text with the shapes' numbers."""
    cps = struct.pack(f"<{len(at) + 1}I", *(cp for cp, _ in at), length)
    return cps + b"".join(struct.pack("<i22x", number) for _, number in at)


def box_texts(*boxes: tuple[int, int], end: int) -> bytes:
    """Where the texts of boxes begin: places with the shapes' numbers."""
    cps = struct.pack(f"<{len(boxes) + 2}I", *(cp for cp, _ in boxes), end, end + 2)
    entries = b"".join(struct.pack("<iiH4xii", 1, 0, 0, number, 0) for _, number in boxes)
    return cps + entries + struct.pack("<iiH4xii", -1, 0, 1, 0, 0)
