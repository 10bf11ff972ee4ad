from __future__ import annotations

import io
from base64 import b64decode
from dataclasses import replace
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from tests.readers.printing import HELVETICA, PICTURE, file_of, printed
from tests.samples import CLEAN, sample
from tests.webpage.looking import at, page_of, tree
from toolkit.checks import check
from toolkit.model import CellId, Format, PageOrigin, Report, Section
from toolkit.readers.pages import pages_from
from toolkit.reports import read_report
from toolkit.webpage.page import report_page
from toolkit.webpage.picture_files import png
from toolkit.webpage.pictures import Picture, pictures_of

FIXTURES = Path(__file__).resolve().parent.parent.parent / "fixtures"
PHONE = "13812345678"


def read_from(data: bytes, of: Format = "pdf", text: str = "") -> Report:
    """A report that was read from these bytes."""
    report = sample(CLEAN, "年报.pdf")
    source = replace(report.source, format=of, sha256=sha256(data).hexdigest())
    return replace(report, source=source, sections=(Section(1, "总体情况", text),))


@cache
def image(picture: Picture) -> Image.Image:
    """A picture decoded."""
    return Image.open(io.BytesIO(b64decode(picture.address.partition(",")[2]))).convert("RGB")


def dark_share(picture: Picture, box: tuple[float, float, float, float]) -> float:
    """How much of a box, in points of the page as it came, is black."""
    shown = image(picture)
    scale = shown.width / picture.size[0]
    x0, y0, x1, y1 = (round(edge * scale) for edge in picture.box(box))
    part = shown.crop((x0, y0, x1, y1)).convert("L")
    return sum(part.histogram()[:64]) / (part.width * part.height)


def test_a_page_of_a_pdf_file_is_drawn_as_it_is_printed() -> None:
    data = printed((100, 200, "ABCDEF"), size=30)
    (picture,) = pictures_of(data, read_from(data)).pages
    assert picture.address.startswith("data:image/png;base64,")
    assert (picture.page, picture.width, picture.height) == (1, 600, 800)
    assert dark_share(picture, (100, 175, 200, 205)) > 0.1
    assert dark_share(picture, (100, 300, 200, 500)) == 0


def test_a_private_number_is_black_in_the_picture() -> None:
    data = printed((100, 200, f"mobile {PHONE} end"), size=20)
    (picture,) = pictures_of(data, read_from(data, text=f"mobile {PHONE} end")).pages
    bare = printed((100, 200, "mobile 20231231 end"), size=20)
    (plain,) = pictures_of(bare, read_from(bare)).pages
    box = (180.0, 188.0, 260.0, 200.0)
    assert dark_share(picture, box) > 0.9
    assert 0 < dark_share(plain, box) < 0.5


@pytest.mark.parametrize(("turn", "step"), [(1, (0, 50)), (2, (-50, 0)), (3, (0, -50))])
def test_a_page_that_lies_on_its_side_is_turned_with_its_boxes(turn: int, step: tuple[int, int]) -> None:
    data = printed((100, 200, f"{PHONE} AB"), size=20)
    report = read_from(data, text=PHONE)
    cells = [CellId("applications.new.natural"), CellId("applications.new.company")]
    boxes = [(300.0 + n * step[0], 300.0 + n * step[1], 310.0 + n * step[0], 310.0 + n * step[1]) for n in range(2)]
    figures = {
        cell: report.figures[cell]._replace(origin=PageOrigin(1, box, 3, column))
        for column, (cell, box) in enumerate(zip(cells, boxes, strict=True))
    }
    report = replace(report, figures={**report.figures, **figures})
    made = pictures_of(data, report)
    (picture,) = made.pages
    shown = image(picture)
    assert picture.turn == turn
    assert picture.size == ((800, 600) if turn % 2 else (600, 800))
    assert (shown.width > shown.height) == bool(turn % 2)
    assert dark_share(picture, (105, 188, 200, 200)) > 0.9
    assert dark_share(picture, (100, 300, 200, 500)) == 0
    rect = at(tree(report_page(report, (), made)), f"p-{cells[1]}").find("rect")
    assert [float(rect.get(edge)) for edge in ("x", "y")] == list(picture.box(boxes[1]))[:2]


def test_a_private_number_that_stands_on_no_page_as_text_leaves_the_pictures_out() -> None:
    data = printed((100, 200, "nothing here"))
    made = pictures_of(data, read_from(data, text=f"手机{PHONE}"))
    assert made.pages == ()
    assert made.left_out is not None
    assert "个人号码" in made.left_out


def test_a_scan_with_a_private_number_is_not_shown() -> None:
    out = io.BytesIO()
    Image.new("RGB", (400, 600), "white").save(out, "PNG")
    data = out.getvalue()
    assert len(pictures_of(data, read_from(data, "png")).pages) == 1
    assert pictures_of(data, read_from(data, "png", f"手机{PHONE}")).pages == ()


