"""A report with each finding as a Word comment at its place.

In a .docx nothing else changes: every part but the main one, the comments, the content types and the relationships
stays byte for byte, and the main part without the comments' anchors is the same XML.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from posixpath import basename, dirname, join
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from toolkit.draft.report_docx import LABELS, report_docx
from toolkit.draft.word_parts import PACKAGE, TYPES, R, W
from toolkit.model import Evidence, Finding, Report, SectionOrigin, TableOrigin, Unreadable
from toolkit.readers.docx.blocks import blocks_in
from toolkit.readers.docx.tables import Place, Settings, lay_out, settings_in
from toolkit.readers.package import Package, open_package, parse_xml

_W = f"{{{W}}}"
_P, _R, _T, _TBL, _BODY, _P_PR = f"{_W}p", f"{_W}r", f"{_W}t", f"{_W}tbl", f"{_W}body", f"{_W}pPr"
_ID = f"{_W}id"
_AUTHOR = "年报核对"
_TYPES_PART = "[Content_Types].xml"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_COMMENTS_TYPE = f"{TYPES}.comments+xml"


@dataclass(frozen=True, slots=True)
class Annotated:
    """The file, and how many comments stand at a cell or at words; the others stand at the title."""

    data: bytes
    placed: int
    at_title: int


def annotate(data: bytes, report: Report, findings: Sequence[Finding]) -> Annotated:
    """The report as a .docx with a comment for each finding; of another format than .docx, a .docx made of the report.

    Raises:
        Unreadable: the file is no .docx though it was read as one.
    """
    if report.source.format != "docx":
        made = report_docx(report, findings)
        return Annotated(made.data, len(findings) - made.at_title, made.at_title)
    package = open_package(data, report.source.name)
    main = package.main_part("word/document.xml")
    content = package.part(main) if main else None
    if main is None or content is None:
        raise Unreadable(report.source.name, "不是 Word 文档：压缩包里没有正文（word/document.xml）")
    is_strict = _STRICT_W.encode() in content
    root = _parsed(content, main, package.name)
    body = root.find(_BODY)
    if body is None:
        raise Unreadable(report.source.name, "不是 Word 文档：没有正文")
    comments = _Comments.of(package, main, is_strict=is_strict)
    settings = settings_in(root)
    placed = 0
    for finding in findings:
        spot = _spot_of(finding, body, settings)
        placed += spot is not None
        spot = spot or _title_spot(body)
        if spot is not None:
            spot.put(comments.add(finding))
    changed = {main: _bytes(root, is_strict=is_strict), **comments.parts()}
    return Annotated(_rewritten(data, changed), placed, len(findings) - placed)


def _parsed(content: bytes, part: str, name: str) -> etree._Element:
    """The part's root, with the transitional names where it has the strict ones (ISO 29500).

    Raises:
        Unreadable: it is damaged.
    """
    parse_xml(content, part, name)  # says what is wrong with it; but leaves out what must stay
    transitional = content.replace(f'"{_STRICT_W}"'.encode(), f'"{W}"'.encode())
    return etree.fromstring(transitional, etree.XMLParser(resolve_entities=False, no_network=True))


def _bytes(root: etree._Element, *, is_strict: bool = False) -> bytes:
    content = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return content.replace(f'xmlns:w="{W}"'.encode(), f'xmlns:w="{_STRICT_W}"'.encode()) if is_strict else content


def _rewritten(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with these parts changed or added, all others as they are."""
    out = BytesIO()
    with ZipFile(BytesIO(data)) as source, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for entry in source.infolist():
            new = changed.pop(entry.filename) if entry.filename in changed else source.read(entry)
            target.writestr(entry, new)
        for name, content in changed.items():
            target.writestr(name, content)
    return out.getvalue()


# --- where a comment goes ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    """Children of one paragraph, from the first to the last, that a comment is about; none of an empty paragraph."""

    paragraph: etree._Element
    first: etree._Element | None = None
    last: etree._Element | None = None

    def put(self, number: int) -> None:
        """Put the anchors of the comment with that number round them."""
        anchors = [etree.Element(f"{_W}comment{kind}", {_ID: str(number)}) for kind in ("RangeStart", "RangeEnd")]
        run = etree.Element(_R)
        etree.SubElement(run, f"{_W}commentReference", {_ID: str(number)})
        if self.first is None or self.last is None:
            self.paragraph.extend([*anchors, run])
            return
        self.first.addprevious(anchors[0])
        self.last.addnext(run)
        self.last.addnext(anchors[1])


def _spot_of(finding: Finding, body: etree._Element, settings: Settings) -> _Spot | None:
    """The cell of the first figure that a finding names and that stands in a table; else the words that it quotes."""
    evidence = sorted(finding.evidence, key=lambda each: each.cell not in finding.cells)
    for each in evidence:
        if isinstance(each.origin, TableOrigin) and each.source == finding.source.name:
            cell = _cell(each.origin, body, settings)
            if cell is not None:
                return cell
    own = (each for each in evidence if each.source == finding.source.name)
    return next((spot for each in own if (spot := _words(each, body)) is not None), None)


def _cell(origin: TableOrigin, body: etree._Element, settings: Settings) -> _Spot | None:
    container: Sequence[etree._Element] | etree._Element = body
    for block, row, column in (*(origin.path or ()), (origin.block, origin.row, origin.column)):
        place = _place(container, block, (row, column), settings)
        if place is None:
            return None
        container = place.content
    paragraph = next((element for element in blocks_in(container) if element.tag == _P), None)
    return None if paragraph is None else _whole(paragraph)


