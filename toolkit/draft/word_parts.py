"""The parts of a Word file that are the same in every draft: page, fonts, styles (GB/T 9704—2012), footers.

Lengths are in twentieths of a point, sizes of type in half points.
"""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from toolkit.draft.word_theme import theme

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

TEXT_WIDTH = 8844
"""156 mm."""
_LINE = 579  # 22 lines on 225 mm
_TITLE_LINE = 700
_FONTS = {
    "方正小标宋简体": "小标宋体,Noto Serif CJK SC",
    "仿宋_GB2312": "仿宋,FandolFang R,Noto Serif CJK SC",
    "楷体_GB2312": "楷体,FandolKai,Noto Serif CJK SC",
    "黑体": "SimHei,Noto Sans CJK SC",
    "宋体": "SimSun,Noto Serif CJK SC",
}
"""The fonts of official documents, with those to take where they are not installed."""

_SECTION = f"""<w:sectPr xmlns:r="{R}">
<w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>
<w:pgSz w:w="11906" w:h="16838"/>
<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="1417" w:gutter="0"/>
<w:docGrid w:type="lines" w:linePitch="{_LINE}"/></w:sectPr>"""


def package(body: str, comments: str, title: str) -> bytes:
    """The file, from the XML of the body's blocks and of the comments, and the title as XML text."""
    parts: Mapping[str, str] = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            {"rId1": ("officeDocument", "word/document.xml"), "rId2": ("core", "docProps/core.xml")}
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": f'{HEAD}<w:document xmlns:w="{W}"><w:body>{body}{_SECTION}</w:body></w:document>',
        "word/_rels/document.xml.rels": _relations(
            {
                "rId1": ("styles", "styles.xml"),
                "rId2": ("settings", "settings.xml"),
                "rId3": ("fontTable", "fontTable.xml"),
                "rId4": ("footer", "footer1.xml"),
                "rId5": ("footer", "footer2.xml"),
                "rId6": ("comments", "comments.xml"),
                "rId7": ("theme", "theme/theme1.xml"),
            }
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": f'{HEAD}<w:settings xmlns:w="{W}"><w:evenAndOddHeaders/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat></w:settings>',
        "word/fontTable.xml": _font_table(),
        "word/theme/theme1.xml": HEAD + theme("仿宋_GB2312"),
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/comments.xml": f'{HEAD}<w:comments xmlns:w="{W}">{comments}</w:comments>',
    }
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            # A fixed time: the same figures give the same file.
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text.encode(), ZIP_DEFLATED)
    return out.getvalue()


def _content_types() -> str:
    kinds = {
        "document": "document.main",
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fontTable",
        "footer1": "footer",
        "footer2": "footer",
        "comments": "comments",
    }
    parts = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPES}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    return (
        f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/word/theme/theme1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>'
        '<Override PartName="/docProps/core.xml" '
        f'ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>{parts}</Types>'
    )


def _relations(targets: Mapping[str, tuple[str, str]]) -> str:
    kinds = {"core": f"{PACKAGE}/relationships/metadata/core-properties"}
    items = "".join(
        f'<Relationship Id="{name}" Type="{kinds.get(kind, f"{R}/{kind}")}" Target="{target}"/>'
        for name, (kind, target) in targets.items()
    )
    return f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{items}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{HEAD}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )


def _font_table() -> str:
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/></w:font>'
        for name, others in _FONTS.items()
    )
    return f'{HEAD}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _footer(side: str) -> str:
    """The page number in 四号 宋体 between dashes, one character in from the outer edge."""
    run = f'<w:rPr>{fonts("宋体")}<w:sz w:val="28"/></w:rPr>'
    return (
        f'{HEAD}<w:ftr xmlns:w="{W}"><w:p><w:pPr><w:ind w:{side}="280"/><w:jc w:val="{side}"/></w:pPr>'
        f'<w:r>{run}<w:t xml:space="preserve">— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r>{run}<w:t>1</w:t></w:r>'
        f'</w:fldSimple><w:r>{run}<w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>'
    )


