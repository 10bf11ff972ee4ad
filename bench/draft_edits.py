"""Edits to a draft, as people and their programs make them: some make a number false, some leave all true."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from copy import deepcopy
from io import BytesIO
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DOCUMENT = "word/document.xml"
_FLIPS = {
    **{"增长": "下降", "下降": "增长", "增加": "减少", "减少": "增加", "上升": "下降", "降至": "升至", "升至": "降至"},
    "持平": "相比有所增长",
}
_SYNONYMS = {
    **{"本年": "全年", "较多": "偏多", "新收": "收到", "其中": "这当中", "办结申请": "办结的申请"},
    "按办理结果分": "从办理结果看",
}
_CHINESE = "零一二三四五六七八九十"
_FILLED = ("举办培训班3期，培训120人次", "建成专栏2个，发布解读稿件45篇", "由办公室负责", "12345热线转办86件")

_CLAIMS = (
    *(("review", "本年没有行政复议。"), ("suits", "本年没有发生行政诉讼。"), ("carried_out", "申请已全部办结。")),
    *(
        ("new", "全年未收到政府信息公开申请。"),
        ("denied", "没有不予公开的申请。"),
        ("carried_out", "没有结转下年度的申请。"),
    ),
    *(("review", "全年未发生行政复议和行政诉讼。"), ("normative_issued", "本年没有制发行政规范性文件。")),
)
"""Claims that are false where a metric is not 0."""

_ADDED = (
    "下属单位未发生行政诉讼。",
    "上半年没有收到企业提出的申请。",
    "上年没有行政复议。",
    "培训任务全部完成。",
    "公众满意度有所上升。",
    "没有因答复不及时被投诉。",
    "对网站信息进行了全面清理。",
    "所有专栏均已更新。",
    "政策解读的数量和质量都有提高。",
    "窗口办件量大幅增长。",
    "对申请增长较快的领域提前公开。",
    "未出现泄露国家秘密的情况。",
    "与上年相比，公开的渠道更多。",
    "各科室办结申请的时间缩短。",
)
"""Sentences that people add and that the figures can't judge."""

Edit = Callable[[etree._Element, Random], str | None]
"""Changes a document in place and says what it did; None where it finds nothing to do."""


def edited(data: bytes, edit: Edit, random: Random) -> tuple[bytes, str] | None:
    """The file after an edit."""
    archive = ZipFile(BytesIO(data))
    root = etree.fromstring(archive.read(_DOCUMENT))
    done = edit(root, random)
    if done is None:
        return None
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in archive.namelist():
            target.writestr(name, etree.tostring(root) if name == _DOCUMENT else archive.read(name))
    return out.getvalue(), done


# --- edits that make something false ----------------------------------------------------------------------


def false_number_in_a_control(root: etree._Element, random: Random) -> str | None:
    """A number retyped within its control."""
    return _falsify(random.choice(_controls(root)), random)


def false_number_without_a_control(root: etree._Element, random: Random) -> str | None:
    """The control deleted, and a wrong number typed in its place; the bookmark goes as well, or stays."""
    control = random.choice(_controls(root))
    done = _falsify(control, random)
    if random.random() < 0.5:
        _drop_bookmark(control)
    _unwrap(control)
    return done


def false_number_after_the_controls_are_lost(root: etree._Element, random: Random) -> str | None:
    """A program that keeps no controls (and perhaps no bookmarks), then a number retyped."""
    controls = _controls(root)
    done = _falsify(random.choice(controls), random)
    keeps = random.random() < 0.5
    for control in controls:
        if not keeps:
            _drop_bookmark(control)
        _unwrap(control)
    return done


def false_table_cell(root: etree._Element, random: Random) -> str | None:
    """A figure of a table changed, or deleted."""
    cells = [
        t for table in root.iter(f"{W}tbl") for t in table.iter(f"{W}t") if re.fullmatch(r"-?[\d.]+", t.text or "")
    ]
    cell = random.choice(cells)
    before = cell.text or ""
    cell.text = random.choice((_another(before, random), str(Random(before).randint(10**6, 10**7)), ""))
    return f"cell {before} → {cell.text}"


def false_direction(root: etree._Element, random: Random) -> str | None:
    """A word of direction turned round."""
    places = [
        (t, word)
        for t in _prose(root)
        for word in _FLIPS
        if t.text
        and (t.text.endswith(word) or re.match(f"^{word}", t.text) or (word == "持平" and "与上年持平" in t.text))
    ]
    places = [(t, word) for t, word in places if "同向" not in (t.text or "")]
    if not places:
        return None
    text, word = random.choice(places)
    before = text.text or ""
    at = before.rfind(word) if before.endswith(word) or word == "持平" else 0
    text.text = before[:at] + _FLIPS[word] + before[at + len(word) :]
    return f"{before[-12:]} → {text.text[-14:]}"


def false_claim(root: etree._Element, random: Random) -> str | None:
    """A sentence added that says all or none of what is neither."""
    there = {_tag_of(control): "".join(t.text or "" for t in control.iter(f"{W}t")) for control in _controls(root)}
    claims = [claim for name, claim in _CLAIMS if not there.get(name, "0").startswith("0")]
    return _behind_another(root, random, claims)


def _behind_another(root: etree._Element, random: Random, sentences: Sequence[str]) -> str | None:
    """One of these sentences put behind another; None where there is none."""
    texts = [t for t in _prose(root) if (t.text or "").endswith("。")]
    if not sentences or not texts:
        return None
    text, added = random.choice(texts), random.choice(sentences)
    text.text = f"{text.text}{added}"
    return added


