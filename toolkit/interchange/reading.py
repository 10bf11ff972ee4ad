"""Report JSON back to a Report, each value looked at: a damaged file is refused with the place and the cause."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from math import isfinite
from typing import Literal, NoReturn, TypeVar, cast, get_args

from toolkit.model import (
    Alternative,
    CellId,
    Claim,
    ClaimKind,
    Figure,
    Format,
    Mention,
    Method,
    Note,
    Origin,
    PageOrigin,
    Report,
    Section,
    SectionOrigin,
    Source,
    Status,
    TableOrigin,
    TextOrigin,
    Unreadable,
)

SCHEMA_VERSION = 1
"""The version that is written, and the newest that can be read."""

_T = TypeVar("_T")
_MOST_DIGITS = 40  # before or behind the point; no figure comes near it, and 1e999999999 must not be spelt out
_LONGEST_SHOWN = 30


def report_from_json(data: bytes, name: str) -> Report:
    """Read a report that this program wrote. Unknown keys are ignored.

    Raises:
        Unreadable: for what is not such a report: the place in it and the cause.
    """
    try:
        return _report(_Node(_parsed(data, name), ()))
    except _DamageError as damage:
        raise Unreadable(name, f"不是完好的报告 JSON：{damage}") from damage


class _DamageError(Exception):
    """A value that is not what the schema says; the message names the place."""


# --- text to values ---------------------------------------------------------------------------------------


def _parsed(data: bytes, name: str) -> object:
    try:
        return json.loads(
            _decoded(data),
            parse_float=Decimal,
            parse_constant=_refused_constant,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as error:
        raise Unreadable(name, "不是 UTF-8 编码的 JSON，请用 -o 选项重新写出后再读") from error
    except json.JSONDecodeError as error:
        raise Unreadable(
            name, f"不是完好的 JSON：第 {error.lineno} 行第 {error.colno} 个字符处写法有误，文件可能不完整"
        ) from error
    except RecursionError as error:
        raise Unreadable(name, "不是完好的报告 JSON：括号套得太深") from error
    except ValueError as error:  # a whole number of more digits than Python reads
        raise Unreadable(name, "不是完好的报告 JSON：有一个数长得不可能是数据") from error


def _decoded(data: bytes) -> str:
    # PowerShell 5 writes UTF-16 when output is redirected.
    utf_16 = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if utf_16 else "utf-8-sig")


def _refused_constant(constant: str) -> NoReturn:
    raise _DamageError(f"{constant} 不是数")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        keys = [key for key, _ in pairs]
        repeated = next(key for key in keys if keys.count(key) > 1)
        raise _DamageError(f"键 {_shortened(repeated)} 出现了两次，无法确定以哪一个为准")
    return values


# --- a value and its place --------------------------------------------------------------------------------


class _Node:
    """A value of the file with its place in it."""

    def __init__(self, value: object, place: tuple[str, ...]) -> None:
        self.value = value
        self.place = place

    def refuse(self, wanted: str) -> NoReturn:
        """Say what should stand here, and what does."""
        place = ".".join(self.place) or "最外层"
        raise _DamageError(f"{place} 应为{wanted}，现为 {_shown(self.value)}")

    def __getitem__(self, key: str) -> _Node:
        values = self._object()
        if key not in values:
            raise _DamageError(f"缺少 {'.'.join((*self.place, key))}")
        return _Node(values[key], (*self.place, key))

    def get(self, key: str, default: object = None) -> _Node:
        """The value of a key that may be left out."""
        return _Node(self._object().get(key, default), (*self.place, key))

    def _object(self) -> dict[str, object]:
        if not isinstance(self.value, dict):
            self.refuse("一组键和值（{…}）")
        return self.value

    def items(self) -> Iterator[tuple[str, _Node]]:
        """The keys of an object, each with its value."""
        return ((key, self[key]) for key in self._object())

    def list(self, read: Callable[[_Node], _T]) -> tuple[_T, ...]:
        """A list, each item read in the same way."""
        if not isinstance(self.value, list):
            self.refuse("列表（[…]）")
        *above, last = ("", *self.place)
        return tuple(read(_Node(item, (*above[1:], f"{last}[{i}]"))) for i, item in enumerate(self.value))

    def maybe(self, read: Callable[[_Node], _T]) -> _T | None:
        """The value, or None where null stands."""
        return None if self.value is None else read(self)

    def text(self) -> str:
        """A string."""
        return self.value if isinstance(self.value, str) else self.refuse("文字")

    def whole(self) -> int:
        """A whole number."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            self.refuse("整数")
        return self.value

    def count(self) -> int:
        """A whole number from 0."""
        number = self.whole()
        return number if number >= 0 else self.refuse("不小于 0 的整数")

    def number(self) -> Decimal:
        """A number, exactly."""
        number = self._number()
        return number if not number or abs(number.adjusted()) <= _MOST_DIGITS else self.refuse("大小合理的数")

    def real(self) -> float:
        """A number that measures something, as near as a float comes to it."""
        number = float(self._number())
        return number if isfinite(number) else self.refuse("大小合理的数")

    def share(self) -> float:
        """A number from 0 to 1."""
        number = self.real()
        return number if 0 <= number <= 1 else self.refuse(" 0 到 1 之间的数")

    def _number(self) -> Decimal:
        if not isinstance(self.value, int | Decimal) or isinstance(self.value, bool):
            self.refuse("数")
        return Decimal(self.value)

    def flag(self) -> bool:
        """True or false."""
        return self.value if isinstance(self.value, bool) else self.refuse(" true 或 false")

    def one_of(self, choices: tuple[str, ...]) -> str:
        """One of a few words."""
        text = self.text()
        return text if text in choices else self.refuse("、".join(choices) + " 之一")


