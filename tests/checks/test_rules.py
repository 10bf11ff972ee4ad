"""Every rule: its texts, its example, its name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from toolkit.checks import COVERAGE_RULES, PROSE_RULES, ROLLUP_RULES, RULES, YEAR_RULES
from toolkit.checks.catalogue import RuleText, catalogue, example_findings, texts_of
from toolkit.checks.example import read_example
from toolkit.checks.rule import Observation, rule
from toolkit.checks.sheet import Sheet
from toolkit.forms import all_forms


@pytest.mark.parametrize("text", catalogue(), ids=lambda text: text.id)
def test_every_rule_finds_what_its_example_says(text: RuleText) -> None:
    for form_id in text.forms or (None,):
        example = read_example(text.example, form_id)
        findings = [finding for finding in example_findings(example) if finding.rule == text.id]
        assert [finding.cells for finding in findings] == [example.finds]
        assert findings[0].severity == text.severity
    assert text.example_finding().rule == text.id


def test_rule_ids_are_given_once_and_are_names_that_last() -> None:
    ids = [text.id for text in catalogue()]
    assert [rule_id for rule_id, count in Counter(ids).items() if count > 1] == []
    assert all(re.fullmatch(r"[a-z]+\.[a-z_]+", rule_id) for rule_id in ids)


def test_the_catalogue_holds_the_rules_in_code_and_every_identity_of_every_form() -> None:
    in_code = {rule.id for rule in RULES} | {rule.id for rule in (*YEAR_RULES, *COVERAGE_RULES)}
    in_code |= {rule.id for rule in ROLLUP_RULES} | {rule.id for rule in PROSE_RULES}
    identities = {identity.id for form in all_forms() for identity in form.identities}
    assert {text.id for text in catalogue()} == in_code | identities


def test_an_identity_that_both_forms_state_has_both_citations() -> None:
    (text,) = texts_of("applications.total_is_sum")
    assert text.forms == ("2019", "2021")
    assert "〔2019〕60号" in text.citation
    assert "〔2021〕30号" in text.citation
    assert texts_of("applications.sum_is_total") == ()


@pytest.mark.parametrize(
    "docstring",
    [
        None,
        "What: a\nWhy: b\nExample:\n    rest 0",
        "What: a\nWhy:\nExample:\n    rest 0\nCitation: c",
        "Why: b\nWhat: a\nExample:\n    rest 0\nCitation: c",
        "What: a\nWhy: b\nExample:\n    rest 0\nCitation: c\nSource: d",
    ],
)
def test_a_rule_must_give_its_reasons(docstring: str | None) -> None:
    def observe(sheet: Sheet) -> Iterator[Observation]:
        yield from ()

    observe.__doc__ = docstring
    with pytest.raises(ValueError, match=r"table\.new: its docstring must have What, Why, Example, Citation"):
        rule("table.new", severity="info")(observe)


def test_a_rules_texts_are_its_docstrings() -> None:
    @rule("table.new", severity="info")
    def observe(sheet: Sheet) -> Iterator[Observation]:
        """What: one
        and a half.
        Why: two.
        Example:
            rest 0
            finds
        Citation: 〔2019〕60号
        """
        yield Observation("message")

    assert (observe.what, observe.why, observe.citation) == ("one\nand a half.", "two.", "〔2019〕60号")
    assert observe.example == "rest 0\nfinds"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("applications.new.natural", "no value after 'applications.new.natural'"),
        ("applications.news.natural 1", "form 2021 has no cell 'applications.news.natural'"),
        ("finds applications.news.natural", "form 2021 has no cell 'applications.news.natural'"),
        ("form 2019\ndisclosure.rules.issued 1", "form 2019 has no cell 'disclosure.rules.issued'"),
    ],
)
def test_an_example_with_a_mistake_is_refused(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        read_example(text)
