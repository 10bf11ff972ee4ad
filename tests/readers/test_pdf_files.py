"""PDF files that can't be read, or only in part: locked, damaged, scanned, hostile."""

from __future__ import annotations

import sys
import time
from zlib import Z_FULL_FLUSH, compress, compressobj

import pytest

from fixtures.writers.pdf_file import document
from tests.readers.looking import codes, lines, tables
from tests.readers.printing import HELVETICA, PICTURE, canvas, file_of, locked, printed, table
from toolkit.model import Unreadable
from toolkit.readers import read
from toolkit.readers.pdf.file import opened
from toolkit.readers.pdf.fonts import true_fonts
from toolkit.readers.pdf.picture import picture_of
from toolkit.readers.sniff import sniff

TEXT = b"BT /F1 12 Tf 50 700 Td (2023 report) Tj ET"
WHOLE_PAGE = b"q 600 0 0 800 0 0 cm /X1 Do Q"


def refusal(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data, "年报.pdf")
    assert "\n" not in refused.value.why
    return refused.value.why


def said_of_scan(data: bytes) -> str:
    """What the first note of a PDF file says that is read as a picture."""
    scan = read(data, "年报.pdf")
    assert codes(scan)[:1] == ["scanned"]
    return scan.notes[0].message


def test_a_pdf_is_told_by_its_content() -> None:
    assert sniff(printed((50, 100, "正文")), "年报.docx") == "pdf"
    assert sniff(b"\xef\xbb\xbf\r\n" + printed((50, 100, "正文")), "年报") == "pdf"


def test_a_file_with_an_empty_password_is_read() -> None:
    assert lines(read(locked("2023 report", ""), "年报.pdf").blocks) == ["2023 report"]


def test_a_file_with_a_password_is_refused_with_what_to_do() -> None:
    assert refusal(locked("2023 report", "secret")) == (
        "PDF 文件加了打开密码，请用 PDF 阅读器输入密码打开，去掉密码后另存再读"
    )


@pytest.mark.parametrize("share", [0.0, 0.05, 0.3])
def test_a_file_cut_off_is_refused_with_what_to_do(share: float) -> None:
    made = canvas()
    table(made, [["规章", "1", "22"]] * 20)
    data = made.file("标题")
    assert "请重新下载" in refusal(data[: max(20, int(len(data) * share))])


def test_a_file_that_lost_only_its_end_is_read() -> None:
    made = canvas()
    table(made, [["规章", "1", "22"]] * 3)
    data = made.file(None)
    assert len(tables(read(data[: data.rindex(b"startxref")], "年报.pdf"))) == 1


def test_a_file_without_pages_is_refused() -> None:
    assert "PDF 文件" in refusal(file_of(b"", pages=0))


def test_a_scan_is_named_with_its_pages() -> None:
    data = file_of(WHOLE_PAGE, "/XObject << /X1 5 0 R >>", more=[PICTURE], pages=3)
    assert said_of_scan(data) == "第 1–3 页没有文字层（扫描件或图片），按图片认字读取"


def test_text_hidden_behind_a_scan_is_not_taken_for_what_is_printed() -> None:
    hidden = b"BT 3 Tr /F1 12 Tf 50 700 Td (2023 report) Tj ET "
    data = file_of(hidden + WHOLE_PAGE, f"{HELVETICA} /XObject << /X1 5 0 R >>", more=[PICTURE])
    assert "隐藏在图片后面的文字" in said_of_scan(data)
    covered = TEXT + b" " + WHOLE_PAGE
    data = file_of(covered, f"{HELVETICA} /XObject << /X1 5 0 R >>", more=[PICTURE])
    assert "隐藏在图片后面的文字" in said_of_scan(data)


def test_text_on_a_background_picture_is_read() -> None:
    long = b" BT /F1 12 Tf 50 700 Td (Annual report on openness, 2023) Tj ET"
    data = file_of(WHOLE_PAGE + long, f"{HELVETICA} /XObject << /X1 5 0 R >>", more=[PICTURE])
    assert lines(read(data, "年报.pdf").blocks) == ["Annual report on openness, 2023"]


def test_a_scanned_page_among_others_is_read_as_a_picture() -> None:
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 7 0 R /Resources << " + HELVETICA.encode()
    two = file_of(
        WHOLE_PAGE,
        "/XObject << /X1 5 0 R >>",
        more=[PICTURE, page + b" >> >>", b"<< /Length 42 >>\nstream\n" + TEXT + b"\nendstream"],
    ).replace(b"/Count 1 /Kids [3 0 R]", b"/Count 2 /Kids [3 0 R 6 0 R]")
    document = read(two, "年报.pdf")
    assert lines(document.blocks) == ["2023 report"]
    assert codes(document) == ["scanned", "scan.recognised", "scan.empty_page"]
    assert document.notes[0].message == "第 1 页没有文字层（扫描件或图片），按图片认字读取"


def test_a_font_that_does_not_say_its_characters_is_no_text() -> None:
    shape = "/FontBBox [0 0 10 10] /FontMatrix [0.1 0 0 0.1 0 0] /FirstChar 65 /LastChar 67 /Widths [6 6 6]"
    names = "/CharProcs << /g1 5 0 R >> /Encoding << /Differences [65 /g1 /g2 /g3] >>"
    font = f"/Font << /F1 << /Type /Font /Subtype /Type3 {shape} {names} >> >>"
    drawn = b"<< /Length 24 >>\nstream\n6 0 d0 0 0 5 5 re f      \nendstream"
    data = file_of(b"BT /F1 12 Tf 50 700 Td (ABCABCABCABCABCABCABCABCABC) Tj ET", font, more=[drawn])
    assert "字体没有说明各字是什么字" in said_of_scan(data)


