from __future__ import annotations

import re
import subprocess
from io import BytesIO
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from docx import Document

from bench.draft_edits import FALSE, HARMLESS, Edit, edited
from tests.draft.stories import report_with, years
from tests.draft.test_word import W, drafted, read, text_of
from toolkit.draft.verify import Verified, verify
from toolkit.draft.word_parts import run
from toolkit.model import CellId, Report

THIS = report_with(
    {
        **{f"applications.{row}.{column}": 12 for row in ("new", "total") for column in ("natural", "total")},
        **{f"applications.granted.{column}": 9 for column in ("natural", "total")},
        **{f"applications.denied.law.{column}": 3 for column in ("natural", "total")},
    }
)
LAST = report_with(
    {f"applications.{row}.{column}": 16 for row in ("new", "total", "granted") for column in ("natural", "total")},
    year=2024,
)


def verified(data: bytes, this: Report = THIS, *previous: Report) -> Verified:
    return verify(data, read(data), this, previous or (LAST,))


def changed(before: str, after: str) -> bytes:
    """The draft with a text of its XML replaced: what a person does in an editor, runs and controls staying."""
    archive = ZipFile(BytesIO(drafted(THIS, LAST)))
    out = BytesIO()
    with ZipFile(out, "w") as target:
        for name in archive.namelist():
            text = archive.read(name)
            if name == "word/document.xml":
                assert before.encode() in text
                text = text.replace(before.encode(), after.encode(), 1)
            target.writestr(name, text)
    return out.getvalue()


def errors(result: Verified) -> list[str]:
    return [finding.message for finding in result.findings if finding.severity == "error"]


def rules(result: Verified) -> set[str]:
    return {finding.rule for finding in result.findings}


@pytest.mark.parametrize("seed", range(6))
def test_an_untouched_draft_agrees_in_every_number(seed: int) -> None:
    this, last = years(seed, ("2021", "2019")[seed % 2])
    result = verified(drafted(this, last), this, last)
    assert errors(result) == []
    assert set(result.counts) == {"agrees"}
    assert rules(result) == {"draft.gaps"}


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("edit", FALSE, ids=lambda edit: edit.__name__)
def test_an_edit_that_makes_something_false_is_an_error(edit: Edit, seed: int) -> None:
    this, last = years(seed + 3)
    done = edited(drafted(this, last), edit, Random(seed))
    if done is not None:
        assert errors(verified(done[0], this, last)), done[1]


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("edit", HARMLESS, ids=lambda edit: edit.__name__)
def test_an_edit_that_leaves_all_true_is_none(edit: Edit, seed: int) -> None:
    this, last = years(seed + 3)
    done = edited(drafted(this, last), edit, Random(seed))
    if done is not None:
        assert errors(verified(done[0], this, last)) == [], done[1]


def test_a_false_number_is_told_with_what_it_should_be_and_why() -> None:
    result = verified(changed('<w:t xml:space="preserve">9件', '<w:t xml:space="preserve">8件'))
    (finding,) = [finding for finding in result.findings if finding.severity == "error"]
    assert finding.rule == "draft.number_contradicts"
    assert "予以公开的申请应为 9件" in finding.message
    assert finding.printed == 8
    assert finding.expected == 9
    assert finding.cells == (CellId("applications.granted.total"),)


def test_digits_typed_before_a_control_make_its_number_false() -> None:
    assert errors(verified(changed("予以公开</w:t>", "予以公开1</w:t>")))


def test_a_control_copied_or_moved_with_a_true_number_is_for_information() -> None:
    control = re.compile(r'<w:sdt>(?:(?!<w:sdt>).)*?w:val="new".*?</w:sdt>', re.DOTALL)
    xml = ZipFile(BytesIO(drafted(THIS, LAST))).read("word/document.xml").decode()
    found = control.search(xml)
    assert found is not None
    for where in (
        "如对本报告有疑问，请与",
        "〔待填：机构和人员",
    ):  # a paragraph with slots of its own, and one with none
        before = next(text for text in re.findall(r"<w:r>(?:(?!<w:r>).)*?</w:r>", xml) if where in text)
        copied = verified(changed(before, run("本年新收政府信息公开申请") + found[0] + before))
        assert errors(copied) == []
        (message,) = (f.message for f in copied.findings if f.rule == "draft.moved")
        assert "申请12件" in message
        assert "移动或复制到这里" in message
    assert "draft.moved" not in rules(verified(drafted(THIS, LAST)))


