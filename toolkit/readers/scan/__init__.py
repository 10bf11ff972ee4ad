"""Pictures of pages into a Document: scans, photographs, and the pages of PDF files that have no text.

Each page is turned the right way up, evened and levelled; its ruled tables are read cell by cell, what stands outside
them line by line. A cell is blank only where no ink is; what is not read with certainty is marked, never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import NamedTuple

from toolkit.model import Block, Document, Format, Note, PageOrigin, Unreadable
from toolkit.readers.pages import Pages, page_done

try:
    from toolkit.readers.scan.cache import key_of, remember, remembered
    from toolkit.readers.scan.clean import sheet_of
    from toolkit.readers.scan.document import ReadPage, blocks_of, in_points
    from toolkit.readers.scan.model import weights
    from toolkit.readers.scan.page import ReadSheet, read_sheet
    from toolkit.readers.scan.picture import PageImage, count_of, pages_of
    from toolkit.readers.scan.upright import single_pages, upright
except ModuleNotFoundError as error:  # the packages of xxgk[ocr]; a module of our own that is absent is a defect
    if error.name is not None and error.name.startswith("toolkit"):
        raise
    _absent: str | None = error.name
else:
    _absent = None

_UNRULED = 3  # lines with several numbers each: a table without rules, and no date or address
NOT_INSTALLED = "是图片或扫描件，认字的组件没有安装：请在本项目的文件夹里运行 pip install '.[ocr]' 后再读"


def read(data: bytes, name: str, only: Pages | None = None) -> Document:
    """Read a picture file: PNG, JPEG, or TIFF of one or many pages.

    Raises:
        Unreadable: it is damaged or too big, the pages wanted are not in it, or xxgk[ocr] is not installed.
    """
    require(name)
    total = count_of(data, name)
    wanted = sum(1 for number in range(1, total + 1) if only is None or number in only)
    if not wanted:
        raise Unreadable(name, f"只有 {total} 页，没有 --pages 所要的页")
    of: Format = "png" if data.startswith(b"\x89PNG") else "jpeg" if data.startswith(b"\xff\xd8") else "tiff"
    document = read_images(pages_of(data, name, only), name, of, wanted)
    return replace(document, is_partial=document.is_partial or wanted < total)


def require(name: str) -> None:
    """Raises:
    Unreadable: the packages of xxgk[ocr] are not installed.
    """
    if _absent is not None:
        raise Unreadable(name, NOT_INSTALLED)
    try:
        weights()
    except ModuleNotFoundError as error:
        raise Unreadable(name, NOT_INSTALLED) from error


def read_images(pages: Iterable[PageImage], name: str, of: Format, total: int | None = None) -> Document:
    """Read pages' pictures, one after the other: of ``pages`` only one is held at a time.

    ``of`` is the file's format; ``total`` how many pages will come, for those who watch.
    """
    read_pages = _read_all(pages, name, total)
    notes = tuple(_notes(read_pages))
    return Document(of, blocks_of(read_pages), (), notes, any(map(_is_unruled, read_pages)))


class Runs(NamedTuple):
    """What stands on pages read as pictures: the blocks of each run of pages that follow one another, by the first of
    them, and what is to be said; ``is_partial`` as of a document.
    """

    blocks: dict[int, tuple[Block, ...]]
    notes: tuple[Note, ...]
    is_partial: bool


def read_runs(pages: Iterable[PageImage], name: str, total: int) -> Runs:
    """Read pages' pictures that stand between others, as ``read_images`` does."""
    read_pages = _read_all(pages, name, total)
    runs: list[list[ReadPage]] = []
    for page in read_pages:
        if not runs or page.number != runs[-1][-1].number + 1:
            runs.append([])
        runs[-1].append(page)
    blocks = {run[0].number: blocks_of(run) for run in runs}
    return Runs(blocks, tuple(_notes(read_pages)), any(map(_is_unruled, read_pages)))


def _read_all(pages: Iterable[PageImage], name: str, total: int | None) -> list[ReadPage]:
    require(name)
    read_pages: list[ReadPage] = []
    page_done(name, 0, total)
    for page in pages:
        read_pages.append(read_page(page))
        page_done(name, len(read_pages), total)
    return read_pages


def read_page(page: PageImage) -> ReadPage:
    """Read one page, or remember it."""
    key = key_of(page)
    known = remembered(key, page)
    if known is None:
        known = recognised(page)
        remember(key, known)
    return known


def recognised(page: PageImage) -> ReadPage:
    """Read one page, whether or not it was read before."""
    picture, back = upright(page.pixels)
    sheets = tuple(read_sheet(sheet_of(single, own)) for single, own in single_pages(picture, back))
    return ReadPage(page.number, page.dpi, sheets)


def _is_unruled(page: ReadPage) -> bool:
    """Whether a table without ruled lines stands on a page, which is not read as one."""
    return sum(line.figures > 1 for sheet in page.sheets for line in sheet.lines) >= _UNRULED


def _notes(pages: Iterable[ReadPage]) -> Iterator[Note]:
    pages = list(pages)
    said = f"数据由图片认出（{len(pages)} 页），请抽查；没有把握的格子没有取值，原样列出"
    yield Note("scan.recognised", said)
    for page in pages:
        if not any(sheet.tables or sheet.lines for sheet in page.sheets):
            yield Note("scan.empty_page", f"第 {page.number} 页没有认出文字，可能是空白页或整页照片")
        if _is_unruled(page):
            said = f"第 {page.number} 页有没有框线的表格，各数字在哪一列没有把握，只作文字读取"
            yield Note("scan.unruled", f"{said}；请核对，或找原来的 Word 文件或网页来读")
        for table in (table for sheet in page.sheets for table in sheet.tables if table.uneven):
            boxes = [in_points(cell.box, page.dpi) for cell in table.cells]
            whole = (
                min(b[0] for b in boxes),
                min(b[1] for b in boxes),
                max(b[2] for b in boxes),
                max(b[3] for b in boxes),
            )
            where = PageOrigin(page.number, whole)
            said = f"第 {page.number} 页的表格有 {table.uneven} 处框线不全，合并的格子可能没有认对，请核对"
            yield Note("scan.lines_broken", said, where)


__all__ = [
    "NOT_INSTALLED",
    "PageImage",
    "ReadSheet",
    "Runs",
    "read",
    "read_images",
    "read_runs",
    "recognised",
    "require",
]
