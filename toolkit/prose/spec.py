"""The shape of the grammar's files, ``words.yaml`` and ``sentences.yaml`` beside the forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Veto = Literal["cumulative", "earlier", "plan", "part", "change"]
"""Why a figure is none of this year's counts: a stock, another year's, one to come, a part of the year's, a
difference.
"""


@dataclass(frozen=True, slots=True)
class WordSpec:
    """A class of words, blanks between its spellings; see the head of ``words.yaml``."""

    spellings: str
    topic: str | None = None
    holds: bool = False
    veto: Veto | None = None
    drop: bool = False
    unknown: bool = False
    now: bool = False
    part: bool = False


@dataclass(frozen=True, slots=True)
class WordsSpec:
    """``words.yaml``. ``parts`` are stretches that many spellings have in common, by name; ``phrases`` what classes
    mean together, by the class that means the same.
    """

    classes: Mapping[str, str | WordSpec]
    parts: Mapping[str, str] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PatternSpec:
    """A pattern that asks for more than its words; see the head of ``sentences.yaml``."""

    say: str
    of: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    not_among: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    not_behind: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    in_list_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """An indicator and how sentences speak of it."""

    id: str
    units: tuple[str | None, ...] | str
    patterns: tuple[str | PatternSpec, ...] = ()
    kinds: tuple[str, ...] = ()
    of: str | None = None
    then: str = ""
    not_among: tuple[str, ...] = ()
    in_lists: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    part_of: tuple[str, ...] = ()
    outdoes: tuple[str, ...] = ()
    indicator: str | None = None
    cell: Mapping[str, str] | None = None
    only: bool = False
    old: bool = False
    overlaps: bool = False
    stands: bool = False
    to_date: bool = False
    other_matters: bool = False
    categories: bool = False
    outcomes: bool = False
    outcomes_of: tuple[str, ...] = ()
    goes_before: tuple[str, ...] = ()
    all_there_was: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopicsSpec:
    """What texts speak of, by what it does; see the head of ``sentences.yaml``."""

    own_parts: tuple[str, ...] = ()
    other: tuple[str, ...] = ()
    strays: Mapping[str, str] = field(default_factory=dict)
    titles: tuple[str, ...] = ()
    weak_titles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SentencesSpec:
    """``sentences.yaml``."""

    table_forms: tuple[str, ...]
    units: Mapping[str, tuple[str | None, ...]]
    indicators: tuple[IndicatorSpec, ...]
    topics: TopicsSpec = field(default_factory=TopicsSpec)
    beside: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    objects: tuple[str, ...] = ()
    soft: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    media: tuple[str, ...] = ()
    social: tuple[str, ...] = ()
    rests: tuple[str, ...] = ()
    say_nothing: tuple[str, ...] = ()
