"""What an OLE2 compound file is: the container of .doc, .xls and .ppt, and of Office files with a password."""

from __future__ import annotations

from typing import Literal

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

Compound = Literal["encrypted", "rights", "doc", "xls", "ppt", "works", "visio", "mail", "msi", "cut", "unknown"]

_STREAMS: tuple[tuple[str, Compound], ...] = (
    ("EncryptedPackage", "encrypted"),
    ("\tDRMContent", "rights"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("Book", "xls"),
    ("PowerPoint Document", "ppt"),
    ("MatOST", "works"),
    ("VisioDocument", "visio"),
    ("__nameid_version1.0", "mail"),
)
_CLASSES: dict[bytes, Compound] = {  # the first four bytes of the root's class, as stored
    bytes.fromhex("06090200"): "doc",
    bytes.fromhex("00090200"): "doc",
    bytes.fromhex("20080200"): "xls",
    bytes.fromhex("10080200"): "xls",
    bytes.fromhex("108d8164"): "ppt",
    bytes.fromhex("84100c00"): "msi",
}
_ENTRY = 128  # bytes of a directory entry: 64 of the name, its length in bytes, its type, …, the class at 80


def kind(data: bytes) -> Compound:
    """What a compound file holds, by the names in its directory."""
    found = {what: place for stream, what in reversed(_STREAMS) if (place := _entry(data, stream)) is not None}
    for what in ("encrypted", "rights"):
        if what in found:
            return what
    if len(found) > 1:  # one document in another: the root's class says which is the outer one
        root = _entry(data, "Root Entry")
        outer = _CLASSES.get(data[root + 80 : root + 84]) if root is not None else None
        if outer:
            return outer
    if found:  # without a class the one that stands first in the directory
        return min(found, key=lambda what: found[what])
    return "cut" if _directory(data) >= len(data) else "unknown"


def _directory(data: bytes) -> int:
    """Where the header says that the directory begins."""
    shift, sector = data[30:32], data[48:52]
    return (int.from_bytes(sector, "little") + 1) << min(int.from_bytes(shift, "little"), 12)


def _entry(data: bytes, name: str) -> int | None:
    """Where the directory entry of a name stands: on its boundary, with its length and a known type."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    place = data.find(wanted)
    while place >= 0:
        length = int.from_bytes(data[place + 64 : place + 66], "little")
        if place % _ENTRY == 0 and length == len(wanted) and data[place + 66 : place + 67] in (b"\1", b"\2", b"\5"):
            return place
        place = data.find(wanted, place + 2)
    return None
