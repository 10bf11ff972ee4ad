"""A document into a report: the one entry to the extraction."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Container, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from functools import cache

from toolkit.extract.figures import MISSING, OriginOf, figure_of
from toolkit.extract.heads.vocabulary import vocabulary_of
from toolkit.extract.labels import normalise, wordings
from toolkit.extract.laying.lacking import columns_lacking
from toolkit.extract.laying.laid import Laid, Row
from toolkit.extract.laying.ragged_halves import halves_apart
from toolkit.extract.laying.screen_halves import screens_apart
from toolkit.extract.laying.standing import Page
from toolkit.extract.lines.even import with_true_columns
from toolkit.extract.lines.halves import set_apart
from toolkit.extract.lines.lines import Line, Place, Token, walk
from toolkit.extract.pointing.rows import point_rows
from toolkit.extract.pointing.sections import is_in_one_piece, owing_to_sorting, sort_passages
from toolkit.extract.prose import with_prose
from toolkit.extract.sections.naming import name_report
from toolkit.extract.sections.sections import FlowItem, Sections, find_sections, flow_of, headings_in, without_tables
from toolkit.extract.sections.titles import title_at_end, title_index
from toolkit.extract.strips.other_years import without_other_years
from toolkit.extract.strips.strips import Strip, strips_of
from toolkit.extract.tables import LaidForm, lay_form
from toolkit.forms import all_forms
from toolkit.forms.form import Form, FormCell
from toolkit.model import CellId, Document, Figure, Note, Origin, Report, SectionOrigin, Source, Unreadable
from toolkit.pointing import Pointer

_ENDING = 8  # paragraphs at the end in which a report is signed
_FEW_ROWS = 8  # labels, of which half may stand in a head
_LEAST_CONFIDENCE = 0.4
"""Below this a figure is left out: the labels are so damaged that its place is a guess."""
_NAMED = 6  # rows or cells that one note names


def extract(document: Document, source: Source, pointer: Pointer | None = None) -> Report:
    """Read a report's figures, sections and names, and what its prose says in numbers. ``pointer`` is asked about what
    stays open; without one that is only said.

    Confidence of a figure: the margin of its row's alignment (1 where the second best alignment loses as much as a row
    of equal labels wins), times the likeness of the row's label, times that of the columns' labels; below 1 also where
    the column follows from the order alone. What can't be placed has no figure, only a note.

    Raises:
        Unreadable: for a document that is no report on information disclosure.
    """
    forms = all_forms()
    rows = vocabulary_of(tuple(forms)).labels
    titles = title_index()
    walked = walk(
        document, lambda lines, new_run: set_apart(lines, rows, new_run), lambda text: title_at_end(text, titles)
    )
    strips = screens_apart(halves_apart(strips_of(with_true_columns(walked.lines)), rows), rows)
    untaken = flow_of(walked, titles)
    headings = headings_in(untaken, titles)
    first = find_sections(untaken, headings)
    naming = name_report(
        [item.text for item in first.opening],
        document.titles,
        [first.preamble, *(section.text for section in first.sections[:2])],
        [item.text for item in untaken if item not in first.outside][-_ENDING:],
        source.name,
        (token.text for line in walked.lines for token in (*line.tokens, *line.above) if token.text),
    )
    named = frozenset(first.opening[number] for number in naming.title_lines)
    page = Page(naming.year, walked.lines, first.starts, naming.organ)
    strips, of_other_years = without_other_years(strips, naming.year)
    laid = lay_form(strips, forms, page)
    found = [table for table in laid.tables.values() if table] if laid else []
    if not found and naming.title is None and sum(1 for kind in first.kinds if kind) < 2:
        raise Unreadable(source.name, _no_report(document))
    taken = [extent for table in found if (extent := _extent(table, walked.lines, forms))]
    left = without_tables(untaken, taken, titles)
    sections = find_sections(left, headings if len(left) == len(untaken) else headings_in(left, titles), named)
    notes = [*document.notes, *naming.notes, *_outside_note(sections.outside)]
    notes += [_other_year(strip) for strip in of_other_years]
    figures: dict[CellId, Figure] = {}
    form_id: str | None = None
    if laid is not None:
        form_id = laid.form.id
        origins = _origins(sections)
        more, said = _figures(laid, origins, document.is_partial)
        figures.update(more)
        notes += [*_form_notes(laid, naming.year), *laid.notes, *said]
        for table_id, table in laid.tables.items():
            if table is not None and laid.form.table(table_id).is_list:
                more, said = point_rows(table, laid.form, figures, origins, pointer)
                figures.update(more)
                notes += said
    else:
        form_id, said_of_form = _form_before_any(naming.year, forms)
        notes.append(said_of_form)
    report = Report(
        organ=naming.organ,
        year=naming.year,
        form=form_id,
        title=naming.title,
        source=source,
        figures=figures,
        sections=sections.sections,
        preamble=sections.preamble,
        notes=tuple(notes),
    )
    if found or form_id is None or not is_in_one_piece(sections):
        return with_prose(report, document, walked, sections, pointer)
    parted, said = sort_passages(sections, pointer)
    plain = with_prose(report, document, walked, sections, None)
    if parted is sections:
        done = with_prose(report, document, walked, sections, pointer)
        return replace(done, notes=(*done.notes, *said))
    report = replace(report, sections=parted.sections, preamble=parted.preamble, notes=(*report.notes, *said))
    return owing_to_sorting(with_prose(report, document, walked, parted, pointer), plain)


def _outside_note(outside: Collection[FlowItem]) -> Iterator[Note]:
    if outside:
        first = _short(min(outside, key=lambda item: item.line).text)
        said = f"网页上报告以外的文字（导航、页脚等）有 {len(outside)} 段，没有收入正文，首段是“{first}”"
        yield Note("page.outside", said)


def _other_year(strip: Strip) -> Note:
    label = next((token.text for token in (*strip.path, *strip.tokens) if "年" in token.text), "")
    said = f"“{_short(label)}”一行不是本年度的数，没有取值"
    return Note("row.other_year", said, _place_of(strip, lambda _: None))


def _no_report(document: Document) -> str:
    if not document.blocks:
        return "里面没有文字，看不出是政府信息公开工作年度报告"
    return "看不出是政府信息公开工作年度报告：没有报告标题，没有规定的章节，也没有规定的表格"


def _form_before_any(year: int | None, forms: Sequence[Form]) -> tuple[str | None, Note]:
    """The form of a report that has no table and is of no form's years: it has no year, or is older than all forms."""
    if year is None:
        return None, Note("form.unknown", "没有规定的表格，也没有报告年度，无法确定报告适用的格式")
    return min(form.id for form in forms), _free_prose(year)


