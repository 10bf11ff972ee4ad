"""A PDF file opened: by PDFium, page by page, within bounds of size and time."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from toolkit.model import Unreadable
from toolkit.readers.pdf.fonts import stand_in

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage

MOST_PAGES = 500
"""A report has some ten."""
SECONDS = 60.0
"""For a whole file, looked at between pages and within them: a page of a report takes some milliseconds."""

_BROWSER = re.compile("Skia|Chrom|AppleWebKit|Gecko|wkhtmltopdf")

_NEEDS = (
    "是 PDF 文件，读它要安装 PDF 组件：在本项目的文件夹里运行 pip install '.[pdf]'（或 pip install pypdfium2）后再读"
)
_PASSWORD_ERROR, _SECURITY_ERROR = 4, 5  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY


class Deadline:
    """The time by which a file must be read."""

    def __init__(self, name: str, seconds: float = SECONDS) -> None:
        self._name = name
        self._seconds = seconds
        self._end = time.monotonic() + seconds

    def check(self) -> None:
        """Raise ``Unreadable`` if the time is over."""
        if time.monotonic() > self._end:
            why = f"读了超过 {self._seconds:.0f} 秒还没有读完，不像正常的年度报告，已停止；请用 PDF 阅读器另存后再读"
            raise Unreadable(self._name, why)


@contextmanager
def opened(
    data: bytes, name: str, fonts: Callable[[], AbstractContextManager[None]] = stand_in
) -> Iterator[PdfDocument]:
    """The file opened, closed at the end. ``fonts`` are taken for those that the file does not carry.

    Raises:
        Unreadable: if it is encrypted with a password, damaged, or has no pages or too many; or PDFium isn't there.
    """
    try:
        from pypdfium2 import PdfDocument, PdfiumError
    except ImportError as error:
        raise Unreadable(name, _NEEDS) from error
    with fonts():
        try:
            document = PdfDocument(data)
        except PdfiumError as error:
            raise Unreadable(name, _why(error)) from error
        try:
            _check_pages(len(document), name)
            yield document
        finally:
            document.close()


def _check_pages(count: int, name: str) -> None:
    if count == 0:
        raise Unreadable(name, "PDF 文件里一页也没有（可能没有下载完，或已损坏），请重新下载或重新导出")
    if count > MOST_PAGES:
        why = f"PDF 文件有 {count} 页，超出 {MOST_PAGES} 页的上限，不像年度报告；请把报告所在的几页另存后再读"
        raise Unreadable(name, why)


def _why(error: Exception) -> str:
    code = getattr(error, "err_code", None)
    if code == _PASSWORD_ERROR:
        return "PDF 文件加了打开密码，请用 PDF 阅读器输入密码打开，去掉密码后另存再读"
    if code == _SECURITY_ERROR:
        return "PDF 文件用了本程序不支持的加密方式，请用原来的软件打开，另存为不加密的 PDF 后再读"
    return "PDF 文件打不开：不完整（可能没有下载完）或已损坏；请重新下载，或用 PDF 阅读器打开后另存再读"


def pages(document: PdfDocument, name: str, deadline: Deadline) -> Iterator[PdfPage | None]:
    """The pages in order, each closed before the next is loaded; None for one that is damaged."""
    from pypdfium2 import PdfiumError

    for number in range(len(document)):
        deadline.check()
        try:
            page = document[number]
        except PdfiumError:
            yield None
            continue
        try:
            yield page
        finally:
            page.close()


def printed_by_browser(document: PdfDocument) -> bool:
    """Whether a browser has printed the file. It never breaks a number."""
    try:
        said = f"{document.get_metadata_value('Creator')} {document.get_metadata_value('Producer')}"
    except UnicodeDecodeError:
        return False
    return _BROWSER.search(said) is not None


def title_of(document: PdfDocument) -> str | None:
    """The title among the file's properties; None where there is none, or it is damaged."""
    try:
        text = document.get_metadata_value("Title")
    except UnicodeDecodeError:
        return None
    return " ".join(text.split()) or None
