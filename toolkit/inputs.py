"""What the user named on the command line, as files to read: files, folders, zip files of reports.

Nothing here raises for what a user can do: what can't be had is an ``Unreadable`` in its place in the order.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Literal

from toolkit.model import Unreadable
from toolkit.readers.archive import is_archive, members

MIB = 1024 * 1024
FILE_LIMIT = 256 * MIB
"""The biggest file that is read; a report has a few MB at most, a zip file of reports some more."""

_OTHER = """
    .gif .bmp .webp .svg .ico .heic .psd .mp3 .wav .mp4 .avi .mov .wmv .flv .mkv
    .css .js .mjs .map .woff .woff2 .ttf .otf .eot .swf .exe .dll .msi .bat .cmd .sh .ps1 .lnk .url .py .pyc
    .sqlite .db .log .bak .tmp .temp .part .crdownload
"""
OTHER_ENDINGS = frozenset(_OTHER.split())
"""Endings of what is certainly no report: in a folder such files are left out; named one by one they are errors."""

_LEFT_OUT = frozenset({"thumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "system volume information"})
_LOCKS_AND_HIDDEN = (".", "~$", "~wrl")  # hidden files of Unix; lock and temporary files of Word


@dataclass(frozen=True, slots=True)
class Listed:
    """A file that will be read.

    ``shown`` names it for people. ``path`` is as given, or below the given folder, with ``/``. ``output`` is where,
    below an output folder, what is made of it goes.
    """

    file: Path
    shown: str
    path: str
    output: str


@dataclass(frozen=True, slots=True)
class Listing:
    """What the user's words lead to, in order.

    ``left_out`` counts files of other kinds by their ending. ``one_file``: one thing was named, and it is no folder.
    """

    entries: tuple[Listed | Unreadable, ...]
    left_out: Mapping[str, int]
    one_file: bool


@dataclass(frozen=True, slots=True)
class Input:
    """A file's content, or why it can't be had.

    ``name`` is the file's own name; ``shown``, ``path``, ``output`` as in ``Listed``; ``in_zip``: it is in a zip file.
    """

    name: str
    shown: str
    path: str
    output: str
    content: bytes | Unreadable
    in_zip: bool = False


# --- listing ----------------------------------------------------------------------------------------------


def find_files(named: Sequence[str]) -> Listing:
    """The files that the named files and folders lead to; folders with all below them, sorted by name."""
    left_out: Counter[str] = Counter()
    entries: list[Listed | Unreadable] = []
    folders = 0
    for name in named:
        kind = _kind(name)
        if kind == "folder":
            folders += 1
            entries.extend(_folder(name, left_out))
        elif isinstance(kind, Unreadable):
            entries.append(kind)
        else:
            entries.append(Listed(Path(name), printable(name), printable(name), printable(Path(name).name)))
    return Listing(tuple(entries), dict(left_out), one_file=len(named) == 1 and not folders)


def _kind(name: str) -> Literal["folder", "file"] | Unreadable:
    """What is there, or why nothing that can be read is."""
    if not name:
        return Unreadable("（空）", "文件名是空的，请核对命令")
    try:
        mode = Path(name).stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return Unreadable(printable(name), _not_there(Path(name)))
    except (OSError, ValueError) as error:
        return Unreadable(printable(name), _cause(error))
    if stat.S_ISDIR(mode):
        return "folder"
    if not stat.S_ISREG(mode):
        return Unreadable(printable(name), "不是普通文件（是设备、管道或套接字），不能当作报告来读")
    return "file"


def _not_there(path: Path) -> str:
    if path.is_symlink():
        return "是失效的链接，它指向的文件不存在"
    if any(sign in path.name for sign in "*?"):
        return "没有与它相符的文件，请核对文件夹和文件名"
    try:
        near = get_close_matches(path.name, [entry.name for entry in path.parent.iterdir()], 1)
    except OSError:
        return "找不到，它所在的文件夹也打不开，请核对路径"
    hint = f"；是不是 {printable(near[0])}？" if near else "，请核对路径和文件名"
    return f"找不到这个文件或文件夹{hint}"


def _folder(name: str, left_out: Counter[str]) -> list[Listed | Unreadable]:
    """All in and below a folder that may be reports; what certainly is none is counted in ``left_out``."""
    before = left_out.total()
    found = list(_below(Path(name), (), left_out, set()))
    if found:
        return found
    others = left_out.total() - before
    why = "文件夹里没有可以读取的文件" + (f"（{others} 个文件都不是报告的格式）" if others else "")
    return [Unreadable(printable(name), why)]


def _below(
    folder: Path, steps: tuple[str, ...], left_out: Counter[str], opened: set[str]
) -> Iterator[Listed | Unreadable]:
    """``steps`` lead down to the folder; ``opened`` are those walked already, as links may lead round in a circle."""
    try:
        real = str(folder.resolve())
        if real in opened:
            return
        opened.add(real)
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before Python 3.13
        yield Unreadable(printable(str(folder)), _cause(error))
        return
    for entry in entries:
        name = entry.name.lower()
        if name.startswith(_LOCKS_AND_HIDDEN) or name in _LEFT_OUT:
            continue
        kind = _kind(str(entry))
        if kind == "folder":
            yield from _below(entry, (*steps, entry.name), left_out, opened)
        elif entry.suffix.lower() in OTHER_ENDINGS:
            left_out[entry.suffix.lower()] += 1
        elif isinstance(kind, Unreadable):
            yield kind
        else:
            path = printable("/".join((*steps, entry.name)))
            yield Listed(entry, printable(str(entry)), path, path)


_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".tif", ".tiff"})
_NUMBERED = re.compile(r"(.*?)(\d{1,6})(\D*)", re.ASCII)
_YEARS = range(1990, 2100)


def page_series(listing: Listing) -> list[tuple[str, int]]:
    """Pictures numbered on in one folder, which may be the pages of one report: the first of each series as shown, and
    how many there are. A year is no page's number.
    """
    series: dict[tuple[Path, str, str], dict[int, str]] = {}
    for entry in listing.entries:
        if isinstance(entry, Unreadable) or entry.file.suffix.lower() not in _PICTURES:
            continue
        found = _NUMBERED.fullmatch(entry.file.stem)
        if found is not None and int(found[2]) not in _YEARS:
            key = (entry.file.parent, found[1], found[3])
            series.setdefault(key, {})[int(found[2])] = entry.shown
    return [
        (shown[min(shown)], len(shown))
        for shown in series.values()
        if len(shown) > 1 and max(shown) - min(shown) == len(shown) - 1
    ]


# --- reading ----------------------------------------------------------------------------------------------


def open_file(listed: Listed) -> Iterator[Input]:
    """The file's content; of a zip file of reports, each file in it."""
    name = printable(listed.file.name)
    content = _content(listed)
    if isinstance(content, Unreadable) or not is_archive(content):
        yield Input(name, listed.shown, listed.path, listed.output, content)
        return
    for member in members(content, name):
        if member.path == name:  # what is said of the zip file itself
            yield Input(name, listed.shown, listed.path, listed.output, member.content)
            continue
        yield Input(
            name=member.path.rpartition("/")[2],
            shown=f"{listed.shown}/{member.path}",
            path=f"{listed.path}/{member.path}",
            output=f"{listed.output}/{member.path}",
            content=member.content,
            in_zip=True,
        )


