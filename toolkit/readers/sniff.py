"""What a file is, by its content: a format that is read, or else a sentence that says what it is and what to do.

A name only breaks ties: between a plain text and separated values.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

from toolkit.model import Format, Unreadable
from toolkit.readers import compound
from toolkit.readers.zips import DAMAGE, MOST_MEMBERS, open_zip

Utf16 = Literal["utf-16-le", "utf-16-be"]
ZipKind = Literal[
    "docx",
    "xlsx",
    "xlsb",
    "pptx",
    "visio",
    "odt",
    "ods",
    "odp",
    "epub",
    "ofd",
    "iwork",
    "package",
    "archive",
    "broken",
    "crowded",
]

_TO_WORD = "请用 Word 或 WPS 打开，另存为 .docx 后再读"
_TO_EXCEL = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再读"
_PICTURE = "是图片（{}），这种图片不读；请另存为 PNG、JPEG 或 TIFF，或找原来的 Word 文件或网页后再读"

_PICTURES: tuple[tuple[bytes, Format], ...] = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),
    (b"MM\0+", "tiff"),
)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"GIF87a", _PICTURE.format("GIF")),
    (b"GIF89a", _PICTURE.format("GIF")),
    (b"8BPS", _PICTURE.format("PSD")),
    (b"7z\xbc\xaf\x27\x1c", "是 7z 压缩包，请先解压，或改压为 .zip 后再读"),
    (b"Rar!\x1a\x07", "是 RAR 压缩包，请先解压，或改压为 .zip 后再读"),
    (b"\x1f\x8b", "是 gzip 压缩文件，请先解压后再读"),
    (b"BZh", "是 bzip2 压缩文件，请先解压后再读"),
    (b"\xfd7zXZ\0", "是 xz 压缩文件，请先解压后再读"),
    (b"MSCF", "是 CAB 压缩文件，请先解压后再读"),
    (b"MZ", "是 Windows 程序，不是文档；来历不明的程序请勿运行"),
    (b"\x7fELF", "是程序，不是文档"),
    (b"L\0\0\0\x01\x14\x02\0", "是 Windows 快捷方式，不是文档本身，请找到它指向的文件"),
    (b"\0\x05\x16\x07", "是苹果电脑留下的附属文件，不是文档本身"),
    (b"SQLite format 3\0", "是 SQLite 数据库，不是年度报告"),
    (b"HM\x02\0", "是 CAJ 文档，本版本不读；请用阅读器复制文字，存为 .txt 或 .docx 后再读"),
    (b"CAJ\0", "是 CAJ 文档，本版本不读；请用阅读器复制文字，存为 .txt 或 .docx 后再读"),
    (b"\x01\xfe2\0", f"是微软 Works 的旧文档，本版本不读；{_TO_WORD}"),
    (b"\xffWPC", f"是 WordPerfect 文档，本版本不读；{_TO_WORD}"),
    (b"\xdb\xa5-\0", f"是 Word 2.0 的旧文档，本版本不读；{_TO_WORD}"),
    (b"1\xbe\0\0", f"是 DOS 时代的 Word 文档，本版本不读；{_TO_WORD}"),
)
_RTF = b"{\\rtf"
_MEDIA = "是音频或视频文件，不是文档"
_HEIF = (b"heic", b"heix", b"mif1", b"msf1", b"avif")
_PROBES: tuple[tuple[Callable[[bytes], bool], str], ...] = (
    (lambda head: head.startswith(b"BM") and head[6:10] == b"\0\0\0\0", _PICTURE.format("BMP")),
    (lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP", _PICTURE.format("WebP")),
    (lambda head: head[4:8] == b"ftyp" and head[8:12] in _HEIF, _PICTURE.format("HEIF")),
    (lambda head: head[4:8] == b"ftyp" or head.startswith((b"RIFF", b"ID3", b"OggS")), _MEDIA),
    (lambda head: head[257:262] == b"ustar", "是 tar 归档，请先解开后再读"),
)
"""What is known by more than its first bytes."""

_COMPOUNDS: dict[compound.Compound, str] = {
    "encrypted": "加了打开密码，请去掉密码（文件—信息—保护文档），另存后再读",
    "rights": "受权限管理（IRM）保护，请由有权限的人取消保护，另存后再读",
    "xls": f"是旧版 Excel 工作簿（.xls 或 .et），本版本不读；{_TO_EXCEL}",
    "ppt": "是旧版演示文稿（.ppt），不是年度报告",
    "works": f"是微软 Works 的旧文档（.wps），本版本不读；{_TO_WORD}",
    "visio": "是 Visio 绘图，不是年度报告",
    "mail": "是 Outlook 邮件，请取出其中的附件后再读",
    "msi": "是 Windows 安装包，不是文档；来历不明的程序请勿运行",
    "cut": "不完整（可能没有下载完）：是旧版 Office 文件（如 .doc），目录不在文件里；请重新下载或重新拷贝",
    "unknown": "是 OLE2 复合文档，看不出是哪一种；请用原来的程序打开，另存为 .docx 或 .xlsx 后再读",
}
_ZIPS: dict[ZipKind, str] = {
    "xlsb": f"是二进制的 Excel 工作簿（.xlsb），本版本不读；{_TO_EXCEL}",
    "pptx": "是演示文稿（.pptx），不是年度报告",
    "visio": "是 Visio 绘图，不是年度报告",
    "odt": f"是 OpenDocument 文字文档（.odt），本版本不读；{_TO_WORD}",
    "ods": f"是 OpenDocument 表格（.ods），本版本不读；{_TO_EXCEL}",
    "odp": "是 OpenDocument 演示文稿（.odp），不是年度报告",
    "epub": "是电子书（EPUB），本版本不读；请复制文字，存为 .docx 或 .txt 后再读",
    "ofd": "是 OFD 版式文档，本版本不读；请用 OFD 阅读器另存（转换）为 .docx，或找原来的 Word 文件或网页后再读",
    "iwork": "是苹果 iWork 文档，本版本不读；请导出为 .docx 或 .xlsx 后再读",
    "package": "是 Office 文档的打包格式（如 .docx、.xlsx），已损坏，看不出是哪一种；请重新下载，或找原来的文件",
    "archive": "是压缩包，里面才是报告；请先解压，再读其中的文件",
    "crowded": f"是压缩包，里面的文件超过 {MOST_MEMBERS} 个，超出上限，拒绝读取；请分成几个压缩包",
    "broken": "不完整（可能没有下载完）或已损坏：压缩结构打不开；请重新下载或重新拷贝",
}

_CONTENT_TYPES: tuple[tuple[bytes, ZipKind], ...] = (
    (b"wordprocessingml.document.main+xml", "docx"),
    (b"wordprocessingml.template.main+xml", "docx"),
    (b"ms-word.document.macroEnabled.main+xml", "docx"),
    (b"ms-word.template.macroEnabledTemplate.main+xml", "docx"),
    (b"spreadsheetml.sheet.main+xml", "xlsx"),
    (b"spreadsheetml.template.main+xml", "xlsx"),
    (b"ms-excel.sheet.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.template.macroEnabled.main+xml", "xlsx"),
    (b"ms-excel.sheet.binary.macroEnabled.main", "xlsb"),
    (b"presentationml.", "pptx"),
    (b"ms-visio.", "visio"),
)
_MAIN_PARTS: tuple[tuple[str, ZipKind], ...] = (
    ("word/document.xml", "docx"),
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("visio/document.xml", "visio"),
    ("ofd.xml", "ofd"),
    ("index/document.iwa", "iwork"),
)
_OFFICE_PARTS = {"[content_types].xml", "_rels/.rels"}
_MIME_TYPES: tuple[tuple[bytes, ZipKind], ...] = (
    (b"application/vnd.oasis.opendocument.text", "odt"),
    (b"application/vnd.oasis.opendocument.spreadsheet", "ods"),
    (b"application/vnd.oasis.opendocument.presentation", "odp"),
    (b"application/epub+zip", "epub"),
)

_TAGS = (
    "html|head|body|meta|title|table|tbody|tr|td|div|p|span|font|center|style|script|link|base|br|hr|a|b|strong|ul|ol|li"
    "|h[1-6]|section|article|main|header|nav|form|img|o:p|col|colgroup|thead"
)
_SKIPPED = re.compile(r"(?:\s|\ufeff|\0|<\?[^>]{0,500}>|<!--.*?-->|<!\[if[^>]{0,200}\]>|<!\[endif\]>)+", re.DOTALL)
_HTML_START = re.compile(rf"<!doctype\s+html|</?(?:{_TAGS})(?=[\s/>])", re.IGNORECASE)
_HTML_WITHIN = re.compile(r"<html[\s>]|<!doctype\s+html|<body[\s>]|<table[\s>]", re.IGNORECASE)
_CLOSING = re.compile(rf"</(?:{_TAGS})\s*>", re.IGNORECASE)
_XML_ROOT = re.compile(r"<([A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)(?=[\s/>])")
_HEAD = 256 * 1024
_LOOKED_AT = 400_000
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAMPLE = 8 * 1024
# What Chinese text and markup consist of; read with its bytes the wrong way round, only a third of it is that.
_SAID = re.compile(
    "[\t\n\r -~\u00a0·×÷\u2010-\u203b\u2460-\u2473\u2500-\u25ff\u3000-\u301f\u3220-\u3229\u4e00-\u9fa5\uff01-\uff5e]"
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1a\x1b\x07")) + b"\x7f"

_MESSAGE = re.compile(
    r"(?:From|To|Subject|Date|MIME-Version|Content-[\w-]+|X-[\w-]+|Snapshot-[\w-]+|Message-ID|Received|Return-Path):",
    re.IGNORECASE,
)
_HEADERS = re.compile(r"(?:[^\r\n]+\r?\n)*")
_PAGE_IN_MESSAGE = re.compile(r"^Content-Type:\s*(?:multipart/(?:related|alternative)|text/html)", re.IGNORECASE | re.M)
_WORD_XML = {
    "wordDocument": ("http://schemas.microsoft.com/office/word/2003/wordml",),
    "package": ("http://schemas.microsoft.com/office/2006/xmlPackage",),
    "document": (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    ),
}
_XML_ROOTS = {
    "Workbook": f"是 Excel 2003 的 XML 表格，本版本不读；{_TO_EXCEL}",
    "UOF": f"是标文通（UOF）文档，本版本不读；{_TO_WORD}",
    "svg": _PICTURE.format("SVG"),
}


def sniff(data: bytes, name: str) -> Format:
    """The format of a file.

    ``json`` is a report that this program wrote: the caller reads it, no reader does.

    Raises:
        Unreadable: for everything that no reader reads: what it is and what to do.
    """
    if not data.removeprefix(b"\xef\xbb\xbf").strip(b"\0 \t\r\n"):
        raise Unreadable(name, "文件是空的" if not data else "文件里只有空白，没有内容")
    picture = next((kind for signature, kind in _PICTURES if data.startswith(signature)), None)
    if picture:
        return picture
    if data.startswith(compound.MAGIC):
        made = compound.kind(data)
        if made == "doc":
            return made
        raise Unreadable(name, _COMPOUNDS[made])
    if data.startswith(_RTF):
        return "rtf"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    why = _binary(data)
    if why:
        raise Unreadable(name, why)
    if data.startswith(b"PK"):
        kind = zip_kind(data)
        if kind in {"docx", "xlsx"}:
            return kind
        raise Unreadable(name, _ZIPS[kind])
    return _text_format(data, name)


# --- zip files --------------------------------------------------------------------------------------------


def zip_kind(data: bytes) -> ZipKind:
    """What a zip file is; ``package`` if it is an Office document whose kind its damage hides, ``archive`` if it is no
    document, ``broken`` if it can't be opened.
    """
    opened = open_zip(data)
    if isinstance(opened, str):
        return opened
    members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in opened.infolist()}
    for part, kind in _MAIN_PARTS:
        if part in members:
            return kind
    for part, table in (("[content_types].xml", _CONTENT_TYPES), ("mimetype", _MIME_TYPES)):
        if part in members:
            try:
                with opened.open(members[part]) as member:
                    content = member.read(1 << 20)
            except DAMAGE:  # then it is no document that could be read
                continue
            found = _first_in(content, table)
            if found:
                return found
    return "package" if members.keys() & _OFFICE_PARTS else "archive"


def _first_in(content: bytes, table: Iterable[tuple[bytes, ZipKind]]) -> ZipKind | None:
    return next((kind for mark, kind in table if mark in content), None)


# --- what is no text --------------------------------------------------------------------------------------


def _binary(data: bytes) -> str | None:
    """What a file is that is neither a zip file nor text, and what to do; None for those."""
    head = data[:_HEAD]
    known = next((why for signature, why in _SIGNATURES if head.startswith(signature)), None)
    why = known or next((why for is_kind, why in _PROBES if is_kind(head)), None)
    if why is None and not head.startswith(b"PK") and not _is_text(head):
        kinds = "docx、doc、xlsx、html、txt、csv、pdf、图片"
        why = f"是二进制数据，不是本程序能读的文档（{kinds}）；请核对文件，或找原来的 Word 文件"
    return why


def _is_text(head: bytes) -> bool:
    """Whether bytes may be text of some encoding: hardly a control character, or UTF-16."""
    printed = len(head.translate(None, _CONTROLS))
    return len(head) - printed <= max(2, len(head) // 50) or _likely_utf16(head) is not None


def _utf16(head: bytes) -> Utf16 | None:
    """Which UTF-16 a text is in; None for one in another encoding, which has no NUL: UTF-16 has one in each digit,
    newline and tag.
    """
    return _likely_utf16(head) if b"\0" in head[:_SAMPLE] or head.startswith(_UTF16_MARKS) else None


def _likely_utf16(head: bytes) -> Utf16 | None:
    """Which UTF-16 bytes may be in, by its mark or else by what they would say; None for data."""
    if head.startswith(b"\xff\xfe"):
        return "utf-16-le"
    if head.startswith(b"\xfe\xff"):
        return "utf-16-be"
    sample = head[:_SAMPLE]
    little, big = (len(_SAID.findall(sample.decode(encoding, "ignore"))) for encoding in ("utf-16-le", "utf-16-be"))
    if max(little, big) * 20 < len(sample) * 9:
        return None
    return "utf-16-le" if little > big else "utf-16-be"


# --- text -------------------------------------------------------------------------------------------------


def _text_format(data: bytes, name: str) -> Format:
    head = _as_ascii(data[:_HEAD])
    skipped = _SKIPPED.match(head)
    start = head[skipped.end() if skipped else 0 :]
    if _is_message(start):
        return "mhtml"
    if _is_html(start, head):
        return "html"
    if _is_word_xml(start, head):
        return "wordml"
    why = _not_a_report(start, head)
    if why:
        raise Unreadable(name, why)
    if start.startswith("{") and ("schema_version" in head or b'"schema_version"' in data):
        return "json"
    if re.match(r'[\[{][\s\[{]*"', start) and start.rstrip("\0 \r\n").endswith(("}", "]")):
        if "schema_version" in head:
            raise Unreadable(name, "是由多份报告组成的 JSON 列表，请每份报告存成一个文件后再读")
        raise Unreadable(name, "是 JSON 数据，但不是本程序写出的报告（没有 schema_version）")
    return _values_or_text(data, name)


def _as_ascii(head: bytes) -> str:
    """The markup of a text: every encoding that occurs has ASCII's characters for it, UTF-16 with NULs between."""
    utf16 = _utf16(head)
    if utf16:
        return head.decode(utf16, "replace").lstrip("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")


