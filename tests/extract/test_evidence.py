"""What speaks for a number that a model points at, and what against it: the report's own words and sums."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

import pytest

from tests.extract.test_pointing import PLAIN, Choose, Scripted, always, codes, figures, read, text_of
from toolkit.extract.pointing.evidence import sums_of
from toolkit.model import Claim, Mention
from toolkit.pointing import NONE


def by_words(names: Mapping[str, str]) -> Choose:
    """Points by a word that stands before a number."""
    return lambda words: next((name for word, name in names.items() if word in words), NONE)


def test_a_total_is_not_what_its_parts_are_no_parts_of() -> None:
    text = text_of("当场或按期给出说法的29件，给了的20件、遮了一半给的6件、没给的3件。")
    choose = by_words(
        {"按期": "completed_on_time", "一半": "answered_partial", "没给": "answered_denied", "给了": "answered_granted"}
    )
    report = read(text, Scripted(choose))
    assert "completed_on_time" not in figures(report)
    assert "合计" in next(note.message for note in report.notes if note.code == "model.refused")


@pytest.mark.parametrize(
    ("sentence", "choice"),
    [
        ("还压着1件过年再说。", "completed_extended"),  # no word says so
        ("有人开口要信息16件。", "received_by_letter"),  # the 信 of 信息 is no letter's
        ("网上留言问的86人次。", "consultations"),  # a part's words
    ],
)
def test_what_the_reports_own_words_do_not_say_is_not_taken(sentence: str, choice: str) -> None:
    assert figures(read(text_of(sentence), always(choice))) == PLAIN


def test_a_part_that_no_word_names_is_vouched_for_by_the_sum_of_its_list() -> None:
    named = {"群众": "received", "跑来": "received_in_person", "捎信": "received_by_letter"}
    whole = text_of("群众来要信息12宗，跑来要的9宗，捎信来要的3宗。")
    assert figures(read(whole, Scripted(by_words(named))))["received_in_person"] == 9
    short = text_of("群众来要信息13宗，跑来要的9宗，捎信来要的3宗。")
    assert "received_in_person" not in figures(read(short, Scripted(by_words(named))))


def test_no_part_is_more_than_its_total() -> None:
    text = text_of("答复申请9件。", "满足所请、同意公开的那些，点了头的12件。")
    report = read(text, Scripted(by_words({"点了头": "answered_granted"})))
    assert "answered_granted" not in figures(report)


def test_what_the_first_framing_sees_as_the_patterns_do_is_not_asked_about_again() -> None:
    pointer = Scripted(by_words({"书面": "received", "答复": "answered"}))
    read(text_of("全年受理群众书面请求公开事项15件，答复申请14件。"), pointer)
    first, second = pointer.asked
    assert (first.count, second.count) == (2, 1)
    assert "书面" in second.lines[0]


def test_a_sections_title_stands_once_for_the_lines_under_it() -> None:
    pointer = always("received")
    read(text_of("全年受理群众书面请求公开事项15件。", "另受理来人请求公开事项4件。"), pointer)
    for asked in pointer.asked:
        assert ["（依申请公开" in line for line in asked.lines] == [True, False]


def test_a_refusal_is_said_whichever_framing_it_is_seen_in() -> None:
    text = text_of("群众来要信息4宗，都是寄信来要的4宗。")
    pointer = Scripted(lambda words: "received_by_fax" if "寄信" in words else "received")
    assert "model.refused" in codes(read(text, pointer))


def test_parts_of_which_one_is_not_known_make_no_total() -> None:
    values = {"m1": 5, "m2": 5, "m3": None, "m4": 0}
    mentions = [Mention(i, "", None if v is None else Decimal(v), "件", 1, 0, 1) for i, v in values.items()]
    claims = [Claim("parts", "m1", ("m2", "m3")), Claim("parts", "m1", ("m2", "m4"))]
    assert [each.parts for each in sums_of(claims, mentions, [])] == [("m2", "m4")]
