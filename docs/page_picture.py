"""Writes docs/images/page.png: what ``xxgk check --html`` makes of a report with a slip, as Chromium shows it.

The picture holds the hash of the page that it shows. It is taken again only when that page has changed, so that another
machine's fonts change nothing; ``--check`` only compares the hashes and needs no browser.
"""

from __future__ import annotations

import io
import sys
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, PngImagePlugin

from docs.screenshot import ROOT, sample
from toolkit import __version__
from toolkit.checks import check
from toolkit.reports import read_report
from toolkit.webpage.page import report_page

PICTURE = ROOT / "docs" / "images" / "page.png"

_KEY = "page-sha256"
_NAME = "年报.docx"
_SPOT = "c-applications.total.natural"
_COLOURS = 256
_TRIES = 10  # the search for repairs ends after a time, which on a busy machine may be too short


def page(data: bytes) -> str:
    """The page that is shown, the same for every version of the program that makes it so."""
    report = read_report(data, _NAME, _NAME)
    tries = (check(report) for _ in range(_TRIES))
    findings = next((found for found in tries if not any(f.repair_status == "bound_reached" for f in found)), ())
    return report_page(report, findings).replace(f"xxgk {__version__}", "xxgk")


def shown_in(picture: Path) -> str | None:
    """The hash of the page that a picture shows."""
    if not picture.is_file():
        return None
    with Image.open(picture) as image:
        return str(image.info.get(_KEY))


def hash_of(written: str) -> str:
    """What tells a page from another."""
    return sha256(written.encode()).hexdigest()


def taken(written: str) -> bytes:
    """A page as Chromium shows it, after a click on the cell that is wrong.

    Raises:
        FileNotFoundError: Chromium is not installed.
    """
    from playwright.sync_api import sync_playwright

    from fixtures.browser import find_browser

    program = find_browser()
    if program is None:
        raise FileNotFoundError("Chromium")
    with TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "page.html"
        file.write_text(written, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        tab = browser.new_page(viewport={"width": 1280, "height": 860}, color_scheme="light")
        tab.goto(f"{file.as_uri()}#{_SPOT}")
        screenshot = tab.screenshot()
        browser.close()
    return _with_hash(screenshot, hash_of(written))


def _with_hash(screenshot: bytes, page_hash: str) -> bytes:
    text = PngImagePlugin.PngInfo()
    text.add_text(_KEY, page_hash)
    out = io.BytesIO()
    with Image.open(io.BytesIO(screenshot)) as image:
        small = image.convert("RGB").quantize(_COLOURS, dither=Image.Dither.NONE)
        small.save(out, "PNG", optimize=True, pnginfo=text)
    return out.getvalue()


def main() -> int:
    """Take the picture if it is not current; with ``--check``, only say whether it is."""
    written = page(sample())
    if shown_in(PICTURE) == hash_of(written):
        return 0
    if "--check" in sys.argv[1:]:
        print("docs/images/page.png is out of date: run make docs", file=sys.stderr)
        return 1
    try:
        PICTURE.write_bytes(taken(written))
    except FileNotFoundError:
        print("docs/images/page.png is out of date, and taking it again needs Chromium", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
