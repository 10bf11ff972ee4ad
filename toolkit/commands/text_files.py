"""Small text files that an option names: settings, lists of names, a house style."""

from __future__ import annotations

from toolkit.commands.problems import BadUsage
from toolkit.inputs import printable, read_file
from toolkit.model import Unreadable


def text_in(named: str, what: str) -> str:
    """The text of a file; ``what`` is what it is called in the complaint (设置文件).

    Raises:
        BadUsage: it can't be read, or is no UTF-8.
    """
    content = read_file(named)
    if isinstance(content, Unreadable):
        raise BadUsage(f"{what} {content.name} 不能读取：{content.why}")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadUsage(f"{what} {printable(named)} 不是 UTF-8 编码的文本文件，请另存为 UTF-8") from error
