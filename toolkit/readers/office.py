"""Documents that only an office program can open, by way of LibreOffice where it is installed.

Each call has a profile of its own (a shared one makes parallel calls fail), in which macros and links are off, and a
time limit. LibreOffice ends with success whatever happens: what counts is whether the file is there, and what it is.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from toolkit.model import Document, Note, Unreadable
from toolkit.readers import docx
from toolkit.readers.sniff import zip_kind

SECONDS = 60.0
"""How long a conversion may take; one of a report takes a second or two."""

USUAL_PLACES = (
    Path("C:/Program Files/LibreOffice/program/soffice.exe"),
    Path("C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
)
"""Where it is on systems that don't put it on the path."""
_NO_MACROS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def find_program() -> str | None:
    """Where LibreOffice is; None where it isn't."""
    for name in ("soffice", "libreoffice"):
        found = shutil.which(name)
        if found:
            return found
    return next((str(place) for place in USUAL_PLACES if place.is_file()), None)


def read(data: bytes, name: str, why: str, seconds: float = SECONDS) -> Document:
    """Read a Word document of any age as LibreOffice converts it. ``why`` says what it is, for messages.

    The caller knows that it is one: LibreOffice makes a document of any bytes.

    Raises:
        Unreadable: where LibreOffice is missing, fails, or takes too long.
    """
    program = find_program()
    if program is None:
        raise Unreadable(name, f"{why}；装有 LibreOffice 的电脑上，本程序会用它转换后读取，这里没有找到")
    converted = _converted(program, data, seconds)
    if converted is None or zip_kind(converted) != "docx":
        raise Unreadable(name, f"{why}（试过用 LibreOffice 转换，{seconds:.0f} 秒内没有成功）")
    document = docx.read(converted, name)
    note = Note(
        "office.converted", "本文件由 LibreOffice 转换后读取，没有直接读；数据的位置是转换后文件里的位置，请对照原件"
    )
    return replace(document, format="doc", notes=(note, *document.notes))


def _converted(program: str, data: bytes, seconds: float) -> bytes | None:
    """The document as .docx; None if none was made in time."""
    with TemporaryDirectory(prefix="xxgk-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        settings = place / "profile" / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(_NO_MACROS, encoding="utf-8")
        (place / "report.doc").write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation={(place / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nolockcheck", "--nodefault", "--nofirststartwizard"),
            *("--convert-to", "docx:MS Word 2007 XML", "--outdir", str(place / "made"), str(place / "report.doc")),
        ]
        _run(command, seconds)
        made = place / "made" / "report.docx"
        return made.read_bytes() if made.is_file() else None


def _run(command: list[str], seconds: float) -> None:
    """Run a program, with all that it starts in turn; what lasts longer is ended."""
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError:  # not a program after all: then nothing was made
        return
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        pass
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        return
    if sys.platform == "win32":
        process.kill()
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
