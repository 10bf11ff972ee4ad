"""What words for none speak of: 未收到政府信息公开申请, 行政复议、行政诉讼均为零."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolkit.prose.grammar import Grammar, compiled
from toolkit.prose.lexicon import DATE, FIGURE, NONE, UNKNOWN
from toolkit.prose.sentences import last_of

_ENDS = ",;()#%@0"
_KNOWN = 4096  # items


class Nothing:
    """Finds what words for none speak of. ``kinds`` are the signs of what passages are about."""

    def __init__(self, grammar: Grammar, kinds: frozenset[str]) -> None:
        signs = grammar.lexicon.signs
        self._grammar = grammar
        self._kinds = kinds
        self._and = frozenset({"、", signs["and"]})
        self._each, self._rest, self._infopub = signs["each"], signs["rest"], signs["infopub"]
        self._matters = kinds - grammar.classes.asked
        self._soft = grammar.classes.soft
        self._patterns = [(spec.id, f"(?:{pattern})$") for spec, pattern in grammar.nothing]
        self._known: dict[str, str | None] = {}

    def of(self, signs: str, at: int, clause: int, verb: str) -> tuple[str, ...]:
        """The indicators that the words at a place say nothing was of.

        ``clause`` is where their clause begins, ``verb`` the sign of what was not done (未制发), if lists share it.
        """
        if FIGURE in signs[clause:at] or self._rest in signs[clause:at]:
            return ()  # 其余29个部门未收到申请; 其余部门均未收费
        end = at + 1
        if signs[end : end + 1] in self._and and signs[end + 1 : end + 2] in self._matters:
            return ()  # 未产生与诉讼有关的费用
        while end < len(signs) and signs[end] not in _ENDS:
            end += 1
        done = verb if verb in self._grammar.classes.shared else ""
        with_verb = self._named(done + signs[at + 1 : end]) if done else None
        named = [with_verb] if with_verb else list(self._named_in(signs, segments(signs, at + 1, end, self._and)))
        if named:
            named += self._named_behind(signs, end)
        elif end == at + 1:
            stop = at - 1 if signs[at - 1 : at] == self._each else at
            named = list(self._named_in(signs, reversed(list(segments(signs, clause, stop, self._and)))))[::-1]
            if named and stop < at:
                named = [*self._named_before(signs, clause), *named]
        return tuple(dict.fromkeys(named))

    def _named_behind(self, signs: str, comma: int) -> Iterator[str]:
        """未发生行政复议，行政诉讼: clauses behind that are nothing but names."""
        while signs[comma : comma + 1] == ",":
            end = next((at for at in range(comma + 1, len(signs)) if signs[at] in _ENDS), len(signs))
            indicator = self._named(signs[comma + 1 : end]) if signs[end : end + 1] in ("", ",", ";") else None
            if indicator is None:
                return
            yield indicator
            comma = end

    def _named_before(self, signs: str, clause: int) -> list[str]:
        """行政复议，行政诉讼均为零: clauses before that are nothing but names."""
        named: list[str] = []
        while clause > 1 and signs[clause - 1] == ",":
            start = last_of(_ENDS, signs, clause - 1) + 1
            indicator = self._named(signs[start : clause - 1]) if signs[start - 1 : start] in ("", ",", ";") else None
            if indicator is None:
                break
            named.insert(0, indicator)
            clause = start
        return named

    def headed(self, signs: str) -> tuple[str, ...]:
        """What a heading is about, of which 无 below it says that there was none."""
        return tuple(dict.fromkeys(self._named_in(signs, segments(signs, 0, len(signs), self._and))))

    def says_only_none(self, signs: str) -> bool:
        """Whether a sentence says nothing else: 无. 全年没有发生此类情况."""
        return set(signs) <= {NONE, DATE, ","}

    def _named_in(self, signs: str, among: Iterable[tuple[int, int]]) -> Iterator[str]:
        items = [signs[start:end] for start, end in among if start < end]  # 未收到和处理…申请
        for number, item in enumerate(items):
            whole = item
            if len(item) == 1 and item in self._grammar.classes.shared and number + 1 < len(items):
                # 未制发、废止规范性文件: both of the last one's object
                whole += "".join(sign for sign in items[-1] if sign not in self._grammar.classes.shared)
            pair = item if len(item) > 1 and self._matters.issuperset(item) else (whole,)  # 复议诉讼情况
            named = [self._named(each) for each in pair]
            if None in named:
                return
            yield from (name for name in named if name is not None)

    def _named(self, segment: str) -> str | None:
        """What a list's item names. Most are headings' and the like, which stand in every report."""
        if segment not in self._known:
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[segment] = self._read(segment)
        return self._known[segment]

    def _read(self, segment: str) -> str | None:
        """What a list's item names, soft words before it passed over, and whom 政府信息公开 concerns."""
        segment = segment.lstrip(DATE)
        if segment[:1] == UNKNOWN and segment[1:2] == self._infopub:
            segment = segment[1:]
        while segment:
            for indicator, pattern in self._patterns:
                if compiled(pattern).match(segment):
                    return indicator
            if segment[0] not in self._soft:
                return None
            segment = segment[1:]
        return None


def segments(signs: str, start: int, end: int, between: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The items of a list: the stretches between its commas."""
    begin = start
    for at in range(start, end):
        if signs[at] in between:
            yield begin, at
            begin = at + 1
    if begin < end:
        yield begin, end
