"""A rule explained on the screen: what it looks for, why, what it says in an example, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

from toolkit.checks.catalogue import RuleText
from toolkit.checks.example import read_example
from toolkit.model import CellId
from toolkit.view.marks import SEVERITIES
from toolkit.view.names import cell_names
from toolkit.view.wrapping import wrap

_HEAD = 6  # cells that the longest head takes
_WORDS = {"rest": "其余各格", "year": "年度", "form": "格式", "organ": "机关", "section": "部分"}
_OTHERS = {"last": "上年报告：", "child": "下级报告："}


class RuleView:
    """A rich renderable that explains a rule."""

    def __init__(self, rule: RuleText) -> None:
        self._rule = rule

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Severity and id, then one head after another."""
        label, style = SEVERITIES[self._rule.severity]
        yield Text.assemble((label, style), "  ", (self._rule.id, "bold"))
        for head, lines in self._heads():
            shown = [part for line in lines for part in wrap(line, options.max_width - _HEAD - 2)]
            for at, line in enumerate(shown):
                yield Text.assemble((" " * _HEAD if at else head.ljust(_HEAD - len(head)), "dim"), "  ", line)

    def _heads(self) -> Iterator[tuple[str, list[str]]]:
        rule = self._rule
        yield "查什么", rule.what.splitlines()
        yield "为什么", rule.why.splitlines()
        yield "例如", list(self._example())
        yield "会说", [rule.example_finding().message]
        if rule.forms:
            yield "格式", ["、".join(rule.forms)]
        yield "依据", [rule.citation]

    def _example(self) -> Iterator[str]:
        """What stands in the example's report, cells by their names; the next head says what is found in it."""
        text = self._rule.example
        names = cell_names(read_example(text, self._rule.forms[-1] if self._rule.forms else None).report.form)
        for line in text.splitlines():
            word, _, rest = line.strip().partition(" ")
            if word == "finds":
                return
            of = ""
            if word in _OTHERS:
                of, (word, _, rest) = _OTHERS[word], rest.partition(" ")
            yield f"{of}{_WORDS.get(word) or names.get(CellId(word), word)}　{rest}"