def _is_html(start: str, head: str) -> bool:
    if _HTML_START.match(start):
        return True
    root = _XML_ROOT.match(start)
    if root and (root[2] in _XML_ROOTS or root[2] in _WORD_XML):
        return False
    closing = sum(1 for _ in zip(range(20), _CLOSING.finditer(head), strict=False))
    return closing >= 20 or (closing >= 3 and _HTML_WITHIN.search(head) is not None)


def _is_message(start: str) -> bool:
    """Whether a text is a web page in a single file: a message, but not one with attachments."""
    headers = _HEADERS.match(start, 0, 16384) if _MESSAGE.match(start) else None
    return headers is not None and _PAGE_IN_MESSAGE.search(headers[0]) is not None


def _is_word_xml(start: str, head: str) -> bool:
    root = _XML_ROOT.match(start)
    return root is not None and any(name in head for name in _WORD_XML.get(root[2], ()))


def _not_a_report(start: str, head: str) -> str | None:
    root = _XML_ROOT.match(start)
    if re.match(r"<!DOCTYPE\s+(?!html)\w", start, re.IGNORECASE):
        return "是 XML 数据，不是年度报告的文档"
    if root and head.lstrip("\ufeff \t\r\n").startswith("<"):
        return _XML_ROOTS.get(root[2], "是 XML 数据，不是年度报告的文档")
    if _MESSAGE.match(start):
        return "是电子邮件，不是年度报告；请取出其中的附件后再读"
    if start.startswith("[InternetShortcut]"):
        return "是网页快捷方式，不是网页本身；请打开它，把网页另存后再读"
    return None


def _values_or_text(data: bytes, name: str) -> Format:
    """Separated values only if the content is a table of them; the name decides where that is doubtful."""
    from toolkit.readers.encoding import decode
    from toolkit.readers.text.csv import looks_like_values

    if len(data) > _LOOKED_AT:
        data = data[: data.rfind(b"\n", 0, _LOOKED_AT) + 1] or data[:_LOOKED_AT]
    named = name.lower().endswith(".csv")
    return "csv" if looks_like_values(decode(data).text, doubtful=named) else "txt"
