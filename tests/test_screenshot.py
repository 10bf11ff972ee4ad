from __future__ import annotations

from xml.etree import ElementTree

from docs import screenshot


def test_the_picture_in_the_readme_is_current_and_shows_the_slip() -> None:
    text = screenshot.picture(screenshot.sample())
    assert text == screenshot.PICTURE.read_text(encoding="utf-8"), "run make docs"
    shown = "".join(ElementTree.fromstring(text).itertext()).replace("\xa0", "")
    assert "0[1]" in shown
    assert "疑似漏填" in shown


def test_the_picture_loads_nothing_from_elsewhere() -> None:
    text = screenshot.PICTURE.read_text(encoding="utf-8").replace("http://www.w3.org/", "")
    assert "://" not in text
