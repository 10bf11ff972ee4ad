"""Which rules an office wants otherwise: switched off, or of another severity, for all organs or for one.

The file is TOML::

    [rules]
    "table.dash" = "off"                 # off, error, warning, info
    "compliance.fees_told" = "warning"

    [organs."云溪县水务局"]                # beside that, for this organ alone
    "years.jump" = "off"
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from toolkit.model import Finding, Severity

Wish = Literal["off", "error", "warning", "info"]
_WISHES: Mapping[str, Wish] = {"off": "off", "error": "error", "warning": "warning", "info": "info"}
_SEVERITIES: Mapping[Wish, Severity] = {"error": "error", "warning": "warning", "info": "info"}


class WrongPreferences(ValueError):
    """What is wrong with a settings file, in one Chinese line."""


@dataclass(frozen=True, slots=True)
class Preferences:
    """Wishes by rule, and by organ and rule."""

    rules: Mapping[str, Wish] = field(default_factory=dict)
    organs: Mapping[str, Mapping[str, Wish]] = field(default_factory=dict)

    def applied(self, findings: Iterable[Finding], organ: str | None) -> tuple[Finding, ...]:
        """The findings as they are wished for a report of this organ."""
        wishes = {**self.rules, **self.organs.get(organ or "", {})}
        kept = (finding for finding in findings if wishes.get(finding.rule) != "off")
        return tuple(
            replace(finding, severity=_SEVERITIES[wishes[finding.rule]]) if finding.rule in wishes else finding
            for finding in kept
        )


def preferences_from(text: str, known: Iterable[str]) -> Preferences:
    """Read a settings file; ``known`` are the rules' ids.

    Raises:
        WrongPreferences: why not.
    """
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise WrongPreferences(f"不是正确的 TOML：{error}") from error
    strange = [key for key in given if key not in ("rules", "organs")]
    if strange:
        raise WrongPreferences(f'不认识“{strange[0]}”，只有 [rules] 和 [organs."机关名称"]')
    organs = given.get("organs", {})
    if not isinstance(organs, dict):
        raise WrongPreferences("organs 下面应是一个个机关")
    ids = frozenset(known)
    return Preferences(
        _wishes(given.get("rules", {}), "rules", ids),
        {organ: _wishes(wishes, f"organs.{organ}", ids) for organ, wishes in organs.items()},
    )


def _wishes(given: object, place: str, known: frozenset[str]) -> dict[str, Wish]:
    if not isinstance(given, dict):
        raise WrongPreferences(f"{place} 下面应是“规则 = 级别”")
    for rule, wish in given.items():
        if rule not in known:
            raise WrongPreferences(f"{place} 里的 {rule} 不是一条规则")
        if wish not in _WISHES:
            raise WrongPreferences(f"{place} 里 {rule} 的级别“{wish}”不认识，可以是 off、error、warning、info")
    return {rule: _WISHES[wish] for rule, wish in given.items()}
