"""The compiled build beside the source: whether it is of this source, whether it reads alike, and how fast it is.

A process can hold only one build, so the compiled one is asked in a process of its own (``bench.reader``), which
measures by itself how long each reading takes.

Usage: python -m bench.compiled   (`make compiled` builds it and then runs this; 1 where a report differs)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from fixtures.make import make

ROOT = Path(__file__).resolve().parent.parent
COMPILED = ROOT / "compiled" / "unpacked"
"""Where `make compiled` unpacks the wheel that it built."""
SEED = 4021
MADE = 12
"""How many reports are made for each noise, besides the sample reports, to be read by both builds."""


class Read(NamedTuple):
    """What a build made of a file: the seconds that it took, the digest of the report's JSON, and the seconds that
    MarkItDown took in the same process, where it was asked for.
    """

    seconds: float
    digest: str
    theirs: float = 0.0


Reader = Callable[[bytes, str, str | None], Read]
"""Reads a file, from its bytes and name; with a format MarkItDown converts it, too."""


def is_built(compiled: Path = COMPILED) -> bool:
    """Whether there is a compiled build at all."""
    return any(compiled.glob("toolkit/**/*.so")) or any(compiled.glob("toolkit/**/*.pyd"))


def differing(compiled: Path = COMPILED, checkout: Path = ROOT) -> list[str]:
    """The modules whose source is not the one that the build was made of: a wheel holds the source as well."""
    now, then = _sources(checkout), _sources(compiled)
    return sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))


def _sources(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest()
        for path in (folder / "toolkit").rglob("*.py")
    }


@contextmanager
def reader(build: Path) -> Iterator[Reader]:
    """A process that reads with the package below a folder, for as long as it is needed."""
    command = [sys.executable, "-P", str(ROOT / "bench" / "reader.py")]
    environment = {**os.environ, "PYTHONPATH": str(build)}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        asking, answers = process.stdin, process.stdout
        assert asking is not None
        assert answers is not None

        def read(data: bytes, name: str, format_: str | None) -> Read:
            asking.write(json.dumps([name, len(data), format_]).encode() + b"\n" + data)
            asking.flush()
            answer = answers.readline()
            if not answer:
                raise ChildProcessError(f"the build in {build} broke off at {name}")
            return Read(*json.loads(answer))

        yield read
        asking.close()


def read_otherwise(
    files: Iterable[tuple[str, bytes]], one: Path = ROOT, other: Path = COMPILED
) -> tuple[int, list[str]]:
    """How many files two builds have read, and those of which they made different reports."""
    count, found = 0, list[str]()
    with reader(one) as first, reader(other) as second:
        for name, data in files:
            count += 1
            if first(data, name, None).digest != second(data, name, None).digest:
                found.append(name)
    return count, found


def files_to_compare() -> Iterator[tuple[str, bytes]]:
    """The sample reports, and reports made anew with every noise."""
    for path in sorted((ROOT / "fixtures" / "reports").iterdir()):
        yield path.name, path.read_bytes()
    for noise in range(3):
        for number in range(MADE):
            fixture = make(SEED, number, noise)
            yield fixture.name, fixture.data


def main() -> int:
    """Compare the builds; 1 where the build is not of this source, or reads a file otherwise."""
    if stale := differing():
        print(f"The compiled build is of other source than the checkout's: {', '.join(stale[:5])}. Run: make compiled")
        return 1
    count, found = read_otherwise(files_to_compare())
    print(f"{count} files read by both builds, {len(found)} otherwise{': ' if found else '.'}{', '.join(found)}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
