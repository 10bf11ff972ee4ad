"""What goes wrong: what the user can mend, in one line; and errors of our own."""

from __future__ import annotations

import os
import traceback


class BadUsage(Exception):
    """A call that the command line doesn't allow; the message is one line in Chinese."""


class CannotWrite(Exception):
    """A result that can't be written; the message is one line in Chinese."""


def defect_line(error: Exception, what: str) -> str:
    """The line for an error that nobody foresaw; with XXGK_DEBUG=1 in the environment, the whole traceback.

    ``what`` says in which work it happened, and ends in 时: ``读取 年报.docx 时``.
    """
    if os.environ.get("XXGK_DEBUG") == "1":
        return "".join(traceback.format_exception(error)).rstrip()
    brief = " ".join(f"{type(error).__name__}: {error}".split())
    return f"{what}程序出错（{brief}）：这是程序的缺陷，请设置环境变量 XXGK_DEBUG=1 后重试，把显示的内容报告给维护者"
