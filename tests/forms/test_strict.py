"""Plain data into dataclasses, and what does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import pytest

from toolkit.forms.strict import ShapeError, read_as


@dataclass(frozen=True)
class Leaf:
    name: str
    size: Decimal = Decimal(0)


@dataclass(frozen=True)
class Branch:
    fork: str
    twigs: tuple[Branch | Leaf, ...]


@dataclass(frozen=True)
class Tree:
    kind: Literal["oak", "elm"]
    top: Branch | Leaf
    age: int | None = None
    tall: bool = False
    span: tuple[int, int | None] = (0, None)
    notes: Mapping[int, tuple[str, ...]] = field(default_factory=dict)


def test_nested_data_becomes_nested_records() -> None:
    data = {
        "kind": "elm",
        "top": {"fork": "a", "twigs": [{"name": "b", "size": 1.5}, {"fork": "c", "twigs": []}]},
        "age": 80,
        "tall": True,
        "span": [3, None],
        "notes": {7: ["x", "y"]},
    }
    assert read_as(Tree, data) == Tree(
        "elm", Branch("a", (Leaf("b", Decimal("1.5")), Branch("c", ()))), 80, True, (3, None), {7: ("x", "y")}
    )


def test_what_is_left_out_has_its_default() -> None:
    assert read_as(Tree, {"kind": "oak", "top": {"name": "a"}}) == Tree("oak", Leaf("a"))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "ash"}, "kind: 'ash' is none of 'oak', 'elm'"),
        ({"kind": "oaks"}, "kind: 'oaks' is none of 'oak', 'elm' (is 'oak' meant?)"),
        ({"age": "old"}, "age: must be a whole number, is 'old'"),
        ({"age": True}, "age: must be a whole number, is True"),
        ({"tall": 1}, "tall: must be true or false, is 1"),
        ({"span": [1]}, "span: must have 2 items, has 1"),
        ({"span": 1}, "span: 1 is no list"),
        ({"notes": []}, "notes: [] is no mapping"),
        ({"notes": {"a": []}}, "notes: must be a whole number, is 'a'"),
        ({"notes": {1: [2]}}, "notes.1[0]: must be text, is 2"),
        ({"top": "a"}, "top: 'a' is no mapping"),
        ({"top": {"nam": "a", "size": 1}}, "top.nam: unknown key (is 'name' meant?)"),
        ({"top": {"fork": "a"}}, "top: has no 'twigs'"),
        (
            {"top": {"fork": "a", "twigs": [{"name": "b", "size": "wide"}]}},
            "top.twigs[0].size: must be a number, is 'wide'",
        ),
        (
            {"top": {"fork": "a", "twigs": [{"name": "b", "size": True}]}},
            "top.twigs[0].size: must be a number, is True",
        ),
        ({"leaves": 5}, "leaves: unknown key"),
        ({1: 5}, "1: unknown key"),
    ],
)
def test_what_does_not_fit_is_named_with_its_place(change: dict[object, object], message: str) -> None:
    with pytest.raises(ShapeError) as raised:
        read_as(Tree, {"kind": "oak", "top": {"name": "a"}, **change})
    assert str(raised.value) == message


def test_a_long_value_is_cut_in_the_message() -> None:
    with pytest.raises(ShapeError, match=r"^the file: 'x{56}\.\.\. is no mapping$"):
        read_as(Tree, "x" * 500)
