"""LibreOffice as another reader and writer of the same files: what it makes of them, in one call."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from pathlib import Path


def converted(program: str, files: Mapping[str, bytes], ending: str, folder: Path) -> dict[str, bytes]:
    """Files, by name, as LibreOffice saves them in another format; by the names' stems."""
    source, made = folder / "source", folder / "made"
    source.mkdir()
    for name, data in files.items():
        (source / name).write_bytes(data)
    command = [program, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", ending, "--outdir", str(made), *(str(source / name) for name in files)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return {path.stem: path.read_bytes() for path in made.iterdir()}
