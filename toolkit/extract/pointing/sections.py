"""A free report without headings: its passages sorted into the parts that the regulation prescribes, by a model."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from toolkit.extract.pointing import agreed
from toolkit.extract.pointing.open_numbers import shown
from toolkit.extract.sections.sections import Piece, Sections
from toolkit.model import CellId, Figure, Note, Report, Section
from toolkit.numbers import find_numerals
from toolkit.pointing import NotPointed, Pointer

PARTS: Mapping[str, str] = {
    "disclosure": "主动公开政府信息的情况",
    "applications": "依申请公开政府信息和不予公开政府信息的情况",
    "fees": "政府信息公开的收费及减免情况",
    "disputes": "因政府信息公开申请行政复议、提起行政诉讼的情况",
    "problems": "政府信息公开工作存在的主要问题及改进情况",
    "other": "其他需要报告的事项",
}
"""政府信息公开条例（国务院令第492号）第三十二条."""
_FEWEST, _MOST = 3, 24  # passages with figures
_BEGINNING = 40
_SURE = 0.7


def is_in_one_piece(sections: Sections) -> bool:
    """Whether a report has no headings, and so much in it that sorting may tell more."""
    return not sections.sections and len(_told(sections.preamble)) >= _FEWEST


def sort_passages(sections: Sections, pointer: Pointer | None) -> tuple[Sections, list[Note]]:
    """The sections, as both framings say alike of the passages that have figures; those between go on with the one
    before. Titles are the regulation's, as none is printed.
    """
    lines = sections.preamble.split("\n")
    told = _told(sections.preamble)[:_MOST]

    def asked(framing: str, things: Collection[int]) -> tuple[str, ...]:
        passages = [shown(lines[told[thing]])[:_BEGINNING] for thing in things]
        if framing == "each":
            return tuple(passages)
        return tuple(f"⟦{number}⟧{passage}" for number, passage in enumerate(passages, start=1))

    if pointer is None:
        return sections, [_open("没有使用模型")]
    answer = agreed(pointer, "passages", len(told), asked, PARTS)
    if isinstance(answer, NotPointed):
        return sections, [_open(f"模型没有回答（{answer.why}）")]
    parts = {told[thing]: choice for thing, choice in answer.items()}
    return (_parted(sections, lines, parts), [_said(set(parts.values()))]) if parts else (sections, [])


def _told(text: str) -> list[int]:
    """The numbers of the lines in which a figure stands."""
    return [
        number
        for number, line in enumerate(text.split("\n"))
        if any(numeral.kind in ("figure", "none") for numeral in find_numerals(line))
    ]


def _parted(sections: Sections, lines: list[str], parts: Mapping[int, str]) -> Sections:
    begun: list[tuple[int, str]] = []  # where in the preamble each section begins, and as what
    at = 0
    for number, line in enumerate(lines):
        part = parts.get(number)
        if part is not None and (not begun or begun[-1][1] != part):
            begun.append((at, part))
        at += len(line) + 1
    starts = [start for start, _ in begun]
    ends = [*starts[1:], len(sections.preamble) + 1]
    texts = [sections.preamble[start : end - 1] for start, end in zip(starts, ends, strict=True)]
    return sections._replace(
        preamble=sections.preamble[: max(0, starts[0] - 1)],
        sections=tuple(Section(None, PARTS[part], text) for (_, part), text in zip(begun, texts, strict=True)),
        places={paragraph: [_moved(p, starts) for p in pieces] for paragraph, pieces in sections.places.items()},
    )


def _moved(piece: Piece, starts: list[int]) -> Piece:
    section = sum(start <= piece.at for start in starts)
    return piece._replace(section=section, at=piece.at - starts[section - 1]) if section else piece


def owing_to_sorting(sorted_one: Report, plain: Report) -> Report:
    """The sorted report, with what is owing to the sorting marked as a model's. What was read without it stands."""
    figures: dict[CellId, Figure] = {}
    notes = list(sorted_one.notes)
    for cell, figure in sorted_one.figures.items():
        before = plain.figures.get(cell)
        if before is None:
            figures[cell] = figure._replace(method="model", confidence=min(figure.confidence, _SURE))
        elif before.value == figure.value:
            figures[cell] = figure._replace(method=before.method, confidence=before.confidence)
        else:
            said = (
                f"各段归入模型指出的部分以后，“{cell}”读作“{figure.raw}”，不归时是“{before.raw}”，没有取值，请对照原件"
            )
            notes.append(Note("model.disagrees", said, figure.origin, (cell,)))
    return replace(sorted_one, figures=figures, notes=tuple(notes))


def _open(why: str) -> Note:
    return Note("sections.open", f"正文没有标题，各段属于报告的哪一部分看不出，{why}，有的数可能因此认不出")


def _said(parts: Collection[str]) -> Note:
    named = "、".join(title for part, title in PARTS.items() if part in parts)
    return Note("model.sections", f"正文没有标题，各段由模型归入（两种问法一致）：{named}；标题不是报告印出的")