def _free_prose(year: int | None) -> Note:
    said = f"没有规定的表格，也没有统计表，按报告年度 {year} 年认定为 2008 年条例下的文字报告，数据取自正文的句子"
    return Note("form.by_year", said)


def _form_notes(laid: LaidForm, year: int | None) -> Iterator[Note]:
    if laid.form_by == "year" and all(table.is_list for table in laid.form.tables):
        yield _free_prose(year)
    elif laid.form_by == "year" and not any(laid.tables.values()):
        said = f"没有规定的表格，按报告年度 {year} 年认定为 {laid.form.id} 年版格式，正文里的数不填进表格"
        yield Note("form.by_year", said)
    elif laid.form_by == "year":
        yield Note("form.by_year", f"表格看不出适用哪一版格式，按报告年度 {year} 年认定为 {laid.form.id} 年版")
    elif laid.form_by == "rows":
        yield Note("form.by_rows", f"没有“主动公开政府信息情况”表，按“申请情况”表的行认定为 {laid.form.id} 年版格式")


# --- figures ----------------------------------------------------------------------------------------------


def _figures(laid: LaidForm, origin_of: OriginOf, is_partial: bool) -> tuple[dict[CellId, Figure], list[Note]]:
    """The figures of the tables. ``is_partial``: a table not found may stand in what was not read."""
    form = laid.form
    figures: dict[CellId, Figure] = {}
    notes: list[Note] = []
    unplaced: set[CellId] = set()
    taken = {row.strip.first for table in laid.tables.values() if table is not None for row in table.rows}
    for table_id, table in laid.tables.items():
        if table is None and form.table(table_id).is_list:
            continue  # no report must have one
        if table is None:
            is_unread = is_partial or table_id in laid.unread
            notes.append(_absent_table(table_id, form, is_partial, is_unread))
            if is_unread:
                unplaced.update(cell.id for cell in form.table(table_id).cells)
            continue
        for row in table.rows:
            notes += _row_figures(row, table, form, figures, unplaced, origin_of)
        notes += _left_notes(table, form, unplaced, figures, taken)
        if not table.filled and len(table.rows) * 2 < max(len(table.layout.lines), _FEW_ROWS):
            notes.append(_absent_table(table_id, form, is_partial, is_unread=True))
            unplaced.update(cell.id for cell in form.table(table_id).cells)
    standing, doubtful, said = _standing(laid, figures, unplaced)
    notes += said
    done: dict[CellId, Figure] = {}
    absent: list[CellId] = []
    for i, cell in standing.items():
        if (figure := figures.get(i)) is not None:
            done[i] = figure
        elif i in unplaced or (cell.table, cell.row.id) in doubtful or form.table(cell.table).is_list:
            continue  # of a list only what is printed has a figure
        elif laid.tables[cell.table] is None:
            done[i] = MISSING
        else:
            absent.append(i)
            if not is_partial:
                done[i] = MISSING
    notes += _absent_notes(absent, form, is_partial)
    return done, notes


