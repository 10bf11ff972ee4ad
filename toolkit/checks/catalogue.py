"""All rules by their texts, for ``check --explain`` and docs/rules.md: the rules in code and the forms' identities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from toolkit.checks import COVERAGE_RULES, PROSE_RULES, ROLLUP_RULES, RULES, YEAR_RULES, check, check_rollup
from toolkit.checks.example import Example, read_example
from toolkit.checks.rule import Rule
from toolkit.forms import all_forms
from toolkit.model import Finding, Severity


@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule for people. ``forms`` are the ids of the forms that it is an identity of; a rule in code has none.

    ``example`` is in the notation of ``toolkit.checks.example``.
    """

    id: str
    severity: Severity
    what: str
    why: str
    example: str
    citation: str
    forms: tuple[str, ...] = ()

    def example_finding(self) -> Finding:
        """What the rule finds in its own example."""
        example = read_example(self.example, self.forms[-1] if self.forms else None)
        findings = example_findings(example)
        return next(f for f in findings if f.rule == self.id and f.cells == example.finds)


def example_findings(example: Example) -> tuple[Finding, ...]:
    """What all rules find in an example."""
    if example.children:
        return check_rollup(example.report, example.children, example.expected)
    return check(example.report, example.previous)


@cache
def catalogue() -> tuple[RuleText, ...]:
    """Every rule: first those in code, then the identities in the forms' order.

    An identity that several forms state in the same words is one rule, with the citations of all.
    """
    identities: dict[tuple[str, Severity, str, str, str], list[tuple[str, str]]] = {}
    for form in all_forms():
        for i in form.identities:
            identities.setdefault((i.id, i.severity, i.says, i.why, i.example), []).append((form.id, i.citation))
    rules: tuple[Rule[Any], ...] = (*RULES, *YEAR_RULES, *PROSE_RULES, *ROLLUP_RULES, *COVERAGE_RULES)
    in_code = (RuleText(r.id, r.severity, r.what, r.why, r.example, r.citation) for r in rules)
    in_forms = (
        RuleText(
            *texts, citation="；".join(citation for _, citation in stated), forms=tuple(form for form, _ in stated)
        )
        for texts, stated in identities.items()
    )
    return (*in_code, *in_forms)


def texts_of(rule_id: str) -> tuple[RuleText, ...]:
    """The rule of that id: none if there is no such rule, several if forms state it in different words."""
    return tuple(text for text in catalogue() if text.id == rule_id)
