"""PDF files with text into Documents: words and ruled lines become paragraphs and tables.

Each page is turned so that most of its text runs to the right. Ruled lines that meet make grids; what stands outside
of them is prose. Page numbers and running heads are left out, a table that runs over pages is one table, a paragraph
one paragraph. A cell knows its page and its box. Text that is there and does not show is not read, and leaves a note.

A page whose text cannot be used (there is none, it lies invisible behind a picture, or its font doesn't say what its
letters are) is a scan: see ``unusable``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from toolkit.model import Block, Document, Note, PageOrigin, Unreadable
from toolkit.readers.page.again import without_heads_again
from toolkit.readers.page.columns import with_columns
from toolkit.readers.page.digits import numbers_apart, whole_numbers
from toolkit.readers.page.drawn_rows import with_drawn_rows, without_drawn_rows
from toolkit.readers.page.flow import flow_of
from toolkit.readers.page.frames import without_frames
from toolkit.readers.page.furniture import furniture_of
from toolkit.readers.page.grid import Grid
from toolkit.readers.page.inner_lines import without_inner_lines
from toolkit.readers.page.layout import PageLayout, grids_of, parts_of
from toolkit.readers.page.model import UNKNOWN, Content, Glyph, Rule, Rules, turned
from toolkit.readers.page.rules import loose_lines, struck_out, tidied
from toolkit.readers.page.seams import apart
from toolkit.readers.pages import Pages
from toolkit.readers.pdf.content import content_of
from toolkit.readers.pdf.file import Deadline, opened, pages, printed_by_browser, title_of
from toolkit.readers.pdf.nesting import check_nesting
from toolkit.readers.pdf.unpacking import check_unpacking

Reason = Literal["no_text", "hidden_text", "unknown_font", "garbled"]

_PICTURED = 0.3
"""Share of a page: a bigger picture may be of the page, a smaller one is an emblem, a seal or an illustration."""
_FEW = 20  # characters: beside a picture of a page they are a stamp's or a page number, not its text
_UNKNOWN = 0.1  # share of characters without meaning that a usable text has at the most
_COMMON = 0.6  # share of everyday characters among Chinese ones that a real text has at the least
_SAMPLE = 60
_MOST_SAMPLED = 200


def read(data: bytes, name: str, only: Pages | None = None) -> Document:
    """Read a PDF file, or some of its pages. One without any usable text is read as a scan.

    Raises:
        Unreadable: for a file that is damaged or has a password, that would do harm, that has not the pages wanted, or
            that is a scan where xxgk[ocr] is not installed.
    """
    check_unpacking(data, name)
    check_nesting(data, name)
    deadline = Deadline(name)
    contents: list[Content] = []
    scanned: dict[int, Reason] = {}
    damaged: list[int] = []
    with opened(data, name) as document:
        title, is_of_browser = title_of(document), printed_by_browser(document)
        if only is not None and not any(number in only for number in range(1, len(document) + 1)):
            raise Unreadable(name, f"只有 {len(document)} 页，没有 --pages 所要的页")
        is_selection = only is not None and any(number not in only for number in range(1, len(document) + 1))
        for number, page in enumerate(pages(document, name, deadline), 1):
            if only is not None and number not in only:
                continue
            if page is None:
                damaged.append(number)
                continue
            content = content_of(page, number, name, deadline)
            reason = unusable(content)
            if reason is None:
                contents.append(content)
            else:
                scanned[number] = reason
        if scanned and not any(content.glyphs for content in contents):
            from toolkit.readers.pdf.scans import read_scans

            read_as_scan = read_scans(data, sorted(scanned), name)
            said = (*_scan_notes(scanned), *_damage_notes(damaged))
            is_partial = read_as_scan.is_partial or bool(damaged) or is_selection
            return replace(read_as_scan, notes=(*said, *read_as_scan.notes), is_partial=is_partial)
        runs = None
        if scanned:
            from toolkit.readers.pdf.scans import read_between

            deadline.check()
            runs = read_between(data, sorted(scanned), name)
    if not any(content.glyphs for content in contents):
        raise Unreadable(name, _no_text(damaged))
    said = (*(_scan_notes(scanned) if runs else _page_notes(scanned)), *_damage_notes(damaged))
    said = (*said, *_text_notes(contents))
    layouts, texts, struck = _laid_out(contents, deadline := Deadline(name) if runs else deadline)
    if is_of_browser:
        layouts = [replace(page, parts=numbers_apart(page.parts)) for page in layouts]
    read_as_text = _document(layouts, title, (*said, *struck), texts, runs.blocks if runs else {}, deadline)
    is_unread = (runs.is_partial if runs else bool(scanned)) or any(content.is_cut_off for content in contents)
    is_partial = read_as_text.is_partial or bool(damaged) or is_selection or is_unread
    return replace(read_as_text, notes=(*read_as_text.notes, *(runs.notes if runs else ())), is_partial=is_partial)


def unusable(content: Content) -> Reason | None:
    """Why a page's text cannot be used, so that the page has to be read as a picture; None if it can be used, or if
    nothing stands on the page.
    """
    count = len(content.glyphs)
    if count <= _FEW and content.pictured > _PICTURED:
        return "hidden_text" if content.hidden else "no_text"
    if content.unknown > _UNKNOWN * count:
        return "unknown_font"
    han = [glyph.text for glyph in content.glyphs if "\u4e00" <= glyph.text <= "\u9fff"]
    han = han[:: max(1, len(han) // _MOST_SAMPLED)]
    if len(han) >= _SAMPLE and sum(map(_is_common, han)) < _COMMON * len(han):
        return "garbled"
    return None


def _is_common(character: str) -> bool:
    """Whether a character is among the 3755 most used ones (the first level of GB 2312)."""
    code = character.encode("gb2312", "ignore")
    return bool(code) and code[0] < 0xD8


def _laid_out(
    contents: Sequence[Content], deadline: Deadline
) -> tuple[list[PageLayout], Sequence[str], Sequence[Note]]:
    """The pages laid out; what their page heads and feet say; and notes of text that is struck out."""
    turns = [_turn(content) for content in contents]
    laid = [_without_frames(turned(content, turn)) for content, turn in zip(contents, turns, strict=True)]
    rules = [tidied(content.rules) for content in laid]
    grids = [_grids(content, own, deadline) for content, own in zip(laid, rules, strict=True)]
    furniture = furniture_of(laid, grids)
    struck = [struck_out(content.glyphs, content.rules) for content in laid]
    left_out = [out.union(glyph.order for glyph in own) for out, own in zip(furniture.left_out, struck, strict=True)]
    layouts = []
    for content, turn, own, out in zip(laid, turns, grids, left_out, strict=True):
        deadline.check()
        parts = whole_numbers(without_inner_lines(parts_of(content, own, out)))
        layouts.append(PageLayout(content.number, turn, content.width, content.height, parts))
    layouts = _with_tables(layouts, [loose_lines(own) for own in rules], deadline)
    return layouts, furniture.texts, list(_struck_notes(contents, struck))


def _document(
    layouts: Sequence[PageLayout],
    title: str | None,
    notes: Sequence[Note],
    furniture: Sequence[str],
    between: Mapping[int, Sequence[Block]],
    deadline: Deadline,
) -> Document:
    """The document of pages with text; ``furniture`` is what page heads and feet say, ``between`` are the blocks of
    other pages, by page.
    """
    said = [Note("page.furniture", f"页眉页脚没有收入正文：“{_short(text)}”") for text in furniture]
    flow = flow_of(layouts, between, deadline.check)
    if flow.unruled:
        what = "有没有框线的表格，分不清哪个数字在哪一列，没有按表读取"
        said.append(Note("pdf.unruled", f"{_numbered(flow.unruled)}{what}；请找原来的 Word 文件或网页来读"))
    return Document("pdf", flow.blocks, (title,) if title else (), (*notes, *said), flow.is_partial)


def _with_tables(
    layouts: Sequence[PageLayout], rules: Sequence[Sequence[Rule]], deadline: Deadline
) -> list[PageLayout]:
    """The pages with their tables that have no lines between columns; ``rules`` are the lines of no grid."""
    layouts, rules = with_drawn_rows(layouts, rules)
    found = with_columns(without_heads_again(layouts), rules, deadline.check)
    return [without_drawn_rows(page) for page in found]


def _without_frames(content: Content) -> Content:
    rules = without_frames(content.rules)
    return content if rules is content.rules else replace(content, rules=rules)


def _grids(content: Content, whole: Rules, deadline: Deadline) -> list[Grid]:
    """The grids of a page whose lines are these when they are put in order."""
    deadline.check()
    tables = apart(content.rules)
    return grids_of(map(tidied, tables) if len(tables) > 1 else [whole])


def _turn(content: Content) -> int:
    """The direction that most of a page's text has."""
    turns = Counter(glyph.turn for glyph in content.glyphs)
    return turns.most_common(1)[0][0] if turns else 0


