"""What became of last year's problems, as far as the figures say; where they don't, a gap asks the organ."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from toolkit.draft.document import Gap, Run, pieces_of
from toolkit.draft.metrics import Metrics
from toolkit.draft.old_problems import MOST_FOLLOWED, OldProblem, can_be_quoted, old_problems
from toolkit.draft.say import PLACE, first_said
from toolkit.draft.spec import sections_spec, themes_spec
from toolkit.model import Report

_LONGEST_ORIGINAL = 80  # characters of last year's words in a comment


class Followed(NamedTuple):
    """The sentences, and the problems of last year that none is about."""

    runs: tuple[Run, ...]
    left_out: tuple[str, ...]


def followed_up(last: Report, metrics: Metrics) -> Followed:
    """A sentence for each of last year's problems; for those that must be called the same, one together."""
    problems = old_problems(last)
    if not problems:
        return Followed((Run(pieces_of(sections_spec().no_text_followed + "。")),), ())
    told: set[str] = set()
    sentences: dict[tuple[str, str], list[str]] = {}
    for problem in problems[:MOST_FOLLOWED]:
        lead = _lead(problem)
        originals = sentences.setdefault((lead, _follow(problem, told, metrics)), [])
        if problem.words not in lead:
            originals.append(problem.words[:_LONGEST_ORIGINAL])
    runs = tuple(_run(lead, text, originals) for (lead, text), originals in sentences.items())
    return Followed(runs, tuple(problem.words for problem in problems[MOST_FOLLOWED:]))


def _run(lead: str, text: str, originals: Sequence[str]) -> Run:
    pieces = pieces_of(f"{lead}{text}。")
    comment = "\n".join(("上年报告的原文：", *originals)) if originals else ""
    if any(isinstance(piece, Gap) for piece in pieces):
        return Run(pieces, comment)
    return Run(pieces, comment, "fact", lead, "上年问题的改进情况")


def _lead(problem: OldProblem) -> str:
    """What a problem is called: by its own words where they may be quoted, else by its theme."""
    spec = sections_spec()
    if can_be_quoted(problem.words):
        return spec.quoted_followed.replace(f"{PLACE}words", problem.words)
    if problem.theme is not None:
        return spec.followed.replace(f"{PLACE}topic", themes_spec().themes[problem.theme].topic)
    return spec.other_followed


def _follow(problem: OldProblem, told: set[str], metrics: Metrics) -> str:
    """What the figures show of it; of two problems of one theme they are said at the first."""
    theme = themes_spec().themes[problem.theme] if problem.theme and problem.theme not in told else None
    said = first_said(theme.follow, metrics) if theme else None
    if said is not None and problem.theme is not None:
        told.add(problem.theme)
    return said or sections_spec().unknown_followed
