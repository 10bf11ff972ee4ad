"""What the draft speaks of: the problems that the figures support, last year's problems, what changed most."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from toolkit.draft.conditions import hold
from toolkit.draft.metrics import Metric, Metrics
from toolkit.draft.spec import ThemeSpec, metrics_spec, themes_spec
from toolkit.model import Report

MOST_PROBLEMS = 4
"""A report names two to four; those with less strength are listed as left out."""
_MOST_FOLLOWED = 4
_MOST_CHANGES = 3
_NOTABLE = Decimal("2.5")  # so many times what chance alone makes of a count: the root of the count
_PROBLEMS = 5  # the section that holds last year's problems


@dataclass(frozen=True, slots=True)
class Theme:
    """A problem that figures support. ``strength`` is from 0 to 1."""

    id: str
    spec: ThemeSpec
    strength: Decimal

    def evidence(self, metrics: Metrics) -> tuple[Metric, ...]:
        """The metrics that carry it, as far as they are defined."""
        return tuple(
            metrics[name] for name in self.spec.evidence if name in metrics and metrics[name].value is not None
        )


@dataclass(frozen=True, slots=True)
class OldProblem:
    """A problem of last year's report: its words, and the theme that it is, if one is recognised."""

    words: str
    theme: str | None


def themes_of(metrics: Metrics) -> tuple[Theme, ...]:
    """The themes that are triggered, the strongest first."""
    found = [
        Theme(name, spec, _strength(spec, metrics))
        for name, spec in themes_spec().themes.items()
        if any(hold(conditions, metrics) for conditions in spec.triggers)
    ]
    return tuple(sorted(found, key=lambda theme: -theme.strength))


def _strength(spec: ThemeSpec, metrics: Metrics) -> Decimal:
    metric = metrics.get(spec.strength.metric)
    value = metric.value if metric is not None else None
    return Decimal(0) if value is None else max(Decimal(0), min(Decimal(1), value / spec.strength.full))


# --- last year's problems ---------------------------------------------------------------------------------

_NUMBERED = re.compile(
    r"""[一二三四五六七八]是 | 第[一二三四五六七八][，,、] | [（(][一二三四五六七八1-9][）)] | (?<!\d)[1-9][.、．]""",
    re.VERBOSE,
)
_ENDS = re.compile(r"[，。；;！？!?\n：:]")
_MEASURES = re.compile(r"(?:改进|整改)(?:措施|情况|方向|办法)|下一步|针对(?:上述|以上|存在)|[今明]后|20\d\d年，?我")
_LACKING = re.compile(
    r"""不够|不足|有待|不[强高深]|欠缺|滞后|单一|不规范|薄弱|不到位|不及时|不全面|差距|偏[低少]|缺乏|较少"""
)
_NUMERAL = re.compile(r"[0-9０-９]|[一二两三四五六七八九十百千万亿]+[件条项次个份人名篇%％]")
_LONGEST, _SHORTEST = 30, 4


def old_problems(previous: Report) -> tuple[OldProblem, ...]:
    """The problems that last year's section five lists, in order, each theme once."""
    text = next((section.text for section in previous.sections if section.number == _PROBLEMS), "")
    found: list[OldProblem] = []
    for words in _listed(text):
        problem = OldProblem(words, _theme_of(words))
        if all(problem.theme is None or problem.theme != other.theme for other in found):
            found.append(problem)
    return tuple(found[:_MOST_FOLLOWED])


def _listed(text: str) -> Iterator[str]:
    cut = _MEASURES.search(text, 20)
    told = text[: cut.start()] if cut else text
    starts = [found.end() for found in _NUMBERED.finditer(told)]
    clauses = [told[start:].lstrip() for start in starts] or re.split(_ENDS, told)
    for clause in clauses:
        end = _ENDS.search(clause)
        words = clause[: end.start()] if end else clause
        if starts or _LACKING.search(words):
            yield words.strip()


def _theme_of(words: str) -> str | None:
    scores = {name: sum(word in words for word in spec.keywords) for name, spec in themes_spec().themes.items()}
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] else None


def can_be_quoted(words: str) -> bool:
    """Whether words of last year's report may stand in this year's: short, without numbers, and no slot or gap."""
    signs = set(words) & set("{}〔〕“”《》<>[]")
    return _SHORTEST <= len(words) <= _LONGEST and not signs and not _NUMERAL.search(words)


# --- what changed most ------------------------------------------------------------------------------------


def changed_most(metrics: Metrics) -> tuple[str, ...]:
    """The quantities that changed most against last year, the most notable first."""
    scores: dict[str, Decimal] = {}
    for name, spec in metrics_spec().quantities.items():
        if spec.derived:
            continue
        delta, this, last = (metrics.get(each) for each in (f"delta.{name}", name, f"last.{name}"))
        if delta is None or this is None or last is None:
            continue
        if delta.value and this.value is not None and last.value is not None:
            scores[name] = abs(delta.value) / max(this.value, last.value).sqrt()
    ranked = sorted(scores, key=lambda name: -scores[name])
    return tuple(name for name in ranked if scores[name] >= _NOTABLE)[:_MOST_CHANGES]


def unsaid(names: Sequence[str], slots: Sequence[str]) -> tuple[str, ...]:
    """Those of the quantities of whose change no slot speaks."""
    said = {slot.partition(".")[2] for slot in slots if slot.startswith(("delta.", "change.", "last."))}
    return tuple(name for name in names if name not in said)