def _standing(
    laid: LaidForm, figures: Mapping[CellId, Figure], unplaced: Set[CellId]
) -> tuple[Mapping[CellId, FormCell], Set[tuple[str, str]], list[Note]]:
    """The cells that the report has; the rows, by table and id, of which nobody knows whether they stand; what is said
    of these. What has figures decides between a group's one row and its rows; only where neither has, what was seen.
    """
    form = laid.form
    replaced = {i for i in unplaced if form.cells[i].row.instead_of and not form.has_figures_instead(i, figures)}
    doubtful = {(form.cells[i].table, form.cells[i].row.id) for i in replaced}
    notes: list[Note] = []
    for family, said in _arrangements_open(laid, figures):
        doubtful |= family
        notes.append(said)
    return form.standing_cells(set(figures) | replaced), doubtful, notes


def _arrangements_open(laid: LaidForm, figures: Container[CellId]) -> Iterator[tuple[set[tuple[str, str]], Note]]:
    """The rows of which nobody knows whether they stand, as one row may replace the others: what is printed there has
    no figure and a label like one of them at best.
    """
    for table_id, table in laid.tables.items():
        if table is None:
            continue
        lines = table.layout.lines
        sure = {cell for row in table.rows if row.confidence >= _LEAST_CONFIDENCE for cell in lines[row.line].cells}
        sure |= {cell for line in table.empty for cell in lines[line].cells}
        may_be = {line for doubtful in (*table.doubtful.values(), table.apart) for line in doubtful}
        seen = {cell for line in (*(row.line for row in table.rows), *may_be) for cell in lines[line].cells}
        of_form = laid.form.table(table_id)
        for one in (row for row in of_form.rows if row.instead_of):
            family = [row for row in of_form.rows if row is one or row.id in one.instead_of]
            cells = tuple(cell.id for cell in of_form.cells if cell.row in family)
            if seen.isdisjoint(cells) or not sure.isdisjoint(cells) or any(cell in figures for cell in cells):
                continue
            what = f"“{one.name}”印成一行还是分 {len(one.instead_of)} 行"
            said = f"{what}，因那里的行名损坏较重无法确定，各行没有取值，请对照原件"
            yield {(table_id, row.id) for row in family}, Note("row.doubtful", said, None, cells)


def _absent_table(table_id: str, form: Form, is_partial: bool, is_unread: bool) -> Note:
    title, usual = form.table(table_id).title, form.standing_cells(set())
    cells = tuple(cell.id for cell in form.table(table_id).cells if cell.id in usual)
    if not is_unread:
        return Note("table.missing", f"没有找到“{title}”表（可能是图片，或以文字代替），表中各格记为缺", None, cells)
    why = "文件里又有没能按表读取的部分，不能断定缺了这张表" if is_partial else "却有像是表中的行，连不成表"
    return Note("table.unread", f"没有找到“{title}”表，{why}，表中各格没有取值，请对照原件", None, cells)