def test_of_too_many_pages_those_with_figures_are_shown_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.webpage.pictures.MOST_PAGES", 3)
    data = file_of(b"BT /F1 12 Tf 50 700 Td (text) Tj ET", HELVETICA, pages=8)
    report = read_from(data)
    cell = CellId("applications.new.natural")
    figure = report.figures[cell]._replace(origin=PageOrigin(6, (1, 2, 3, 4)))
    made = pictures_of(data, replace(report, figures={**report.figures, cell: figure}))
    assert [picture.page for picture in made.pages] == [1, 2, 6]
    assert made.left_out == "为了网页不太大，另有 5 页的图没有放"
    assert [picture.page for picture in pictures_of(data, report, pages_from("2-3")).pages] == [2, 3]


def test_what_is_read_from_json_has_no_pictures_and_says_so() -> None:
    made = pictures_of(b"{}", read_from(b"the pdf file"))
    assert made.pages == ()
    assert "JSON" in (made.left_out or "")
    assert pictures_of(b"{}", sample(CLEAN)).left_out is None


def test_a_damaged_page_is_left_out_and_the_rest_is_shown() -> None:
    data = file_of(b"BT /F1 12 Tf 50 700 Td (text) Tj ET", HELVETICA, pages=2).replace(b"/Count 2", b"/Count 3")
    assert len(pictures_of(data, read_from(data)).pages) == 2


@pytest.mark.parametrize("channels", [1, 3, 4])
def test_a_png_holds_its_pixels(channels: int) -> None:
    rows = [bytes([255, 0, 0, 9][:channels]) * 2 + b"pad", bytes([0, 0, 255, 9][:channels]) * 2 + b"pad"]
    made = Image.open(io.BytesIO(png(b"".join(rows), 2, 2, 2 * channels + 3, channels).data)).convert("RGB")
    assert made.size == (2, 2)
    if channels > 1:
        assert [made.getpixel((0, 0)), made.getpixel((1, 1))] == [(255, 0, 0), (0, 0, 255)]


def test_a_photograph_in_a_pdf_file_is_a_jpeg() -> None:
    noise = Image.effect_noise((500, 700), 90).tobytes()
    size = f"/Width 500 /Height 700 /Length {len(noise)} ".encode()
    picture = b"<< /Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 " + size + b">>\nstream\n"
    content = b"q 600 0 0 800 0 0 cm /X Do Q"
    data = file_of(content, "/XObject << /X 5 0 R >>", more=[picture + noise + b"\nendstream"])
    (made,) = pictures_of(data, read_from(data)).pages
    assert made.address.startswith("data:image/jpeg;base64,")
    assert PICTURE  # the smallest picture stays a PNG
    small = file_of(content, "/XObject << /X 5 0 R >>", more=[PICTURE])
    assert pictures_of(small, read_from(small)).pages[0].address.startswith("data:image/png;base64,")


@pytest.mark.parametrize("name", ["pdf-01.pdf", "list-08.pdf"])
def test_the_box_of_a_figure_lies_over_its_digits(name: str) -> None:
    data = (FIXTURES / "reports" / name).read_bytes()
    report = read_report(data, name, name)
    made = pictures_of(data, report)
    by_page = {picture.page: picture for picture in made.pages}
    printed_figures = [
        figure
        for figure in report.figures.values()
        if figure.status == "printed" and isinstance(figure.origin, PageOrigin) and figure.method == "table"
    ]
    assert len(printed_figures) > 30
    for figure in printed_figures[::7]:
        assert isinstance(figure.origin, PageOrigin)
        x0, y0, x1, y1 = figure.origin.box
        assert dark_share(by_page[figure.origin.page], (x0 + 2, y0 + 2, x1 - 2, y1 - 2)) > 0  # without its borders


def test_boxes_lead_to_cells_and_findings_and_they_to_the_boxes() -> None:
    name = "pdf-01.pdf"
    data = (FIXTURES / "reports" / name).read_bytes()
    report = read_report(data, name, name)
    page = tree(report_page(report, check(report), pictures_of(data, report)))
    cell = next(c for c, figure in report.figures.items() if isinstance(figure.origin, PageOrigin))
    box = at(page, f"p-{cell}")
    origin = report.figures[cell].origin
    assert isinstance(origin, PageOrigin)
    assert float(box.find("rect").get("x")) == pytest.approx(origin.box[0], abs=0.06)
    assert box.get("href") in (f"#c-{cell}", *(f"#{item.get('id')}" for item in page.find_class("finding")))
    assert len(page.find_class("picture")) > 0
    assert not page_of(report).find_class("sheet")
