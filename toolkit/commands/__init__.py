"""The program ``xxgk``: arguments in, text or JSON out, an exit status. ``python cli.py`` is the same."""

from typing import NoReturn


def main() -> NoReturn:
    """Run the command that the command line gives, and end with its exit status."""
    from toolkit.commands.app import app

    app(prog_name="xxgk")
    raise AssertionError  # the app always exits


__all__ = ["main"]