# --- what is to be said -----------------------------------------------------------------------------------


_SCANNED: dict[Reason, str] = {
    "no_text": "没有文字层（扫描件或图片）",
    "hidden_text": "只有隐藏在图片后面的文字（扫描后识别出来的，未必准确）",
    "unknown_font": "的字体没有说明各字是什么字，取不出文字",
    "garbled": "的文字编码混乱，取出来的不是所印的字",
}
_INSTEAD = "请找原来的 Word 文件或网页"


def _no_text(damaged: Sequence[int]) -> str:
    if damaged:
        return "PDF 文件的各页都已损坏，打不开；请重新下载或重新导出"
    return "PDF 文件里没有文字，也没有图片"


def _scanned(scanned: Mapping[int, Reason]) -> Iterator[str]:
    for reason in dict.fromkeys(scanned.values()):
        yield f"{_numbered([n for n, why in scanned.items() if why == reason])}{_SCANNED[reason]}"


def _page_notes(scanned: Mapping[int, Reason]) -> Iterator[Note]:
    for said in _scanned(scanned):
        why = "未读取：认字的组件没有安装，请在本项目的文件夹里运行 pip install '.[ocr]' 后再读"
        yield Note("scanned", f"{said}，{why}；或{_INSTEAD}来读")


def _scan_notes(scanned: Mapping[int, Reason]) -> Iterator[Note]:
    for said in _scanned(scanned):
        yield Note("scanned", f"{said}，按图片认字读取")


