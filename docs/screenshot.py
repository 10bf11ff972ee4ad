"""Writes docs/images/check.svg: what ``xxgk check`` shows of a report with a slip. ``--check`` only compares."""

from __future__ import annotations

import html
import io
import re
import sys
from pathlib import Path

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment, Segments
from rich.terminal_theme import TerminalTheme

from toolkit.checks import check
from toolkit.reports import read_report
from toolkit.view.report import ReportView

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "images" / "check.svg"

_NAME = "年报.docx"
_SEED = 2019
_WIDTH = 108
_HEAD_LINES = 4
_FROM = "三、"  # the picture leaves out the table before this title
_THEME = TerminalTheme(
    (255, 255, 255),
    (36, 41, 47),
    [
        (36, 41, 47),
        (207, 34, 46),
        (17, 99, 41),
        (154, 103, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (110, 119, 129),
    ],
)
# Each piece is put in its place by itself: Chinese characters, other characters, blanks.
_PIECES = re.compile(r"[\u2e80-\uffff]+|[^\s\u2e80-\uffff]+|\s+")
_LENGTH = re.compile(r'textLength="([\d.]+)"([^>]*)>([^<]+)<')
# Fonts of the reader's system: nothing is loaded from elsewhere.
_FORMAT = """<svg class="rich-terminal" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg">
<style>
.{unique_id}-matrix {{
    font-family: Menlo, Consolas, "Sarasa Mono SC", "Noto Sans Mono CJK SC", "WenQuanYi Micro Hei Mono",
        "Microsoft YaHei", "PingFang SC", monospace;
    font-size: {char_height}px;
    line-height: {line_height}px;
    white-space: pre;
}}
.{unique_id}-title {{
    font-size: 18px;
    font-family: system-ui, "Microsoft YaHei", "PingFang SC", sans-serif;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}" />
</clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def sample() -> bytes:
    """A made Word report, tidy but for its （七）总计, which was left at 0."""
    sys.path.insert(0, str(ROOT))  # the fixtures are not installed with the toolkit
    from fixtures.make import make

    made = (make(_SEED, number, 0, ("docx",)) for number in range(1000))
    return next(fixture.data for fixture in made if fixture.truth["slips"] == ["total_row_empty"])


def picture(data: bytes) -> str:
    """The SVG of what is shown of a report, always the same for the same report."""
    report = read_report(data, _NAME, _NAME)
    console = Console(
        record=True,
        width=_WIDTH,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    lines = console.render_lines(ReportView(report, _NAME, check(report)), pad=False)
    start = next(at for at, line in enumerate(lines) if "".join(part.text for part in line).startswith(_FROM))
    for line in [*lines[:_HEAD_LINES], [Segment("…")], *lines[start:]]:
        pieces = [Segment(piece, part.style) for part in line for piece in _PIECES.findall(part.text)]
        console.print(Segments([*pieces, Segment.line()]), end="")
    svg = console.export_svg(title=f"xxgk check {_NAME}", theme=_THEME, code_format=_FORMAT, unique_id="xxgk")
    return _LENGTH.sub(_true_length, svg)


def _true_length(match: re.Match[str]) -> str:
    """What rich gets wrong: it gives a text the width of as many cells as it has characters; Chinese ones take two."""
    length, rest, text = match.groups()
    shown = html.unescape(text)
    return f'textLength="{float(length) / len(shown) * cell_len(shown):g}"{rest}>{text}<'


def main() -> int:
    """Write the picture; with ``--check``, say whether the committed one is current."""
    text = picture(sample())
    if "--check" in sys.argv[1:]:
        current = PICTURE.is_file() and PICTURE.read_text(encoding="utf-8") == text
        if not current:
            print("docs/images/check.svg is out of date: run make docs", file=sys.stderr)
        return 0 if current else 1
    PICTURE.parent.mkdir(parents=True, exist_ok=True)
    PICTURE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
