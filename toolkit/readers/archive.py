"""Zip files of reports: each member by itself, so that a bad one does not lose the others."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from zipfile import ZipFile, ZipInfo

from toolkit.model import Unreadable
from toolkit.readers.sniff import zip_kind
from toolkit.readers.zips import DAMAGE, MIB, MOST_MEMBERS, RATIO_FROM, RATIO_LIMIT, open_zip

MEMBER_LIMIT = 64 * MIB
"""The most that one member may unpack to."""
TOTAL_LIMIT = 1024 * MIB
"""The most that all members may unpack to, those of zips in the zip included."""
DEEPEST = 2
"""Zip files within the zip are opened down to this depth."""

_UNOPENED = {
    "broken": "压缩包不完整（可能没有下载完）或已损坏，请重新下载或重新压缩后再读",
    "crowded": f"压缩包里的文件超过 {MOST_MEMBERS} 个，未读取；请分成几个压缩包",
}
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_UNICODE_PATH = 0x7075
_SKIPPED_FILES = frozenset({"thumbs.db", "desktop.ini", ".ds_store", "ehthumbs.db"})
_SKIPPED_FOLDERS = frozenset({"__macosx", ".git", ".svn", "$recycle.bin", ".trashes", ".spotlight-v100", ".fseventsd"})
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\u202a-\u202e\u2066-\u2069\ud800-\udfff]')
_DRIVE = re.compile(r"^[A-Za-z]:")
_DEVICES = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)", re.IGNORECASE)
_LONGEST_NAME = 200  # bytes in UTF-8 of one step of a path; file systems allow 255, and outputs add an ending


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip. ``path`` is relative, has ``/`` only and is safe to name an output by, and no other member
    has it; ``content`` is what is in it, or why that can't be had.
    """

    path: str
    content: bytes | Unreadable


def is_archive(data: bytes) -> bool:
    """Whether a file is a zip of files, and not a document whose format is a zip file."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and zip_kind(data) == "archive"


def members(data: bytes, name: str) -> Iterator[Member]:
    """The files in a zip that may be reports, one after another, those of zips within it included.

    Nothing is raised: a zip or a member that can't be read is a member with the reason as its content.
    """
    yield from _Archive().walk(data, name, (), 0)


class _Archive:
    """Counts over all zips in the zip."""

    def __init__(self) -> None:
        self.bytes_left = TOTAL_LIMIT
        self.members_left = MOST_MEMBERS
        self.taken: set[str] = set()

    def walk(self, data: bytes, name: str, within: tuple[str, ...], depth: int) -> Iterator[Member]:
        opened = open_zip(data)
        if isinstance(opened, str):
            yield self._member(within or (name,), name, _UNOPENED[opened])
            return
        infos = [(info, steps) for info in opened.infolist() if (steps := _steps(_name(info))) and not info.is_dir()]
        infos = [(info, steps) for info, steps in infos if not _is_skipped(steps)]
        if not infos:
            yield self._member(within or (name,), name, "压缩包里没有文件")
        for info, steps in infos:
            self.members_left -= 1
            if self.members_left < 0:
                yield self._member(within or (name,), name, f"压缩包里的文件超过 {MOST_MEMBERS} 个，其余未读取")
                return
            yield from self._file(opened, info, (*within, *steps), depth)

    def _file(self, opened: ZipFile, info: ZipInfo, steps: tuple[str, ...], depth: int) -> Iterator[Member]:
        content = self._content(opened, info, "/".join(steps))
        if isinstance(content, bytes) and is_archive(content):
            if depth < DEEPEST:
                yield from self.walk(content, "/".join(steps), steps, depth + 1)
                return
            content = Unreadable("/".join(steps), "是压缩包里的压缩包，套得太深，未打开；请先解压")
        yield Member(self._unique(steps), content)

    def _content(self, opened: ZipFile, info: ZipInfo, path: str) -> bytes | Unreadable:
        why = self._refusal(info)
        if why:
            return Unreadable(path, why)
        try:
            with opened.open(info) as member:
                content = member.read(info.file_size + 1)  # more than is declared is never unpacked
        except NotImplementedError:
            return Unreadable(path, "的压缩方式本程序不支持，请用普通的 .zip 方式重新压缩后再读")
        except DAMAGE:
            return Unreadable(path, "在压缩包里已损坏，无法解压")
        self.bytes_left -= len(content)
        return content if len(content) == info.file_size else Unreadable(path, "在压缩包里已损坏，大小不符")

    def _refusal(self, info: ZipInfo) -> str:
        """Why a member isn't unpacked, by what the zip declares of it; empty if it is."""
        why = ""
        if info.flag_bits & _ENCRYPTED:
            why = "在压缩包里加了密码，请去掉密码，重新压缩后再读"
        elif info.file_size > MEMBER_LIMIT:
            why = f"解压后有 {info.file_size / MIB:.0f} MB，超出上限（{MEMBER_LIMIT // MIB} MB），未读取"
        elif info.file_size > RATIO_FROM and info.file_size > RATIO_LIMIT * max(info.compress_size, 1):
            why = "压缩比异常，疑似压缩炸弹，拒绝读取"
        elif info.file_size > self.bytes_left:
            why = f"没有读取：压缩包解压后的总大小超出上限（{TOTAL_LIMIT // MIB} MB），请分成几个压缩包"
        return why

    def _member(self, steps: tuple[str, ...], name: str, why: str) -> Member:
        path = self._unique(_steps("/".join(steps)) or ("未命名.zip",))
        return Member(path, Unreadable(name, why))

    def _unique(self, steps: tuple[str, ...]) -> str:
        """The path, with a number where another member has the same one, letter case apart."""
        path = "/".join(steps)
        stem, dot, ending = steps[-1].rpartition(".")
        number = 1
        while path.casefold() in self.taken:
            number += 1
            numbered = f"{stem} ({number}).{ending}" if dot and stem else f"{steps[-1]} ({number})"
            path = "/".join((*steps[:-1], numbered))
        self.taken.add(path.casefold())
        return path


