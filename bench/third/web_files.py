"""Reports as web pages: of content management systems, of WeChat, old hand-written ones, of tables in tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random

from bench.foreign.grid import Block, Box, Document, Paragraph, Table, squares
from bench.third.markup import Markup, escaped, spans

Write = Callable[[Document, Random], str]


def write(document: Document, dice: Random, manner: str) -> bytes:
    """The page; pages of the old kind say and use GB 2312."""
    page = MANNERS[manner](document, dice)
    return page.replace("CHARSET", "gb2312").encode("gb18030") if manner == "old" else page.encode()


def write_utf8(document: Document, dice: Random, manner: str) -> bytes:
    """The page, for programs that make too much of GB 2312."""
    return MANNERS[manner](document, dice).replace("CHARSET", "utf-8").encode()


def _without_title(document: Document) -> Iterable[Block]:
    return (block for block in document.blocks if isinstance(block, Table) or block.level)


_CMS = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}_{organ}门户网站</title>
<meta name="ArticleTitle" content="{title}"><script>var a=1;</script><style>td{{padding:2px}}</style></head><body>
<div class="header"><ul><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li></ul></div>
<div class="crumb">当前位置：<a>首页</a> &gt; <a>政府信息公开</a> &gt; 政府信息公开年报</div>{info}<h1>{title}</h1>
<div class="info"><span>发布时间：{year}-01-20 10:22</span><span>来源：{organ}</span><span>浏览次数：<em>126</em></span>
<span>字号：[<a>大</a> <a>中</a> <a>小</a>]</span></div>
<div class="{name}">{body}</div><div class="footer"><p>主办：{organ} 版权所有</p>
<p>网站标识码：4300000012 备案号：ICP备12000345号</p><a>打印</a><a>关闭</a></div></body></html>"""
_INFO = (
    '<table class="xxgk_info"><tr><td>索引号：</td><td>000014349/{year}-00012</td><td>发布机构：</td><td>{organ}</td>'
    "</tr><tr><td>发文日期：</td><td>{year}-01-20</td><td>信息分类：</td><td>政府信息公开年报</td></tr></table>"
)
_CELLS = (
    '<p style="text-align:center"><span style="font-family: 宋体; font-size: 14px;">{}</span></p>',
    "<p>{}</p>",
    "{}",
    "<span>{}</span>",
    '<p align="center">{}</p><p></p>',
    "<div>{}</div>",
)
_NAMES = ("TRS_Editor", "view TRS_UEDITOR trs_paper_default", "article-content", "pages_content", "conTxt")


def cms(document: Document, dice: Random) -> str:
    """A portal's page: navigation, a table about the document, the article, a foot."""
    empty = dice.choice(("", "&nbsp;", "<br>", "　"))
    cell = dice.choice(_CELLS)
    name = dice.choice(_NAMES)
    indent = dice.choice(("　　", "&emsp;&emsp;", "&nbsp;&nbsp;&nbsp;&nbsp;", ""))
    heads = (
        f"<p>{indent}<strong>{{}}</strong></p>",
        "<h3>{}</h3>",
        '<p style="text-indent:2em"><span style="font-family:黑体">{}</span></p>',
    )
    markup = Markup(
        lambda box: cell.format(escaped(box.text) or empty),
        head_cells=dice.random() < 0.2,
        ones=dice.random() < 0.4,
        empty_rows=dice.random() < 0.15,
    )
    about = {"organ": document.organ, "year": document.year + 1}
    info = _INFO.format(**about) if dice.random() < 0.6 else ""
    parts = []
    for block in _without_title(document) if dice.random() < 0.6 else document.blocks:
        if isinstance(block, Table):
            parts.append(markup.table(block, dice))
        else:
            frame = dice.choice(heads) if block.level < 2 else f"<p>{indent}{{}}</p>"
            parts.append(frame.format(escaped(block.text)))
    return _CMS.format(title=document.title, info=info, name=name, body="\n".join(parts), **about)


_WECHAT = """<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="{title}"></head><body>
<h1 id="activity-name">{title}</h1><div id="meta_content"><span>原创</span> <a id="js_name">{organ}发布</a>
<em>{year}年01月18日 09:30</em></div><div id="js_content" class="rich_media_content">{body}</div></body></html>"""


