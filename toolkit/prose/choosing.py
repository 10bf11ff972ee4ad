"""Which pattern of the grammar has what stands around a figure."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.prose.grammar import Grammar, Pattern, compiled
from toolkit.prose.lexicon import FIGURE, SHARE, UNKNOWN
from toolkit.prose.now import Now

_BY = "by"
_MOST_KNOWN = 8192  # stretches of signs before figures
_COUNTED = frozenset({FIGURE, SHARE, ")"})


class Choosing:
    """Chooses patterns. ``joins`` are the signs that stand between things that are named together."""

    def __init__(self, grammar: Grammar, joins: frozenset[str]) -> None:
        signs = grammar.lexicon.signs
        self._grammar = grammar
        self._reach: dict[tuple[str, str | None], int | None] = {}
        self._known: dict[tuple[str | None, str], Sequence[tuple[Pattern, int]]] = {}
        self._and = joins
        self._rests = grammar.classes.rests
        self._media, self._social = grammar.classes.media, grammar.classes.social
        self._named_channels = grammar.classes.channels
        self._channels = self._named_channels | {UNKNOWN}
        self._foreign, self._by = signs["foreign"], signs[_BY]

    def best(self, before: str, behind: str, unit: str | None, now: Now, last: str | None) -> Pattern | None:
        """The pattern that fits and says most; those with words before the figure go before all others."""
        best, most = None, 0
        for pattern, used in self._on_left(before, unit):
            size = self._fits(pattern, before, used, behind, now, last)
            if size > most:
                best, most = pattern, size
        if best is not None:
            return None if best.right is None and behind[:1] == self._foreign else best
        for pattern in self._grammar.by_right.get((behind[:1], unit), ()):
            size = self._fits(pattern, before, 0, behind, now, last)
            if size > most:
                best, most = pattern, size
        return best

    def _on_left(self, before: str, unit: str | None) -> Sequence[tuple[Pattern, int]]:
        """The patterns whose signs stand before a figure, with how many they are. What little they see of the signs
        before is mostly what other sentences have.
        """
        key = (before[:1], unit)
        if key not in self._reach:
            reaches = [pattern.left_reach for pattern in self._grammar.by_left.get(key, ())]
            self._reach[key] = None if None in reaches else max((reach for reach in reaches if reach), default=0)
        reach = self._reach[key]
        if reach == 0:
            return ()
        seen = (unit, before[:reach])
        found = self._known.get(seen)
        if found is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            matches = [(each, compiled(each.left or "").match(before)) for each in self._grammar.by_left[key]]
            found = self._known[seen] = tuple([(each, match.end()) for each, match in matches if match])
        return found

    def _fits(self, pattern: Pattern, before: str, left: int, behind: str, now: Now, last: str | None) -> int:
        """How many signs a pattern has here, whose figures may have this one's unit and of which ``left`` stand before
        the figure; 0 where it does not fit.
        """
        if not self._applies(pattern, now, last):
            return 0
        used = 0
        if pattern.right is not None:
            right = compiled(pattern.right).match(behind)
            if right is None:
                return 0
            used = right.end()
        if not self._stands_free(pattern, before, left, now):
            return 0
        if pattern.left is None and self._goes_on_naming(behind[used:]):
            return 0
        return left + used or 1

    def _goes_on_naming(self, behind: str) -> bool:
        """其余7件为信息不存在、非本机关掌握等情形: two kinds together have one figure."""
        return behind[:1] in self._and and behind[1:2] in self._grammar.kinds and FIGURE not in behind[2:3]

    def _stands_free(self, pattern: Pattern, before: str, size: int, now: Now) -> bool:
        """Whether nothing just before a pattern's words, or in their clause, makes them mean less or something else."""
        if pattern.after and now.has_open_item and before[:1] in self._rests:
            return False  # 公开64条，工作动态39条，其他25条: what remains beside something unknown
        behind_all = before[size : size + 1]
        is_in_all_ways = behind_all == self._by  # 通过各种途径公开信息
        if not (pattern.without - {_BY} if is_in_all_ways else pattern.without).isdisjoint(now.in_clause):
            return False
        if pattern.left is None:
            return True
        if behind_all in pattern.not_behind and (pattern.indicator.overlaps or not self._is_of_several(before, size)):
            return False
        return not self._is_joined(before, size)

    def _applies(self, pattern: Pattern, now: Now, last: str | None) -> bool:
        """Whether what a pattern asks for besides its words is so."""
        if pattern.of and now.topic not in pattern.of and not self._goes_on(pattern, now, last):
            return False
        if now.topic in pattern.unless:
            return False
        if not pattern.not_among.isdisjoint(now.seen) or (pattern.among and pattern.among.isdisjoint(now.seen)):
            return False
        if (pattern.beside and pattern.beside.isdisjoint(now.in_clause)) or (
            pattern.in_list_of and now.list_of not in pattern.in_list_of
        ):
            return False
        return not pattern.after or last in pattern.after

    def _goes_on(self, pattern: Pattern, now: Now, last: str | None) -> bool:
        """Whether a figure is of what its pattern asks for though the text has begun to speak of something else: it
        stands in a list of it; nothing else was spoken of; or only 公开 was, behind another answer to applications.
        """
        parents = pattern.indicator.part_of
        if now.list_of in parents or (now.topic is None and pattern.speaks_for_itself):
            return True
        before = self._grammar.indicators.get(last or "")
        may_stray = any(self._grammar.strays(now.topic, topic) for topic in pattern.of)
        return may_stray and before is not None and not set(before.part_of).isdisjoint(parents)

    def _is_of_several(self, before: str, size: int) -> bool:
        """通过门户网站、公告栏主动公开信息80条: several channels together are no one channel's figure but the whole."""
        one, joint, other = before[size : size + 1], before[size + 1 : size + 2], before[size + 2 : size + 3]
        several = joint in self._and and joint != "" and one in self._channels and other in self._channels - {one}
        return several and not {one, other} <= self._social  # 微博、微信: two of the several

    def _is_joined(self, before: str, size: int) -> bool:
        """Whether what a pattern names is one of several whose figure it is together: 予以公开、部分公开共5件. Several
        of one kind (报刊、广播) are one.
        """
        if before[size : size + 1] == UNKNOWN and before[size + 1 : size + 2] in self._and:
            # 门户网站、“云溪发布”微信公众号: a name of its own stands before the last of several
            both = {before[size - 1], before[size + 2 : size + 3]}
            return len(both) > 1 and both <= self._named_channels and not both <= self._media
        other = before[size + 1 : size + 2]
        if before[size : size + 1] not in self._and or not other or other in _COUNTED:
            return False
        return other != before[size - 1] and not {other, before[size - 1]} <= self._media
