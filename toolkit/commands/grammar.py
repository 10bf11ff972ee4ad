"""The command line in Chinese: help pages, and one line for what is wrong with a call."""

from __future__ import annotations

import unicodedata
from difflib import get_close_matches
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

from toolkit.commands.problems import BadUsage
from toolkit.readers.pages import Pages, pages_from

FILES = typer.Argument(metavar="文件…", help="年报文件、文件夹，或装着年报的 zip，可以写多个", show_default=False)
"""What ``extract`` and ``check`` work on."""

PAGES = typer.Option(
    "--pages", metavar="页码", help="只读 PDF 和图片的这些页，如 1,3-5；2- 是到末页", show_default=False
)
"""Which pages of the files, for ``wanted_pages``."""

_GUTTER = 2


def wanted_pages(text: str | None) -> Pages | None:
    """The pages that ``--pages`` names; None for all.

    Raises:
        BadUsage: it names none.
    """
    try:
        return None if text is None else pages_from(text)
    except ValueError as error:
        raise BadUsage(str(error)) from error


class Command(TyperCommand):
    """A command whose help page is Chinese. Its ``epilog`` holds examples, one a line: the command, ``#``, what for."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(_page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The help option, its text in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse, and refuse what is left over in our own words."""
        ctx.allow_extra_args = True
        try:
            rest = super().parse_args(ctx, args)
        except typer.TyperException as error:
            error.ctx = ctx  # type: ignore[attr-defined]  # typer leaves it out where an option lacks its value
            raise
        if rest:
            raise BadUsage(f"多出了 {' '.join(rest)}，{ctx.command_path} 用不到它{see_help(ctx)}")
        return rest


class Group(TyperGroup):
    """All the commands; as ``Command``, and it knows what was meant by a misspelt one."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help page."""
        formatter.write(_page(self, ctx))

    def get_help_option(self, ctx: Any) -> Any:
        """The help option, its text in Chinese."""
        return _in_chinese(super().get_help_option(ctx))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command, or say which one may be meant."""
        name = args[0]
        if name not in self.commands and not name.startswith("-"):
            near = get_close_matches(name, self.commands, 1)
            meant = f"；是不是想用 {near[0]}？" if near else f"；可用的命令有：{'、'.join(self.commands)}"
            raise BadUsage(f"没有 {name} 这个命令{meant}{see_help(ctx)}")
        return super().resolve_command(ctx, args)


def usage_line(error: typer.TyperException) -> str:
    """What is wrong with a call, in one line.

    typer gives no public names to its kinds of error; they are told apart by what they carry: ``possibilities`` an
    unknown option, ``option_name`` alone an option with or without a value, ``param`` what is missing (with
    ``param_type``) or what has a value of the wrong kind, which only numbers can have.
    """
    ctx = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    param = getattr(error, "param", None)
    if option and hasattr(error, "possibilities"):
        problem = f"没有 {option} 这个选项{_meant(option, error.possibilities, ctx)}"
    elif option:
        problem = _value_of(option, ctx)
    elif param is not None and not hasattr(error, "param_type"):
        problem = f"{param.opts[0]} 后面要写一个整数（{param.metavar}）"
    elif param is not None:
        is_option = param.param_type_name == "option"
        problem = f"缺少选项：{_spelt(param)}" if is_option else f"缺少参数：{param.metavar or param.name}"
    else:
        problem = f"命令的写法不对：{error.format_message()}"
    return problem + see_help(ctx)


def _meant(option: str, possibilities: list[str] | None, ctx: Any) -> str:
    commands = getattr(ctx.command, "commands", {}) if ctx else {}
    owners = [name for name, command in commands.items() if any(option in param.opts for param in command.params)]
    if owners:
        return f"；它要写在命令后面，例如 {ctx.command_path} {owners[0]} … {option}"
    return f"；是不是想用 {possibilities[0]}？" if possibilities else ""


def _value_of(option: str, ctx: Any) -> str:
    param = next((param for param in ctx.command.params if option in param.opts), None) if ctx else None
    if param is None or param.is_flag:
        return f"选项 {option} 后面不带值"
    return f"选项 {option} 后面缺少{param.metavar or '值'}"


def see_help(ctx: Any) -> str:
    """Where to read on, to be put behind a complaint."""
    return f"（用法见 {ctx.command_path} --help）" if ctx else ""


def _in_chinese(help_option: Any) -> Any:
    if help_option is not None:
        help_option.help = "显示这份说明"
    return help_option


# --- help pages -------------------------------------------------------------------------------------------


def _page(command: Command | Group, ctx: Any) -> str:
    params = [param for param in command.get_params(ctx) if not getattr(param, "hidden", False)]
    arguments = [param for param in params if param.param_type_name == "argument"]
    options = [param for param in params if param.param_type_name == "option"]
    words = [ctx.command_path, *(f"{argument.metavar}" for argument in arguments)]
    if isinstance(command, Group):
        words.append("命令")
    parts = [
        f"用法：{' '.join([*words, '[选项]'])}",
        _indented((command.help or "").strip()),
        _listed("参数", [(argument.metavar or "", _help_of(argument)) for argument in arguments]),
        _listed("命令", _commands(command)),
        _listed("选项", [(_spelt(option), _help_of(option)) for option in options]),
        _listed("例子", _examples(command.epilog or "")),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _commands(command: Command | Group) -> list[tuple[str, str]]:
    commands = command.commands if isinstance(command, Group) else {}
    return [(name, member.short_help or "") for name, member in commands.items()]


def _spelt(option: Any) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.metavar}"


def _help_of(param: Any) -> str:
    return param.help or ""


def _examples(epilog: str) -> list[tuple[str, str]]:
    lines = (line.partition("#") for line in epilog.strip().splitlines())
    return [(command.strip(), why.strip()) for command, _, why in lines]


def _listed(title: str, entries: list[tuple[str, str]]) -> str:
    if not entries:
        return ""
    width = max(_cells(name) for name, _ in entries)
    lines = [f"{title}："]
    for name, text in entries:
        first, *more = text.splitlines() or [""]
        lines.append(f"  {name}{' ' * (width - _cells(name) + _GUTTER)}{first}".rstrip())
        lines.extend(" " * (2 + width + _GUTTER) + line.strip() for line in more)
    return "\n".join(lines)


def _indented(text: str) -> str:
    return "\n".join(f"  {line.strip()}".rstrip() for line in text.splitlines())


def _cells(text: str) -> int:
    """The width on a terminal. (rich knows it better, and takes too long to load for a help page.)"""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
