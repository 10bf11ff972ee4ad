"""What an office wishes of the rules."""

from __future__ import annotations

import pytest

from tests.checks.reports import report_from
from toolkit.checks import check
from toolkit.checks.preferences import WrongPreferences, preferences_from

_KNOWN = ["table.blank", "table.dash"]
_REPORT = "rest 0\ndisclosure.rules.issued 空\ndisclosure.rules.repealed /"


def _severities(text: str, organ: str | None) -> dict[str, str]:
    found = preferences_from(text, _KNOWN).applied(check(report_from(_REPORT)), organ)
    return {finding.rule: finding.severity for finding in found if finding.rule in _KNOWN}


def test_a_rule_is_switched_off_or_weighs_otherwise() -> None:
    assert _severities("", None) == {"table.blank": "warning", "table.dash": "info"}
    assert _severities('[rules]\n"table.blank" = "error"\n"table.dash" = "off"', None) == {"table.blank": "error"}


def test_a_wish_for_one_organ_is_beside_those_for_all() -> None:
    text = '[rules]\n"table.dash" = "off"\n[organs."云溪县水务局"]\n"table.blank" = "info"'
    assert _severities(text, "云溪县水务局") == {"table.blank": "info"}
    assert _severities(text, "云溪县林业局") == {"table.blank": "warning"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[rules", "不是正确的 TOML"),
        ('[rule]\n"table.dash" = "off"', "不认识“rule”"),
        ('[rules]\n"table.dashes" = "off"', "table.dashes 不是一条规则"),
        ('[rules]\n"table.dash" = "mild"', "级别“mild”不认识"),
        ('rules = "off"', "rules 下面应是"),
        ('organs = "off"', "organs 下面应是"),
    ],
)
def test_a_mistake_in_the_file_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(WrongPreferences, match=said):
        preferences_from(text, _KNOWN)
