"""Reports as .docx, the XML written by hand: what Word and others write that python-docx never does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape
from zipfile import ZipFile

from bench.foreign.grid import Box, Document, Table, squares

_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)
_BODY = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w='
    '"http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"><w:body>{}<w:sectPr/></w:body></w:document>'
)
_FLOATS = '<w:tblpPr w:leftFromText="180" w:vertAnchor="text" w:tblpY="1"/>'
Square = tuple[Box, bool]


@dataclass(frozen=True, slots=True)
class Hand:
    """A writer's ways. ``old_merges``: w:hMerge for w:gridSpan. ``runs``: text cut into runs and paragraphs.
    ``short_grid``: a grid of one column. ``soft_hyphens``: a dash as an element.
    """

    dice: Random
    old_merges: bool
    runs: bool
    short_grid: bool
    floating: bool
    hyphens: bool

    def run(self, text: str) -> str:
        """The text as runs."""
        if not text:
            return ""
        pieces = [text]
        if self.runs and len(text) > 1 and self.dice.random() < 0.6:
            pieces = [text[: len(text) // 2], text[len(text) // 2 :]]
        return "".join(self._piece(piece) for piece in pieces)

    def _piece(self, text: str) -> str:
        lines = (f'<w:t xml:space="preserve">{escape(line)}</w:t>' if line else "" for line in text.split("\n"))
        inner = "<w:noBreakHyphen/>" if self.hyphens and text == "-" else "<w:br/>".join(lines)
        fonts = '<w:rPr><w:rFonts w:ascii="宋体" w:hint="eastAsia"/><w:sz w:val="21"/></w:rPr>'
        proof = '<w:proofErr w:type="spellStart"/>' if self.dice.random() < 0.1 else ""
        return f"<w:r>{fonts}{inner}</w:r>{proof}"

    def paragraph(self, text: str, align: str = "both") -> str:
        """A paragraph; where text is cut, one a line."""
        if self.runs and "\n" in text:
            return "".join(self.paragraph(line, align) for line in text.split("\n"))
        return f'<w:p><w:pPr><w:jc w:val="{align}"/></w:pPr>{self.run(text)}</w:p>'

    def table(self, table: Table) -> str:
        """The table."""
        grid = squares(table)
        columns = '<w:gridCol w:w="900"/>' * (1 if self.short_grid else len(grid[0]))
        rows = "".join(
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{self._row(grid, number)}</w:tr>" for number in range(len(grid))
        )
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{_FLOATS if self.floating else ""}</w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, grid: Sequence[Sequence[Square]], number: int) -> str:
        cells = []
        column = 0
        while column < len(grid[number]):
            box = grid[number][column][0]
            width = 1
            while column + width < len(grid[number]) and grid[number][column + width][0] is box:
                width += 1
            first = number == 0 or grid[number - 1][column][0] is not box
            cells.append(self._cell(box, width, first=first))
            column += width
        return "".join(cells)

    def _cell(self, box: Box, width: int, *, first: bool) -> str:
        down = ""
        if box.rows > 1:
            again = self.dice.choice(("<w:vMerge/>", '<w:vMerge w:val="continue"/>'))
            down = '<w:vMerge w:val="restart"/>' if first else again
        text = self.paragraph(box.text if first else "", "center")
        if self.old_merges and width > 1:
            follow = f'<w:tc><w:tcPr><w:tcW w:w="900"/><w:hMerge/>{down}</w:tcPr>{self.paragraph("", "center")}</w:tc>'
            begin = f'<w:tc><w:tcPr><w:tcW w:w="900"/><w:hMerge w:val="restart"/>{down}</w:tcPr>{text}</w:tc>'
            return begin + follow * (width - 1)
        span = f'<w:gridSpan w:val="{width}"/>' if width > 1 else ""
        return f'<w:tc><w:tcPr><w:tcW w:w="{900 * width}" w:type="dxa"/>{span}{down}</w:tcPr>{text}</w:tc>'


def in_text_boxes(inner: str, place: int) -> str:
    """A paragraph with a text box, said twice as Word says it: for itself and for what came before it."""
    return (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5400000" '
        f'cy="3000000"/><wp:docPr id="{place}" name="文本框 {place}"/><a:graphic><a:graphicData uri='
        '"http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
        f"<wps:spPr/><wps:txbx><w:txbxContent>{inner}<w:p/></w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox>"
        f"<w:txbxContent>{inner}<w:p/></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )


def write(document: Document, dice: Random, manner: str) -> bytes:
    """The file. ``manner``: own, boxed (tables in text boxes), or safe where another program has to read it."""
    hand = Hand(
        dice,
        old_merges=dice.random() < 0.15,
        runs=dice.random() < 0.5,
        short_grid=dice.random() < 0.4 and manner == "own",
        floating=dice.random() < 0.2,
        hyphens=dice.random() < 0.3,
    )
    parts: list[str] = []
    for block in document.blocks:
        if isinstance(block, Table):
            table = hand.table(block)
            parts.append(in_text_boxes(table, len(parts)) if manner == "boxed" else table)
            parts.append("<w:p/>" if dice.random() < 0.6 else "")
        else:
            parts.append(hand.paragraph(block.text, "center" if block.level == 0 else "both"))
            parts.append("<w:p/>" if dice.random() < 0.1 else "")
    return packed("".join(parts))


def packed(body: str) -> bytes:
    """The body in the least package that Word opens."""
    out = BytesIO()
    with ZipFile(out, "w") as package:
        package.writestr("[Content_Types].xml", _TYPES)
        package.writestr("_rels/.rels", _RELATIONS)
        package.writestr("word/document.xml", _BODY.format(body))
    return out.getvalue()
