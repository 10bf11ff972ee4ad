"""Reports as Word and Excel save them as web pages."""

from __future__ import annotations

import re
from random import Random

from bench.foreign.grid import Box, Document, Table, squares
from bench.third.markup import Markup, escaped, spans

_WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml"
xmlns:o="urn:schemas-microsoft-com:office:office"
xmlns:w="urn:schemas-microsoft-com:office:word">
<head>
<meta http-equiv=Content-Type content="text/html; charset=CHARSET">
<meta name=Generator content="Microsoft Word 15">
<title>政府信息公开工作年度报告</title>
<!--[if gte mso 9]><xml><o:DocumentProperties><o:Author>user</o:Author></o:DocumentProperties></xml><![endif]-->
<style><!-- p.MsoNormal {margin:0cm;} --></style></head>
<body lang=ZH-CN><div class=WordSection1>
BODY
</div></body></html>
"""
_EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=CHARSET"><meta name=ProgId content=Excel.Sheet>
<style>.xl65{mso-number-format:"0_ ";}</style></head>
<body><table border=0 cellpadding=0 cellspacing=0 width=900>BODY</table></body></html>"""
_ATTRIBUTES = "class=MsoTableGrid border=1 cellspacing=0 cellpadding=0\n style='border-collapse:collapse;border:none'"


def write(document: Document, dice: Random, manner: str) -> bytes:
    """The page in GB 2312, as they save it. ``manner``: word or excel."""
    page = word(document, dice) if manner == "word" else excel(document, dice)
    return page.replace("CHARSET", "gb2312").encode("gb18030")


def write_utf8(document: Document, dice: Random, manner: str) -> bytes:
    """The page, for programs that make too much of GB 2312."""
    page = word(document, dice) if manner == "word" else excel(document, dice)
    return page.replace("CHARSET", "utf-8").encode()


def _word_cell(box: Box) -> str:
    paragraphs = []
    for line in box.text.split("\n"):
        if not line:
            run = "<span lang=EN-US><o:p>&nbsp;</o:p></span>"
        elif line.isascii():
            run = f"<span lang=EN-US style='font-size:10.5pt'>{escaped(line)}</span>"
        else:
            run = (
                f"<span style='font-size:10.5pt;font-family:宋体;mso-hansi-font-family:Calibri'>{escaped(line)}</span>"
            )
        paragraphs.append(
            "\n  <p class=MsoNormal align=center style='text-align:center;\n  mso-element:frame'>"
            f"{run}<span\n  lang=EN-US><o:p></o:p></span></p>\n"
        )
    return "".join(paragraphs)


def word(document: Document, dice: Random) -> str:
    """Word's: paragraphs in cells, runs by script; at times a last row that no browser shows."""
    aligned = dice.random() < 0.5
    markup = Markup(_word_cell, _ATTRIBUTES)
    parts = []
    for block in document.blocks:
        if isinstance(block, Table):
            parts.append(markup.table(block, dice, _unseen_row(len(squares(block)[0])) if aligned else ""))
        elif block.level == 0:
            parts.append(
                "<p class=MsoNormal align=center><b><span style='font-size:22.0pt;font-family:方正小标宋简体'>"
                f"{escaped(block.text)}<span lang=EN-US><o:p></o:p></span></span></b></p>"
            )
        else:
            runs = "".join(
                f"<span lang=EN-US>{escaped(run)}</span>"
                if run.isascii()
                else f"<span style='font-family:仿宋_GB2312'>{escaped(run)}</span>"
                for run in re.split(r"(\d+)", block.text)
                if run
            )
            parts.append(f"<p class=MsoNormal style='text-indent:32.0pt'>{runs}</p>")
    return _WORD.replace("BODY", "\n".join(parts))


def _unseen_row(width: int) -> str:
    cells = "".join(f"  <td width={60 + place} style='border:none'></td>\n" for place in range(width))
    return f" <![if !supportMisalignedColumns]>\n <tr height=0>\n{cells} </tr>\n <![endif]>"


def excel(document: Document, dice: Random) -> str:
    """Excel's: one table for the whole sheet, paragraphs as wide rows."""
    width = max(len(squares(table)[0]) for table in document.tables)
    rows = []
    for block in document.blocks:
        if isinstance(block, Table):
            for row in block.rows:
                cells = "".join(_excel_cell(box, dice) for box in row)
                rows.append(f"<tr height=19>{cells}</tr>")
        else:
            rows.append(f"<tr height=24><td colspan={width} class=xl66>{escaped(block.text)}</td></tr>")
            if dice.random() < 0.1:
                rows.append(f"<tr height=19>{'<td></td>' * width}</tr>")
    unseen = (
        "<![if supportMisalignedColumns]><tr height=0 style='display:none'>"
        f"{'<td width=72></td>' * width}</tr><![endif]>"
    )
    columns = f"<col width=72 span={width}>"
    return _EXCEL.replace("BODY", f"{columns}{''.join(rows)}{unseen}")


def _excel_cell(box: Box, dice: Random) -> str:
    number = " align=right x:num" if box.text.isdigit() else ""
    text = escaped(box.text) or dice.choice(("", "　", "&nbsp;"))
    return f"<td{spans(box)} class=xl65{number}>{text}</td>"
