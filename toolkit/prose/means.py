"""What of a grammar is the same for every text: its signs by what they do, and what looks for patterns."""

from __future__ import annotations

import re
from functools import cache

from toolkit.prose.choosing import Choosing
from toolkit.prose.composing import Composing
from toolkit.prose.grammar import Grammar
from toolkit.prose.lexicon import DATE, FIGURE, SHARE
from toolkit.prose.nothing import Nothing

LIST = "、"


class Means:
    """The means of tying a text's figures by a grammar; without memory."""

    def __init__(self, grammar: Grammar) -> None:
        signs = grammar.lexicon.signs
        self.grammar = grammar
        self.joins = frozenset({LIST, signs["and"]})
        self.kinds, self.asked = grammar.classes.matters, grammar.classes.asked
        self.changes = frozenset({signs["up"], signs["down"]})
        self.compares = frozenset({signs["compare"], signs["against"]})
        self.shares = re.compile(rf",?{SHARE}{signs['share']}")
        self.old_value = FIGURE + DATE + signs["earlier"] + signs["against"]
        self.nothing = Nothing(grammar, self.kinds)
        self.choosing = Choosing(grammar, self.joins)
        self.composing = Composing(grammar, self.joins)

    def sign(self, name: str) -> str:
        """The sign of a class."""
        return self.grammar.lexicon.signs[name]

    def spoken(self, signs: str) -> str:
        """Of what a stretch speaks and what is done with it, without all else."""
        return "".join(sign for sign in signs if sign in self.kinds or sign in self.grammar.classes.shared)


means_of = cache(Means)
