"""The shape of this folder's data: what is counted (``metrics.yaml``), what is said of it (``sections.yaml``,
``themes.yaml``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from toolkit.forms.strict import read_as

T = TypeVar("T")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class QuantitySpec:
    """A count or a sum of money: the sum of all cells that match the patterns (``*`` for any part of an id).

    ``said`` are the words that name it before its number in a text, the longest that stands there counts.
    ``derived``: made of other quantities, so that its change is theirs. ``follows``: the quantity whose change says as
    much, where it went the same way. ``moves``: words that name it where only its change is said.
    """

    name: str
    sum: tuple[str, ...]
    unit: str = "件"
    said: tuple[str, ...] = ()
    derived: bool = False
    follows: str | None = None
    moves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShareSpec:
    """A share: one quantity in percent of another."""

    name: str
    part: str
    whole: str


@dataclass(frozen=True, slots=True)
class MetricsSpec:
    """``metrics.yaml``."""

    quantities: Mapping[str, QuantitySpec]
    shares: Mapping[str, ShareSpec]


@dataclass(frozen=True, slots=True)
class WordingSpec:
    """One way to say a thing, and when it may be said: all conditions hold, and all its slots are defined."""

    say: str
    when: tuple[str, ...] = ()


Wordings = tuple[str | WordingSpec, ...]
"""Ways to say a thing, the first that may be said counts; where none may, it isn't said."""


@dataclass(frozen=True, slots=True)
class SentenceSpec:
    """A sentence: ``first``, then those of ``parts`` that may be said, ``before`` them, ``between`` them, ``end``.

    Where no wording of ``first`` may be said, the whole sentence falls away.
    """

    first: Wordings
    parts: tuple[Wordings, ...] = ()
    before: str = "，"
    between: str = "，"
    end: str = "。"


@dataclass(frozen=True, slots=True)
class ParagraphSpec:
    """A paragraph, with a heading of the second level where it has one."""

    sentences: tuple[SentenceSpec, ...]
    heading: str | None = None


@dataclass(frozen=True, slots=True)
class SectionsSpec:
    """``sections.yaml``: the opening, the prose of sections by number, how last year's problems are taken up."""

    macros: Mapping[str, Wordings]
    opening: tuple[SentenceSpec, ...]
    sections: Mapping[int, tuple[ParagraphSpec, ...]]
    no_problem: SentenceSpec
    changed_most: SentenceSpec
    followed: str
    other_followed: str
    quoted_followed: str
    quoted_all_followed: str
    unknown_followed: str
    unknown_all_followed: str
    no_text_followed: str
    measures_end: str
    also: str


@dataclass(frozen=True, slots=True)
class StrengthSpec:
    """How strongly a theme is supported: the metric's value against what counts as full strength."""

    metric: str
    full: int


@dataclass(frozen=True, slots=True)
class ThemeSpec:
    """A problem that figures can show.

    It is triggered where all conditions of one of ``triggers`` hold. ``evidence`` are the metrics that carry it: each
    that is defined stands in its ``problem``, and in ``brief``, which is said where stronger themes are the problems.
    ``keywords`` are patterns that tell it in last year's text; ``follow`` says what the figures show of whether it got
    better.
    """

    topic: str
    triggers: tuple[tuple[str, ...], ...]
    strength: StrengthSpec
    evidence: tuple[str, ...]
    problem: SentenceSpec
    measure: Wordings
    brief: Wordings
    keywords: tuple[str, ...]
    follow: Wordings = ()


@dataclass(frozen=True, slots=True)
class ThemesSpec:
    """``themes.yaml``."""

    themes: Mapping[str, ThemeSpec]


def _load(kind: type[T], name: str) -> T:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return read_as(kind, yaml.load(text, Loader=_Loader))


@cache
def metrics_spec() -> MetricsSpec:
    """What is counted."""
    return _load(MetricsSpec, "metrics.yaml")


@cache
def sections_spec() -> SectionsSpec:
    """What is said in the sections."""
    return _load(SectionsSpec, "sections.yaml")


@cache
def themes_spec() -> ThemesSpec:
    """What can be a problem."""
    return _load(ThemesSpec, "themes.yaml")
