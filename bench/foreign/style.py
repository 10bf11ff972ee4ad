"""What a file's clerk does throughout: dice, manner, how labels are written and numbered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from random import Random

from bench.foreign.clerk import Label, Manner, choose
from bench.foreign.grid import Box, Value

_CHINESE = "零一二三四五六七八九十"
_CIRCLED = "〇①②③④⑤⑥⑦⑧⑨⑩"
Number = Callable[[int], str]

NUMBERINGS: dict[str, tuple[Number, Number, Number]] = {
    "official": (lambda n: f"{_CHINESE[n]}、", lambda n: f"（{_CHINESE[n]}）", lambda n: f"{n}."),
    "ascii": (lambda n: f"{_CHINESE[n]}、", lambda n: f"({_CHINESE[n]})", lambda n: f"{n}."),
    "comma": (lambda n: f"{_CHINESE[n]}、", lambda n: f"（{_CHINESE[n]}）", lambda n: f"{n}、"),
    "brackets": (lambda n: f"{_CHINESE[n]}、", lambda n: f"（{_CHINESE[n]}）", lambda n: f"（{n}）"),
    "circled": (lambda n: f"{_CHINESE[n]}、", lambda n: f"（{_CHINESE[n]}）", lambda n: _CIRCLED[n]),
    "wide": (lambda n: f"{_CHINESE[n]}．", lambda n: f"（{_CHINESE[n]}） ", lambda n: f"{n}．"),
    "half": (lambda n: f"{_CHINESE[n]}、", lambda n: f"{_CHINESE[n]}）", lambda n: f"{n})"),
    "again": (lambda n: f"{_CHINESE[n]}、", lambda n: f"{_CHINESE[n]}、", lambda n: f"{n}. "),
    "arabic": (lambda n: f"{n}.", lambda n: f"({n})", lambda n: _CIRCLED[n]),
    "decimal": (lambda n: f"{n} ", lambda n: f"3.{n} ", lambda n: f"{n}. "),
    "none": (lambda n: "", lambda n: "", lambda n: ""),
}


@dataclass(frozen=True, slots=True)
class Style:
    """A file's habits. ``values`` are what its cells print."""

    dice: Random
    manner: Manner
    label: Label
    numbering: str
    values: Mapping[str, Value]

    def words(self, words: tuple[str, ...]) -> Box:
        """A label's box."""
        return Box(self.label(choose(self.dice, self.manner, words)))

    def text(self, words: tuple[str, ...], level: int = 0, number: int = 0) -> str:
        """A label with its number."""
        sign = NUMBERINGS[self.numbering][level - 1](number) if level else ""
        return self.label(sign + choose(self.dice, self.manner, words))

    def value(self, cell: str) -> Box:
        """The box of a value."""
        return Box(self.values[cell].text, cell=cell)
