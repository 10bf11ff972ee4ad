"""Whether other words still say what the plain sentence says: the guard knows numbers, this looks at the rest.

Compared are pairs of characters that stand side by side, which survive another order and other particles.
"""

from __future__ import annotations

import re

from toolkit.draft.guard.said import read_sentence

_SLOT = re.compile(r"\{[^{}]*\}")
_SIGNS = re.compile(r"[，。；：、！？“”（）\s]")
_CLAUSE = re.compile(r"[，。；：！？\n]")
_KEPT = 0.25
"""Of a plan's pairs, so many must be left in other words for it."""
_FOREIGN = 0.5
"""Of a clause's characters, so many may be of words that neither the sentence nor the guard knows."""
_SHORT = 4  # characters of a clause that says nothing by itself: 总体来看


def pairs_of(text: str) -> frozenset[str]:
    """Each two characters that stand side by side, without slots and signs."""
    parts = _SIGNS.sub("\n", _SLOT.sub("\n", text)).split("\n")
    return frozenset(part[at : at + 2] for part in parts for at in range(len(part) - 1))


def is_lost(text: str, plain: str) -> bool:
    """Whether a plan in other words says something else, or less: it has no slots that would tell."""
    wanted = pairs_of(plain)
    return len(wanted & pairs_of(text)) < _KEPT * len(wanted)


def added(text: str, plain: str) -> str | None:
    """The first clause without a slot that says what the plain sentence doesn't: it has no figures for its reason."""
    known = pairs_of(plain)
    for clause in _CLAUSE.split(text):
        if "{" in clause or len(clause) <= _SHORT:
            continue
        foreign = sum(
            1
            for token in read_sentence(clause).tokens
            if token.kind == "unknown"
            and not known & {clause[max(0, token.start - 1) : token.end], clause[token.start : token.end + 1]}
        )
        if foreign > _FOREIGN * len(clause):
            return clause
    return None
