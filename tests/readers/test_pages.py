from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.readers.pages import listening, page_done, pages_from


def test_pages_are_written_as_people_write_them() -> None:
    wanted = pages_from("1，3-5、8-")
    assert [n for n in range(1, 12) if n in wanted] == [1, 3, 4, 5, 8, 9, 10, 11]
    assert (wanted.last, pages_from("1,3-5").last) == (None, 5)


@pytest.mark.parametrize("text", ["", "0", "x", "3-1", "1,,2", "-2", "1;2", "1.5"])
def test_what_names_no_page_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(ValueError, match="页码"):
        pages_from(text)


@given(st.lists(st.tuples(st.integers(1, 99), st.integers(0, 9)), min_size=1, max_size=5))
def test_every_page_that_is_named_is_wanted(ranges: list[tuple[int, int]]) -> None:
    wanted = pages_from(",".join(f"{first}-{first + more}" for first, more in ranges))
    named = {n for first, more in ranges for n in range(first, first + more + 1)}
    assert {n for n in range(1, 120) if n in wanted} == named


def test_only_while_someone_listens_is_word_given_of_pages() -> None:
    heard: list[tuple[str, int, int | None]] = []
    page_done("甲", 1, 2)
    with listening(lambda name, done, total: heard.append((name, done, total))):
        page_done("甲", 2, 2)
    page_done("甲", 3, 2)
    assert heard == [("甲", 2, 2)]
