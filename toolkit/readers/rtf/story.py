r"""The flow of an RTF file: its groups and control words into paragraphs, cells and rows of ``word.flow``.

Groups that are no part of the text (headers, lists, styles, everything behind ``\*`` that isn't known) are left out
whole. List numbers stand in the file as text (``\listtext``), for programs that can't count.
"""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from html import escape

from toolkit.model import Note, Unreadable
from toolkit.readers.docx.styles import outline_of_name
from toolkit.readers.rtf.state import ROW_WORDS, SETTINGS, RowDefinition, State
from toolkit.readers.rtf.text import WESTERN, Characters, encoding_of_charset, encoding_of_page
from toolkit.readers.rtf.tokens import Token, end_of_group, tokens
from toolkit.readers.word import xml as word_xml
from toolkit.readers.word.flow import CellLayout, Flow, Merge, RowLayout

_DEEPEST = 2_000  # groups within groups
_MOST_TOKENS = 1_000_000  # a report has some ten thousand, from Word a hundred thousand
_MOST_CELLS = 255
_BODY_TEXT = 9  # the outline level of what is no heading
_SIGNS = {
    "~": "\xa0", "_": "-", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005",
}  # fmt: skip
_BREAKS = {"line": word_xml.BREAK, "page": word_xml.BREAK, "column": word_xml.BREAK, "tab": word_xml.TAB}
_LEFT_OUT = frozenset(
    {
        "colortbl", "listtable", "listoverridetable", "revtbl", "rsidtbl", "generator", "filetbl", "header",
        "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf", "ftnsep", "ftnsepc", "ftncn",
        "aftnsep", "aftnsepc", "aftncn", "atnid", "atnauthor", "annotation", "atrfstart", "atrfend", "atnref",
        "atndate", "atnparent", "atnicn", "objdata", "objname", "objclass", "objalias", "objsect", "nonshppict",
        "shprslt", "nonesttables", "themedata", "colorschememapping", "latentstyles", "datastore", "xmlnstbl",
        "mmathPr", "fontemb", "fontfile", "falt", "panose", "sn", "bkmkstart", "bkmkend", "pn", "pnseclvl",
        "template", "author", "operator", "keywords", "comment", "subject", "doccomm", "company", "manager",
        "category", "hlinkbase", "creatim", "revtim", "printim", "buptim", "userprops", "wgrffmtfilter",
        "passwordhash", "protusertbl", "factoidname", "datafield", "formfield", "ffname", "tc", "xe", "private1",
        "background", "docvar", "pgptbl", "picprop", "blipuid",
    }
)  # fmt: skip
_KNOWN_STARRED = frozenset(
    {"fldinst", "shppict", "shpinst", "ud", "nesttableprops", "do", "listtext", "pntext", "shptxt", "dptxbxtext"}
)


@dataclass(slots=True)
class _Text:
    """A text in the making: the body's, or a text box's. ``cells`` counts those of the open row."""

    flow: Flow
    runs: list[str] = field(default_factory=list)
    number: str = ""
    cells: int = 0
    empty: bool = True


