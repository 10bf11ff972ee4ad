"""Rows of a list of indicators whose label no wording is like: a model may know which indicator they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from toolkit.extract.figures import OriginOf, figure_of
from toolkit.extract.labels import normalise
from toolkit.extract.laying.laid import Laid
from toolkit.extract.lines.lines import Place, Token
from toolkit.extract.pointing import agreed
from toolkit.extract.pointing.candidates import Candidate, candidates_of
from toolkit.extract.pointing.objections import broken_identity
from toolkit.extract.pointing.open_numbers import shown
from toolkit.extract.strips.strips import Strip
from toolkit.forms.form import Form
from toolkit.model import CellId, Figure, Note, Origin
from toolkit.pointing import NotPointed, Pointer

_SURE = 0.7
_MOST_ROWS, _MOST_OPTIONS = 10, 16
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with one value that is no line of the form; ``above`` and ``below`` are the labels beside it."""

    label: str
    value: Token
    above: str
    below: str
    near: tuple[CellId, ...]


def point_rows(
    laid: Laid, form: Form, figures: Mapping[CellId, Figure], origin_of: OriginOf, pointer: Pointer | None
) -> tuple[dict[CellId, Figure], list[Note]]:
    """The figures of rows whose indicator both framings say alike, where nothing else speaks against it; and notes.
    Without a pointer it is only said which rows are open.
    """
    candidates = candidates_of(form.id)
    rows = list(_open_rows(laid, figures, candidates))[:_MOST_ROWS]
    if not rows:
        return {}, []
    if pointer is None:
        return {}, [_left(rows, "没有使用模型", origin_of)]
    near = list(dict.fromkeys(chain.from_iterable(row.near for row in rows)))[:_MOST_OPTIONS]
    options = {cell.removeprefix("indicators."): each.name for cell, each in candidates.items() if cell in near}

    def lines(framing: str, things: Collection[int]) -> tuple[str, ...]:
        asked = [rows[thing] for thing in things]
        if framing == "whole":
            return tuple(f"⟦{number}⟧{row.label}" for number, row in enumerate(asked, start=1))
        return tuple(f"★{row.label}（上一行：{row.above or '无'}；下一行：{row.below or '无'}）" for row in asked)

    answer = agreed(pointer, "labels", len(rows), lines, options)
    if isinstance(answer, NotPointed):
        return {}, [_left(rows, f"模型没有回答（{answer.why}）", origin_of)]
    pointed = [(rows[thing], CellId(f"indicators.{choice}")) for thing, choice in answer.items()]
    found = [
        (row, cell, figure_of(form.cells[cell], row.value, row.label, _SURE, origin_of)[0]) for row, cell in pointed
    ]
    # All together: which of two that don't go together is right, nobody can say, and neither is taken.
    known = {cell: figure.value for cell, figure in figures.items()}
    together = {cell: figure.value for _, cell, figure in found} | known
    often = Counter(cell for _, cell, _ in found)
    done: dict[CellId, Figure] = {}
    notes = []
    for row, cell, figure in found:
        broken = broken_identity(form, cell, together)
        objection = "另一行也指为它" if often[cell] > 1 else f"但与“{broken.says}”不合" if broken else None
        said = f"模型把表中“{row.label}”一行指为“{candidates[cell].name}”"
        if objection is None:
            done[cell] = figure._replace(method="model", confidence=min(figure.confidence, _SURE))
            notes.append(Note("model.pointed", f"{said}（两种问法一致），数取自表中，请核对", figure.origin, (cell,)))
        else:
            notes.append(Note("model.refused", f"{said}，{objection}，没有采用", _place(row, origin_of), (cell,)))
    return done, notes


def _open_rows(laid: Laid, figures: Mapping[CellId, Figure], candidates: Mapping[CellId, Candidate]) -> Iterator[_Row]:
    ordered = sorted(laid.rows, key=lambda row: row.strip.first)
    labels = sorted(
        [*((row.strip.first, row.label.text) for row in ordered), *((s.first, _label(s)) for s in laid.left)]
    )
    for strip in laid.left:
        values = [token for token in strip.tokens if token.is_printed]
        label = _label(strip)
        in_doubt = {c for line in laid.doubtful.get(strip.first, ()) for c in laid.layout.lines[line].cells}
        near = tuple(
            cell
            for cell, each in candidates.items()
            if cell not in figures and (cell in in_doubt if in_doubt else each.is_like(normalise(label)))
        )
        if len(values) == 1 and values[0].reading.status == "printed" and label and near:
            above = [text for first, text in labels if first < strip.first]
            below = [text for first, text in labels if first > strip.first]
            yield _Row(label, values[0], (above or [""])[-1], (below or [""])[0], near)


def _label(strip: Strip) -> str:
    words = [token.text for token in strip.tokens if token.is_word]
    return shown(max(words, key=len))[:_LONGEST] if words else ""


def _place(row: _Row, origin_of: OriginOf) -> Origin | None:
    return origin_of(row.value.place) if isinstance(row.value.place, Place) else row.value.place


def _left(rows: Sequence[_Row], why: str, origin_of: OriginOf) -> Note:
    named = "、".join(f"“{row.label}”" for row in rows)
    said = f"统计表中 {len(rows)} 行（{named}）可能是规定的指标，名称认不出，{why}，没有取值，请对照原件"
    return Note("row.open", said, _place(rows[0], origin_of))