def _damage_notes(damaged: Sequence[int]) -> Iterator[Note]:
    if damaged:
        yield Note("pdf.page_damaged", f"{_numbered(damaged)}已损坏，打不开，未读取；请重新下载或重新导出")


def _text_notes(contents: Sequence[Content]) -> Iterator[Note]:
    for content in contents:
        where = f"第 {content.number} 页"
        if content.hidden:
            said = f"{where}有看不见的文字（隐藏、被遮住或在页面以外），未读：“{_short(content.hidden)}”"
            yield Note("hidden", said, _whole(content))
        if content.slanted:
            yield Note(
                "pdf.slanted", f"{where}有斜排的文字（多半是水印），未读：“{_short(content.slanted)}”", _whole(content)
            )
        if content.is_cut_off:
            said = f"{where}的文字超出了纸边，纸外的没有印出来，未读；{_INSTEAD}来读"
            yield Note("pdf.cut_off", said, _whole(content))
        if content.unknown:
            said = f"{where}有 {content.unknown} 个字的字体没有说明是什么字，记作 {UNKNOWN}"
            yield Note("pdf.unknown_character", said, _whole(content))


def _struck_notes(contents: Sequence[Content], struck: Sequence[Sequence[Glyph]]) -> Iterator[Note]:
    for content, glyphs in zip(contents, struck, strict=True):
        if glyphs:
            text = _short("".join(glyph.text for glyph in glyphs))
            yield Note("pdf.struck", f"第 {content.number} 页有带删除线的文字，未读：“{text}”", _whole(content))


def _whole(content: Content) -> PageOrigin:
    return PageOrigin(content.number, (0.0, 0.0, round(content.width, 1), round(content.height, 1)))


def _numbered(numbers: Sequence[int]) -> str:
    """Pages in words: 第 1–3、5 页."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return f"第 {'、'.join(str(run[0]) if len(run) == 1 else f'{run[0]}–{run[-1]}' for run in runs)} 页"


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else line[:24] + "……"