FALSE: tuple[Edit, ...] = (
    false_number_in_a_control,
    false_number_without_a_control,
    false_number_after_the_controls_are_lost,
    false_table_cell,
    false_direction,
    false_claim,
)


# --- edits that leave all true ----------------------------------------------------------------------------


def wording(root: etree._Element, random: Random) -> str | None:
    """Another word for one of the draft's."""
    places = [(t, word) for t in _prose(root) for word in _SYNONYMS if word in (t.text or "")]
    if not places:
        return None
    text, word = random.choice(places)
    text.text = (text.text or "").replace(word, _SYNONYMS[word], 1)
    return f"{word} → {_SYNONYMS[word]}"


def order(root: etree._Element, random: Random) -> str | None:
    """Two paragraphs of prose exchanged."""
    paragraphs = [p for p in root[0].iterchildren(f"{W}p") if p.find(f".//{W}sdt") is not None]
    if len(paragraphs) < 2:
        return None
    one, other = random.sample(paragraphs, 2)
    copy = deepcopy(one)
    other_copy = deepcopy(other)
    root[0].replace(one, other_copy)
    root[0].replace(other, copy)
    return "two paragraphs exchanged"


def true_number_retyped(root: etree._Element, random: Random) -> str | None:
    """A true number typed again: without its control, in full-width digits, or in Chinese."""
    control = random.choice(_controls(root))
    text = next(control.iter(f"{W}t"))
    before = text.text or ""
    how = random.choice(("plain", "wide", "chinese"))
    if how == "wide":
        text.text = before.translate({0x30 + i: 0xFF10 + i for i in range(10)})
    elif how == "chinese" and (found := re.fullmatch(r"(\d+)件", before)) and 0 < int(found[1]) <= 10:
        text.text = _CHINESE[int(found[1])] + "件"
    if random.random() < 0.5:
        _drop_bookmark(control)
        _unwrap(control)
    return f"{before} → {text.text}"


def gap_filled(root: etree._Element, random: Random) -> str | None:
    """A gap filled with what only the organ knows."""
    gaps = [t for t in _prose(root) if "〔待填" in (t.text or "")]
    if not gaps:
        return None
    random.choice(gaps).text = random.choice(_FILLED)
    return "gap filled"


def controls_lost(root: etree._Element, random: Random) -> str | None:
    """A program that keeps no controls, and perhaps no bookmarks."""
    keeps = random.random() < 0.5
    for control in _controls(root):
        if not keeps:
            _drop_bookmark(control)
        _unwrap(control)
    return "controls lost"


def sentence_deleted(root: etree._Element, random: Random) -> str | None:
    """A paragraph of prose deleted."""
    paragraphs = [p for p in root[0].iterchildren(f"{W}p") if p.find(f".//{W}sdt") is not None]
    paragraph = random.choice(paragraphs)
    root[0].remove(paragraph)
    return "paragraph deleted"


def sentence_added(root: etree._Element, random: Random) -> str | None:
    """A sentence of what the figures don't tell."""
    return _behind_another(root, random, _ADDED)


HARMLESS: tuple[Edit, ...] = (
    wording,
    order,
    true_number_retyped,
    gap_filled,
    controls_lost,
    sentence_deleted,
    sentence_added,
)


# --- parts of a document ----------------------------------------------------------------------------------


def _controls(root: etree._Element) -> list[etree._Element]:
    return list(root.iter(f"{W}sdt"))


def _prose(root: etree._Element) -> list[etree._Element]:
    return [
        t
        for paragraph in root[0].iterchildren(f"{W}p")
        for run in paragraph.iterchildren(f"{W}r")
        for t in run.iterchildren(f"{W}t")
    ]


def _falsify(control: etree._Element, random: Random) -> str:
    text = next(control.iter(f"{W}t"))
    before = text.text or ""
    found = re.search(r"\d+(?:\.\d+)?", before)
    assert found
    text.text = before[: found.start()] + _another(found[0], random) + before[found.end() :]
    return f"{before} → {text.text}"


def _another(number: str, random: Random) -> str:
    """Another number with the same number of decimals: a digit changed, dropped, doubled, exchanged; one off."""
    whole, dot, decimals = number.partition(".")
    ways = {
        str(int(whole) + 1),
        str(abs(int(whole) - 1)),
        whole + random.choice("0123456789"),
        whole[1:],
        whole[::-1],
        random.choice("123456789") + whole[1:],
    }
    others = sorted({way.lstrip("0") or "0" for way in ways} - {whole, ""})
    return random.choice(others) + dot + decimals


def _drop_bookmark(control: etree._Element) -> None:
    for beside in (control.getprevious(), control.getnext()):
        parent = beside.getparent() if beside is not None else None
        if beside is not None and parent is not None and "bookmark" in str(beside.tag):
            parent.remove(beside)


def _tag_of(control: etree._Element) -> str:
    tag = control.find(f"{W}sdtPr/{W}tag")
    return "" if tag is None else str(tag.get(f"{W}val"))


def _unwrap(control: etree._Element) -> None:
    """Put a control's content in its place."""
    parent = control.getparent()
    content = control.find(f"{W}sdtContent")
    assert parent is not None
    assert content is not None
    at = parent.index(control)
    for offset, child in enumerate(list(content)):
        parent.insert(at + offset, child)
    parent.remove(control)
