r"""RTF files (.rtf, a .doc that is one) into Documents.

The file is turned into the WordprocessingML that Word would save it as, and that is read as any .docx is: see
``docx.body``. Rows come from ``\cell`` and ``\row``, columns from the edges of the cells, list numbers from the text
that stands in the file for programs that can't count.
"""

from __future__ import annotations

from lxml import etree

from toolkit.model import Document, Unreadable
from toolkit.readers.docx.body import Parts, read_body
from toolkit.readers.rtf.story import RtfStory
from toolkit.readers.word import xml as word_xml
from toolkit.readers.word.flow import is_damaged
from toolkit.readers.zips import MIB

MOST = 64 * MIB
"""The biggest file that is read: pictures stand in it in hexadecimal digits."""


def read(data: bytes, name: str) -> Document:
    """Read an RTF file.

    Raises:
        Unreadable: for one that is cut off, too big, or made to do harm.
    """
    if len(data) > MOST:
        raise Unreadable(name, f"有 {len(data) / MIB:.0f} MB，超出 RTF 文件 {MOST // MIB} MB 的上限，未读取")
    if not data.rstrip(b"\r\n\0 \t").endswith(b"}"):
        raise Unreadable(name, "文件不完整（可能没有下载完）：RTF 文档没有结尾；请重新下载或重新拷贝")
    story = RtfStory(data, name)
    body = story.body()
    numbering = story.numbering()

    def lists() -> etree._Element | None:
        return word_xml.numbering(numbering, name) if numbering else None

    blocks, notes = read_body(word_xml.document(body, name), Parts(lambda: None, lists), name)
    title = " ".join(story.title.split())
    said = story.notes()
    return Document("rtf", blocks, (title,) if title else (), (*notes, *said), is_damaged(said))
