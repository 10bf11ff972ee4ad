"""``xxgk cache clear``: remove what was kept of earlier readings."""

from __future__ import annotations

from typing import Annotated

import typer

from toolkit.commands import streams
from toolkit.commands.grammar import see_help
from toolkit.commands.problems import BadUsage

_WHAT = typer.Argument(metavar="clear", help="clear：清空缓存", show_default=False)


def cache(ctx: typer.Context, what: Annotated[str | None, _WHAT] = None) -> None:
    """Clear the cache, or say where it is and how to clear it."""
    from toolkit.cache import clear, folder

    if what is None:
        streams.write(f"缓存在 {folder()}；清空它：{ctx.command_path} clear\n")
        return
    if what != "clear":
        raise BadUsage(f"没有 cache {what} 这个命令，只有 cache clear{see_help(ctx)}")
    done = clear()
    if not done.entries and not done.left:
        streams.write(f"缓存是空的（{done.folder}）\n")
        return
    streams.write(f"已删除 {done.entries} 项缓存，共 {done.size / 1_000_000:.1f} MB（{done.folder}）\n")
    if done.left:
        streams.complain(f"还有 {done.left} 项删不掉（可能正被使用，或没有权限），请稍后再试")
        raise typer.Exit(2)
