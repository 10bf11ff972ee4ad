"""Small Word files and workbooks, written by hand, for the tests of their readers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": W,
        "r": R,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of the parts."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return made.getvalue()


def relations(*kinds_and_targets: tuple[str, str]) -> str:
    """A relationships part: ids r1, r2 … in order."""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{R}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(kinds_and_targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


# --- Word -------------------------------------------------------------------------------------------------


def docx(body: str, styles: str = "", numbering: str = "", **more: str | bytes) -> bytes:
    """A Word file with this inside its ``w:body``; ``more`` are parts, ``__`` standing for ``/`` and ``_`` for ``.``"""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>",
    }
    if styles:
        parts["word/styles.xml"] = f"<w:styles {NAMES}>{styles}</w:styles>"
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMES}>{numbering}</w:numbering>"
    for name, content in more.items():
        parts[name.replace("__", "/").replace("_", ".")] = content
    return package(parts)


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of one run; of none without text."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def tc(content: str = "", span: int = 1, properties: str = "") -> str:
    """A cell: of its blocks, or of one paragraph with this text."""
    inner = content if content.startswith("<w:") else p(content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{properties}</w:tcPr>{inner}</w:tc>'


def tr(*cells: str, properties: str = "") -> str:
    """A row: each cell as ``tc`` makes it, or a text."""
    inner = "".join(cell if cell.startswith("<w:") else tc(cell) for cell in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def tbl(*rows: str | Sequence[str]) -> str:
    """A table: each row as ``tr`` makes it, or the texts of its cells."""
    inner = "".join(row if isinstance(row, str) else tr(*row) for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inner}</w:tbl>"


TOP = '<w:vMerge w:val="restart"/>'
"""The property of a cell that the cells under it are merged into."""
UNDER = "<w:vMerge/>"
"""The property of a cell that is merged into the one over it."""


# --- workbooks --------------------------------------------------------------------------------------------


def xlsx(
    *sheets: str, strings: str = "", styles: str = "", properties: str = "", states: Mapping[int, str] | None = None
) -> bytes:
    """A workbook: each sheet is what stands within its ``worksheet``; sheets are named Sheet1, Sheet2 …"""
    numbers = range(1, len(sheets) + 1)
    listed = "".join(
        f'<sheet name="Sheet{n}" sheetId="{n}" r:id="r{n}" state="{(states or {}).get(n, "visible")}"/>'
        for n in numbers
    )
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{R}">{properties}<sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(*((("worksheet", f"worksheets/sheet{n}.xml")) for n in numbers)),
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{S}">{sheet}</worksheet>'
    if strings:
        parts["xl/sharedStrings.xml"] = f'<sst xmlns="{S}">{strings}</sst>'
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{S}">{styles}</styleSheet>'
    return package(parts)


def sheet(rows: Mapping[int, Mapping[str, str]], more: str = "") -> str:
    """Sheet data: rows by number from 1, cells by column letters; a text, or a ``<c …>`` with ``{at}`` where it is."""
    made = ""
    for number, cells in rows.items():
        inner = "".join(
            content.replace("{at}", f'r="{letter}{number}"')
            if content.startswith("<c")
            else f'<c r="{letter}{number}" t="inlineStr"><is><t>{escape(content)}</t></is></c>'
            for letter, content in cells.items()
        )
        made += f'<row r="{number}">{inner}</row>'
    return f"<sheetData>{made}</sheetData>{more}"


def number(stored: str, style: int = 0) -> str:
    """A cell that holds a number."""
    return f'<c {{at}} s="{style}"><v>{stored}</v></c>'
