"""What a sentence has said so far that bears on its next figures: of what, of which year, in a list of what."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.prose.lexicon import Word
from toolkit.prose.spec import Veto

UNKNOWN_TOPIC = "foreign"
_DISCLOSE, _ANSWERS = "disclose", frozenset({"answer", "among"})


class Now:
    """What holds at a place of a sentence. ``strays`` has the topics whose words may still be of another."""

    def __init__(self, topic: str | None, strays: Mapping[str, str]) -> None:
        self.topic = topic
        self._strays = strays
        self.spoken: frozenset[str] = frozenset()
        self._before = topic
        self._held = False
        self.seen: set[str] = set()
        self.tied: set[str] = set()
        self.in_clause: set[str] = set()
        self.vetoes: set[Veto] = set()
        self.year: int | None = None
        self.is_until = False
        self.is_since = False
        self.spans_years = False
        self.is_part_year = False
        self.this_year = False
        self.clause = 0
        self.list_of: str | None = None
        self._items = 0
        self._by_semicolon = False
        self.has_open_item = False
        self._outside: list[str | None] = []

    def note(self, word: Word) -> None:
        """A word was met."""
        # 从答复类型看，公开22件: an answer to applications, not what is published.
        strays = self.topic is not None and self._strays.get(word.topic or "") == self.topic
        is_answer = strays and word.name == _DISCLOSE and not self.seen.isdisjoint(_ANSWERS)
        if word.topic is not None and not self._held and not is_answer:
            self._before = self.topic
            self.topic = word.topic
            self.spoken |= {word.topic}
            self._held = word.holds
        if word.veto is not None and word.veto != "change":
            self.vetoes.add(word.veto)
        if word.veto == "cumulative" and word.holds:
            self.count_since()
        if word.now:
            self.this_year = True
        self.seen.add(word.name)
        self.in_clause.add(word.name)

    def begin(self, topic: str | None) -> None:
        """A figure has told of what the text speaks, if nothing has before: 收到书面申请5件，办结5件."""
        if self.topic is None:
            self.topic = topic

    def count_since(self) -> None:
        """Years have been named: up to the sentence's end nothing is the year's alone."""
        self.vetoes.add("cumulative")
        self.spans_years, self.this_year = True, False

    def open_list(self, whole: str | None) -> None:
        """其中 was met, of the figure before it."""
        self.list_of, self._items, self._by_semicolon = whole, 0, False

    def open_bracket(self, whole: str | None) -> None:
        """A bracket was met; behind a figure it holds that figure's parts, whatever list stands outside."""
        self._outside.append(self.list_of)
        self.list_of = whole or self.list_of

    def close_bracket(self) -> None:
        """Outside the list is what it was."""
        if self._outside:
            self.list_of = self._outside.pop()

    def leave_open(self) -> None:
        """The figure that was met is nothing known: 其他 behind it may be what remains beside it."""
        self.has_open_item = True

    def count_item(self) -> None:
        """A figure was met, which may be one of a list."""
        self._items += 1

    def end_item(self) -> None:
        """A semicolon was met: it parts a list's items if it stands behind the first, and else ends the list."""
        self._by_semicolon = self._by_semicolon or self._items == 1
        if not self._by_semicolon:
            self.list_of = None

    def leave(self) -> None:
        """Up to the sentence's end the text speaks of something that isn't known."""
        if not self._held:
            self._before, self.topic, self._held = self.topic, UNKNOWN_TOPIC, True

    def new_clause(self, start: int) -> None:
        """A comma, semicolon or bracket was met."""
        self.vetoes.clear()
        self.in_clause.clear()
        self.clause = start

    @property
    def topic_behind(self) -> str | None:
        """What the next sentence speaks of, until it says so itself."""
        return self._before if self._held else self.topic