def _row_figures(
    row: Row, table: Laid, form: Form, figures: dict[CellId, Figure], unplaced: set[CellId], origin_of: OriginOf
) -> Iterator[Note]:
    line, placed, cells = table.layout.lines[row.line], row.placed, form.cells
    open_cells: list[CellId] = []
    sure, each, absent = placed.sure, placed.each, placed.absent
    rounded: dict[float, float] = {}
    for slot, (cell_id, token) in enumerate(zip(line.cells, placed.tokens, strict=True)):
        if slot in absent:
            continue
        cell = cells[cell_id]
        own = each.get(slot, sure) if each is not None else sure
        confidence = rounded.get(own)
        if confidence is None:
            confidence = rounded[own] = round(row.confidence * own, 2)
        if token is None or confidence < _LEAST_CONFIDENCE:
            open_cells.append(cell_id)
            continue
        label = _unit_label(row, slot, token) if cell.is_money else None
        figures[cell_id], note = figure_of(cell, token, label, confidence, origin_of)
        if note:
            yield note
    if open_cells:
        unplaced.update(open_cells)
        why = placed.why or "行名或表头损坏较重，没有把握"
        names = "、".join(form.cells[i].column.label.text for i in open_cells[:_NAMED])
        yield Note(
            "cell.unplaced",
            f"“{line.name}”的 {names} 没有取值：{why}，请对照原件",
            _place_of(row.strip, origin_of),
            tuple(open_cells),
        )


def _unit_label(row: Row, slot: int, token: Token) -> str:
    """What is printed over and beside a sum of money where its unit may stand; nearest are words right before it."""
    printed = (row.head.texts.get(slot, "") if row.head else "") or row.label.text
    before = itertools.takewhile(lambda each: each is not token, row.strip.tokens)
    words = [each.text for each in before if each.is_word]
    return next((text for text in (printed, row.label.text, *reversed(words)) if "元" in text), printed)


def _left_notes(
    table: Laid, form: Form, unplaced: set[CellId], figures: Mapping[CellId, Figure], taken: Set[int]
) -> Iterator[Note]:
    """What stands among a table's rows and is none; ``taken`` are the first lines of the rows of all tables."""
    for strip in table.left:
        label = "".join(strip.tokens[place].text for place in strip.words[-1:]) or "（无标题）"
        lines = table.doubtful.get(strip.first, ())
        origin = _place_of(strip, lambda _: None)
        if not lines and strip.first in taken:
            continue
        if not lines:
            yield Note("row.extra", f"“{_short(label)}”一行不在规定格式之内，没有取值", origin)
            continue
        cells = _open_cells(table, lines, figures)
        unplaced.update(cells)
        names = "、".join(f"“{table.layout.lines[line].name}”" for line in lines)
        yield Note("row.doubtful", f"“{_short(label)}”一行可能是{names}，不能确定，没有取值，请对照原件", origin, cells)
    in_left = {strip.first for strip in table.left}
    for first, lines in table.doubtful.items():
        if first not in in_left:
            cells = _open_cells(table, lines, figures)
            unplaced.update(cells)
            names = "、".join(f"“{table.layout.lines[line].name}”" for line in lines)
            yield Note("row.doubtful", f"有一行可能是{names}，不能确定，没有取值，请对照原件", None, cells)
    if cells := tuple(cell for cell in _open_cells(table, sorted(table.apart), figures) if cell not in unplaced):
        unplaced.update(cells)
        names = "、".join(f"“{table.layout.lines[line].name}”" for line in sorted(table.apart))
        said = f"{names}像是印在别处，与本表连不上（表被拆开，或是另一张表），没有取值，请对照原件"
        yield Note(
            "row.apart", said, _place_of(min(table.apart.values(), key=lambda s: s.first), lambda _: None), cells
        )
    for line in sorted(table.empty):
        cells = tuple(cell for cell in _open_cells(table, (line,), figures) if cell not in unplaced)
        if cells:
            unplaced.update(cells)
            why = "名称旁没有数字，或数字旁没有名称（转成文本时可能已失或错行）"
            said = f"“{table.layout.lines[line].name}”一行没有能归到它的格子：{why}，没有取值，请对照原件"
            yield Note("row.empty", said, None, cells)


