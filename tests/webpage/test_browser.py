"""Web pages as Chromium shows them: to a reader, to one without a network, on narrow screens, in the dark, on paper."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal

import pypdfium2
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.webpage.looking import with_prose
from tests.webpage.test_page import hostile
from toolkit.checks import check
from toolkit.model import Report
from toolkit.webpage.index import entry, index_page
from toolkit.webpage.page import report_page

TOTAL = '[id="c-applications.total.natural"]'
Opened = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opened]:
    """``opened(report, width=…)``: its page in a browser without a network, which may not say a word."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_page(report: Report | str, *, width: int = 1280) -> Page:
        file = tmp_path / f"{len(contexts)}.html"
        written = report if isinstance(report, str) else report_page(report, check(report))
        file.write_text(written, encoding="utf-8")
        size: ViewportSize = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda request: said.append(request.url) if request.url != file.as_uri() else None)
        page.goto(file.as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not said


def in_view(page: Page, selector: str) -> bool:
    """Whether an element stands within the window, and within what it scrolls in."""
    return bool(
        page.locator(selector).first.evaluate(
            """element => new Promise(done => new IntersectionObserver((entries, observer) => {
                observer.disconnect(); done(entries[0].intersectionRatio > 0.5) }).observe(element))"""
        )
    )


@pytest.mark.parametrize("width", [420, 1280])
def test_a_finding_leads_to_its_cell_and_back_and_both_are_in_view(opened: Opened, width: int) -> None:
    page = opened(with_prose(), width=width)
    page.locator('.finding a[href="#c-applications.total.natural"]').first.click()
    assert page.evaluate("document.querySelector(':target').id") == "c-applications.total.natural"
    assert in_view(page, TOTAL)
    page.locator(f"{TOTAL} .mark").click()
    assert page.evaluate("document.querySelector(':target').className").startswith("finding error")
    assert in_view(page, ".finding:target h3")
    assert in_view(page, TOTAL) == (width > 1000)


def test_words_lead_to_their_finding_and_it_to_them(opened: Opened) -> None:
    page = opened(with_prose())
    page.locator('.finding a[href^="#w-"]', has_text="坚强领导下").click()
    assert page.locator(".spot:target").inner_text() == "坚强领导下"
    assert in_view(page, ".spot:target")


def test_what_belongs_together_lights_up_together_and_can_be_hidden(opened: Opened) -> None:
    page = opened(with_prose())
    ground = f"getComputedStyle(document.querySelector('{TOTAL}')).backgroundColor"
    before = page.evaluate(ground)
    page.locator(".finding.error").first.hover()
    assert page.evaluate(ground) != before
    page.mouse.move(1, 1)
    assert page.evaluate(ground) == before
    page.locator("#show-warning").uncheck()
    assert page.locator(".finding.error").first.is_visible()
    assert not page.locator(".finding.warning").first.is_visible()


def test_every_part_can_be_reached_with_the_keyboard(opened: Opened) -> None:
    page = opened(with_prose())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "跳到问题"
    assert in_view(page, ".skip a")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#report') !== null")


def test_a_hostile_report_runs_nothing_asks_for_nothing_and_stays_within_the_window(opened: Opened) -> None:
    page = opened(hostile(), width=420)
    assert page.evaluate("window.hacked") is None
    assert page.locator("img, script").count() == 0
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert "<script>hacked=1</script>" in page.locator("h1").inner_text()
    opened(index_page([entry("x.html", "x", hostile(), ())], ["<script>hacked=1</script>"]), width=420)


CONTRASTS = """() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, at) => sum + v * [0.2126, 0.7152, 0.0722][at], 0);
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const poor = [];
  let seen = 0;
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !element.checkVisibility()) continue;
    const [ink, paper] = [parts(getComputedStyle(element).color), ground(element)].map(light);
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    seen += 1;
    if (contrast < 4.5) poor.push([walker.currentNode.data, element.className, contrast]);
  }
  return [seen, poor];
}"""


def test_all_text_stands_out_from_its_ground_in_light_and_dark(opened: Opened) -> None:
    page = opened(with_prose())
    grounds = set()
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        grounds.add(page.evaluate("getComputedStyle(document.documentElement).backgroundColor"))
        for place in (".finding.error", "h1"):  # lit, and not
            page.locator(place).first.hover()
            seen, poor = page.evaluate(CONTRASTS)
            assert seen > 300
            assert not poor
    assert len(grounds) == 2


def test_it_prints_on_a4_with_all_that_it_shows(opened: Opened) -> None:
    page = opened(with_prose())
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    sizes = {tuple(round(side) for side in printed[at].get_size()) for at in range(len(printed))}
    assert sizes == {(595, 842)}
    text = "".join("".join(printed[at].get_textpage().get_text_range().split()) for at in range(len(printed)))
    for expected in ("（七）总计·自然人应为22", "请自己看一遍", "坚强领导下", "法律服务", f"1/{len(printed)}"):
        assert expected in text
    widest = [page_right(printed, at) for at in range(len(printed))]
    assert max(widest) < 595 - 20


def page_right(printed: pypdfium2.PdfDocument, at: int) -> float:
    """How far to the right text goes on a page."""
    text = printed[at].get_textpage()
    return float(max(text.get_charbox(place)[2] for place in range(text.count_chars())))
