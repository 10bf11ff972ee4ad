"""Files written whole or not at all, and in words why one can't be."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from toolkit.commands.problems import CannotWrite
from toolkit.inputs import printable


def replace_file(target: Path, text: str) -> None:
    """Write a text file: all of the text, or the file stays as it was.

    Raises:
        CannotWrite: why not.
    """
    replace_bytes(target, text.encode())


def replace_bytes(target: Path, data: bytes) -> None:
    """Write a file: all of it, or it stays as it was.

    Raises:
        CannotWrite: why not.
    """
    unfinished = target.with_name(f".xxgk-{os.getpid()}.tmp")
    try:
        try:
            unfinished.write_bytes(data)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(f"不能写 {printable(str(target))}：{cause_of(error)}") from error


_CAUSES = {
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘已满",
    errno.EROFS: "那里是只读的",
    errno.ENOENT: "没有这个文件夹",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EEXIST: "那里已有同名的文件或文件夹，请换一个位置",
    errno.ENOTDIR: "那里已有同名的文件或文件夹，请换一个位置",
    errno.EISDIR: "那里已有同名的文件或文件夹，请换一个位置",
    errno.EACCES: "没有写入的权限，或目标文件正被别的程序打开",
    errno.EPERM: "没有写入的权限，或目标文件正被别的程序打开",
}


def cause_of(error: OSError) -> str:
    """Why a file can't be written, in Chinese."""
    number = error.errno or 0
    return _CAUSES.get(number) or f"系统出错（{errno.errorcode.get(number, str(error))}）"