def read_file(named: str) -> bytes | Unreadable:
    """The content of one file that is named, whatever it is, or why it can't be had."""
    kind = _kind(named)
    if kind == "folder":
        return Unreadable(printable(named), "是文件夹，这里要的是一个文件")
    if isinstance(kind, Unreadable):
        return kind
    shown = printable(named)
    return _content(Listed(Path(named), shown, shown, shown))


def _content(listed: Listed) -> bytes | Unreadable:
    try:
        with listed.file.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > FILE_LIMIT:
                why = f"有 {size / MIB:.0f} MB，超出单个文件 {FILE_LIMIT // MIB} MB 的上限，未读取"
                return Unreadable(listed.shown, why)
            data = file.read(FILE_LIMIT + 1)
    except FileNotFoundError:
        return Unreadable(listed.shown, "刚才还在，现在找不到了（可能被移动、改名或删除）")
    except OSError as error:
        return Unreadable(listed.shown, _cause(error))
    if len(data) > FILE_LIMIT:
        return Unreadable(listed.shown, "正在变大，已超出单个文件的上限，未读取")
    return data


_SHARING_VIOLATION = 32  # Windows: another program keeps the file to itself


def _cause(error: Exception) -> str:
    """Why a file or folder can't be opened, in one line."""
    if getattr(error, "winerror", None) == _SHARING_VIOLATION:
        return "正被别的程序占用（例如正在 Word 中打开），请关闭后再读"
    if isinstance(error, PermissionError):
        return "没有读取它的权限，请联系文件的所有者，或复制到自己的文件夹后再读"
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return "刚才还是文件，现在不是了，请重新运行"
    number = getattr(error, "errno", None)
    if number == errno.ELOOP or isinstance(error, RuntimeError):
        return "是绕回自身的链接，打不开"
    if number == errno.ENAMETOOLONG:
        return "路径太长，系统打不开，请移到浅一些的文件夹后再读"
    name = errno.errorcode.get(number, str(number)) if number else str(error)
    return f"读取时系统出错（{name}），请检查磁盘或网络连接后再试"


def printable(name: str) -> str:
    """A file's name as it can be printed on one line.

    Names that are no UTF-8 are taken for GB18030, as old Chinese systems wrote them; a line break is shown as �.
    """
    try:
        name.encode()
    except UnicodeEncodeError:
        name = os.fsencode(name).decode("gb18030", "replace")
    return "".join("�" if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") else c for c in name)
