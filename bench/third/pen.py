"""A clerk at work on one report: boxes of labels and of values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

from bench.foreign.grid import Box, Value
from bench.third.clerk import Clerk
from bench.third.story import Story

CHINESE = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Pen:
    """``values`` are what the report's cells print. ``mid_total``: 总计 stands between other columns."""

    story: Story
    clerk: Clerk
    values: Mapping[str, Value]
    mid_total: bool = False

    @property
    def dice(self) -> Random:
        """The report's dice."""
        return self.clerk.dice

    def label(self, text: str, rows: int = 1, cols: int = 1) -> Box:
        """A label's box."""
        return Box(self.clerk.label(text), rows, cols, head=True)

    def value(self, cell: str, cols: int = 1) -> Box:
        """A value's box."""
        return Box(self.values[cell].text, cols=cols, cell=cell)
