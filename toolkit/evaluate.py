"""How exactly reports are read: figures against the truth, cell by cell.

A folder of ``reports/<file>`` and ``truth/<file>.json`` is read with a given function; each cell of the truth is then

* ``right``: the same status and the same value;
* ``wrong``: another value, or a status that says that something else stands there;
* ``missing``: the truth has something and we say nothing: no figure, or one that is missing or unreadable;
* ``invented``: we print a value where none is printed, or for a cell that the report does not have.

A cell that the truth calls lenient (its place is open to any honest reader) is right as well when it is left out.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import exp, lgamma, log, log1p
from pathlib import Path
from typing import Literal, cast

from toolkit.model import CellId, Figure, Report, Status, Unreadable

Verdict = Literal["right", "wrong", "missing", "invented"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "missing", "invented")
Head = Literal["organ", "year", "form", "title"]
HEADS: tuple[Head, ...] = ("organ", "year", "form", "title")

Read = Callable[[bytes, str], Report]
"""Reads a file's bytes; the string is the file's own name. Raises Unreadable."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What is printed in a cell."""

    status: Status
    value: Decimal | None


@dataclass(frozen=True, slots=True)
class ExpectedMention:
    """A figure of the prose; words for none have no unit."""

    value: Decimal | None
    unit: str | None
    indicator: str | None


@dataclass(frozen=True, slots=True)
class MentionTally:
    """Mentions: how many the truth has, how many were read, how many are right in value and unit; and the same of
    those tied to indicators, right where the indicator is the same too. Places are not compared: mentions of one value
    and unit stand for one another.
    """

    there: int = 0
    read: int = 0
    right: int = 0
    tied_there: int = 0
    tied_read: int = 0
    tied_right: int = 0

    def __add__(self, other: MentionTally) -> MentionTally:
        """Both together."""
        return MentionTally(
            self.there + other.there,
            self.read + other.read,
            self.right + other.right,
            self.tied_there + other.tied_there,
            self.tied_read + other.tied_read,
            self.tied_right + other.tied_right,
        )


@dataclass(frozen=True, slots=True)
class Truth:
    """The truth of one report file. ``setting`` says how it is set within its format, ``titles`` are each right,
    ``layout`` names the layouts of tables and page.
    """

    file: str
    format: str
    setting: str
    organ: str | None
    year: int | None
    form: str | None
    titles: tuple[str, ...]
    layout: Mapping[str, str]
    noises: tuple[str, ...]
    figures: Mapping[CellId, Expected]
    lenient: frozenset[CellId]
    mentions: tuple[ExpectedMention, ...] | None = None
    """None: the truth says nothing of the prose."""


@dataclass(frozen=True, slots=True)
class Miss:
    """A cell that was not read right. ``got`` is None where the report has no figure."""

    file: str
    cell: CellId
    verdict: Verdict
    truth: Expected | None
    got: Figure | None


@dataclass(frozen=True, slots=True)
class FileResult:
    """One file against its truth. ``failure`` says why it could not be read at all; then every cell is missing.

    ``counts`` is by table and verdict. ``heads`` says which of organ, year, form and title are right.
    """

    truth: Truth
    counts: Mapping[tuple[str, Verdict], int]
    misses: tuple[Miss, ...]
    heads: Mapping[Head, bool]
    failure: str | None = None
    mentions: MentionTally | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """Cells by verdict, and the files they are of."""

    files: int
    right: int
    wrong: int
    missing: int
    invented: int

    @property
    def cells(self) -> int:
        """All of them."""
        return self.right + self.wrong + self.missing + self.invented

    @property
    def false(self) -> int:
        """Values or statuses that are not so: what must not happen."""
        return self.wrong + self.invented

    @property
    def share_right(self) -> float:
        """From 0 to 1; 1 where there are no cells."""
        return self.right / self.cells if self.cells else 1.0


