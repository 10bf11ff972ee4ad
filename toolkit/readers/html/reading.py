"""A page while it is being read: where the text goes, and which elements are open that have an end to be seen to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from toolkit.readers.html.drafts import (
    OF_A_PAGE,
    Chain,
    Draft,
    DraftGroup,
    DraftParagraph,
    DraftRow,
    DraftTable,
    HiddenPart,
    text_of,
)
from toolkit.readers.html.lists import NumberedList, with_number
from toolkit.readers.html.styles import Look, Sheets, look_of
from toolkit.readers.html.text import BREAK, printed

LONG_HIDDEN = 100
"""Characters: a hidden element with less is furniture of the page."""
NOTHING = " \t\n\r\f" + BREAK
"""What isn't printed where nothing stands beside it."""

_DEEPEST_CHAIN = 100
_DEEPEST_HIDDEN = 8  # hidden elements in one another; deeper down what is hidden isn't told apart
_UNSEEN = Look(display="none")


@dataclass(slots=True)
class Flow:
    """Where what is printed goes: the drafts of the page, a cell or a hidden part, and the paragraph that is open.

    ``chain`` leads to the innermost open block; ``number`` is the list number that waits for a text.
    """

    items: list[Draft]
    chain: Chain
    in_table: bool
    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    struck: list[str] = field(default_factory=list)
    pictures: int = 0
    heading: int | None = None
    number: str = ""

    def flush(self, *, is_element: bool = False) -> None:
        """End the paragraph that is open. An empty one counts only if it is an element, and in no cell but one that
        holds as many paragraphs as a page.
        """
        raw = "".join(self.pieces)
        self.pieces.clear()
        text = printed(raw, in_table=self.in_table) if raw.strip(NOTHING) else ""
        is_blank = not text or text.isspace()
        if is_blank and self.in_table:
            text = ""
        if self.number and not is_blank:
            text = with_number(self.number, text, in_table=self.in_table)
            self.number = ""
        has_more = self.hidden or self.struck or self.pictures
        if not is_blank or has_more or (is_element and (not self.in_table or len(self.items) >= OF_A_PAGE)):
            paragraph = DraftParagraph(text, self.chain, None if is_blank else self.heading)
            paragraph.is_block = is_element or not is_blank
            if has_more:
                paragraph.hidden, paragraph.struck = "".join(self.hidden), "".join(self.struck)
                paragraph.pictures = self.pictures
                self.hidden, self.struck, self.pictures = [], [], 0
            self.items.append(paragraph)


@dataclass(slots=True)
class OpenTable:
    """A table that is being read. The frames are places in the list of open elements; None: none is open.

    ``is_table`` is False for other elements that CSS sets as a table. ``columns`` counts those of ``<col>``.
    """

    draft: DraftTable
    chain: Chain
    parent: Flow
    is_table: bool
    row: DraftRow | None = None
    group: DraftGroup | None = None
    cell_frame: int | None = None
    row_frame: int | None = None
    group_frame: int | None = None
    is_group_hidden: bool = False
    columns: int = 0


class Reading:
    """What is known of a page so far. ``embedded`` are addresses of what it shows in frames; ``keeping`` counts the
    open elements whose blanks are printed as they stand; ``is_styled``: style sheets say something of its elements.
    """

    def __init__(self, name: str, sheets: Sheets | None, may_hide: bool) -> None:
        self.name = name
        self.items: list[Draft] = []
        self.embedded: list[str] = []
        self.has_hidden = False
        self.flow = Flow(self.items, (), in_table=False)
        self.frames: list[tuple[etree._Element | None, Callable[[], None]]] = [(None, self.flow.flush)]
        self.tables: list[OpenTable] = []
        self.lists: list[NumberedList | None] = []
        self.cells = 0
        self.keeping = 0
        self.hidden_depth = 0
        self.is_styled = sheets is not None
        self._sheets = sheets
        self._may_hide = may_hide
        self._containers = 0

    # --- how an element looks -----------------------------------------------------------------------------

    def look(self, element: etree._Element, tag: str) -> Look | None:
        """How an element looks; None if nothing is said of it that changes what is read."""
        style = element.get("style")
        own = look_of(style) if style else None
        if self._sheets is None and not self._may_hide:
            return own
        look = self._sheets.look(element, tag) if self._sheets is not None else None
        if self._may_hide and element.get("hidden") is not None:
            look = _UNSEEN
        return own if look is None else look if own is None else look.under(own)

    # --- what is open -------------------------------------------------------------------------------------

    def open(self, element: etree._Element, end: Callable[[], None]) -> None:
        """Have something done at the end of an element."""
        self.frames.append((element, end))

    def close_to(self, frame: int) -> None:
        """End everything that was opened at a frame and after it."""
        while len(self.frames) > frame:
            self.frames.pop()[1]()

    def within(self, chain: Chain) -> Chain:
        """The chain of what stands in the next element of those in a chain. What is nested absurdly deep has no own."""
        self._containers += 1
        return (*chain, self._containers) if len(chain) < _DEEPEST_CHAIN else chain

    def begin_block(self, element: etree._Element, heading: int | None = None, number: str | None = None) -> None:
        """Begin a block; ``number`` is the list number that stands before its text, None if it is no list's item."""
        flow = self.flow
        flow.flush()
        chain, count, outer = flow.chain, len(flow.items), flow.heading
        flow.chain, flow.heading = self.within(chain), heading or outer
        if number is not None:
            flow.number = number

        def end() -> None:
            is_innermost = len(flow.items) == count
            if is_innermost:
                flow.chain = chain
            flow.flush(is_element=is_innermost)
            flow.chain, flow.heading = chain, outer
            if number is not None:
                flow.number = ""

        self.frames.append((element, end))

    def bracket(self, element: etree._Element, before: str, behind: str) -> None:
        """Put a mark before what an element holds, and one behind it."""
        self.flow.pieces.append(before)
        self.open(element, lambda: self.flow.pieces.append(behind))

    def keep_blanks(self, element: etree._Element) -> None:
        """Read blanks and line ends within an element as they stand."""
        self.keeping += 1

        def end() -> None:
            self.keeping -= 1

        self.open(element, end)

    # --- what isn't printed, or isn't valid ---------------------------------------------------------------

    def begin_hidden(self, element: etree._Element) -> None:
        """Read what a hidden element holds apart from what is shown."""
        if self.hidden_depth >= _DEEPEST_HIDDEN:
            return
        self.hidden_depth += 1
        outer = self.flow
        inner = self.flow = Flow([], outer.chain, outer.in_table)

        def end() -> None:
            inner.flush()
            self.flow = outer
            self.hidden_depth -= 1
            text = text_of(inner.items)
            if len(text) < LONG_HIDDEN and all(isinstance(item, DraftParagraph) for item in inner.items):
                if text:
                    outer.hidden.append(text)
            else:
                outer.flush()
                outer.items.append(HiddenPart(element, inner.items))
                self.has_hidden = True

        self.open(element, end)

    def begin_struck(self, element: etree._Element) -> None:
        """Read what is struck through apart from what is valid."""
        outer = self.flow
        inner = self.flow = Flow([], outer.chain, outer.in_table)

        def end() -> None:
            inner.flush()
            self.flow = outer
            outer.struck.append(text_of(inner.items))

        self.open(element, end)
