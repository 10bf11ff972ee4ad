from __future__ import annotations

import io
import zlib

import pytest
from PIL import Image
from PIL.TiffImagePlugin import TiffImageFile

from toolkit.model import Unreadable
from toolkit.readers import read
from toolkit.readers.pages import pages_from
from toolkit.readers.scan.picture import count_of, pages_of


def encoded(kind: str, *, size: tuple[int, int] = (300, 400), pages: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    images = [Image.new("RGB", size, (250, 250, 250 - n)) for n in range(pages)]
    more: dict[str, object] = {"save_all": True, "append_images": images[1:]} if pages > 1 else {}
    images[0].save(out, kind, **more, **options)
    return out.getvalue()


def why(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        list(pages_of(data, "扫描件"))
    assert "\n" not in refused.value.why
    return refused.value.why


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_picture_is_one_page_with_the_resolution_that_it_states(kind: str) -> None:
    (page,) = pages_of(encoded(kind, size=(1654, 2339), dpi=(200, 200)), "扫描件")
    assert (page.number, page.pixels.shape) == (1, (2339, 1654, 3))
    assert page.dpi == pytest.approx(200, abs=0.1)


def test_a_resolution_that_no_paper_has_is_not_believed() -> None:
    (page,) = pages_of(encoded("JPEG", size=(3000, 4000), dpi=(72, 72)), "照片")
    assert page.dpi == pytest.approx(4000 / 11.69)


def test_the_wanted_pages_of_a_tiff_come_with_their_numbers() -> None:
    data = encoded("TIFF", pages=5)
    assert count_of(data, "扫描件") == 5
    assert [page.number for page in pages_of(data, "扫描件", pages_from("2,4-"))] == [2, 4, 5]


def test_pages_that_are_not_there_are_an_error() -> None:
    with pytest.raises(Unreadable, match="只有 1 页"):
        read(encoded("PNG"), "扫描件.png", pages_from("3"))


def test_pages_of_a_file_without_pages_are_an_error() -> None:
    with pytest.raises(Unreadable, match="不分页"):
        read("一、总体情况\n".encode(), "年报.txt", pages_from("1"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_a_truncated_picture_is_one_line(kind: str) -> None:
    data = encoded(kind, size=(900, 1200))
    assert "不完整" in why(data[: len(data) // 2])
    assert "不完整" in why(data[:20])


def test_a_file_that_lost_its_later_pages_says_from_which_and_how_to_read_the_others() -> None:
    data = encoded("TIFF", size=(300, 400), pages=3)
    cut = data[: directories(data)[2] + 5]
    assert why(cut).startswith("第 3 页起不完整（可能没有下载完）或已损坏")
    assert "--pages 1-2" in why(cut)
    assert [page.number for page in pages_of(cut, "扫描件", pages_from("1-2"))] == [1, 2]
    with pytest.raises(Unreadable, match="第 3 页起"):
        list(pages_of(cut, "扫描件", pages_from("2-")))


def directories(data: bytes) -> list[int]:
    """Where the directories of a TIFF file's pages begin."""
    found, at = [], int.from_bytes(data[4:8], "little")
    while at:
        found.append(at)
        end = at + 2 + 12 * int.from_bytes(data[at : at + 2], "little")
        at = int.from_bytes(data[end : end + 4], "little")
    return found


def test_a_page_with_lines_that_cannot_be_decoded_is_refused_in_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    out = io.BytesIO()
    drawn = Image.new("1", (800, 1000), 1)
    for n in range(0, 780, 7):
        drawn.paste(0, (n, n, n + 20, n + 3))
    drawn.save(out, "TIFF", compression="group4")
    data = bytearray(out.getvalue())
    with Image.open(io.BytesIO(data)) as image:
        assert isinstance(image, TiffImageFile)
        place = image.tag_v2[273][0] + 100  # within the first strip
    data[place : place + 12] = b"\xaa" * 12
    assert why(bytes(data)) == "第 1 页的图片不完整（可能没有下载完）或已损坏，解不开；请重新扫描、下载或拷贝"
    assert capfd.readouterr().err == ""


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded() -> None:
    row = b"\0" + bytes(30_000 // 8)
    packed = zlib.compressobj(9)
    content = b"".join(packed.compress(row) for _ in range(30_000)) + packed.flush()

    def chunk(name: bytes, body: bytes) -> bytes:
        return len(body).to_bytes(4) + name + body + zlib.crc32(name + body).to_bytes(4)

    head = (30_000).to_bytes(4) * 2 + bytes([1, 0, 0, 0, 0])
    data = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", content) + chunk(b"IEND", b"")
    assert "上限" in why(data)


def test_a_picture_too_small_for_text_is_refused() -> None:
    assert "太小" in why(encoded("PNG", size=(40, 40)))


def test_transparent_is_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (200, 200), (0, 0, 0, 0)).save(out, "PNG")
    (page,) = pages_of(out.getvalue(), "图标")
    assert page.pixels.min() == 255


def test_a_camera_s_orientation_is_followed() -> None:
    image = Image.new("RGB", (400, 300), "white")
    exif = image.getexif()
    exif[0x0112] = 6
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif)
    (page,) = pages_of(out.getvalue(), "照片")
    assert page.pixels.shape == (400, 300, 3)


def test_a_big_picture_keeps_its_shape_and_says_its_resolution() -> None:
    (page,) = pages_of(encoded("PNG", size=(6000, 9000), dpi=(800, 800)), "大图")
    assert page.pixels.shape == (4800, 3200, 3)
    assert page.dpi == pytest.approx(800 * 4800 / 9000, abs=0.5)
