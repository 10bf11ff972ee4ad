"""What libtiff says while it decodes: it goes on over damaged lines, and says so on standard error alone."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

_STANDARD_ERROR = 2
_COMPLAINT = re.compile(r"(?:_?TIFF\w*|Fax\w+|LZW\w+|Zip\w+|JPEG\w*|PackBits\w*|tempfile\.tif): (?!Warning)")


@contextmanager
def complaints() -> Iterator[list[str]]:
    """Meanwhile, libtiff's complaints are kept from standard error; afterwards they are in the list. What others wrote
    there is written in the end. Where there is no standard error, nothing is caught.
    """
    found: list[str] = []
    try:
        kept = os.dup(_STANDARD_ERROR)
    except OSError:
        yield found
        return
    with tempfile.TemporaryFile() as caught:
        if sys.stderr is not None:
            sys.stderr.flush()
        os.dup2(caught.fileno(), _STANDARD_ERROR)
        try:
            yield found
        finally:
            os.dup2(kept, _STANDARD_ERROR)
            os.close(kept)
            caught.seek(0)
            lines = caught.read().decode("utf-8", "replace").splitlines(keepends=True)
            found += [line.strip() for line in lines if _COMPLAINT.match(line)]
            others = "".join(line for line in lines if not _COMPLAINT.match(line))
            if others:
                os.write(_STANDARD_ERROR, others.encode("utf-8", "replace"))
