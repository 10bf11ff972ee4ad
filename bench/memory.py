"""Prints the peak memory, in megabytes, of this process after it has read every sample report of a format once.

Usage: python -m bench.memory SIDE FORMAT   (run by bench.speed; not on Windows, which counts otherwise)
"""

from __future__ import annotations

import resource
import sys

from bench.speed import SIDES, files_of


def main() -> None:
    """Read the files and print the peak."""
    side, format_ = sys.argv[1:]
    convert = SIDES[side](format_)
    for path in files_of(format_):
        convert(path.read_bytes(), path.name)
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1024 * 1024 if sys.platform == "darwin" else 1024
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


if __name__ == "__main__":
    main()