def wechat(document: Document, dice: Random) -> str:
    """An article of a public account: sections in sections, signs of no width."""
    frame = dice.choice(
        (
            '<span leaf="">{}</span>',
            '<span style="font-size:14px"><span textstyle="">{}</span></span>',
            "{}<br>",
        )
    )
    hidden = dice.choice(("", "\u200b", "\ufeff"))

    def fill(box: Box) -> str:
        empty = dice.choice(('<span leaf=""><br></span>', "<br>", ""))
        inner = frame.format(escaped(box.text, "<br>") + hidden) if box.text else empty
        return f'<section style="text-align:center">{inner}</section>'

    markup = Markup(fill, 'style="border-collapse:collapse"', ones=dice.random() < 0.5)
    parts = []
    for block in _without_title(document):
        if isinstance(block, Table):
            parts.append(markup.table(block, dice))
        elif block.level == 1:
            parts.append(
                '<section style="display:flex"><section><span style="color:rgb(255,0,0)"><strong>'
                f"{escaped(block.text)}</strong></span></section></section>"
            )
        else:
            parts.append(f'<section><section><p><span leaf="">{escaped(block.text)}</span></p></section></section>')
    return _WECHAT.format(title=document.title, organ=document.organ, year=document.year + 1, body="\n".join(parts))


def old(document: Document, dice: Random) -> str:
    """A page as it was written by hand: capitals, no end tags, fonts."""
    parts = [
        '<HTML><HEAD><META http-equiv="Content-Type" content="text/html; charset=CHARSET">'
        f"<TITLE>{document.title}</TITLE></HEAD><BODY bgcolor=#ffffff>"
    ]
    for block in document.blocks:
        if isinstance(block, Table):
            parts.append("<TABLE border=1 width=98%>")
            for row in block.rows:
                parts.append("<TR>")
                for box in row:
                    text = escaped(box.text, "<BR>") or dice.choice(("", "&nbsp;"))
                    end = "</TD>" if dice.random() < 0.3 else ""
                    parts.append(f"<TD{spans(box)}><FONT face=宋体 size=2>{text}</FONT>{end}")
            parts.append("</TABLE>")
        else:
            parts.append(_old_line(block, dice))
    return "\n".join((*parts, "</BODY></HTML>"))


def _old_line(block: Paragraph, dice: Random) -> str:
    text = escaped(block.text)
    if block.level == 0:
        return f"<P align=center><B><FONT size=5>{text}</FONT></B>"
    if block.level == 1:
        return f"<P><B>{text}</B>"
    return f"<P>&nbsp;&nbsp;{text}<BR>" if dice.random() < 0.5 else f"<BR>　　{text}"


def boxes(document: Document, dice: Random) -> str:
    """Tables without table elements: divisions set as cells by a style sheet or in place, or lists."""
    kind = dice.choice(("class", "style", "list"))
    row_frame, cell_frame, frame = {
        "class": ('<div class="tr">{}</div>', '<div class="td">{}</div>', '<div class="table">{}</div>'),
        "style": (
            '<div style="display:table-row">{}</div>',
            '<div style="display:table-cell;border:1px solid #000">{}</div>',
            '<div style="display:table;width:100%">{}</div>',
        ),
        "list": ('<ul class="row">{}</ul>', "<li>{}</li>", '<div class="grid">{}</div>'),
    }[kind]
    parts = []
    for block in document.blocks:
        if isinstance(block, Table):
            rows = (
                row_frame.format("".join(cell_frame.format(escaped(box.text) if begins else "") for box, begins in row))
                for row in squares(block)
            )
            parts.append(frame.format("".join(rows)))
        else:
            name = ("h1", "h3", "p")[block.level]
            parts.append(f"<{name}>{escaped(block.text)}</{name}>")
    style = (
        ".table{display:table}.tr{display:table-row}.td{display:table-cell}.row li{display:inline-block;width:100px}"
    )
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><style>{style}</style></head><body>'
        f"{''.join(parts)}</body></html>"
    )