def _name(info: ZipInfo) -> str:
    """A member's name; where the zip doesn't say that it is UTF-8, as UTF-8 if it can be, else as GB18030."""
    if info.flag_bits & _UTF8_NAME or info.orig_filename.isascii():
        return info.orig_filename
    unicode_path = _unicode_path(info.extra)
    if unicode_path:
        return unicode_path
    try:
        stored = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    try:
        return stored.decode("utf-8")
    except UnicodeDecodeError:
        return stored.decode("gb18030", "replace")


def _unicode_path(extra: bytes) -> str | None:
    """The name in a Unicode Path extra field (Info-ZIP): version, CRC, UTF-8."""
    while len(extra) >= 4:
        identifier, size = struct.unpack("<HH", extra[:4])
        if identifier == _UNICODE_PATH and size > 5:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None


def _steps(name: str) -> tuple[str, ...]:
    """A stored name as the steps of a path that stays below where it is put, on every system."""
    steps = []
    for step in _DRIVE.sub("", name).replace("\\", "/").split("/"):
        safe = _UNSAFE.sub("_", step).strip().rstrip(". ")
        if not safe or set(safe) == {"."}:
            continue
        steps.append(_shortened(f"_{safe}" if _DEVICES.match(safe) else safe))
    return tuple(steps)


def _shortened(step: str) -> str:
    if len(step.encode()) <= _LONGEST_NAME:
        return step
    stem, dot, ending = step.rpartition(".")
    if not dot or len(ending) > 10:
        stem, ending = step, ""
    room = _LONGEST_NAME - len(ending.encode()) - 1
    return stem.encode()[:room].decode("utf-8", "ignore").rstrip(". ") + (f".{ending}" if ending else "")


def _is_skipped(steps: tuple[str, ...]) -> bool:
    last = steps[-1].lower()
    return (
        any(step.lower() in _SKIPPED_FOLDERS for step in steps[:-1])
        or last in _SKIPPED_FILES
        or last.startswith(("._", "~$", ".~lock"))
    )
