"""The grammar is data: what is wrong in it is said with its place."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import toolkit.prose
from toolkit.forms import form_ids, load
from toolkit.forms.spec import FormError
from toolkit.prose.grammar import grammar, grammar_from_yaml
from toolkit.prose.now import UNKNOWN_TOPIC

WORDS = "classes:\n  receive: 收到 受理\n  application:\n    topic: applications\n    spellings: 申请\n"
HEAD = "table_forms: ['2021']\nunits: {cases: [件]}\nindicators:\n"
SENTENCES = HEAD + "  - {id: received, units: cases, patterns: ['receive application #']}\n"


def test_a_sound_grammar_is_read() -> None:
    assert list(grammar_from_yaml(WORDS, SENTENCES).indicators) == ["received"]


@pytest.mark.parametrize(
    ("words", "sentences", "said"),
    [
        (WORDS + "  answer: 答复 受理\n", SENTENCES, "受理 stands in receive and in answer"),
        (WORDS, SENTENCES.replace("receive application", "recieve application"), "'recieve' is no class of words"),
        (WORDS, SENTENCES.replace("application #", "application"), "has no figure"),
        (WORDS, SENTENCES.replace("units: cases", "units: case"), "has units 'case'"),
        (WORDS, SENTENCES.replace("id:", "ids:"), "indicators[0].ids: unknown key"),
        (WORDS, HEAD + "  - {id: a, units: cases, patterns: [], part_of: [b]}\n", "'b', which is no indicator"),
        (
            WORDS,
            HEAD + "  - {id: a, units: cases, patterns: [{of: [suits], say: '#'}]}\n",
            "'suits', which is no topic",
        ),
        (WORDS, HEAD + "  - {id: a, units: cases, patterns: [{among: [x], say: '#'}]}\n", "'x', which is no class"),
        (WORDS.replace("topic: applications", "topik: applications"), SENTENCES, "topik: unknown key"),
        (WORDS, SENTENCES.replace("patterns", "goes_before: [done], patterns"), "'done', which is no indicator"),
        (WORDS, SENTENCES.replace("patterns", "outcomes_of: [got], patterns"), "'got', which is no indicator"),
        (WORDS, "topics: {own_parts: [suits]}\n" + SENTENCES, "topics name 'suits', which is no topic"),
        (WORDS, "topics: {strays: {applications: suits}}\n" + SENTENCES, "topics name 'suits', which is no topic"),
        (WORDS, "topics: {weak_titles: [applications]}\n" + SENTENCES, "in weak_titles, which is not in titles"),
        (WORDS, "matters: [suit]\n" + SENTENCES, "'suit' is no class of words"),
        (WORDS, "say_nothing: [suit]\n" + SENTENCES, "'suit' is no class of words"),
    ],
)
def test_a_broken_grammar_says_what_is_wrong_and_where(words: str, sentences: str, said: str) -> None:
    with pytest.raises(FormError, match=r"(words|sentences)\.yaml") as raised:
        grammar_from_yaml(words, sentences)
    assert said in str(raised.value)


@pytest.mark.parametrize("form", form_ids())
def test_every_cell_that_a_sentence_can_be_tied_to_is_one_of_the_form(form: str) -> None:
    cells = load(form).cells
    for indicator in grammar().indicators:
        cell = grammar().cell_of(indicator, form)
        of_no_table = cell is not None and cell.startswith("indicators.") and form in grammar().table_forms
        assert cell is None or cell in cells or of_no_table


def test_what_is_for_one_kind_of_form_alone_is_tied_to_nothing_in_the_other() -> None:
    assert grammar().cell_of("completed_on_time", "2021") is None
    assert grammar().cell_of("reviews_pending", "2008") is None


@pytest.mark.parametrize("path", sorted(Path(toolkit.prose.__file__).parent.glob("*.py")), ids=lambda path: path.stem)
def test_no_indicator_and_no_topic_but_the_unknown_one_stands_in_code(path: Path) -> None:
    said = {node.value for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Constant)}
    topics = {word.topic for word in grammar().lexicon.words.values() if word.topic}
    assert said & ({*grammar().indicators} | topics) <= {UNKNOWN_TOPIC}
