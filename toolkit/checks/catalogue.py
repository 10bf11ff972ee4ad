"""All rules by their texts, for ``check --explain`` and docs/rules.md: the rules in code and the forms' identities."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from toolkit.checks import RULES, check
from toolkit.checks.example import read_example
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
        return next(f for f in check(example.report) if f.rule == self.id and f.cells == example.finds)


@cache
def catalogue() -> tuple[RuleText, ...]:
    """Every rule: first those in code, then the identities in the forms' order.

    An identity that several forms state in the same words is one rule, with the citations of all.
    """
    identities: dict[tuple[str, Severity, str, str, str], list[tuple[str, str]]] = {}
    for form in all_forms():
        for i in form.identities:
            identities.setdefault((i.id, i.severity, i.says, i.why, i.example), []).append((form.id, i.citation))
    in_code = (RuleText(r.id, r.severity, r.what, r.why, r.example, r.citation) for r in RULES)
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
