"""A process that reads reports with whatever build of the package its path has: what bench.compiled talks to.

On its standard input comes a line with a name and a length in bytes, then the bytes; it answers with a line of JSON:
the seconds that reading took, and the digest of the report, or of why there is none.

Usage: PYTHONPATH=FOLDER python -P bench/reader.py
"""

from __future__ import annotations

import json
import sys
import time
from hashlib import sha256

from toolkit.interchange import report_to_json
from toolkit.model import Report, Unreadable
from toolkit.reports import read_report


def main() -> None:
    """Answer until the input ends."""
    while line := sys.stdin.buffer.readline():
        name, length = json.loads(line)
        data = sys.stdin.buffer.read(length)
        start = time.perf_counter()
        outcome = _read(data, name)
        taken = time.perf_counter() - start
        text = outcome if isinstance(outcome, str) else json.dumps(report_to_json(outcome), sort_keys=True)
        print(json.dumps([taken, sha256(text.encode()).hexdigest()]), flush=True)


def _read(data: bytes, name: str) -> Report | str:
    try:
        return read_report(data, name, name)
    except Unreadable as error:
        return str(error)


if __name__ == "__main__":
    main()
