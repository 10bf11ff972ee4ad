"""Web pages in a single file (.mht, .mhtml, a .doc that is one: MIME, RFC 2557) into Documents.

Word, WPS and browsers save a page with all that it shows as one e-mail message. Its first page is read as any web page
is; pictures and style sheets beside it are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect, MessageDefect
from email.message import Message

from toolkit.model import Document, Unreadable
from toolkit.readers import html
from toolkit.readers.encoding import decode
from toolkit.readers.zips import MIB

MOST = 64 * MIB
"""The biggest file that is read: pictures stand in it in letters."""
_FRAMES = re.compile(rb"<frameset[\s>]", re.IGNORECASE)


def read(data: bytes, name: str) -> Document:
    """Read a web page in a single file.

    Raises:
        Unreadable: for one without a page, cut off, too big, or made to do harm.
    """
    if len(data) > MOST:
        raise Unreadable(name, f"有 {len(data) / MIB:.0f} MB，超出单个文件网页 {MOST // MIB} MB 的上限，未读取")
    try:
        message = message_from_bytes(data)
        pages = list(_pages(message))
    except (RecursionError, ValueError, LookupError) as error:
        raise Unreadable(name, "文件已损坏：单个文件网页（MHTML）的结构读不出来；请重新保存") from error
    if not pages:
        raise Unreadable(name, "是单个文件网页或邮件（MHTML），里面没有网页；请用浏览器打开，另存为网页后再读")
    page = _main(message, pages)
    if page is _last(message) and any(isinstance(of, CloseBoundaryNotFoundDefect) for of in _defects(message)):
        raise Unreadable(name, "文件不完整（可能没有下载完）：单个文件网页（MHTML）没有结尾；请重新下载或重新保存")
    return replace(html.read(_content(page), name), format="mhtml")


def _pages(message: Message) -> Iterator[Message]:
    return (part for part in message.walk() if part.get_content_type() in ("text/html", "application/xhtml+xml"))


def _main(message: Message, pages: list[Message]) -> Message:
    """The page that is shown first; of one that only arranges others in frames, the longest of these."""
    start = message.get_param("start")
    main = next((page for page in pages if start and page.get("Content-ID") == start), pages[0])
    if _FRAMES.search(_content(main)) and len(pages) > 1:
        return max((page for page in pages if page is not main), key=lambda page: len(_content(page)))
    return main


def _last(message: Message) -> Message:
    *_, last = (part for part in message.walk() if not part.is_multipart())
    return last


def _defects(message: Message) -> Iterator[MessageDefect]:
    return (defect for part in message.walk() for defect in part.defects)


def _content(page: Message) -> bytes:
    """A page's bytes; in UTF-8, marked as such, where the message says what they are in."""
    payload = page.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = page.get_content_charset()
    return content if charset is None else decode(content, charset).text.encode("utf-8-sig")