def _place(
    container: Sequence[etree._Element] | etree._Element,
    block: int,
    at: tuple[int, int],
    settings: Settings,
) -> Place | None:
    blocks = [element for element in blocks_in(container) if element.tag in (_P, _TBL)]
    if block >= len(blocks) or blocks[block].tag != _TBL:
        return None
    places = (place for place in lay_out(blocks[block], settings) if isinstance(place, Place))
    return next((place for place in places if (place.row, place.column) == at and not place.is_swallowed), None)


def _whole(paragraph: etree._Element) -> _Spot:
    children = [child for child in paragraph.iterchildren(tag=etree.Element) if child.tag != _P_PR]
    return _Spot(paragraph, children[0], children[-1]) if children else _Spot(paragraph)


def _words(evidence: Evidence, body: etree._Element) -> _Spot | None:
    """The runs of the first paragraph that has the quoted words; the runs are not cut."""
    quote = "".join(evidence.quote.split())
    if not isinstance(evidence.origin, SectionOrigin) or not quote:
        return None
    for paragraph in (element for element in blocks_in(body) if element.tag == _P):
        children = [child for child in paragraph.iterchildren(tag=etree.Element) if child.tag != _P_PR]
        texts = ["".join("".join(t.text or "" for t in child.iter(_T)).split()) for child in children]
        at = "".join(texts).find(quote)
        if at >= 0:
            return _Spot(paragraph, children[_holder(texts, at)], children[_holder(texts, at + len(quote) - 1)])
    return None


def _holder(texts: Sequence[str], at: int) -> int:
    """Which of the texts, one behind the other, has the character at a place."""
    for number, text in enumerate(texts):
        if at < len(text):
            return number
        at -= len(text)
    return len(texts) - 1


def _title_spot(body: etree._Element) -> _Spot | None:
    """The first paragraph with words, for a finding about no place."""
    paragraphs = [element for element in blocks_in(body) if element.tag == _P]
    worded = (p for p in paragraphs if any((t.text or "").strip() for t in p.iter(_T)))
    first = next(worded, paragraphs[0] if paragraphs else None)
    return None if first is None else _whole(first)


# --- the comments' part -----------------------------------------------------------------------------------


class _Comments:
    """A package's comments with those added, and what must name their part if there was none."""

    def __init__(self, path: str, root: etree._Element, naming: dict[str, bytes], *, is_strict: bool) -> None:
        self._path, self._root, self._naming, self._is_strict = path, root, naming, is_strict
        self._next = max((int(n) for n in self._numbers()), default=-1) + 1

    def _numbers(self) -> Iterator[str]:
        return (n for comment in self._root if (n := str(comment.get(_ID, ""))).isdecimal())

    @classmethod
    def of(cls, package: Package, main: str, *, is_strict: bool) -> _Comments:
        """The comments of a main part; a new part where it has none."""
        for relation in package.relations(main).values():
            content = package.part(relation.target) if relation.kind == "comments" and not relation.external else None
            if content is not None:
                root = _parsed(content, relation.target, package.name)
                return cls(relation.target, root, {}, is_strict=is_strict)
        path = join(dirname(main), "comments.xml")
        while package.part(path) is not None:
            path = join(dirname(path), f"x{basename(path)}")
        root = etree.Element(f"{_W}comments", nsmap={"w": W})
        return cls(path, root, _named(package, main, path, _STRICT_R if is_strict else R), is_strict=is_strict)

    def add(self, finding: Finding) -> int:
        """Add a finding as a comment; its number."""
        number, self._next = self._next, self._next + 1
        attributes = {_ID: str(number), f"{_W}author": _AUTHOR, f"{_W}initials": "核"}
        comment = etree.SubElement(self._root, f"{_W}comment", attributes)
        for line in (f"{LABELS[finding.severity]}：{finding.message}", f"规则：{finding.rule}"):
            run = etree.SubElement(etree.SubElement(comment, _P), _R)
            etree.SubElement(run, _T).text = "".join(c for c in line if c.isprintable())
        return number

    def parts(self) -> dict[str, bytes]:
        """The parts that change."""
        return {self._path: _bytes(self._root, is_strict=self._is_strict), **self._naming}


def _named(package: Package, main: str, path: str, kinds: str) -> dict[str, bytes]:
    """The content types and the main part's relationships, with the comments' part in them."""
    types_content = package.part(_TYPES_PART)
    names = f"{{{PACKAGE}/content-types}}"
    types = _parsed(types_content, _TYPES_PART, package.name) if types_content else etree.Element(f"{names}Types")
    etree.SubElement(types, f"{names}Override", PartName=f"/{path}", ContentType=_COMMENTS_TYPE)
    relations_path = join(dirname(main), "_rels", f"{basename(main)}.rels")
    content = package.part(relations_path)
    tag = f"{{{PACKAGE}/relationships}}Relationship"
    relations = _parsed(content, relations_path, package.name) if content else etree.Element(f"{tag}s")
    taken = {relation.get("Id") for relation in relations}
    name = next(name for n in range(1, len(taken) + 2) if (name := f"rIdComments{n}") not in taken)
    etree.SubElement(relations, tag, Id=name, Type=f"{kinds}/comments", Target=basename(path))
    return {_TYPES_PART: _bytes(types), relations_path: _bytes(relations)}
