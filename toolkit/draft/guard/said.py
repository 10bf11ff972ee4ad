"""A sentence with slots as the guard reads it: slots, names of quantities, words it knows, and all the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from toolkit.draft.guard.lexicon import lexicon

Kind = Literal["slot", "gap", "noun", "word", "end", "pause", "unknown"]
ENDS, PAUSES = "。；！？\n", "，：（）、“”"
_MARK = re.compile(r"\{(?P<slot>[^{}]*)\}|(?P<gap>〔[^〕]*〕)")


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a sentence. ``names``: the quantities that a name may mean, or the slot's metric alone."""

    kind: Kind
    start: int
    end: int
    text: str
    names: frozenset[str] = frozenset()

    @property
    def metric(self) -> str:
        """The metric of a slot."""
        return next(iter(self.names), "")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence (or several) with its tokens."""

    text: str
    tokens: tuple[Token, ...]
    slots: tuple[int, ...] = field(default=())
    """The places of the slots among the tokens."""

    def between(self, first: int, last: int) -> Sequence[Token]:
        """The tokens from one place up to another."""
        return self.tokens[max(0, first) : last]

    def is_known(self, start: int, end: int) -> bool:
        """Whether all that stands there are names, slots and words that the guard knows."""
        return all(t.kind != "unknown" for t in self.tokens if start <= t.start and t.end <= end)

    def start_of(self, at: int, kinds: tuple[Kind, ...], signs: str = "") -> int:
        """The place behind the last token of those kinds (of pauses: of those signs) before a place."""
        for place in range(at - 1, -1, -1):
            token = self.tokens[place]
            if token.kind in kinds and (token.kind != "pause" or token.text in signs):
                return place + 1
        return 0

    def end_of(self, at: int, kinds: tuple[Kind, ...], signs: str = "") -> int:
        """The place of the first token of those kinds from a place on."""
        for place in range(at, len(self.tokens)):
            token = self.tokens[place]
            if token.kind in kinds and (token.kind != "pause" or token.text in signs):
                return place
        return len(self.tokens)


def read_sentence(text: str, own_words: Sequence[str] = ()) -> Said:
    """The tokens of a text. ``own_words``: more words to know, as the organ's name."""
    tokens: list[Token] = []
    at = 0
    for mark in _MARK.finditer(text):
        tokens += _tokens(text, at, mark.start(), own_words)
        if mark["slot"] is not None:
            tokens.append(Token("slot", mark.start(), mark.end(), mark[0], frozenset({mark["slot"]})))
        else:
            tokens.append(Token("gap", mark.start(), mark.end(), mark[0]))
        at = mark.end()
    tokens += _tokens(text, at, len(text), own_words)
    text = _MARK.sub(lambda mark: "\x00" * len(mark[0]) if mark["gap"] else mark[0], text)  # a gap says nothing
    return Said(text, tuple(tokens), tuple(at for at, token in enumerate(tokens) if token.kind == "slot"))


def _tokens(text: str, at: int, end: int, own_words: Sequence[str]) -> Iterator[Token]:
    words = lexicon()
    while at < end:
        if text[at] in ENDS or text[at] in PAUSES:
            yield Token("end" if text[at] in ENDS else "pause", at, at + 1, text[at])
            at += 1
            continue
        own = next((word for word in own_words if text.startswith(word, at, end)), None)
        found = own or _longest(text, at, end)
        if found is None:
            yield Token("unknown", at, at + 1, text[at])
            at += 1
            continue
        names = words.nouns.get(found, frozenset()) if own is None else frozenset()
        yield Token("noun" if names else "word", at, at + len(found), found, names)
        at += len(found)


def _longest(text: str, at: int, end: int) -> str | None:
    words = lexicon()
    for length in range(min(words.longest, end - at), 0, -1):
        part = text[at : at + length]
        if part in words.nouns or part in words.words:
            return part
    return None
