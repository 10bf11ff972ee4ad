"""Text boxes and floating pictures of a Word 97–2003 document: which is anchored where (MS-DOC 2.8.37, MS-ODRAW).

A character of the text anchors a shape, by the shape's number. The drawing says which shapes belong to it (a group's
members are anchored by the group) and which are pictures; the text of all boxes stands in a row, by shape again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from struct import unpack_from

_ANCHOR, _BOX = 26, 22  # bytes that are kept of each
_DRAWING, _GROUP, _SHAPE, _SHAPE_PROPERTIES = 0xF002, 0xF003, 0xF004, 0xF00A
_DRAWING_GROUP = 0xF000
_PICTURE_FRAME = 75
_DEEPEST = 20
_MOST_DRAWINGS = 16  # there are two, with what they have in common before and a byte between


@dataclass(frozen=True, slots=True)
class Anchored:
    """What a character anchors: text boxes, as first and last character within the boxes' text; whether a picture."""

    boxes: tuple[tuple[int, int], ...]
    picture: bool


@dataclass(slots=True)
class _Drawing:
    """Of each shape the one that anchors it, and which anchor pictures."""

    anchors: dict[int, int] = field(default_factory=dict)
    pictures: set[int] = field(default_factory=set)


def anchored_shapes(
    shapes: bytes, boxes: bytes, drawing: bytes
) -> tuple[Mapping[int, Anchored], list[tuple[int, int]]]:
    """What is anchored in the main text, by character; and the boxes whose anchor is not found."""
    drawn = _Drawing()
    _read_drawing(drawing, drawn)
    texts: dict[int, list[tuple[int, int]]] = {}
    for shape, start, end in _texts(boxes):
        texts.setdefault(drawn.anchors.get(shape, shape), []).append((start, end))
    found: dict[int, Anchored] = {}
    for cp, record in _plex(shapes, _ANCHOR):
        (shape,) = unpack_from("<i", record)
        found[cp] = Anchored(tuple(texts.pop(shape, ())), shape in drawn.pictures)
    return found, [place for places in texts.values() for place in places]


def _texts(boxes: bytes) -> Iterator[tuple[int, int, int]]:
    """The boxes' shapes, each with the first and last character of its text."""
    entries = list(_plex(boxes, _BOX))
    limits = [start for start, _ in entries]
    count = len(entries)
    if count:
        limits.append(unpack_from("<I", boxes, 4 * count)[0])
    done = 0
    for (start, record), end in zip(entries, limits[1:], strict=False):
        reusable, shape = unpack_from("<H4xi", record, 8)
        if not reusable and end > start >= done:  # they follow one another
            yield shape, start, end
            done = end


def _plex(plex: bytes, size: int) -> Iterator[tuple[int, bytes]]:
    """A list of characters with a record of ``size`` bytes for each."""
    count = max(0, (len(plex) - 4) // (4 + size))
    at = 4 * (count + 1)
    for index in range(count):
        yield unpack_from("<I", plex, 4 * index)[0], plex[at + index * size : at + (index + 1) * size]


def _read_drawing(data: bytes, drawn: _Drawing) -> None:
    """The drawings of main text and headers: behind what they have in common, a byte before each."""
    at = 0
    for _ in range(_MOST_DRAWINGS):
        if at + 8 > len(data):
            return
        kind, size = unpack_from("<2xHI", data, at)
        if kind == _DRAWING:
            _read_group(data[at + 8 : at + 8 + size], None, drawn, 0)
        at += 8 + size if kind in (_DRAWING, _DRAWING_GROUP) else 1


def _read_group(data: bytes, anchor: int | None, drawn: _Drawing, depth: int) -> None:
    """The shapes of a drawing, or of a group that ``anchor`` anchors; a group's first shape is the group itself."""
    at = 0
    within = anchor
    while at + 8 <= len(data):
        kind, size = unpack_from("<2xHI", data, at)
        content = data[at + 8 : at + 8 + size]
        if kind == _GROUP and depth < _DEEPEST:
            # The outermost group is the drawing as a whole: its members are anchored themselves.
            _read_group(content, within if depth else None, drawn, depth + 1)
        elif kind == _SHAPE:
            shape, of_kind = _shape(content)
            if depth > 1 and within is None:
                within = shape
            if shape is not None:
                drawn.anchors[shape] = shape if within is None else within
                if of_kind == _PICTURE_FRAME:
                    drawn.pictures.add(drawn.anchors[shape])
        at += 8 + size


def _shape(data: bytes) -> tuple[int | None, int]:
    """A shape's number and kind."""
    at = 0
    while at + 8 <= len(data):
        instance, kind, size = unpack_from("<HHI", data, at)
        if kind == _SHAPE_PROPERTIES and at + 12 <= len(data):
            return unpack_from("<i", data, at + 8)[0], instance >> 4
        at += 8 + size
    return None, 0
