"""What Word demands of a file and other programs forgive: the order of elements in the schema (ISO 29500-1, part
WordprocessingML, transitional), ids that are unique and paired, names that are short enough, parts that are named.

Only elements that we write are known; any other is a complaint, so that a new one is looked up in the schema first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from posixpath import basename, dirname, join, normpath
from zipfile import ZipFile

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_INLINE = "r sdt fldSimple bookmarkStart bookmarkEnd commentRangeStart commentRangeEnd"
_BORDERS = "top left bottom right insideH insideV"

_SEQUENCES = {
    "document": "body",
    "sdt": "sdtPr sdtContent",
    "sdtPr": "rPr alias tag id lock placeholder temporary showingPlcHdr dataBinding label tabIndex",
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs snapToGrid spacing ind "
    "contextualSpacing jc textDirection textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike color spacing w kern position sz szCs highlight u bdr shd vertAlign lang",
    "tbl": "tblPr tblGrid tr*",
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "tblBorders": _BORDERS,
    "tblCellMar": "top left bottom right",
    "tblGrid": "gridCol*",
    "tr": "trPr tc*",
    "tcPr": "tcW gridSpan vMerge tcBorders shd noWrap tcMar textDirection vAlign",
    "tc": "tcPr p*",
    "sectPr": "headerReference* footerReference* type pgSz pgMar pgNumType cols titlePg docGrid",
    "style": "name basedOn next link uiPriority semiHidden unhideWhenUsed qFormat pPr rPr",
    "styles": "docDefaults style*",
    "docDefaults": "rPrDefault pPrDefault",
    "rPrDefault": "rPr",
    "fonts": "font*",
    "font": "altName panose1 charset family pitch sig",
    "settings": "zoom evenAndOddHeaders compat",
    "compat": "compatSetting*",
    "comments": "comment*",
    "comment": "p*",
    "ftr": "p*",
    "fldSimple": "r*",
}
"""The children of an element in their order; those with * may stand more than once."""
_CHOICES = {
    "body": "p tbl sectPr",
    "p": f"pPr {_INLINE}",
    "sdtContent": _INLINE,
    "r": "rPr t br tab commentReference",
    "trPr": "cantSplit tblHeader",
}
"""The children of an element that may stand in any order (pPr, rPr first, sectPr last)."""


def complaints(data: bytes) -> list[str]:
    """What Word would find wrong with a .docx of ours."""
    archive = ZipFile(BytesIO(data))
    parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    document, comments = parts["word/document.xml"], parts.get("word/comments.xml")
    return [
        *_of_package(parts),
        *(each for name, root in parts.items() if name.startswith("word/") for each in _of_order(name, root)),
        *_of_comments(document, comments),
        *_of_slots(document),
        *_of_tables(document),
        *_of_styles(document, parts["word/styles.xml"]),
    ]


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname


def _value(element: etree._Element | None, name: str = "val") -> str:
    return "" if element is None else str(element.get(f"{_W}{name}", ""))


# --- parts ------------------------------------------------------------------------------------------------


def _of_package(parts: dict[str, etree._Element]) -> Iterator[str]:
    types = parts["[Content_Types].xml"]
    named = [str(each.get("PartName")).lstrip("/") for each in types if _name(each) == "Override"]
    endings = {str(each.get("Extension")) for each in types if _name(each) == "Default"}
    yield from (f"a content type twice: {name}" for name, times in Counter(named).items() if times > 1)
    yield from (f"a content type of no part: {name}" for name in named if name not in parts)
    for name in parts:
        if name != "[Content_Types].xml" and name not in named and name.rpartition(".")[2] not in endings:
            yield f"no content type: {name}"
    for path, relations in parts.items():
        if not path.endswith(".rels"):
            continue
        source = dirname(dirname(path))
        ids = Counter(str(relation.get("Id")) for relation in relations)
        yield from (f"a relationship's id twice: {name}" for name, times in ids.items() if times > 1)
        for relation in relations:
            target = normpath(join(source, str(relation.get("Target"))))
            if relation.get("TargetMode") != "External" and target not in parts:
                yield f"a relationship to no part: {target}"
        owner = parts.get(join(source, basename(path).removesuffix(".rels")))
        used = [] if owner is None else [str(e.get(f"{_R}id")) for e in owner.iter() if e.get(f"{_R}id")]
        yield from (f"no relationship {name}" for name in used if name not in ids)


# --- order ------------------------------------------------------------------------------------------------


def _of_order(part: str, root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        if not str(element.tag).startswith(_W):
            continue
        name, children = _name(element), [_name(child) for child in element]
        if name in _CHOICES:
            yield from _wrong_choice(part, name, children)
        elif name in _SEQUENCES or children:
            yield from _wrong_sequence(part, name, children)
        if element.text and element.text.strip() and name not in ("t", "instrText"):
            yield f"{part}: text in {name}"


def _wrong_choice(part: str, name: str, children: list[str]) -> Iterator[str]:
    yield from (f"{part}: {child} in {name}" for child in children if child not in _CHOICES[name].split())
    for at, child in enumerate(children):
        if (child in ("pPr", "rPr") and at) or (child == "sectPr" and at != len(children) - 1):
            yield f"{part}: {child} out of its place in {name}"


def _wrong_sequence(part: str, name: str, children: list[str]) -> Iterator[str]:
    order = _SEQUENCES.get(name)
    if order is None:
        yield f"{part}: children in {name}: {children}"
        return
    names = [each.rstrip("*") for each in order.split()]
    many = {each[:-1] for each in order.split() if each.endswith("*")}
    at = 0
    for child in children:
        if child not in names:
            yield f"{part}: {child} in {name}"
        elif names.index(child) < at:
            yield f"{part}: {child} too late in {name}"
        else:
            at = names.index(child) + (child not in many)


# --- ids and names ----------------------------------------------------------------------------------------


def _of_comments(document: etree._Element, comments: etree._Element | None) -> Iterator[str]:
    made = [_value(each, "id") for each in comments] if comments is not None else []
    yield from (f"comment {name} {times} times" for name, times in Counter(made).items() if times > 1)
    for comment in comments if comments is not None else ():
        if not _value(comment, "author") or comment.find(f"{_W}p") is None:
            yield f"comment {_value(comment, 'id')} without an author or a paragraph"
    for name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        found = [_value(each, "id") for each in document.iter(f"{_W}{name}")]
        if sorted(found) != sorted(made):
            yield f"{name}: {found} of {made}"
    yield from _unpaired(document, "commentRangeStart", "commentRangeEnd")


def _unpaired(document: etree._Element, start: str, end: str) -> Iterator[str]:
    began: Counter[str] = Counter()
    for element in document.iter(f"{_W}{start}", f"{_W}{end}"):
        name = _value(element, "id")
        began[name] += 1 if _name(element) == start else -1
        if began[name] not in (0, 1):
            yield f"{start} {name} does not begin before it ends, or begins twice"
    yield from (f"{start} {name} does not end" for name, open_ in began.items() if open_)


def _of_slots(document: etree._Element) -> Iterator[str]:
    starts = list(document.iter(f"{_W}bookmarkStart"))
    for names, what in (
        ([_value(each, "id") for each in starts], "bookmark id"),
        ([_value(each, "name").lower() for each in starts], "bookmark name"),
        ([_value(each) for each in document.iter(f"{_W}id")], "control id"),
    ):
        yield from (f"{what} twice: {name}" for name, times in Counter(names).items() if times > 1)
    for start in starts:
        name = _value(start, "name")
        if not (name[:1].isalpha() and name.isascii() and name.replace("_", "a").isalnum() and len(name) <= 40):
            yield f"no name for a bookmark: {name}"
    yield from _unpaired(document, "bookmarkStart", "bookmarkEnd")
    for control in document.iter(f"{_W}sdtPr"):
        long = [_value(control.find(f"{_W}{each}")) for each in ("tag", "alias")]
        yield from (f"too long for a control: {each}" for each in long if len(each) > 64)
        number = _value(control.find(f"{_W}id"))
        if not (number.removeprefix("-").isdecimal() and -(2**31) <= int(number) < 2**31):
            yield f"no number for a control: {number}"


def _of_tables(document: etree._Element) -> Iterator[str]:
    for table in document.iter(f"{_W}tbl"):
        behind = table.getnext()
        if behind is None or _name(behind) != "p":
            yield "no paragraph behind a table"
        columns = len(table.findall(f"{_W}tblGrid/{_W}gridCol"))
        above: dict[int, int] = {}
        for number, row in enumerate(table.iterchildren(f"{_W}tr")):
            at, here = 0, dict[int, int]()
            for cell in row.iterchildren(f"{_W}tc"):
                span = int(_value(cell.find(f"{_W}tcPr/{_W}gridSpan")) or 1)
                merge = cell.find(f"{_W}tcPr/{_W}vMerge")
                if merge is not None:
                    here[at] = span
                    if _value(merge) != "restart" and above.get(at) != span:
                        yield f"row {number}: a cell goes on with none above it"
                if len(cell) == 0 or _name(cell[-1]) != "p":
                    yield f"row {number}: a cell that does not end with a paragraph"
                at += span
            if at != columns:
                yield f"row {number}: {at} columns of {columns}"
            above = here


def _of_styles(document: etree._Element, styles: etree._Element) -> Iterator[str]:
    names = [_value(style, "styleId") for style in styles.iter(f"{_W}style")]
    yield from (f"style twice: {name}" for name, times in Counter(names).items() if times > 1)
    used = {_value(each) for each in [*document.iter(f"{_W}pStyle"), *styles.iter(f"{_W}basedOn")]}
    yield from (f"no style {name}" for name in sorted(used - set(names)))
