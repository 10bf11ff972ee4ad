"""A process that reads reports with whatever build of the package its path has: what bench.compiled talks to.

On its standard input comes a line with a name, a length in bytes and a format or null, then the bytes; it answers with
a line of JSON: the seconds that reading took, the digest of the report, or of why there is none, and the seconds that
MarkItDown took for the same bytes right behind it, where a format is given: each build is then measured alike.

Usage: PYTHONPATH=FOLDER python -P bench/reader.py
"""

from __future__ import annotations

import json
import sys
import time
from functools import cache
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from toolkit.interchange import report_to_json
from toolkit.model import Report, Unreadable
from toolkit.reports import read_report

if TYPE_CHECKING:
    from markitdown import MarkItDown


def main() -> None:
    """Answer until the input ends."""
    while line := sys.stdin.buffer.readline():
        name, length, format_ = json.loads(line)
        data = sys.stdin.buffer.read(length)
        start = time.perf_counter()
        outcome = _read(data, name)
        taken = time.perf_counter() - start
        text = outcome if isinstance(outcome, str) else json.dumps(report_to_json(outcome), sort_keys=True)
        theirs = _markitdown_takes(data, format_) if format_ else 0.0
        print(json.dumps([taken, sha256(text.encode()).hexdigest(), theirs]), flush=True)


def _markitdown_takes(data: bytes, format_: str) -> float:
    converter = _converter()
    start = time.perf_counter()
    converter.convert_stream(BytesIO(data), file_extension=f".{format_}")
    return time.perf_counter() - start


@cache
def _converter() -> MarkItDown:
    from markitdown import MarkItDown

    return MarkItDown(enable_plugins=False)


def _read(data: bytes, name: str) -> Report | str:
    try:
        return read_report(data, name, name)
    except Unreadable as error:
        return str(error)


if __name__ == "__main__":
    main()
