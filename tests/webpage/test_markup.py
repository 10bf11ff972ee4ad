from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.checks.private import masked_text
from toolkit.webpage.markup import el, inlined, joined, shown

UNSEEN = re.compile(r"⟨U\+[0-9A-F]{4}⟩")
ANY = st.text(st.characters(exclude_categories=())) | st.text("<>&\"'/=! -]\x00\u202e\ud800scriptl\n")


@given(ANY)
def test_text_stays_text_whatever_it_holds(text: str) -> None:
    made = str(el("p", None, text))
    inner = made.removeprefix("<p>").removesuffix("</p>")
    assert "<" not in inner
    assert ">" not in inner
    made.encode()
    if UNSEEN.search(inner) is None:
        assert html.unescape(inner) == masked_text(text)


@given(ANY)
def test_an_attribute_ends_where_it_ends(text: str) -> None:
    made = str(el("a", {"title": text, "href": text}))
    assert made.count('"') == 4
    assert made.count("<") == 2


@pytest.mark.parametrize(
    ("text", "said"),
    [("a\x00b", "a⟨U+0000⟩b"), ("\u202e321", "⟨U+202E⟩321"), ("\ud800", "⟨U+D800⟩"), ("一\n二\t三", "一\n二\t三")],
)
def test_what_cannot_be_seen_is_named(text: str, said: str) -> None:
    assert el("p", None, text) == f"<p>{said}</p>"


def test_what_is_made_is_not_escaped_again() -> None:
    assert joined([el("b", None, "<"), " & "]) == "<b>&lt;</b> &amp; "
    assert el("br") == "<br>"
    assert el("input", {"checked": True, "id": None, "disabled": False}) == "<input checked>"


def test_a_private_number_is_masked_in_text_and_in_hints_and_no_address_is_touched() -> None:
    assert el("p", {"title": "13812345678"}, "１３８12345678") == '<p title="138******78">138******78</p>'
    assert el("img", {"src": "data:13812345678"}) == '<img src="data:13812345678">'


def test_foreign_words_leave_the_order_of_a_sentence_alone() -> None:
    assert shown("محافظة") == "<bdi>محافظة</bdi>"


def test_a_style_sheet_cannot_end_its_element() -> None:
    with pytest.raises(ValueError, match="style"):
        inlined("style", "a{}</style><script>")
