"""The guard's words: the names of quantities, and what else may stand beside a slot."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any

import yaml

from toolkit.draft.spec import metrics_spec
from toolkit.forms.strict import read_as

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class NounSpec:
    """What names a quantity or a share, what it is a part of, and of which kind a name alone must be."""

    nouns: tuple[str, ...]
    within: tuple[str, ...] = ()
    of: str | None = None


@dataclass(frozen=True, slots=True)
class NounsSpec:
    """``nouns.yaml``."""

    quantities: Mapping[str, NounSpec]
    shares: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WordsSpec:
    """``words.yaml``."""

    beside: tuple[str, ...]
    up: str
    down: str
    same: str
    cliches: tuple[str, ...]
    talk: str
    numeral_words: str
    others: str
    deeds: str
    absolutes: str
    absolute_idioms: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All names with the quantities that they may mean (``share.x`` for a share), all other words; what a quantity is
    a part of, at any depth and directly.
    """

    nouns: Mapping[str, frozenset[str]]
    words: frozenset[str]
    wholes: Mapping[str, frozenset[str]]
    direct: Mapping[str, tuple[str, ...]]
    of: Mapping[str, str]
    longest: int = field(default=0)


def expanded(pattern: str) -> Iterator[str]:
    """The words that a pattern stands for: ``(a|b|)c`` is ac, bc, c; alternatives at the top are parted by ``|``."""
    for alternative in _split(pattern):
        pieces = re.findall(r"\([^()]*\)|[^()]+", alternative)
        choices = [piece[1:-1].split("|") if piece.startswith("(") else [piece] for piece in pieces]
        yield from ("".join(chosen) for chosen in product(*choices))


def _split(pattern: str) -> Iterator[str]:
    depth, start = 0, 0
    for at, sign in enumerate(pattern):
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and not depth:
            yield pattern[start:at]
            start = at + 1
    yield pattern[start:]


@cache
def words_spec() -> WordsSpec:
    """The words of ``words.yaml``."""
    return read_as(WordsSpec, _data("words.yaml"))


def alternatives(pattern: str) -> str:
    """The words of a pattern as one of a regular expression, the longest first."""
    return "|".join(map(re.escape, sorted(set(expanded(pattern)), key=lambda word: (-len(word), word))))


@cache
def lexicon() -> Lexicon:
    """The names and words, with their patterns expanded."""
    spec, metrics, words = read_as(NounsSpec, _data("nouns.yaml")), metrics_spec(), words_spec()
    nouns: dict[str, set[str]] = {}
    for name, quantity in metrics.quantities.items():
        own = spec.quantities[name]
        for word in _all((*own.nouns, *map(_plain, (quantity.name, *quantity.said, *quantity.moves)))):
            nouns.setdefault(word, set()).add(name)
    for name, patterns in spec.shares.items():
        for word in _all(patterns):
            nouns.setdefault(word, set()).add(f"share.{name}")
    others = frozenset(_all((*words.beside, words.up, words.down, words.same)))
    return Lexicon(
        {word: frozenset(names) for word, names in nouns.items()},
        others,
        {name: _closure(name, spec.quantities) for name in spec.quantities},
        {name: noun.within for name, noun in spec.quantities.items()},
        {name: noun.of for name, noun in spec.quantities.items() if noun.of},
        max(map(len, (*nouns, *others))),
    )


def _plain(words: str) -> str:
    """A name of ``metrics.yaml``, whose brackets are brackets."""
    return words.partition("（")[0]


def _all(patterns: Iterable[str]) -> Iterator[str]:
    for pattern in patterns:
        yield from filter(None, expanded(pattern))


def _closure(name: str, quantities: Mapping[str, NounSpec]) -> frozenset[str]:
    """Everything that a quantity is a part of, at any depth."""
    found: set[str] = set()
    todo = list(quantities[name].within)
    while todo:
        whole = todo.pop()
        if whole not in found:
            found.add(whole)
            todo += quantities[whole].within
    return frozenset(found)


def _data(name: str) -> object:
    return yaml.load((files(__package__) / name).read_text(encoding="utf-8"), Loader=_Loader)