class RtfStory:
    """Reads one file."""

    def __init__(self, data: bytes, name: str) -> None:
        self._data = data
        self._name = name
        self._default = WESTERN
        self._fonts: dict[int, str | None] = {}
        self._font_named = 0
        self._outlines: dict[int, int] = {}  # of the styles that have one
        self._style_name = ""
        self._characters = Characters()
        self._skip = 0  # characters to come that are only a fallback
        self._half = False  # whether half a character of it was left out
        self._state = State()
        self._stack: list[State] = []
        self._texts = [_Text(Flow(name))]
        self._row = RowDefinition()
        self._numbers: dict[str, int] = {}
        self._lost_numbers = 0
        self._number = ""
        self._notes: list[Note] = []
        self.title = ""

    def body(self) -> str:
        """The blocks of the text."""
        walk = tokens(self._data)
        starred = opened = False
        for count, token in enumerate(walk):
            if count > _MOST_TOKENS:
                raise Unreadable(self._name, f"RTF 的控制字超过 {_MOST_TOKENS} 个，不像年度报告，拒绝读取")
            if token.kind == "{":
                self._open()
                opened = True
                continue
            if token.kind == "}":
                self._close()
            elif token.kind == "text":
                self._add_bytes(token)
            elif token.word == "*" and opened:
                starred = True
                continue
            elif token.word not in _MEANT and not starred and not self._skip:
                pass  # most words are about looks
            elif self._word(token.word, token.number, starred=starred):
                walk.send(end_of_group(self._data, token.end))
            starred = opened = False
        return self._finish()

    def numbering(self) -> str:
        """A list for each number that occurs, which prints it as it stands."""
        made = ""
        for text, number in self._numbers.items():
            kind = "bullet" if _is_bullet(text.strip()) else "decimal"
            printed = escape(text.rstrip("\t").replace("%", "％"))
            suffix = "tab" if text.endswith("\t") else "nothing"
            made += (
                f'<w:abstractNum w:abstractNumId="{number}"><w:lvl w:ilvl="0"><w:numFmt w:val="{kind}"/>'
                f'<w:lvlText w:val="{printed}"/><w:suff w:val="{suffix}"/></w:lvl></w:abstractNum>'
                f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            )
        return made

    def notes(self) -> list[Note]:
        """What is to be said of the reading, when it is done."""
        notes = list(self._notes)
        if self._lost_numbers:
            message = f"有 {self._lost_numbers} 段有自动编号，但文件里没有写出编号的文字，编号未读"
            notes.append(Note("rtf.numbers", message))
        if self._characters.broken:
            message = f"有 {self._characters.broken} 个字节不能按文件所说的编码解读，那里是“\ufffd”"
            notes.append(Note("rtf.encoding", message))
        return notes

    # --- groups -------------------------------------------------------------------------------------------

    def _open(self) -> None:
        self._skip = 0
        self._flush()
        if len(self._stack) >= _DEEPEST:
            raise Unreadable(self._name, f"RTF 的分组嵌套超过 {_DEEPEST} 层，不是正常的文档，拒绝读取")
        self._stack.append(self._state)
        self._state = copy(self._state)
        self._state.ends = ""

    def _close(self) -> None:
        self._skip = 0
        self._flush()
        ends = self._state.ends
        if not self._stack:
            return
        if self._state.destination == "styles":
            self._end_style()
        self._state = self._stack.pop()
        if ends == "field":
            self._add_mark("end")
        elif ends == "number":
            self._texts[-1].number, self._number = self._number, ""
        elif ends == "box":
            text = self._texts.pop()
            self._end_text(text)
            self._notes += text.flow.notes()
            self._add_content(word_xml.box(text.flow.close()))

    def _end_style(self) -> None:
        """A style's outline level, as it says or as its name does."""
        name, self._style_name = self._style_name, ""
        outline = self._state.outline
        if outline is None:
            outline = outline_of_name(name.partition(";")[0])
        if outline is not None:
            self._outlines[self._state.style] = outline

    def _finish(self) -> str:
        while self._stack:
            self._close()
        self._flush()
        (text,) = self._texts
        self._end_text(text)
        body = text.flow.close()
        self._notes += text.flow.notes()
        return body

    def _end_text(self, text: _Text) -> None:
        """The last paragraph of a text, if its end isn't marked."""
        if text.runs or text.number:
            text.flow.paragraph(self._paragraph(text), self._depth_of(text))

    # --- control words ------------------------------------------------------------------------------------

    def _word(self, word: str, number: int | None, *, starred: bool) -> bool:
        """Do what a control word says; whether the rest of its group is to be left out."""
        if self._skip and word in _SIGNS:
            self._skip -= 1
            return False
        self._skip = 0  # a word that does something is no fallback, whatever the count says
        if word in _LEFT_OUT or (starred and word not in _KNOWN_STARRED):
            return True
        setting = SETTINGS.get(word)
        if setting is not None:
            self._flush()
            setting(self._state, number)
        elif word == "u":
            self._unicode(number or 0)
        elif word in _SIGNS:
            self._characters.add(_SIGNS[word])
        elif word in _BREAKS:
            self._break(word)
        elif word in _PARAGRAPHS:
            self._flush()
            self._end_paragraph(word)
        elif self._state.destination != "outer" and self._row.set(word, number):
            pass
        else:
            return self._other(word, number)
        return False

    def _other(self, word: str, number: int | None) -> bool:
        state = self._state
        if word == "f":
            self._flush()
            if state.destination == "fonts":
                self._font_named = number or 0
            else:
                state.encoding = self._fonts.get(number or 0)
        elif word == "s":
            state.style = number or 0
        elif word == "fcharset" and state.destination == "fonts":
            self._fonts[self._font_named] = encoding_of_charset(number or 0)
        elif word == "cpg" and state.destination == "fonts":
            self._fonts[self._font_named] = encoding_of_page(number or 0)
        elif word == "ansicpg":
            self._default = encoding_of_page(number or 0)
        elif word == "trowd":
            self._row = RowDefinition()
        elif word in _DESTINATIONS:
            self._enter(word)
        elif word in ("pict", "footnote"):
            self._add_content(word_xml.PICTURE if word == "pict" else word_xml.FOOTNOTE)
            return True
        return False

    def _enter(self, word: str) -> None:
        """The group is a destination of its own."""
        self._flush()
        state = self._state
        if word in ("listtext", "pntext"):
            state.destination, state.ends = "number", "number"
            state.hidden = state.deleted = False
        elif word == "fonttbl":
            state.destination = "fonts"
        elif word == "stylesheet":
            state.destination = "styles"
        elif word in ("info", "upr", "shp", "shpinst", "do", "sp", "sv", "object"):
            state.destination = "outer"
        elif word == "title":
            state.destination = "title"
        elif word in ("ud", "result"):
            state.destination = "text"
        elif word == "field":
            state.ends = "field"
            self._add_mark("begin")
        elif word == "fldinst":
            state.destination = "instruction"
        elif word == "fldrslt":
            state.destination = "text"
            self._add_mark("separate")
        else:  # a text box
            self._state = State("text", state.encoding, state.fallback, ends="box")
            self._texts.append(_Text(Flow(self._name)))

    # --- text ---------------------------------------------------------------------------------------------

    def _add_bytes(self, token: Token) -> None:
        content = token.content
        encoding = self._state.encoding or self._default
        if self._skip:
            skipped = min(self._skip, len(content))
            # Half of a double-byte character alone is no fallback: its other half belongs to it.
            half = self._state.fallback == self._skip == 1 and content[0] > 0x80 and encoding != WESTERN
            self._skip = int(half and not self._half) if skipped == self._skip else self._skip - skipped
            self._half = half
            content = content[skipped:]
        if content and self._state.destination != "fonts":
            self._characters.add_bytes(content, encoding)

    def _unicode(self, number: int) -> None:
        self._characters.add(chr(number & 0xFFFF))
        self._skip = self._state.fallback
        self._half = False

    def _flush(self) -> None:
        """Put what was gathered where it goes."""
        text = self._characters.take()
        if not text:
            return
        destination = self._state.destination
        if destination == "text":
            if self._state.deleted:
                self._texts[-1].runs.append(word_xml.deleted(text))
            else:
                self._add_run(word_xml.text_of(text))
        elif destination == "instruction":
            self._add_run(word_xml.instruction(text))
        elif destination == "number":
            self._number += text
        elif destination == "title":
            self.title += text
        elif destination == "styles":
            self._style_name += text

    def _break(self, word: str) -> None:
        if self._state.destination == "number":
            self._characters.add("\t")
        elif self._state.destination == "text":
            self._flush()
            if not self._state.deleted:
                self._add_run(_BREAKS[word])

    def _add_mark(self, kind: str) -> None:
        self._texts[-1].runs.append(word_xml.run(word_xml.field_mark(kind)))

    def _add_content(self, content: str) -> None:
        """A picture, a note's reference, a text box: unless it is deleted."""
        self._flush()
        if not self._state.deleted:
            self._add_run(content)

    def _add_run(self, content: str) -> None:
        state = self._state
        run = word_xml.run(content, hidden=state.hidden, struck=state.struck or state.struck_twice, raised=state.raised)
        self._texts[-1].runs.append(word_xml.inserted(run) if state.inserted else run)

    # --- paragraphs and rows ------------------------------------------------------------------------------

    def _end_paragraph(self, word: str) -> None:
        if self._state.destination != "text":
            return
        text = self._texts[-1]
        depth = self._depth_of(text)
        if word == "row":
            self._end_row(text, 1)
        elif word == "nestrow":
            self._end_row(text, max(2, depth))
        elif word == "cell":
            text.flow.end_cell(self._paragraph(text), 1)
            text.cells += 1
        elif word == "nestcell":
            text.flow.end_cell(self._paragraph(text), max(2, depth))
        else:
            text.flow.paragraph(self._paragraph(text), depth)

    def _end_row(self, text: _Text, depth: int) -> None:
        if text.runs:  # behind the last cell's end: a cell without an end
            text.flow.end_cell(self._paragraph(text), depth)
        row = self._row
        edges = (row.left, *row.edges[:_MOST_CELLS]) if row.edges else ()
        cells = tuple(CellLayout(_MERGE[down], _MERGE[across]) for down, across in row.merges[:_MOST_CELLS])
        text.flow.end_row(RowLayout(edges, cells), depth)
        if depth == 1:
            text.cells = 0

    def _depth_of(self, text: _Text) -> int:
        """In how many tables the paragraph stands; between the cells of a row in one at least, whatever it says."""
        state = self._state
        depth = int(state.in_table) if state.depth is None else state.depth
        return max(depth, 1 if text.cells else 0)

    def _paragraph(self, text: _Text) -> str:
        """The paragraph that ends here."""
        state = self._state
        number, text.number = text.number, ""
        numbered = None
        if number.strip():
            numbered = (self._numbers.setdefault(number, len(self._numbers) + 1), 0)
        elif state.listed and text.runs:
            self._lost_numbers += 1
        outline = self._outlines.get(state.style) if state.outline is None else state.outline
        made = word_xml.paragraph(
            "".join(text.runs),
            heading=outline if outline is not None and 0 <= outline < _BODY_TEXT else None,
            numbered=numbered,
            runs_on=state.deleted,
        )
        text.runs = []
        return made


def _is_bullet(text: str) -> bool:
    """Whether a list's mark is no number: a sign, or a lone letter, which is a sign of some symbol font."""
    return not any(c.isalnum() for c in text) or (len(text) == 1 and text.isascii() and text.isalpha())


_PARAGRAPHS = frozenset({"par", "sect", "cell", "row", "nestcell", "nestrow"})
_DESTINATIONS = frozenset(
    {
        "listtext", "pntext", "fonttbl", "stylesheet", "info", "upr", "shp", "shpinst", "do", "sp", "sv", "object",
        "title", "ud", "result", "field", "fldinst", "fldrslt", "shptxt", "dptxbxtext",
    }
)  # fmt: skip
_MERGE: dict[str, Merge | None] = {"": None, "restart": "restart", "continue": "continue"}
_MEANT = frozenset(
    {
        *_LEFT_OUT, *SETTINGS, *_SIGNS, *_BREAKS, *_PARAGRAPHS, *_DESTINATIONS, *ROW_WORDS,
        "u", "f", "s", "fcharset", "cpg", "ansicpg", "trowd", "pict", "footnote",
    }
)  # fmt: skip