def test_a_control_taken_out_of_its_paragraph_into_one_without_slots_is_said_to_be_moved() -> None:
    xml = ZipFile(BytesIO(drafted(THIS, LAST))).read("word/document.xml").decode()
    slot = re.compile(
        r'<w:bookmarkStart[^>]*/><w:sdt>(?:(?!<w:sdt>).)*?w:val="answered".*?</w:sdt><w:bookmarkEnd[^>]*/>'
    )
    found = slot.search(xml)
    gap = next(text for text in re.findall(r"<w:r>(?:(?!<w:r>).)*?</w:r>", xml) if "本年实际做法" in text)
    assert found is not None
    end = xml.index(gap) + len(gap)
    moved = verified(changed(xml[found.start() : end], xml[found.end() : end] + found[0]))
    assert errors(moved) == []
    assert ["移动或复制到这里" in f.message for f in moved.findings if f.rule == "draft.moved"] == [True]


def test_a_control_moved_behind_another_name_is_false() -> None:
    assert errors(verified(changed("予以公开</w:t>", "不予公开</w:t>")))


def test_a_number_that_the_figures_do_not_have_cannot_be_checked() -> None:
    result = verified(changed("〔待填：本年实际做法〕", "举办培训班3期，培训120人次"))
    assert errors(result) == []
    assert [f.message for f in result.findings if f.rule == "draft.number_unknown" and "3期" in f.message]
    assert result.counts["cannot"] == 2


def test_a_number_of_another_year_is_not_held_against_this_years() -> None:
    result = verified(changed("〔待填：本年实际做法〕", "自2008年以来累计收到申请860件，上年收到申请16件"))
    assert errors(result) == []


@pytest.mark.parametrize(("words", "wrong"), [("另收到申请共12件", False), ("另收到申请共13件", True)])
def test_a_new_sentence_that_names_a_quantity_is_judged(words: str, wrong: bool) -> None:
    assert bool(errors(verified(changed("〔待填：本年实际做法〕", words)))) == wrong


def test_a_direction_that_contradicts_the_figures_is_an_error_though_the_number_is_right() -> None:
    result = verified(changed("新收数量比上年下降", "新收数量比上年增长"))
    assert [f.rule for f in result.findings if f.severity == "error"] == ["draft.direction"]
    assert "是下降的" in errors(result)[0]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("本年没有不予公开的申请。", True),
        ("申请全部予以公开。", True),
        ("新收数量与上年持平。", True),
        ("新收申请多于上年。", True),
        ("申请以不予公开为主。", True),
        ("本年没有发生行政复议。", False),
        ("下属单位没有不予公开的申请。", False),
        ("新收申请少于上年。", False),
        ("申请均按期办结。", False),
    ],
)
def test_a_claim_without_a_number_is_an_error_where_the_figures_contradict_it(words: str, wrong: bool) -> None:
    result = verified(changed("〔待填：政府网站政府信息公开专栏", f"{words}〔待填：政府网站政府信息公开专栏"))
    assert bool(errors(result)) == wrong, errors(result)
    assert bool({"draft.claim", "draft.direction"} & rules(result)) == wrong


def test_a_share_said_with_fewer_decimals_is_true_and_a_truncated_one_is_not() -> None:
    this = report_with({"applications.new.natural": 5, "applications.new.company": 1, "applications.new.total": 6})
    archive = ZipFile(BytesIO(drafted(this)))
    for share, wrong in (("83%", False), ("83.33%", False), ("84%", True), ("83.4%", True)):
        out = BytesIO()
        with ZipFile(out, "w") as target:
            for name in archive.namelist():
                target.writestr(name, archive.read(name).replace(b"83.3%", share.encode()))
        data = out.getvalue()
        assert bool(errors(verify(data, read(data), this))) == wrong, share


