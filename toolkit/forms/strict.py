"""Plain data, as YAML gives it, into dataclasses: every key known, every value typed, each mistake with its place.

The few kinds of value below are all that the form files need. (pydantic can do the same: importing it and building its
models took more than half of the program's start.)
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")

_NAMES = {str: "text", int: "a whole number", bool: "true or false", Decimal: "a number", NoneType: "null"}


class ShapeError(Exception):
    """A value that is not what its place asks for; the message says where it stands, as in ``tables[0].parts[1]``."""


def read_as(kind: type[T], data: object) -> T:
    """The data as an instance of a dataclass.

    A field may be ``str``, ``int``, ``bool``, ``Decimal``, a ``Literal``, a dataclass, a union of these and None,
    ``tuple[X, ...]`` (a list), ``tuple[X, Y]`` (a list of just these) or ``Mapping[X, Y]``. In a union of dataclasses
    the one with most of the given keys is meant.

    Raises:
        ShapeError: the first value that does not fit.
    """
    return cast(T, _read(kind, data, ""))


def _read(kind: Any, value: object, place: str) -> object:
    origin, arguments = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _read_record(cast(type, kind), value, place)
    if origin is Union or origin is UnionType:
        return _read(_meant(arguments, value), value, place)
    if origin is Literal:
        if value not in arguments:
            raise ShapeError(
                f"{place}: {value!r} is none of {', '.join(map(repr, arguments))}{_near(value, arguments)}"
            )
        return value
    if origin is tuple:
        return _read_list(arguments, value, place)
    if origin is Mapping:
        if not isinstance(value, dict):
            raise ShapeError(f"{place}: {_shown(value)} is no mapping")
        key_kind, item_kind = arguments
        return {_read(key_kind, key, place): _read(item_kind, item, f"{place}.{key}") for key, item in value.items()}
    return _read_scalar(kind, value, place)


def _read_list(arguments: tuple[Any, ...], value: object, place: str) -> tuple[object, ...]:
    if not isinstance(value, list):
        raise ShapeError(f"{place}: {_shown(value)} is no list")
    kinds = [arguments[0]] * len(value) if arguments[-1] is Ellipsis else list(arguments)
    if len(kinds) != len(value):
        raise ShapeError(f"{place}: must have {len(kinds)} items, has {len(value)}")
    return tuple(_read(kind, item, f"{place}[{at}]") for at, (kind, item) in enumerate(zip(kinds, value, strict=True)))


def _read_scalar(kind: type, value: object, place: str) -> object:
    if kind is Decimal and isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise ShapeError(f"{place}: must be {_NAMES[kind]}, is {_shown(value)}")
    return value


@dataclass(frozen=True, slots=True)
class _Record:
    """A dataclass's fields: the kind of each, and which must be given."""

    kinds: Mapping[str, Any]
    required: frozenset[str]


@cache
def _record(kind: type) -> _Record:
    kinds = get_type_hints(kind)
    needed = [f.name for f in fields(kind) if f.default is MISSING and f.default_factory is MISSING]
    return _Record({f.name: kinds[f.name] for f in fields(kind)}, frozenset(needed))


def _read_record(kind: type, value: object, place: str) -> object:
    if not isinstance(value, dict):
        raise ShapeError(f"{place or 'the file'}: {_shown(value)} is no mapping")
    record, prefix = _record(kind), f"{place}." if place else ""
    for key in value:
        if key not in record.kinds:
            raise ShapeError(f"{prefix}{key}: unknown key{_near(key, record.kinds)}")
    for key in record.kinds:
        if key in record.required and key not in value:
            raise ShapeError(f"{place or 'the file'}: has no {key!r}")
    return kind(**{key: _read(record.kinds[key], item, prefix + key) for key, item in value.items()})


def _meant(kinds: tuple[Any, ...], value: object) -> Any:
    """Of a union's members the one that a value is meant for."""
    if value is None and NoneType in kinds:
        return NoneType
    records = [kind for kind in kinds if is_dataclass(kind)]
    if records and isinstance(value, dict):
        return max(records, key=lambda kind: len(value.keys() & _record(cast(type, kind)).kinds.keys()))
    return next((kind for kind in kinds if isinstance(kind, type) and isinstance(value, kind)), kinds[0])


def _near(given: object, known: object) -> str:
    """What was probably meant."""
    close = get_close_matches(str(given), [str(name) for name in cast("list[object]", known)], n=1)
    return f" (is {close[0]!r} meant?)" if close else ""


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