def _shown(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case str():
            return f"“{_shortened(value)}”"
        case dict():
            return "一组键和值"
        case list():
            return "列表"
        case _:
            return _shortened(str(value))


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[:_LONGEST_SHOWN] + "…"


# --- values to records ------------------------------------------------------------------------------------


def _report(node: _Node) -> Report:
    version = node["schema_version"].whole()
    if version < 1:
        node["schema_version"].refuse("不小于 1 的整数")
    if version > SCHEMA_VERSION:
        raise _DamageError(f"由更新版本的程序写出（schema_version 是 {version}），请升级 xxgk 后再读")
    return Report(
        organ=node.get("organ").maybe(_Node.text),
        year=node.get("year").maybe(_Node.whole),
        form=node.get("form").maybe(_Node.text),
        title=node.get("title").maybe(_Node.text),
        source=_source(node["source"]),
        figures={CellId(cell): _figure(figure) for cell, figure in node["figures"].items()},
        sections=node.get("sections", []).list(_section),
        preamble=node.get("preamble", "").text(),
        mentions=node.get("mentions", []).list(_mention),
        claims=node.get("claims", []).list(_claim),
        notes=node.get("notes", []).list(_note),
        schema_version=version,
    )


def _source(node: _Node) -> Source:
    name = node["name"].text()
    return Source(
        name=name,
        path=node.get("path", name).text(),
        sha256=node["sha256"].text(),
        format=cast(Format, node["format"].one_of(get_args(Format))),
    )


def _figure(node: _Node) -> Figure:
    status = cast(Status, node["status"].one_of(get_args(Status)))
    value = node["value"].maybe(_Node.number)
    if status == "printed" and value is None:
        node["value"].refuse("数（status 是 printed）")
    if status != "printed" and value is not None:
        node["value"].refuse(f" null（status 是 {status}，空格不是 0）")
    return Figure(
        value=value,
        status=status,
        raw=node["raw"].text(),
        method=cast(Method, node["method"].one_of(get_args(Method))),
        confidence=node["confidence"].share(),
        origin=node["origin"].maybe(_origin),
        alternatives=node.get("alternatives", []).list(
            lambda item: Alternative(item["value"].number(), item["score"].share())
        ),
    )


def _section(node: _Node) -> Section:
    return Section(node["number"].maybe(_Node.whole), node["title"].text(), node["text"].text())


def _mention(node: _Node) -> Mention:
    return Mention(
        id=node["id"].text(),
        raw=node["raw"].text(),
        value=node["value"].maybe(_Node.number),
        unit=node["unit"].maybe(_Node.text),
        section=node["section"].count(),
        start=node["start"].count(),
        end=node["end"].count(),
        indicator=node.get("indicator").maybe(_Node.text),
        approximate=node.get("approximate", False).flag(),
        low=node.get("low").maybe(_Node.number),
        high=node.get("high").maybe(_Node.number),
    )


def _claim(node: _Node) -> Claim:
    direction = node.get("direction")
    return Claim(
        kind=cast(ClaimKind, node["kind"].one_of(get_args(ClaimKind))),
        whole=node["whole"].maybe(_Node.text),
        parts=node["parts"].list(_Node.text),
        complete=node.get("complete", False).flag(),
        direction=cast("Literal['up', 'down'] | None", direction.maybe(lambda item: item.one_of(("up", "down")))),
        against=node.get("against").maybe(_Node.text),
    )


def _note(node: _Node) -> Note:
    return Note(
        code=node["code"].text(),
        message=node["message"].text(),
        origin=node.get("origin").maybe(_origin),
        cells=node.get("cells", []).list(lambda cell: CellId(cell.text())),
    )


def _origin(node: _Node) -> Origin:
    kind = node["kind"]
    return _ORIGINS[kind.one_of(tuple(_ORIGINS))](node)


def _table_origin(node: _Node) -> Origin:
    return TableOrigin(
        block=node["block"].count(),
        row=node["row"].count(),
        column=node["column"].count(),
        sheet=node.get("sheet").maybe(_Node.text),
        path=node.get("path").maybe(lambda path: path.list(_step)),
    )


def _step(node: _Node) -> tuple[int, int, int]:
    numbers = node.list(_Node.count)
    if len(numbers) != 3:
        node.refuse("三个整数 [block, row, column]")
    return numbers[0], numbers[1], numbers[2]


def _text_origin(node: _Node) -> Origin:
    return TextOrigin(node["start"].count(), node["end"].count(), node["line"].count())


def _page_origin(node: _Node) -> Origin:
    box = node["box"].list(_Node.real)
    if len(box) != 4:
        node["box"].refuse("四个数 [x0, y0, x1, y1]")
    return PageOrigin(
        page=node["page"].count(),
        box=(box[0], box[1], box[2], box[3]),
        row=node.get("row").maybe(_Node.count),
        column=node.get("column").maybe(_Node.count),
    )


def _section_origin(node: _Node) -> Origin:
    return SectionOrigin(node["section"].count(), node["start"].count(), node["end"].count())


_ORIGINS: Mapping[str, Callable[[_Node], Origin]] = {
    "table": _table_origin,
    "text": _text_origin,
    "page": _page_origin,
    "section": _section_origin,
}