def fonts(name: str) -> str:
    """The properties that set text in a font, digits and Latin letters too."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}" w:cs="{name}"/>'


def _style(name: str, shown: str, paragraph: str, run: str) -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{shown}"/><w:basedOn w:val="Normal"/>'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _styles() -> str:
    body = f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/>'
    kept = f"<w:keepNext/>{body}"
    tight = '<w:snapToGrid w:val="0"/><w:spacing w:line="240" w:lineRule="auto"/>'
    tight += '<w:ind w:firstLine="0" w:firstLineChars="0"/>'
    styles = [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>',
        _style("Title", "Title", '<w:snapToGrid w:val="0"/>'
               f'<w:spacing w:after="{_LINE}" w:line="{_TITLE_LINE}" w:lineRule="exact"/>'
               '<w:jc w:val="center"/>', f'{fonts("方正小标宋简体")}<w:sz w:val="44"/>'),
        _style("Heading1", "heading 1", kept + '<w:outlineLvl w:val="0"/>', fonts("黑体")),
        _style("Heading2", "heading 2", kept + '<w:outlineLvl w:val="1"/>', fonts("楷体_GB2312")),
        _style("Body", "正文段落", body + '<w:jc w:val="both"/>', ""),
        _style("Cell", "表格", tight + '<w:jc w:val="center"/>', '<w:sz w:val="21"/>'),
        _style("CellLabel", "表格项目", tight + '<w:jc w:val="left"/>', '<w:sz w:val="21"/>'),
        _style("Signature", "落款", f'<w:spacing w:line="{_LINE}" w:lineRule="exact"/>'
               '<w:ind w:right="1280" w:rightChars="400"/><w:jc w:val="right"/>', ""),
        _style("CommentText", "annotation text", tight, '<w:sz w:val="21"/>'),
    ]  # fmt: skip
    default = f'{fonts("仿宋_GB2312")}<w:sz w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
    return (
        f'{HEAD}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{default}</w:rPr></w:rPrDefault>'
        f"</w:docDefaults>{''.join(styles)}</w:styles>"
    )


# --- paragraphs, runs, comments ---------------------------------------------------------------------------


def paragraph(style: str, content: str, *, kept: bool = False, apart: bool = False) -> str:
    """A paragraph of that style; ``kept`` on one page, and on that of the next one; ``apart``: with a little space
    between it and the table above.
    """
    keep = "<w:keepNext/><w:keepLines/>" if kept else ""
    space = '<w:spacing w:before="120"/>' if apart else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{keep}{space}</w:pPr>{content}</w:p>'


def run(text: str, properties: str = "") -> str:
    """A run of text; characters that XML doesn't allow are left out."""
    look = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    shown = "".join(c for c in text if c.isprintable() or c in "\t\u3000")
    return f'<w:r>{look}<w:t xml:space="preserve">{escape(shown, quote=False)}</w:t></w:r>'


class Comments:
    """The comments of one file, as they are put."""

    def __init__(self, author: str, initials: str) -> None:
        """Who makes them."""
        self._who = f'w:author="{author}" w:initials="{initials}"'
        self._made: list[str] = []

    @property
    def xml(self) -> str:
        """All of them."""
        return "".join(self._made)

    def put(self, remark: str, content: str) -> str:
        """The content with a comment on it, a paragraph a line."""
        number = len(self._made)
        lines = "".join(paragraph("CommentText", run(line)) for line in remark.split("\n"))
        self._made.append(f'<w:comment w:id="{number}" {self._who}>{lines}</w:comment>')
        return (
            f'<w:commentRangeStart w:id="{number}"/>{content}<w:commentRangeEnd w:id="{number}"/>'
            f'<w:r><w:commentReference w:id="{number}"/></w:r>'
        )
