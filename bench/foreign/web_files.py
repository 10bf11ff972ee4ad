"""Documents as web pages, in the manners of content management systems, Word and editors."""

from __future__ import annotations

import html
from collections.abc import Callable
from random import Random

from bench.foreign.grid import Box, Document, Paragraph, Table, squares, without_spans

Cell = Callable[[Box], str]


def write(document: Document, dice: Random, setting: str) -> bytes:
    """The page. ``setting``: cms, word, editor, bare, divs, lists, nested, sloppy."""
    tables: dict[str, Callable[[Table], str]] = {
        "cms": lambda table: _table(table, _plain, ' border="1" cellspacing="0" cellpadding="0"'),
        "word": lambda table: _table(table, _word, " class=MsoNormalTable border=1 style='border-collapse:collapse'"),
        "editor": lambda table: _table(table, lambda box: _editor(box, dice), ' class="table table-bordered"'),
        "bare": lambda table: _table(without_spans(table), _plain, ""),
        "divs": _divs,
        "lists": _lists,
        "nested": lambda table: f"<table><tr><td>{_table(table, _plain, '')}</td></tr></table>",
        "sloppy": _sloppy,
    }
    parts = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            parts.append(_paragraph(block, setting, dice))
        else:
            parts.append(tables[setting](block))
    body = "\n".join(parts)
    page = _FRAMES[setting in ("word", "bare", "sloppy")].format(
        title=html.escape(document.title), body=body, organ=document.organ, year=document.year + 1
    )
    charset = dice.choice(("utf-8", "utf-8", "gb18030")) if _fits(page) else "utf-8"
    return page.replace("CHARSET", "gb2312" if charset == "gb18030" else charset).encode(charset)


def _fits(page: str) -> bool:
    try:
        page.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


_CMS = """<!DOCTYPE html>
<html><head><meta charset="CHARSET"><title>{title}-政府信息公开-门户网站</title>
<style>td{{border:1px solid #000}}</style><script>var siteId = 12; var c = 2021;</script></head>
<body>
<div class="top"><ul><li><a href="/">首页</a></li><li><a href="/xxgk">政府信息公开</a></li><li>年报</li></ul></div>
<table class="info"><tr><td>索 引 号</td><td>11341700003-2023-00012</td><td>发布机构</td><td>{organ}</td></tr>
<tr><td>发文日期</td><td>{year}-01-20 10:21</td><td>文 号</td><td>无</td></tr></table>
<div class="content" id="zoom"><!--ZJEG_RSS.content.begin-->
{body}
<!--ZJEG_RSS.content.end--></div>
<div class="foot"><p>浏览次数：1024 次</p><p>版权所有：{organ}　备案号：00000000号</p></div>
</body></html>
"""
_WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<meta http-equiv=Content-Type content="text/html; charset=CHARSET"><meta name=Generator content="Microsoft Word 15">
<title>{title}</title></head><body lang=ZH-CN>
<div class=Section1>
{body}
</div></body></html>
"""
_FRAMES = (_CMS, _WORD)


def _paragraph(block: Paragraph, setting: str, dice: Random) -> str:
    text = html.escape(block.text)
    if block.level == 0:
        return f"<h1>{text}</h1>" if setting == "cms" else f'<p style="text-align:center"><strong>{text}</strong></p>'
    if setting == "word":
        return (
            f"<p class=MsoNormal style='text-indent:32.0pt'><span style='font-family:仿宋'>{text}<o:p></o:p></span></p>"
        )
    if setting == "sloppy":
        return f"&nbsp;&nbsp;&nbsp;&nbsp;{text}<br><br>"
    if block.level == 1 and dice.random() < 0.3:
        return f"<h2>{text}</h2>"
    return f'<p style="text-indent: 2em;">{text}</p>'


def _spans(box: Box) -> str:
    return (f' rowspan="{box.rows}"' if box.rows > 1 else "") + (f' colspan="{box.cols}"' if box.cols > 1 else "")


def _plain(box: Box) -> str:
    return f"<td{_spans(box)}>{html.escape(box.text).replace(chr(10), '<br>') or '&nbsp;'}</td>"


def _word(box: Box) -> str:
    text = html.escape(box.text).replace("\n", "</span></p><p class=MsoNormal><span>") or "&nbsp;"
    return (
        f"<td width=60 valign=top{_spans(box)} style='border:solid windowtext 1.0pt;\npadding:0cm 5.4pt'>\n"
        "  <p class=MsoNormal align=center><span lang=EN-US style='font-size:\n"
        f"  10.5pt'>{text}<o:p></o:p></span></p></td>"
    )


def _editor(box: Box, dice: Random) -> str:
    """A span a character now and then, as pasting into an editor leaves them."""
    text = box.text
    if dice.random() < 0.3:
        inner = "".join(f'<span style="font-family: 宋体;">{html.escape(sign)}</span>' for sign in text)
    else:
        place = dice.randint(0, len(text))
        inner = f"<span>{html.escape(text[:place])}</span><span>{html.escape(text[place:])}</span>"
    inner = inner.replace("\n", "<br/>")
    return f'<td{_spans(box)}>\n<p style="text-align: center;">\n{inner}\n</p>\n</td>'


def _table(table: Table, cell: Cell, attributes: str) -> str:
    rows = "\n".join(f"<tr>{''.join(cell(box) for box in row)}</tr>" for row in table.rows)
    return f"<table{attributes}><tbody>\n{rows}\n</tbody></table>"


def _sloppy(table: Table) -> str:
    """No closing tags, capital names."""
    rows = "\n".join(
        "<TR>" + "".join(_plain(box).replace("</td>", "").replace("<td", "<TD") for box in row) for row in table.rows
    )
    return f"<TABLE BORDER=1>\n{rows}\n</TABLE>"


def _divs(table: Table) -> str:
    """A grid without any table element; covered squares are empty boxes."""
    lines = []
    for line in squares(table):
        boxes = "".join(
            f'<div class="td">{html.escape(box.text).replace(chr(10), "") if begins else ""}</div>'
            for box, begins in line
        )
        lines.append(f'<div class="tr">{boxes}</div>')
    return '<div class="table">\n' + "\n".join(lines) + "\n</div>"


def _lists(table: Table) -> str:
    """A list item a row, boxes parted by bars: what mobile versions of pages do."""
    items = []
    for line in squares(table):
        shown = [box.text.replace("\n", "") if begins else "" for box, begins in line]
        items.append(f"<li>{html.escape(' | '.join(shown))}</li>")
    return "<ul>\n" + "\n".join(items) + "\n</ul>"
