"""What bounds the asking, and what is held against an answer that both framings give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

import pytest

from tests.extract.test_evidence import by_words
from tests.extract.test_pointing import BARE, PLAIN, UNUSUAL, Scripted, always, figures, read, text_of
from toolkit.extract.pointing.numbers import Asked, Pointed, point_numbers
from toolkit.extract.pointing.sections import owing_to_sorting
from toolkit.model import CellId, Claim, Mention, Report, TextOrigin
from toolkit.pointing import NONE, NotPointed, Pointer

MANY = [UNUSUAL.replace("15", str(number)) for number in range(15, 30)]
TITLE = "三、依申请公开政府信息情况"


def open_messages(report: Report) -> list[str]:
    return [note.message for note in report.notes if note.code == "prose.open"]


def test_a_short_report_is_asked_about_once_and_what_is_left_is_said() -> None:
    pointer = always(NONE)
    report = read(text_of(*MANY), pointer)
    assert [asked.count for asked in pointer.asked] == [12]
    assert [message.partition("可能")[0] for message in open_messages(report)] == [
        "正文中有 3 个数（“27件”、“28件”、“29件”）"
    ]


def test_a_longer_report_is_asked_about_in_questions_of_a_few_numbers_each() -> None:
    pointer = always(NONE)
    report = read(text_of(*MANY, "我局坚持以人为本、服务群众的宗旨。" * 220), pointer)
    assert [asked.count for asked in pointer.asked] == [12, 3]
    assert open_messages(report) == []


@pytest.mark.parametrize(
    ("sentence", "choice"),
    [("门户网站上头挂了512条，政府网站公开信息。", "by_website"), ("政府公报上登出来512条。", "by_gazette")],
)
def test_a_channels_figure_above_all_that_was_disclosed_is_not_taken(sentence: str, choice: str) -> None:
    report = read(text_of(sentence), always(choice))
    assert figures(report) == PLAIN


def test_a_model_that_does_not_sort_the_passages_leaves_them_as_they_are_with_the_reason() -> None:
    report = read(BARE, lambda asked: NotPointed("连不上") if asked.task == "passages" else {})
    assert figures(report) == figures(read(BARE, None))
    assert any("模型没有回答（连不上）" in note.message for note in report.notes if note.code == "sections.open")


def test_what_is_read_otherwise_once_passages_are_sorted_has_no_value() -> None:
    plain = read(text_of(), None)
    disclosed = CellId("indicators.disclosed")
    other = plain.figures[disclosed]._replace(value=Decimal(313), raw="313条")
    both = owing_to_sorting(replace(plain, figures={**plain.figures, disclosed: other}), plain)
    assert disclosed not in both.figures
    assert [note.cells for note in both.notes if note.code == "model.disagrees"] == [(disclosed,)]


# --- numbers whose lists are known ----------------------------------------------------------------------------


def pointed(text: str, raws: Mapping[str, str | None], claims: Sequence[Claim], pointer: Pointer) -> Pointed:
    """What becomes of pointing at the numbers of a text, of which some are tied; their ids are m1, m2 …"""
    mentions = [
        Mention(f"m{n}", raw, Decimal(raw[:-1]), raw[-1], 0, text.index(raw), text.index(raw) + len(raw), tied)
        for n, (raw, tied) in enumerate(raws.items(), 1)
    ]
    is_open = {mention.id for mention in mentions if mention.indicator is None}
    asked = Asked(
        "2008", [(TITLE, text)], mentions, claims, is_open, {}, lambda m: m.value, lambda _: TextOrigin(0, 1, 1)
    )
    return point_numbers(asked, pointer)


def test_a_total_is_held_against_its_known_parts_though_the_first_framing_had_one_of_them_elsewhere() -> None:
    done = pointed(
        "当场或按期给出说法的29件，给了的20件、遮了一半给的6件、没给的3件。",
        {"29件": None, "20件": "indicators.answered_granted", "6件": None, "3件": "indicators.answered_denied"},
        [Claim("outcomes", "m1", ("m2", "m3", "m4"), complete=True)],
        Scripted(
            by_words({"按期": "completed_on_time", "一半": "received_in_person"}),
            by_words({"按期": "completed_on_time"}),
        ),
    )
    assert done.figures == {}
    assert any("不是它的分项" in note.message for note in done.notes if note.code == "model.refused")
