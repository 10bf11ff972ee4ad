"""What other programs make of our files: LibreOffice and pdftotext where the machine has them, MarkItDown, Mammoth."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

SECONDS = 600
FILTERS: dict[str, tuple[str, str, str | None]] = {
    "docx-odt": ("odt", "odt", None),
    "odt-docx": ("docx", "docx", None),
    "docx-rtf": ("rtf", "rtf", None),
    "rtf-docx": ("docx", "docx", None),
    "docx-doc": ("doc", "doc", None),
    "doc-docx": ("docx", "docx", None),
    "html-docx": ("docx:MS Word 2007 XML", "docx", "HTML (StarWriter)"),
    "docx-html": ("html:HTML (StarWriter)", "html", None),
    "docx-xhtml": ("xhtml:XHTML Writer File", "xhtml", None),
    "docx-txt": ("txt:Text (encoded):UTF8", "txt", None),
    "docx-pdf": ("pdf", "pdf", None),
    "xlsx-html": ("html:HTML (StarCalc)", "html", None),
    "xlsx-csv": ("csv:Text - txt - csv (StarCalc):44,34,76,1", "csv", None),
    "xlsx-ods": ("ods", "ods", None),
    "ods-xlsx": ("xlsx", "xlsx", None),
    "html-xlsx": ("xlsx:Calc MS Excel 2007 XML", "xlsx", "HTML (StarCalc)"),
}
"""Step to what LibreOffice is asked for, the suffix it writes, and how it is to read."""
OTHERS: dict[str, str] = {
    "pdf-layout": "pdftotext",
    "docx-md": "markitdown",
    "html-md": "markitdown",
    "xlsx-md": "markitdown",
    "docx-mammoth": "mammoth",
}
"""Steps of other programs than LibreOffice."""


@cache
def lacking(step: str) -> str | None:
    """The program of a step, where this machine does not have it."""
    program = OTHERS.get(step, "soffice")
    if program in ("soffice", "pdftotext"):
        return None if shutil.which(program) else program
    return None if find_spec(program) else program


def convert(step: str, files: Mapping[str, bytes]) -> dict[str, bytes]:
    """One step for many files, by name. A file that a program could not convert is not in the answer."""
    if step in OTHERS:
        return {name: _by_library(step, data) for name, data in files.items()}
    target, suffix, infilter = FILTERS[step]
    source = step.partition("-")[0]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        (root / "in").mkdir()
        for name, data in files.items():
            (root / "in" / f"{name}.{source}").write_bytes(data)
        command = ["soffice", f"-env:UserInstallation={(root / 'profile').as_uri()}", "--headless"]
        command += [f"--infilter={infilter}"] if infilter else []
        command += ["--convert-to", target, "--outdir", str(root / "out")]
        command += sorted(str(path) for path in (root / "in").iterdir())
        subprocess.run(command, check=False, capture_output=True, timeout=SECONDS)
        written = {name: root / "out" / f"{name}.{suffix}" for name in files}
        return {name: path.read_bytes() for name, path in written.items() if path.exists()}


def _by_library(step: str, data: bytes) -> bytes:
    if step == "pdf-layout":
        done = subprocess.run(["pdftotext", "-layout", "-", "-"], input=data, capture_output=True, check=True)
        return done.stdout
    if step == "docx-mammoth":
        import mammoth  # type: ignore[import-untyped]

        body = mammoth.convert_to_html(BytesIO(data)).value
        return f"<html><head><meta charset='utf-8'></head><body>{body}</body></html>".encode()
    from markitdown import MarkItDown

    found = MarkItDown().convert_stream(BytesIO(data), file_extension="." + step.partition("-")[0])
    return found.text_content.encode()
