"""Drawings within drawings, counted before PDFium opens them: it draws each as often as it is named, and twenty that
name one another twice each make a million. Nothing can stop it once it has begun.

Letters that are drawings (Type 3 fonts) are drawn as often as they stand in the text: one that is no letter but a
whole drawing is refused too.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping

from toolkit.model import Unreadable

MOST_DRAWN = 200_000
"""Forms drawn on all pages together, each as often as it is named."""

MOST_OF_LETTER = 128 * 1024
"""Bytes that say how a letter is drawn; a scanned one has some hundred."""

_MIB = 1024 * 1024
_RATIO = 1032  # zlib packs no closer
_MOST_UNPACKED = 8 * _MIB  # of one stream; a longer one is looked at so far
_OBJECT = re.compile(rb"(?<!\d)(\d{1,8})\s+\d{1,5}\s+obj\b")
_STREAM = re.compile(rb"stream\r?\n")
_FORM = re.compile(rb"/Subtype\s*/Form\b")
_NAMED = re.compile(rb"/([^\s/<>\[\]()]+)\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_INNER = re.compile(rb"/XObject\s*(?:<<(.*?)>>|(\d{1,8})\s+\d{1,5}\s+R\b)", re.DOTALL)
_RESOURCES = re.compile(rb"/Resources\s+(\d{1,8})\s+\d{1,5}\s+R\b")
_LETTERS = re.compile(rb"/CharProcs\s*(?:<<(.*?)>>|(\d{1,8})\s+\d{1,5}\s+R\b)", re.DOTALL)
_DRAWS = re.compile(rb"/([^\s/<>\[\]()]+)\s+Do\b")


def check_nesting(data: bytes, name: str) -> None:
    """Look whether the forms of a file name one another so often that drawing them would not end.

    Raises:
        Unreadable: if they do.
    """
    if not _FORM.search(data) and b"/Type3" not in data:
        return
    dictionaries: dict[int, bytes] = {}
    forms: dict[int, list[bytes]] = {}
    long: set[int] = set()
    for number, dictionary, packed in _objects(data):
        dictionaries[number] = dictionary
        if b"/ObjStm" in dictionary:
            dictionaries.update(_packed_objects(dictionary, _unpacked(packed)))
            continue
        is_packed = b"/Filter" in dictionary
        if is_packed and len(packed) * _RATIO < MOST_OF_LETTER and not _FORM.search(dictionary):
            continue
        content = _unpacked(packed) if is_packed else packed
        if len(content) > MOST_OF_LETTER:
            long.add(number)
        if _FORM.search(dictionary):
            forms[number] = _DRAWS.findall(content)
    if not long.isdisjoint(_letters(dictionaries)):
        raise Unreadable(name, "里面有的字是很大的图形，画出来要很久，不像正常的年度报告，拒绝读取")
    names = {number: _targets(dictionaries[number], dictionaries) for number in forms}
    drawn: dict[int, int] = {}
    total = 0
    for number in forms:
        total += _drawn(number, forms, names, drawn)
        if total > MOST_DRAWN:
            why = f"里面的图形互相嵌套，画出来超过 {MOST_DRAWN} 个，不像正常的年度报告，拒绝读取"
            raise Unreadable(name, why)


def _letters(dictionaries: Mapping[int, bytes]) -> Iterator[int]:
    """The objects that draw letters."""
    for dictionary in dictionaries.values():
        for found in _LETTERS.finditer(dictionary) if b"/CharProcs" in dictionary else ():
            entries = found[1] if found[1] is not None else dictionaries.get(int(found[2]), b"")
            yield from (int(number) for _, number in _NAMED.findall(entries))


def _drawn(
    number: int, forms: Mapping[int, list[bytes]], names: Mapping[int, Mapping[bytes, int]], drawn: dict[int, int]
) -> int:
    """How many forms are drawn for one, itself included; more than the limit is the limit and one."""
    waiting = [number]
    open_ones: set[int] = set()
    while waiting:
        at = waiting[-1]
        inner = [names[at][draw] for draw in forms[at] if names[at].get(draw, -1) in forms]
        undone = [target for target in inner if target not in drawn and target not in open_ones and target != at]
        if undone and at not in open_ones:
            open_ones.add(at)
            waiting += set(undone)
            continue
        # In a circle there is no end of it: nobody draws so.
        circle = any(target == at or target in open_ones - {at} for target in inner)
        drawn[at] = MOST_DRAWN + 1 if circle else min(MOST_DRAWN + 1, 1 + sum(drawn[target] for target in inner))
        open_ones.discard(at)
        waiting.pop()
    return drawn[number]


def _objects(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Number, dictionary and packed stream (if any) of each object."""
    starts = list(_OBJECT.finditer(data))
    for found, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start() if following else len(data)
        stream = _STREAM.search(data, found.end(), end)
        if stream is None:
            yield int(found[1]), data[found.end() : end], b""
        else:
            yield int(found[1]), data[found.end() : stream.start()], data[stream.end() : end]


def _unpacked(packed: bytes) -> bytes:
    """A stream's content as far as it can be unpacked; nothing of one packed otherwise (by pictures' methods)."""
    try:
        return zlib.decompressobj().decompress(packed, _MOST_UNPACKED)
    except zlib.error:
        return b""


def _packed_objects(dictionary: bytes, content: bytes) -> Iterator[tuple[int, bytes]]:
    """The objects that an object stream holds."""
    first = re.search(rb"/First\s+(\d{1,8})", dictionary)
    if first is None:
        return
    offset = int(first[1])
    heads = [int(word) for word in content[:offset].split() if word.isdigit()]
    pairs = list(zip(heads[::2], heads[1::2], strict=False))
    for place, (number, at) in enumerate(pairs):
        end = pairs[place + 1][1] + offset if place + 1 < len(pairs) else len(content)
        yield number, content[offset + at : end]


def _targets(dictionary: bytes, dictionaries: Mapping[int, bytes]) -> dict[bytes, int]:
    """The objects that the names of a form's drawings stand for."""
    named = _RESOURCES.search(dictionary)
    resources = dictionaries.get(int(named[1]), b"") if named else dictionary
    inner = _INNER.search(resources)
    if inner is None:
        return {}
    entries = inner[1] if inner[1] is not None else dictionaries.get(int(inner[2]), b"")
    return {name: int(number) for name, number in _NAMED.findall(entries)}