@dataclass(frozen=True, slots=True)
class Evaluation:
    """All files of a run."""

    files: tuple[FileResult, ...]

    @property
    def misses(self) -> tuple[Miss, ...]:
        """Every cell not read right, in order of files."""
        return tuple(miss for result in self.files for miss in result.misses)

    @property
    def failures(self) -> tuple[FileResult, ...]:
        """The files that could not be read."""
        return tuple(result for result in self.files if result.failure is not None)

    def total(self) -> Tally:
        """All cells."""
        return _tally(self.files)

    def by_format(self) -> dict[str, Tally]:
        """Cells by file format."""
        return self._by(lambda truth: (truth.format,))

    def by_setting(self) -> dict[str, Tally]:
        """Cells by how a file is set within its format, as ``format: setting``."""
        return self._by(lambda truth: (f"{truth.format}: {truth.setting}",) if truth.setting else ())

    def by_layout(self) -> dict[str, Tally]:
        """Cells by the layout they stand in, as ``trait: name``: of a table (``disputes``, ``applications.head``) that
        table's cells, of the page all.
        """
        traits = sorted({trait for result in self.files for trait in result.truth.layout.items()})
        tables = {table for result in self.files for table, _ in result.counts}
        return {
            f"{trait}: {name}": _tally(
                [result for result in self.files if result.truth.layout.get(trait) == name],
                table if (table := _table(trait)) in tables else None,
            )
            for trait, name in traits
        }

    def by_noise(self) -> dict[str, Tally]:
        """Cells of the files that have a noise; a file with several counts for each. ``-`` are those without any."""
        return self._by(lambda truth: truth.noises or ("-",))

    def by_table(self) -> dict[str, Tally]:
        """Cells by the form's table."""
        tables = sorted({table for result in self.files for table, _ in result.counts})
        return {table: _tally(self.files, table) for table in tables}

    def heads(self) -> dict[Head, tuple[int, int]]:
        """Of organ, year, form and title: right, and all."""
        return {head: (sum(result.heads[head] for result in self.files), len(self.files)) for head in HEADS}

    def mentions(self) -> MentionTally | None:
        """The figures of the prose; None where no truth says anything of them."""
        told = [result.mentions for result in self.files if result.mentions is not None]
        return sum(told, MentionTally()) if told else None

    def _by(self, names: Callable[[Truth], Iterable[str]]) -> dict[str, Tally]:
        groups: dict[str, list[FileResult]] = {}
        for result in self.files:
            for name in names(result.truth):
                groups.setdefault(name, []).append(result)
        return {name: _tally(groups[name]) for name in sorted(groups)}


def _tally(results: Sequence[FileResult], table: str | None = None) -> Tally:
    counts: Counter[Verdict] = Counter()
    for result in results:
        for (of_table, verdict), count in result.counts.items():
            if table is None or table == of_table:
                counts[verdict] += count
    return Tally(len(results), counts["right"], counts["wrong"], counts["missing"], counts["invented"])


# --- the run ----------------------------------------------------------------------------------------------


def evaluate(folder: Path, read: Read) -> Evaluation:
    """Read every report of ``folder`` that has a truth and compare. A file that cannot be read is a failure in the
    result; the others are still done.

    Raises:
        Unreadable: if the folder has no truth, or a truth file is damaged.
    """
    return Evaluation(tuple(evaluate_file(folder / "reports" / truth.file, truth, read) for truth in truths(folder)))


def truths(folder: Path) -> list[Truth]:
    """The truth files of a folder, in order of name.

    Raises:
        Unreadable: if there are none, or one is damaged.
    """
    paths = sorted((folder / "truth").glob("*.json"))
    if not paths:
        raise Unreadable(str(folder), "没有 truth/*.json，不是评测目录；可用 python -m fixtures.make -o 目录 生成")
    return [truth_from_json(path.read_bytes(), path.name) for path in paths]


def truth_from_json(data: bytes, name: str) -> Truth:
    """A truth file's content (written by ``fixtures.make`` or by hand).

    Raises:
        Unreadable: if it is damaged; the message names the file and the place.
    """
    try:
        content = json.loads(data.decode("utf-8"), parse_float=Decimal)
        return _truth(cast("dict[str, object]", content))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Unreadable(name, f"标准答案不是完整的 JSON（{error}）") from error
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise Unreadable(name, f"标准答案缺项或格式不对（{error!r}）") from error


def _truth(content: Mapping[str, object]) -> Truth:
    figures = cast("Mapping[str, Mapping[str, object]]", content["figures"])
    title, organ, form, year = (content[key] for key in ("title", "organ", "form", "year"))
    titles = [title, *cast("Sequence[str]", content.get("titles", ()))]
    return Truth(
        file=str(content["file"]),
        format=str(content["format"]),
        setting=str(content.get("setting", "")),
        organ=None if organ is None else str(organ),
        year=None if year is None else int(cast("int", year)),
        form=None if form is None else str(form),
        titles=tuple(str(title) for title in titles if title is not None),
        layout=cast("Mapping[str, str]", content.get("layout", {})),
        noises=tuple(cast("Sequence[str]", content.get("noises", ()))),
        figures={CellId(cell): _expected(cell, figure) for cell, figure in figures.items()},
        lenient=frozenset(CellId(cell) for cell in cast("Sequence[str]", content.get("lenient", ()))),
        mentions=_expected_mentions(content.get("mentions")),
    )


def _expected_mentions(given: object) -> tuple[ExpectedMention, ...] | None:
    if given is None:
        return None
    found = []
    for each in cast("Sequence[Mapping[str, object]]", given):
        value, unit, indicator = each["value"], each["unit"], each["indicator"]
        found.append(
            ExpectedMention(
                None if value is None else Decimal(cast("int | Decimal", value)),
                None if unit is None else str(unit),
                None if indicator is None else str(indicator),
            )
        )
    return tuple(found)


