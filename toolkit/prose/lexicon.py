"""The words that reports speak of their figures with, and the phrases that several of them make.

``words.yaml`` sorts spellings into classes. A phrase is classes that stand together and mean what another class does:
非 本局 职责 is what ``not_held`` is, and so is every other such three of them, so that no spelling need be foreseen.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from toolkit.forms.spec import FormError
from toolkit.prose.spec import Veto, WordSpec, WordsSpec

NAME = "words.yaml"
_FIRST_SIGN = 0xE000  # private use: no text has these
FIGURE = "#"
SHARE = "%"
DATE = "@"
NONE = "0"
UNKNOWN = "?"
MARKS = {
    "，": ",",
    ",": ",",
    "；": ";",
    ";": ";",
    "、": "、",
    "（": "(",
    "(": "(",
    "）": ")",
    ")": ")",
    "〔": "(",
    "〕": ")",
}
_NOT, _END, _BEFORE_BOUND = "!", ".", "(?=[#,;、()@%]|$)"
_PHRASE_MARKS = frozenset({FIGURE, DATE, NONE, UNKNOWN, "、"})


@dataclass(eq=False, slots=True)  # never changed; each figure asks many of them for several things
class Word:
    """What a spelling is: its class, the class's sign (empty for one that nothing sees), and what it does. ``alone`` is
    the sign that it has for patterns where it is in no phrase.
    """

    name: str
    sign: str
    topic: str | None
    holds: bool
    veto: Veto | None
    now: bool
    alone: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All spellings. ``lengths`` has for each two first characters how long the spellings are, the longest first;
    those of one character aren't in it. ``begins`` are the first characters of all. ``phrases`` matches every phrase,
    in a group by its class's name and a number; ``parts`` has the signs that stand for nothing, or something unknown,
    where they are in none.
    """

    words: dict[str, Word]
    lengths: dict[str, tuple[int, ...]]
    begins: frozenset[str]
    signs: Mapping[str, str]
    phrases: re.Pattern[str] | None
    of_phrases: Mapping[str, Word]
    parts: dict[str, str]


def lexicon_of(file: WordsSpec) -> Lexicon:
    """The words and phrases of a file.

    Raises:
        FormError: it spells a word twice, or names a class or a list of parts that isn't there.
    """
    words: dict[str, Word] = {}
    signs: dict[str, str] = {}
    by_class: dict[str, Word] = {}
    for number, (name, given) in enumerate(file.classes.items()):
        spec = given if isinstance(given, WordSpec) else WordSpec(given)
        signs[name] = chr(_FIRST_SIGN + number)
        alone = "" if spec.drop else UNKNOWN if spec.unknown else signs[name]
        sign = signs[name] if spec.part else alone
        by_class[name] = word = Word(name, sign, spec.topic, spec.holds, spec.veto, spec.now, alone)
        spellings = _spellings(spec.spellings, file.parts)
        if not words.keys().isdisjoint(spellings):
            twice = next(spelling for spelling in spellings if spelling in words)
            raise FormError(f"{NAME}: {twice} stands in {words[twice].name} and in {name}")
        words.update(dict.fromkeys(spellings, word))
    lengths: dict[str, list[int]] = {}
    for first, length in {(spelling[:2], len(spelling)) for spelling in words if len(spelling) > 1}:
        lengths.setdefault(first, []).append(length)
    phrases, of_phrases = _phrases(file.phrases, signs, by_class)
    return Lexicon(
        words,
        {first: tuple(sorted(found, reverse=True)) for first, found in lengths.items()},
        frozenset(spelling[0] for spelling in words),
        signs,
        phrases,
        of_phrases,
        {word.sign: word.alone for word in by_class.values() if word.sign != word.alone},
    )


# --- spellings --------------------------------------------------------------------------------------------

_CHOICE = re.compile(r"\{([^{}]*)\}")


def _spellings(written: str, parts: Mapping[str, str]) -> Sequence[str]:
    """The spellings, each once. ``{非|不属于}{us}掌握`` stands for one of each pair of braces after another, where
    ``us`` is the name of a list of ``parts``.
    """
    found: dict[str, None] = {}
    for each in written.split():
        pieces = _CHOICE.split(each)  # text, choice, text, choice …
        choices = [_choices(piece, parts) if number % 2 else (piece,) for number, piece in enumerate(pieces)]
        found.update(dict.fromkeys(map("".join, product(*choices))) if len(pieces) > 1 else {each: None})
    return list(found)


def _choices(written: str, parts: Mapping[str, str]) -> Sequence[str]:
    names = [part for name in written.split("|") for part in (parts[name].split() if name in parts else (name,))]
    for name in names:
        if name.isidentifier() and name.isascii() and name.islower():
            raise FormError(f"{NAME}: {name!r} is no list of parts")
    return names


# --- phrases ----------------------------------------------------------------------------------------------


def _phrases(
    given: Mapping[str, Sequence[str]], signs: Mapping[str, str], by_class: Mapping[str, Word]
) -> tuple[re.Pattern[str] | None, Mapping[str, Word]]:
    """All phrases as one expression; those that stand first in the file are tried first."""
    groups: list[str] = []
    of_phrases: dict[str, Word] = {}
    for name, phrases in given.items():
        if name not in signs:
            raise FormError(f"{NAME}: a phrase is of {name!r}, which is no class of words")
        group = f"g{len(groups)}"
        groups.append(f"(?P<{group}>{'|'.join(_phrase(phrase, signs) for phrase in phrases)})")
        of_phrases[group] = by_class[name]
    if not groups:
        return None, of_phrases
    begins = "".join(_begins(phrase, signs) for phrases in given.values() for phrase in phrases)
    return re.compile(f"(?=[{begins}])(?:{'|'.join(groups)})"), of_phrases


def _begins(written: str, signs: Mapping[str, str]) -> str:
    """The signs that a phrase may begin with, to be told at a glance where none does."""
    found = ""
    for step in written.split():
        expression = _step(step, signs)
        if expression[0] == "[":
            found += expression[1 : expression.rindex("]")]
            if expression[-1] not in "?*":
                break
    return found


def _phrase(written: str, signs: Mapping[str, str]) -> str:
    return "".join(_step(step, signs) for step in written.split())


def _step(step: str, signs: Mapping[str, str]) -> str:
    if step == _END:
        return _BEFORE_BOUND
    if step.startswith(_NOT):
        return f"(?!{_step(step.removeprefix(_NOT), signs)})"
    often = step[-1] if step[-1] in "?*+" else ""
    names = step.removesuffix(often).split("|") if often else step.split("|")
    for name in names:
        if name not in signs and name not in _PHRASE_MARKS:
            raise FormError(f"{NAME}: the phrase step {step!r} names {name!r}, which is no class of words")
    return f"[{re.escape(''.join(signs.get(name, name) for name in names))}]{often}"
