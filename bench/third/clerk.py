"""One clerk's habits: how figures are typed, how labels are worded and mistyped."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from random import Random

from bench.foreign.clerk import FULL
from bench.foreign.grid import Value
from bench.third.words import SLIPS, STABILITY, WORDS

_ZEROS = {"0": 74, "blank": 8, "-": 4, "/": 4, "—": 2, "无": 2, "mixed": 6}
_REMARKS = ("（含上年结转）", "（均为网上申请）", "（其中不予处罚1件）", "*", "①")
_GAPS = (" ", "　", "\n", "\u00a0")


@dataclass(frozen=True, slots=True)
class Clerk:
    """The habits. ``zero``: what stands for none. ``wide``: full-width digits. ``remarks``: words behind a figure now
    and then. ``rewords``: other words for the form's. ``sign``: what follows the number of an item.
    """

    dice: Random
    zero: str
    grouped: bool
    units: bool
    wide: bool
    remarks: bool
    padded: bool
    gaps: bool
    slips: bool
    rewords: bool
    stability: str
    sign: str
    brackets: str

    @property
    def habits(self) -> tuple[str, ...]:
        """What is not usual about them."""
        named = {
            f"zero is {self.zero}": self.zero != "0",
            "thousands": self.grouped,
            "units": self.units,
            "wide digits": self.wide,
            "remarks": self.remarks,
            "padded": self.padded,
            "gaps": self.gaps,
            "slips": self.slips,
            "other words": self.rewords,
        }
        return tuple(name for name, there in named.items() if there)

    def values(self, figures: Mapping[str, Decimal]) -> dict[str, Value]:
        """Every figure as this clerk types it."""
        return {cell: self._typed(cell, figure) for cell, figure in figures.items()}

    def label(self, text: str) -> str:
        """A label of the form as this clerk types it."""
        dice = self.dice
        if self.rewords and text in WORDS and dice.random() < 0.4:
            text = dice.choice(WORDS[text])
        if self.slips:
            for right, typed in SLIPS.items():
                if right in text and dice.random() < 0.15:
                    text = text.replace(right, typed)
        text = text.replace(STABILITY[0], self.stability)
        if len(text) > 1 and text[0].isdigit() and text[1] == ".":
            text = text[0] + self.sign + text[2:]
        text = text.replace("（", self.brackets[0]).replace("）", self.brackets[-1])
        if self.gaps and dice.random() < 0.3 and 1 < len(text) <= 6:
            text = text[: len(text) // 2] + dice.choice(_GAPS) + text[len(text) // 2 :]
        return text

    def _typed(self, cell: str, figure: Decimal) -> Value:
        value = self._none(cell) if figure == 0 else self._some(cell, figure)
        if value.status == "blank":
            return value
        text = value.text.translate(FULL) if self.wide and value.status == "printed" else value.text
        if self.padded and value.status == "printed":
            text = self.dice.choice((" {}", "{} ", "　{}", "\u00a0{}\u00a0")).format(text)
        return replace(value, text=text)

    def _none(self, cell: str) -> Value:
        dice = self.dice
        zero = self.zero
        if zero == "mixed":
            zero = dice.choice(("0", "0", "0", "blank", "/"))
        if cell.startswith("disclosure.rules.") and dice.random() < 0.1:
            zero = dice.choice(("/", "-", "blank", "无"))
        if zero == "blank":
            return Value("", "blank")
        if zero != "0":
            return Value(zero, "dash")
        unit = _unit(cell) if self.units and dice.random() < 0.5 else ""
        return Value(f"0{unit}", "printed", Decimal(0))

    def _some(self, cell: str, figure: Decimal) -> Value:
        dice = self.dice
        if cell.endswith(".change"):
            size = abs(figure)
            signs = ("+", "+", "", "增") if figure > 0 else ("-", "-", "减", "－")
            return Value(f"{dice.choice(signs)}{size}", "printed", figure)
        text = f"{figure:,}" if self.grouped and figure >= 1000 else str(figure)
        if cell.endswith(".amount"):
            return self._money(cell, figure, text)
        if self.units and dice.random() < 0.6:
            text += _unit(cell)
        if self.remarks and dice.random() < 0.06:
            return Value(text + dice.choice(_REMARKS), "printed", figure, open=True)
        return Value(text, "printed", figure)

    def _money(self, cell: str, figure: Decimal, text: str) -> Value:
        dice = self.dice
        if dice.random() < 0.08 and not self.wide:
            yuan = (figure * 10000).to_integral()
            return Value(f"{yuan}元", "printed", yuan / 10000)
        if figure != figure.to_integral() and dice.random() < 0.2:
            text = f"{figure:.4f}"
        if self.units and dice.random() < 0.6:
            text += _unit(cell)
        elif cell.startswith("disclosure.procurement.") and not self.units and dice.random() < 0.35:
            text += "万元"
        return Value(text, "printed", figure)


def clerk(dice: Random) -> Clerk:
    """Somebody who types reports."""
    return Clerk(
        dice,
        zero=dice.choices(list(_ZEROS), list(_ZEROS.values()))[0],
        grouped=dice.random() < 0.12,
        units=dice.random() < 0.08,
        wide=dice.random() < 0.05,
        remarks=dice.random() < 0.08,
        padded=dice.random() < 0.1,
        gaps=dice.random() < 0.25,
        slips=dice.random() < 0.3,
        rewords=dice.random() < 0.3,
        stability=dice.choice((*STABILITY[:1] * 5, *STABILITY[1:])),
        sign=dice.choice((".",) * 5 + ("．", "、", ". ", " .")),
        brackets=dice.choice(("（）",) * 5 + ("()", "（ ）")),
    )


def neat(dice: Random) -> Clerk:
    """Somebody who types just what the form has."""
    plain = replace(clerk(dice), zero="0", grouped=False, units=False, wide=False, remarks=False, padded=False)
    return replace(plain, gaps=False, slips=False, rewords=False, stability=STABILITY[0], sign=".", brackets="（）")


def _unit(cell: str) -> str:
    return "万元" if cell.endswith(".amount") else "件"