_STATUSES: Mapping[object, Status] = {
    "printed": "printed",
    "blank": "blank",
    "dash": "dash",
    "unreadable": "unreadable",
    "missing": "missing",
}


def _expected(cell: str, figure: Mapping[str, object]) -> Expected:
    status, value = _STATUSES[figure["status"]], figure["value"]
    if (value is None) == (status == "printed"):
        raise ValueError(f"{cell}: {status}, {value}")
    return Expected(status, None if value is None else Decimal(cast("int | Decimal", value)))


def evaluate_file(path: Path, truth: Truth, read: Read) -> FileResult:
    """One file against its truth."""
    try:
        data = path.read_bytes()
    except OSError:
        return failed(truth, "读不到文件：它不在 reports 文件夹里，或没有读取它的权限")
    return evaluate_bytes(data, truth, read)


def evaluate_bytes(data: bytes, truth: Truth, read: Read) -> FileResult:
    """A file's bytes against its truth."""
    try:
        report = read(data, truth.file)
    except Unreadable as error:
        return failed(truth, error.why)
    except Exception as error:  # a bug of ours in one file must be counted and named, and not end the run
        return failed(truth, f"程序出错：{type(error).__name__}: {error}")
    return compare(report, truth)


def failed(truth: Truth, why: str) -> FileResult:
    """The result of a file that could not be read: every cell is missing."""
    counts = Counter[tuple[str, Verdict]]((_table(cell), "missing") for cell in truth.figures)
    return FileResult(truth, counts, (), dict.fromkeys(HEADS, False), why)


def compare(report: Report, truth: Truth) -> FileResult:
    """A report against its truth."""
    counts: Counter[tuple[str, Verdict]] = Counter()
    misses = []
    for cell in (*truth.figures, *(cell for cell in report.figures if cell not in truth.figures)):
        expected, got = truth.figures.get(cell), report.figures.get(cell)
        verdict = judge(expected, got, lenient=cell in truth.lenient)
        counts[_table(cell), verdict] += 1
        if verdict != "right":
            misses.append(Miss(truth.file, cell, verdict, expected, got))
    heads: dict[Head, bool] = {
        "organ": report.organ == truth.organ,
        "year": report.year == truth.year,
        "form": report.form == truth.form,
        "title": _squeezed(report.title) in {_squeezed(title) for title in truth.titles or (None,)},
    }
    return FileResult(truth, counts, tuple(misses), heads, mentions=_compare_mentions(report, truth.mentions))


def _compare_mentions(report: Report, expected: Sequence[ExpectedMention] | None) -> MentionTally | None:
    if expected is None:
        return None
    there = Counter((mention.value, mention.unit) for mention in expected)
    read = Counter((mention.value, mention.unit) for mention in report.mentions)
    tied_there = Counter((m.value, m.unit, m.indicator) for m in expected if m.indicator)
    tied_read = Counter((m.value, m.unit, m.indicator) for m in report.mentions if m.indicator)
    return MentionTally(
        there.total(),
        read.total(),
        (there & read).total(),
        tied_there.total(),
        tied_read.total(),
        (tied_there & tied_read).total(),
    )


def judge(expected: Expected | None, got: Figure | None, *, lenient: bool = False) -> Verdict:
    """What a figure is worth. ``expected`` None: the report has no such cell; ``got`` None: no figure was read."""
    if expected is None:
        return "invented" if got is not None and got.status == "printed" else "wrong"
    if got is None:
        return "right" if lenient else "missing"
    if got.status == expected.status:
        return "right" if got.value == expected.value else "wrong"
    if got.status == "printed":
        return "invented"
    # Of a cell that the report does not have, 空 or 无法识读 says too much; of any other, 缺 says too little.
    silent = expected.status != "missing" and got.status in ("missing", "unreadable")
    return "missing" if silent else "wrong"


def _table(name: str) -> str:
    return name.partition(".")[0]


def _squeezed(text: str | None) -> str | None:
    return None if text is None else "".join(text.split())


# --- how sure that makes us -------------------------------------------------------------------------------


def upper_bound(errors: int, n: int, confidence: float = 0.95) -> float:
    """The one-sided upper bound of an error rate when ``errors`` of ``n`` were seen (Clopper–Pearson, exact).

    It is the rate at which so few errors would be seen with a chance of ``1 - confidence``.
    """
    if n == 0 or errors >= n:
        return 1.0
    chance = 1 - confidence
    if errors == 0:
        return float(1 - chance ** (1 / n))
    low, high = errors / n, 1.0
    for _ in range(200):
        middle = (low + high) / 2
        if _at_most(errors, n, middle) > chance:
            low = middle
        else:
            high = middle
    return high


def _at_most(errors: int, n: int, rate: float) -> float:
    """The chance of at most so many errors in n at this rate."""
    if rate >= 1:
        return 0.0
    terms = (
        lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(rate) + (n - k) * log1p(-rate)
        for k in range(errors + 1)
    )
    return min(1.0, sum(map(exp, terms)))