_MENU = ("政府信息公开指南", "政府信息公开制度", "法定主动公开内容", "政府信息公开年报")


def layout(document: Document, dice: Random) -> str:
    """A page set by tables in tables, a menu at its side."""
    markup = Markup(lambda box: f"<span>{escaped(box.text)}</span>")
    rows = []
    for block in document.blocks:
        if isinstance(block, Table):
            inner = f'<table width="100%"><tr><td>{markup.table(block, dice)}</td></tr></table>'
            rows.append(f'<tr><td class="c">{inner}</td></tr>')
        else:
            rows.append(f'<tr><td class="p">{escaped(block.text)}</td></tr>')
    menu = "".join(f"<tr><td>{name}</td></tr>" for name in _MENU)
    return (
        f'<html><head><meta charset="utf-8"><title>{document.title}</title></head><body>'
        f'<table width="1000" align="center"><tr><td width="200" valign="top"><table>{menu}</table></td>'
        f'<td><table width="100%">{"".join(rows)}</table></td></tr></table></body></html>'
    )


def twice(document: Document, dice: Random) -> str:
    """A page for all screens: each table, and hidden beside it a list of cards for telephones."""
    markup = Markup(lambda box: escaped(box.text))
    parts = []
    for block in document.blocks:
        if isinstance(block, Table):
            cards = "".join(
                f"<dl><dt>{escaped(row[0].text)}</dt>"
                + "".join(f'<dd data-label="">{escaped(box.text)}</dd>' for box in row[1:])
                + "</dl>"
                for row in block.rows
            )
            wide = f'<div class="pc">{markup.table(block, dice)}</div>'
            parts.append(f'{wide}<div class="mobile" style="display:none">{cards}</div>')
        else:
            parts.append(f"<p>{escaped(block.text)}</p>")
    return (
        f'<html><head><meta charset="utf-8"><title>{document.title}</title></head><body>'
        f"<article>{''.join(parts)}</article></body></html>"
    )


_PORTAL = """<html><head><meta charset="utf-8"><title>{title}</title></head><body>
<table width="100%"><tr><td colspan="3"><table><tr><td>首页</td><td>政务公开</td></tr></table></td></tr>
<tr><td valign="top"><table class="menu"><tr><td>政府信息公开指南</td></tr><tr><td>政府信息公开年报（{count}）</td></tr>
{years}</table></td><td><table><tr><td>{title}</td></tr><tr><td>发布日期：{next}-01-18　浏览：{seen}</td></tr>
<tr><td>{body}</td></tr></table></td>
<td valign="top"><table><tr><td colspan="2">访问统计</td></tr><tr><td>今日</td><td>{today}</td></tr><tr><td>总计</td>
<td>{seen}</td></tr></table><table><tr><td>公开类别</td><td>条数</td></tr><tr><td>行政许可</td><td>{today}</td></tr>
<tr><td>行政处罚</td><td>{count}</td></tr></table></td></tr></table></body></html>"""


def portal(document: Document, dice: Random) -> str:
    """A portal set by tables: menus at the left, counts of visits and of documents at the right."""
    markup = Markup(lambda box: escaped(box.text) or "&nbsp;", ones=dice.random() < 0.3)
    inner = (
        markup.table(block, dice) if isinstance(block, Table) else f"<p>{escaped(block.text)}</p>"
        for block in _without_title(document)
    )
    body = "".join(inner)
    if dice.random() < 0.5:
        body = f'<table width="98%"><tr><td>{body}</td></tr></table>'
    years = (f"<tr><td>{year}年政府信息公开工作年度报告</td></tr>" for year in range(2017, document.year + 1))
    return _PORTAL.format(
        title=document.title,
        body=body,
        years="".join(years),
        next=document.year + 1,
        count=dice.randint(3, 40),
        seen=dice.randint(100, 9000),
        today=dice.randint(1, 99),
    )


MANNERS: dict[str, Write] = {
    "cms": cms,
    "wechat": wechat,
    "old": old,
    "boxes": boxes,
    "layout": layout,
    "twice": twice,
    "portal": portal,
}
