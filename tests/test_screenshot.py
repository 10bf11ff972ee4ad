from __future__ import annotations

from xml.etree import ElementTree

import pytest

from docs import page_picture, screenshot


@pytest.fixture(scope="module")
def sample() -> bytes:
    return screenshot.sample()


def test_the_picture_in_the_readme_is_current_and_shows_the_slip(sample: bytes) -> None:
    text = screenshot.picture(sample)
    assert text == screenshot.PICTURE.read_text(encoding="utf-8"), "run make docs"
    shown = "".join(ElementTree.fromstring(text).itertext()).replace("\xa0", "")
    assert "0[1]" in shown
    assert "疑似漏填" in shown


def test_the_picture_loads_nothing_from_elsewhere() -> None:
    text = screenshot.PICTURE.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    assert "://" not in text


def test_the_picture_of_the_web_page_shows_the_page_as_it_is_now(sample: bytes) -> None:
    written = page_picture.page(sample)
    assert page_picture.shown_in(page_picture.PICTURE) == page_picture.hash_of(written), "run make docs"
    assert "疑似漏填" in written