def _open_cells(table: Laid, lines: Sequence[int], figures: Mapping[CellId, Figure]) -> tuple[CellId, ...]:
    """The cells of lines that have no figure, but for those of columns that the table lacks."""
    lacking = columns_lacking(table)
    return tuple(
        cell
        for line in lines
        for slot, cell in enumerate(table.layout.lines[line].cells)
        if cell not in figures and slot not in lacking[line]
    )


def _by_rows(absent: Sequence[CellId], form: Form) -> Iterator[tuple[list[FormCell], bool]]:
    """The cells row by row, and whether each is all of its row."""
    rows: dict[tuple[str, str], list[FormCell]] = {}
    for cell_id in absent:
        cell = form.cells[cell_id]
        rows.setdefault((cell.table, cell.row.id), []).append(cell)
    for cells in rows.values():
        yield cells, len(cells) == sum(1 for c in form.table(cells[0].table).cells if c.row is cells[0].row)


def _absent_notes(absent: Sequence[CellId], form: Form, is_partial: bool) -> Iterator[Note]:
    lacking: dict[tuple[str, tuple[str, ...]], list[list[FormCell]]] = {}
    for cells, whole in _by_rows(absent, form):
        if not whole:
            columns = tuple(cell.column.label.text for cell in cells)
            lacking.setdefault((cells[0].table, columns), []).append(cells)
            continue
        code, said = "row.missing", f"表中没有“{cells[0].row.name}”这一行，记为缺"
        if is_partial:
            why = "文件里又有没能按表读取的部分，不能断定缺了这一行，没有取值，请对照原件"
            code, said = "row.unread", f"没有找到“{cells[0].row.name}”这一行，{why}"
        yield Note(code, said, None, tuple(cell.id for cell in cells))
    for (_, columns), rows in lacking.items():
        name = "、".join(columns[:_NAMED])
        where = f"“{rows[0][0].row.name}”" if len(rows) == 1 else f" {len(rows)} 行都"
        said = f"表中{where}没有{name}列" if len(rows) > 1 else f"表中没有{where}{name}列"
        code, ending = "column.missing", "记为缺"
        if is_partial:
            code, ending = "column.unread", "文件里又有没能按表读取的部分，不能断定缺了，没有取值，请对照原件"
        yield Note(code, f"{said}，{ending}", None, tuple(cell.id for cells in rows for cell in cells))


def _place_of(strip: Strip, origin_of: OriginOf) -> Origin | None:
    if not strip.tokens:
        return None
    place = strip.tokens[strip.words[-1] if strip.words else 0].place
    return origin_of(place) if isinstance(place, Place) else place


def _origins(sections: Sections) -> OriginOf:
    def origin_of(place: Place) -> Origin | None:
        found = sections.place_of(place.paragraph, place.start, place.end)
        return SectionOrigin(*found) if found else None

    return origin_of


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 24 else line[:24] + "……"


# --- the lines that a table takes up ----------------------------------------------------------------------


def _extent(table: Laid, lines: Sequence[Line], forms: Sequence[Form]) -> range | None:
    """The lines from a table's head to its last row, so that they are no prose; None for one set in paragraphs that
    have no places of their own: their figures stand in the prose.
    """
    first = min(row.strip.first for row in table.rows)
    last = max(row.strip.last for row in table.rows)
    if any(isinstance(token.place, Place) for token in lines[first].tokens):
        return None
    layout, run = table.layout, lines[first].run
    beside = _beside_heads(layout.table, tuple(forms))
    if layout.is_list:
        beside |= layout.foreign | layout.bare  # its other columns, and its first head

    def is_of_head(token: Token) -> bool:
        text = normalise(token.text)
        return not token.is_word or text in layout.columns or text in layout.exact or text in beside

    while first and lines[first - 1].run == run and all(map(is_of_head, lines[first - 1].tokens)):
        first -= 1
    return range(first, last + 1)


@cache
def _beside_heads(table: str, forms: tuple[Form, ...]) -> frozenset[str]:
    """What is printed over a table and is no label of its columns: its parts' titles, its corners."""
    parts = [part for form in forms for of in form.tables if of.id == table for part in of.parts]
    return wordings(text for part in parts for text in (part.heading, part.corner) if text)