def test_a_struck_out_revision_is_not_read() -> None:
    marked = '<w:del w:id="900" w:author="a"><w:r><w:delText>8件</w:delText></w:r></w:del>'
    result = verified(
        changed(
            '<w:sdtContent><w:r><w:t xml:space="preserve">9件',
            f'<w:sdtContent>{marked}<w:r><w:t xml:space="preserve">9件',
        )
    )
    assert errors(result) == []


def test_a_table_that_is_gone_is_said() -> None:
    document = Document(BytesIO(drafted(THIS, LAST)))
    table = document.tables[2]._element
    document.element.body.remove(table)
    out = BytesIO()
    document.save(out)
    assert "draft.table_missing" in rules(verified(out.getvalue()))


def test_figures_that_are_no_longer_said_are_listed() -> None:
    document = Document(BytesIO(drafted(THIS, LAST)))
    paragraph = next(p for p in document.paragraphs if "新收政府信息公开申请" in p.text)._element
    document.element.body.remove(paragraph)
    out = BytesIO()
    document.save(out)
    result = verified(out.getvalue())
    assert errors(result) == []
    assert any("不再写到本年新收政府信息公开申请（12件）" in f.message for f in result.findings)


def test_without_controls_and_bookmarks_all_is_known_by_its_words_and_the_year_counts_as_said() -> None:
    pasted = Document()
    for paragraph in Document(BytesIO(drafted(THIS, LAST))).element.body.iterchildren(f"{W}p"):
        pasted.add_paragraph(text_of(paragraph))
    out = BytesIO()
    pasted.save(out)
    result = verified(out.getvalue())
    assert errors(result) == []
    assert result.counts == verified(drafted(THIS, LAST)).counts
    assert "draft.controls_lost" in rules(result)
    assert "draft.dropped" not in rules(result)


def test_another_year_typed_in_the_place_of_the_years_slot_is_an_error_and_other_dates_are_left_alone() -> None:
    slot = re.compile(r'<w:bookmarkStart w:id="1".*?<w:bookmarkEnd w:id="1"/>', re.DOTALL)
    archive = ZipFile(BytesIO(drafted(THIS, LAST)))
    found = slot.search(archive.read("word/document.xml").decode())
    assert found is not None
    assert any("报告年度应为 2025年" in message for message in errors(verified(changed(found[0], run("2024年")))))
    assert errors(verified(changed(found[0], run("2025年")))) == []
    added = verified(changed("〔待填：机构和人员", "2024年3月印发了规定，2023年有过培训。〔待填：机构和人员"))
    assert (errors(added), set(added.counts)) == ([], {"agrees"})


def test_another_years_title_is_an_error() -> None:
    assert any("2024 年" in message for message in errors(verified(changed("水务局2025年", "水务局2024年"))))


def test_ids_of_findings_are_unique_and_stay() -> None:
    def once() -> list[str]:
        return [f.id for f in verified(changed("予以公开</w:t>", "不予公开</w:t>")).findings]

    assert once() == once()
    assert len(set(once())) == len(once())


def test_a_draft_saved_by_libreoffice_is_verified_by_its_bookmarks(libreoffice: str, tmp_path: Path) -> None:
    (tmp_path / "草稿.docx").write_bytes(drafted(THIS, LAST))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [libreoffice, profile, "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out")]
    subprocess.run([*command, str(tmp_path / "草稿.docx")], check=True, capture_output=True, timeout=100)
    data = (tmp_path / "out" / "草稿.docx").read_bytes()
    result = verified(data)
    assert errors(result) == []
    assert set(result.counts) == {"agrees"}
    assert result.counts == verified(drafted(THIS, LAST)).counts
    assert "draft.controls_lost" in rules(result)


def test_the_reports_year_may_be_typed_in_full_width_figures() -> None:
    xml = ZipFile(BytesIO(drafted(THIS, LAST))).read("word/document.xml").decode()
    year = f"{THIS.year}年"
    slot = next(text for text in re.findall(r"<w:t[^>]*>[^<]*</w:t>", xml) if f">{year}<" in text)
    wide = year.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert errors(verified(changed(slot, slot.replace(year, wide)))) == []
    assert errors(verified(changed(slot, slot.replace(year, "１９９９年"))))