def test_garbled_text_is_no_text() -> None:
    rare = "".join(chr(0x4E00 + 37 * n) for n in range(400))
    data = printed(*((50, 60 + 14 * n, rare[20 * n : 20 * n + 20]) for n in range(20)))
    assert "文字编码混乱" in said_of_scan(data)


def test_a_page_of_very_many_objects_is_refused_in_time() -> None:
    content = b"0 0 5 5 re f " * 120_000
    start = time.process_time()
    assert "不像正常的年度报告" in refusal(file_of(content))
    assert time.process_time() - start < 10


def test_very_many_pages_are_refused() -> None:
    assert "超出 500 页的上限" in refusal(file_of(TEXT, HELVETICA, pages=501))


def test_a_page_of_any_size_is_read() -> None:
    data = file_of(TEXT, HELVETICA, page="/CropBox [0 0 1e9 1e9]").replace(b"[0 0 600 800]", b"[0 0 9999999 9999999]")
    assert lines(read(data, "年报.pdf").blocks) == ["2023 report"]


@pytest.mark.parametrize("size", ["1e30", "-1e39", "0", "1e9999"])
def test_a_page_of_no_sane_size_is_read(size: str) -> None:
    data = file_of(TEXT, HELVETICA).replace(b"[0 0 600 800]", f"[0 0 {size} {size}]".encode())
    assert lines(read(data, "年报.pdf").blocks) == ["2023 report"]


def packed_file(packed: bytes, filters: str = "/FlateDecode", contents: str = "4 0 R") -> bytes:
    """A file of one page with this packed content."""
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents {contents} /Resources << >> >>"
    content = f"<< /Filter {filters} /Length {len(packed)} >>\nstream\n".encode() + packed + b"\nendstream"
    kids = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return document([b"<< /Type /Catalog /Pages 2 0 R >>", kids, page.encode(), content])


def blanks(millions: int) -> bytes:
    """So many million blanks, packed; after the first two the same piece again and again, so that few are really packed
    (the sum at the end is then wrong, which shows only to whoever unpacks them all).
    """
    packer = compressobj(9)
    first, again = (packer.compress(b" " * 1_000_000) + packer.flush(Z_FULL_FLUSH) for _ in range(2))
    return first + again * (millions - 1) + packer.flush()


def test_what_would_fill_the_memory_once_unpacked_is_refused() -> None:
    assert "解开后超过" in refusal(packed_file(blanks(200)))


def test_what_is_packed_twice_is_refused_likewise() -> None:
    data = packed_file(compress(blanks(200)), "[/FlateDecode /FlateDecode]")
    assert len(data) < 10_000
    assert "解开后超过" in refusal(data)


def test_a_page_that_names_one_stream_very_often_is_refused_likewise() -> None:
    assert "解开后超过" in refusal(packed_file(blanks(2), contents=f"[{'4 0 R ' * 200}]"))


def test_forms_that_draw_one_another_very_often_are_refused_at_once() -> None:
    head = "<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /XObject << /X1 {} 0 R >> >>"
    forms = [
        f"{head.format(number + 1)} /Length 14 >>\nstream\n/X1 Do /X1 Do \nendstream".encode()
        for number in range(5, 40)
    ]
    last = b"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] /Length 14 >>\nstream\n0 0 5 5 re f  \nendstream"
    start = time.process_time()
    data = file_of(TEXT + b" /X1 Do", f"{HELVETICA} /XObject << /X1 5 0 R >>", more=[*forms, last])
    assert "互相嵌套" in refusal(data)
    assert time.process_time() - start < 5


def test_a_form_that_draws_itself_is_refused_at_once() -> None:
    inner = "/Resources << /XObject << /X1 5 0 R >> >> /Length 14"
    form = f"<< /Type /XObject /Subtype /Form /BBox [0 0 600 800] {inner} >>\nstream\n/X1 Do /X1 Do \nendstream"
    data = file_of(TEXT + b" /X1 Do", f"{HELVETICA} /XObject << /X1 5 0 R >>", more=[form.encode()])
    assert "互相嵌套" in refusal(data)


def test_a_letter_that_is_a_whole_drawing_is_refused_at_once() -> None:
    font = "/Font << /F1 << /Type /Font /Subtype /Type3 /CharProcs << /a 5 0 R >> >> >>"
    shapes = compress(b"6 0 d0 " + b"0 0 5 5 re f " * 50_000)
    letter = b"<< /Filter /FlateDecode /Length %d >>\nstream\n" % len(shapes) + shapes + b"\nendstream"
    assert "有的字是很大的图形" in refusal(file_of(b"BT /F1 12 Tf (A) Tj ET", font, more=[letter]))


def test_a_page_that_takes_too_long_to_draw_is_refused() -> None:
    with opened(file_of(b"0 0 5 5 re f " * 5000), "年报.pdf", true_fonts) as file, pytest.raises(Unreadable) as refused:
        picture_of(file[0], 1, 2.0, "年报.pdf", seconds=0)
    assert "还没有画完" in refused.value.why


def test_a_page_full_of_figures_is_read_in_time() -> None:
    figures = b" ".join(b"1 0 0 1 %d %d Tm (1234) Tj" % (6 * n % 560, 8 * n % 780) for n in range(1100))
    start = time.process_time()
    read(file_of(b"BT /F1 8 Tf " + figures + b" ET", HELVETICA), "年报.pdf")
    assert time.process_time() - start < 5


def test_the_hint_names_the_missing_component(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    assert "pip install" in refusal(printed((50, 100, "正文")))
