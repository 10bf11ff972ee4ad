"""What was hard to compute and can be computed again, kept in the user's cache directory.

An entry is bytes under a kind and a key. Nothing depends on an entry being there: what can't be written isn't kept, and
what can't be read is not there.
"""

from __future__ import annotations

import contextlib
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

_NAME = "xxgk"


@dataclass(frozen=True, slots=True)
class Cleared:
    """What was removed: how many entries, of how many bytes; ``left`` are entries that could not be."""

    folder: Path
    entries: int
    size: int
    left: int


def folder() -> Path:
    """Where entries are kept, by the rules of the system."""
    if os.name == "nt":
        base = os.environ.get("LOCALAPPDATA")
        return (Path(base) if base else Path.home() / "AppData" / "Local") / _NAME / "Cache"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches" / _NAME
    base = os.environ.get("XDG_CACHE_HOME", "")
    # A path that is not absolute is to be ignored, as the rules say.
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / _NAME


def _place(kind: str, key: str) -> Path | None:
    try:
        return folder() / kind / key[:2] / key
    except RuntimeError:  # a user without a home directory has no cache
        return None


def get(kind: str, key: str) -> bytes | None:
    """An entry, if there is one. ``key`` is of letters and digits."""
    place = _place(kind, key)
    if place is None:
        return None
    try:
        return place.read_bytes()
    except OSError:
        return None


def put(kind: str, key: str, content: bytes) -> bool:
    """Keep an entry, whole or not at all, also with others writing it; whether it was kept."""
    place = _place(kind, key)
    if place is None:
        return False
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(prefix=".new-", dir=place.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
            Path(temporary).replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                Path(temporary).unlink()
            return False
    except OSError:  # no room, no permission: then it is computed again next time
        return False
    return True


def clear() -> Cleared:
    """Remove all entries. Only what lies in our own folder is touched, and links are not followed."""
    root = folder()
    entries = size = left = 0
    for path, folders, files in os.walk(root, topdown=False):
        for name in files:
            file = Path(path) / name
            try:
                length = file.lstat().st_size
                file.unlink()
            except OSError:
                left += 1
            else:
                entries, size = entries + 1, size + length
        for name in folders:
            with contextlib.suppress(OSError):  # not empty: something was left in it
                (Path(path) / name).rmdir()
    with contextlib.suppress(OSError):
        root.rmdir()
    return Cleared(root, entries, size, left)
