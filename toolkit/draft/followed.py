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
    """A sentence for each of last year's problems that the figures speak of, then one for all others together."""
    problems = old_problems(last)
    if not problems:
        return Followed((Run(pieces_of(sections_spec().no_text_followed + "。")),), ())
    told: dict[str, str] = {}  # what the figures say, by theme; of two problems of one theme at the first
    runs: list[Run] = []
    unknown: list[OldProblem] = []
    for problem in problems[:MOST_FOLLOWED]:
        theme = themes_spec().themes[problem.theme] if problem.theme and problem.theme not in told else None
        said = first_said(theme.follow, metrics) if theme else None
        if said is None or problem.theme is None:
            unknown.append(problem)
            continue
        told[problem.theme] = said
        runs.append(_run(_lead([problem]), said, [problem]))
    if unknown:
        spec = sections_spec()
        asked = spec.unknown_followed if len(unknown) == 1 else spec.unknown_all_followed
        runs.append(_run(_lead(unknown), asked, unknown))
    return Followed(tuple(runs), tuple(problem.words for problem in problems[MOST_FOLLOWED:]))


def _run(lead: str, text: str, problems: Sequence[OldProblem]) -> Run:
    pieces = pieces_of(f"{lead}{text}。")
    originals = [problem.words[:_LONGEST_ORIGINAL] for problem in problems if problem.words not in lead]
    comment = "\n".join(("上年报告的原文：", *originals)) if originals else ""
    if any(isinstance(piece, Gap) for piece in pieces):
        return Run(pieces, comment)
    return Run(pieces, comment, "fact", lead, "上年问题的改进情况")


def _lead(problems: Sequence[OldProblem]) -> str:
    """What problems are called: by their own words as far as they may be quoted, else one by its theme."""
    spec = sections_spec()
    quoted = [problem.words for problem in problems if can_be_quoted(problem.words)]
    if len(problems) == 1 and quoted:
        return spec.quoted_followed.replace(f"{PLACE}words", quoted[0])
    if quoted:
        return spec.quoted_all_followed.replace(f"{PLACE}words", "".join(f"“{words}”" for words in quoted))
    theme = problems[0].theme
    if len(problems) == 1 and theme is not None:
        return spec.followed.replace(f"{PLACE}topic", themes_spec().themes[theme].topic)
    return spec.other_followed
