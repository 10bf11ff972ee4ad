"""Safe opening of Office packages (docx, xlsx: zip files with XML parts), for every reader of such a format.

    package = open_package(data, name)         # Unreadable if it is no package
    package.main_part("word/document.xml")     # where the document itself is, by the package's relationships
    package.part("word/styles.xml")            # bytes, or None if there is no such part
    package.xml("word/styles.xml")             # its root element, or None
    package.relations("word/document.xml")     # what the part points to, by relationship id

What can go wrong ends as ``Unreadable`` with one Chinese line: a file that is no zip, is cut off or damaged (each part
that is read is checked against its CRC), has a password, would unpack to more than the limits below (the sizes it
declares are checked before, the sizes it has while unpacking), holds malformed XML (the line is named) or a document
type with entities. Parts that are not asked for are never unpacked.

Part names are looked up as Office does: letter case, a leading slash and backslashes don't matter. Strict Open XML
(ISO 29500 strict) is given the transitional names on parsing, so that readers need to know one set of names only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import basename, dirname, join, normpath
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from lxml import etree

from toolkit.model import Unreadable
from toolkit.readers import compound
from toolkit.readers.zips import DAMAGE, MIB, RATIO_FROM, RATIO_LIMIT, open_zip

PART_LIMIT = 64 * MIB
"""The most that one part may unpack to."""
TOTAL_LIMIT = 192 * MIB
"""The most that all the parts read from a package may unpack to together."""

STRICT_BASE = "http://purl.oclc.org/ooxml/"
_STRICT_TAG = re.compile(r"\{http://purl\.oclc\.org/ooxml/\w+/", re.ASCII)
_STRICT_DECLARATION = re.compile(rb"""(\sxmlns(?::[\w.-]+)?\s*=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/""")


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship: ``kind`` is the last word of its type (``styles``, ``image``); ``target`` the part's name in
    the package, or an address where ``external``.
    """

    id: str
    kind: str
    target: str
    external: bool


class Package:
    """An opened package; see the module's docstring."""

    def __init__(self, name: str, archive: ZipFile) -> None:
        self.name = name
        self._archive = archive
        self._members = {_key(info.filename): info for info in archive.infolist()}
        self._budget = TOTAL_LIMIT
        self._relations: dict[str, dict[str, Relation]] = {}

    def __contains__(self, path: str) -> bool:
        return _key(path) in self._members

    def names(self) -> list[str]:
        """The names of all members, as stored, in the archive's order."""
        return [info.filename for info in self._members.values()]

    def part(self, path: str, limit: int = PART_LIMIT) -> bytes | None:
        """The bytes of a part, or None if there is none of this name.

        Raises:
            Unreadable: if it is damaged, encrypted, or unpacks to more than ``limit``.
        """
        info = self._members.get(_key(path))
        if info is None or info.is_dir():
            return None
        if info.flag_bits & 0x1:
            raise Unreadable(self.name, f"文件加了密码（{info.filename}），请去掉密码后再读")
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise Unreadable(self.name, f"文件已损坏：{info.filename} 的压缩方式不是 Office 文件所用的")
        self._refuse_bomb(info, limit)
        try:
            with self._archive.open(info) as member:
                # Never more than is declared is unpacked; the CRC is checked at the end.
                content = member.read(info.file_size + 1)
        except DAMAGE as error:
            raise Unreadable(self.name, f"文件已损坏或不完整：{info.filename} 无法解压") from error
        if len(content) != info.file_size:
            raise Unreadable(self.name, f"文件已损坏或不完整：{info.filename} 缺少内容")
        self._budget -= len(content)
        return content

    def xml(self, path: str, limit: int = PART_LIMIT) -> etree._Element | None:
        """The root element of an XML part, or None if there is no such part; raises ``Unreadable`` as ``part``."""
        content = self.part(path, limit)
        return None if content is None else parse_xml(content, path, self.name)

    def relations(self, source: str = "") -> dict[str, Relation]:
        """What a part (the package itself, without an argument) points to, by relationship id."""
        found = self._relations.get(source)
        if found is None:
            found = self._relations[source] = self._read_relations(source)
        return found

    def _read_relations(self, source: str) -> dict[str, Relation]:
        root = self.xml(join(dirname(source), "_rels", basename(source) + ".rels"))
        found: dict[str, Relation] = {}
        for element in root if root is not None else ():
            attributes = element.attrib
            target = str(attributes.get("Target", ""))
            external = attributes.get("TargetMode") == "External"
            if not external:
                target = normpath(join("/", dirname(source), target)).lstrip("/")
            kind = str(attributes.get("Type", "")).rpartition("/")[2]
            identifier = str(attributes.get("Id", ""))
            found[identifier] = Relation(identifier, kind, target, external)
        return found

    def main_part(self, usual: str) -> str | None:
        """The name of the part that is the document itself: by the package's relationships, else the ``usual`` one;
        None if neither is there.
        """
        for relation in self.relations().values():
            if relation.kind == "officeDocument" and not relation.external and relation.target in self:
                return relation.target
        return usual if usual in self else None

    def _refuse_bomb(self, info: ZipInfo, limit: int) -> None:
        if info.file_size > limit or info.file_size > self._budget:
            sizes = f"{info.file_size / MIB:.0f} MB，超出上限（{min(limit, self._budget) // MIB} MB）"
            raise Unreadable(self.name, f"{info.filename} 解压后有 {sizes}，不像年度报告，拒绝读取")
        if info.file_size > RATIO_FROM and info.file_size > RATIO_LIMIT * max(info.compress_size, 1):
            raise Unreadable(self.name, f"{info.filename} 的压缩比异常，疑似压缩炸弹，拒绝读取")


def open_package(data: bytes, name: str) -> Package:
    """Open a package; no part is unpacked yet.

    Raises:
        Unreadable: if the bytes are no zip file that can be opened.
    """
    if data.startswith(compound.MAGIC):
        if compound.kind(data) == "encrypted":
            raise Unreadable(name, "文件加了打开密码，请去掉密码后再读")
        raise Unreadable(name, "这是旧版 Office 格式（.doc、.xls），请另存为 .docx 或 .xlsx 后再读")
    if not data:
        raise Unreadable(name, "文件是空的")
    archive = open_zip(data)
    if archive == "crowded":
        raise Unreadable(name, "文件里的部件多得不正常，不是 Word 或 Excel 写出的文件，拒绝读取")
    if isinstance(archive, str):
        why = "文件不完整（可能没有下载完）或已损坏" if data.startswith(b"PK") else "不是 Office 文件（docx、xlsx）"
        raise Unreadable(name, why)
    return Package(name, archive)


def parse_xml(content: bytes, part: str, name: str) -> etree._Element:
    """The root element of an XML part, without comments and processing instructions.

    Raises:
        Unreadable: for malformed XML, and for XML with a document type: Office writes none, entities are an attack.
    """
    if b"<!DOCTYPE" in content:
        raise Unreadable(name, _DOCTYPE.format(part))
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )
    if STRICT_BASE.encode() in content:
        content = _STRICT_DECLARATION.sub(rb"\1http://schemas.openxmlformats.org/\2/2006/", content)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(name, f"文件已损坏：{part} 第 {error.lineno or 1} 行的 XML 有错或不完整") from error
    if root.getroottree().docinfo.internalDTD is not None:  # declared in another encoding than ASCII's
        raise Unreadable(name, _DOCTYPE.format(part))
    if _STRICT_TAG.match(str(root.tag)):  # in an encoding in which its declaration was not found
        return parse_xml(etree.tostring(root, encoding="UTF-8"), part, name)
    return root


_DOCTYPE = "{} 里声明了文档类型或实体（DOCTYPE），出于安全拒绝读取"


def _key(path: str) -> str:
    return path.replace("\\", "/").lstrip("/").lower()
