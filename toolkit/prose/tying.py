"""Figures tied to indicators: which pattern of the grammar a figure's sentence has around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from toolkit.numbers import Numeral
from toolkit.prose.beyond import Beyond
from toolkit.prose.composing import Left
from toolkit.prose.grammar import Grammar, Pattern, compiled
from toolkit.prose.lexicon import DATE, FIGURE, NONE, UNKNOWN
from toolkit.prose.means import means_of
from toolkit.prose.nothing import segments
from toolkit.prose.now import Now
from toolkit.prose.sentences import Sentence, is_behind_colon, leads_to_list, sentences_of, year_of
from toolkit.prose.settling import Ties, settle
from toolkit.prose.spec import Veto

_NOT_THE_YEARS: tuple[Veto, ...] = ("earlier", "plan", "part")
_NEXT_ONES = re.compile(f"[,、]\\{UNKNOWN}{FIGURE}")
_ORGAN = re.compile(
    r"(?:[省市区县州盟旗镇乡局委院厅处站所村]|(?<![应已须待共需实承转交])办)\Z|街道\Z|社区\Z|部门\Z|单位\Z"
)
_DAYS = frozenset({"日", "天", "个工作日", "工作日"})
_YEARS_PAST = re.compile(r"多?来")
_MONTHS = re.compile(r"(?P<first>\d{1,2})月?(?:份)?[至到—–~-]+(?P<last>\d{1,2})月(?:份)?")
_CLAUSE_ENDS = frozenset(",;()")
_RESPECTIVELY = "respectively"
_NOT = re.compile(r"^(?:未曾|未能|没有|未|没|无)")
_MONTH = re.compile(r"(\d{1,2})月")
_UNTIL_BEFORE = re.compile(r"(?:截[至止]|至|到)[ ]?$")

_FROM_THEN = re.compile(r"[^，。；]{0,4}起")


class Spoken(NamedTuple):
    """What a text speaks of before its first sentence: its topic, and what words for none alone would speak of."""

    topic: str | None = None
    headed: tuple[str, ...] = ()


class Tying:
    """Ties the figures of one section, sentence by sentence. What the text speaks of goes on from one to the next."""

    def __init__(
        self, grammar: Grammar, year: int | None, text: str, numerals: Sequence[Numeral], spoken: Spoken
    ) -> None:
        self.ties = Ties()
        self._grammar = grammar
        self._year = year
        self._text = text
        self._numerals = numerals
        self._topic = spoken.topic
        self._last: str | None = None
        self._left: list[Left] = []
        self._handled: list[int] = []
        self._headed = spoken.headed
        self._means = means = means_of(grammar)
        self._beyond = Beyond(means, year, numerals, self.ties)
        self._and, self._kinds = means.joins, means.kinds
        self._each, self._made_of, self._among = means.sign("each"), means.sign("made_of"), means.sign("among")
        self._go_on, self._lower = means.sign("go_on"), means.sign("lower")
        self._becomes, self._infopub = means.sign("becomes"), means.sign("infopub")
        self._all_earlier = f",{self._each}{means.sign('earlier')}"
        self._years: dict[str, tuple[int, int]] = {}

    @property
    def spoken(self) -> Spoken:
        """What the sentences read so far leave for the next one."""
        return Spoken(self._topic, self._headed)

    def read(self, sentence: Sentence) -> None:
        """Tie a sentence's figures."""
        now = Now(self._topic, self._grammar.topics.strays)
        last, self._left = self._last, []
        unseen = iter((*sentence.unseen, (len(sentence.signs) + 1, None)))
        place, word = next(unseen)
        for at, sign in enumerate(sentence.signs):
            while place <= at and word is not None:
                now.note(word)
                place, word = next(unseen)
            if known := sentence.words.get(at):
                now.note(known)
                if sign == self._among:
                    now.open_list(self._last)
            elif sign in _CLAUSE_ENDS:
                self._end_clause(sentence, at, now)
            elif sign == DATE:
                self._date(sentence, at, now)
            elif sign == FIGURE:
                now.count_item()
                self._figure(sentence, at, now)
            elif sign == NONE:
                self._none(sentence, at, now)
        for _, rest in ((place, word), *unseen):
            if rest is not None:
                now.note(rest)
        self._topic = now.topic_behind
        if sentence.words:
            is_heading = FIGURE not in sentence.signs and NONE not in sentence.signs
            self._headed = self._means.nothing.headed(sentence.signs) if is_heading else ()
        if self._left:
            self._means.composing.tie(sentence, self._left, last, self._numerals, self.ties)
        settle(sentence, self._numerals, self.ties, self._grammar)
        self._tie_sums(sentence, now)
        self._untie_all_there_was()

    def _end_clause(self, sentence: Sentence, at: int, now: Now) -> None:
        match sentence.signs[at]:
            case "(":
                is_behind = at > 0 and sentence.numerals[at - 1] in self.ties.indicators
                now.open_bracket(self._last if is_behind else None)
            case ")":
                now.close_bracket()
            case ";":
                now.end_item()
        now.new_clause(at + 1)

    def _none(self, sentence: Sentence, at: int, now: Now) -> None:
        # Never since 2008 is not this year either.
        is_years = self._veto(now, by_date=now.spans_years) in (None, "cumulative")
        if is_years and not self._is_of_others(sentence, at):
            named = self._means.nothing.of(sentence.signs, at, now.clause, self._not_done(sentence.numerals[at]))
            if not named and self._means.nothing.says_only_none(sentence.signs):
                named = self._headed
            if named:
                self._tie(sentence.numerals[at], named)

    def _not_done(self, number: int) -> str:
        """The sign of the verb in words for none: 未制发规范性文件."""
        word = self._grammar.lexicon.words.get(_NOT.sub("", self._numerals[number].raw))
        return word.alone if word is not None else ""

    def _is_of_others(self, sentence: Sentence, at: int) -> bool:
        """查询档案1870人次，打印材料5300页，均未收费: none of what was just counted, which is nothing known."""
        counted = sentence.signs.rfind(FIGURE, 0, at)
        of_each = sentence.signs[at - 1 : at] == self._each
        return of_each and counted >= 0 and sentence.numerals[counted] not in self.ties.indicators

    def _date(self, sentence: Sentence, at: int, now: Now) -> None:
        numeral = self._numerals[sentence.numerals[at]]
        year = year_of(numeral.raw)
        if (months := _MONTHS.search(numeral.raw)) and (months["first"], months["last"]) != ("1", "12"):
            now.vetoes.add("part")  # 1至6月公开230条
        if year is None and (month := _MONTH.match(numeral.raw)) and month[1] != "12":
            now.is_part_year |= _UNTIL_BEFORE.search(self._text[max(0, numeral.start - 3) : numeral.start]) is not None
        if year is None or (at and sentence.signs[at - 1] in self._means.compares):
            return
        behind = self._text[numeral.end : numeral.end + 1]
        before = self._text[max(0, numeral.start - 3) : numeral.start]
        follows = at > 0 and sentence.signs[at - 1] == DATE
        now.spans_years = follows and now.year is not None and now.year < year  # 2008年至2012年
        now.year = year
        now.is_since = _FROM_THEN.match(self._text, numeral.end) is not None
        now.is_until = behind in ("底", "末") or _UNTIL_BEFORE.search(before) is not None
        now.this_year = False

    # --- figures ------------------------------------------------------------------------------------------

    def _figure(self, sentence: Sentence, at: int, now: Now) -> None:
        number = sentence.numerals[at]
        if number in self.ties.indicators or number in self.ties.barred or self._is_time(number, now):
            return
        before = self._beyond.before(sentence, at)
        if self._goes_with_others(sentence, at, before, now):
            return
        if becomes := before[:1] == self._becomes != "":
            # 由去年的63件降至50件: what the year before has, and its figure
            if before[1:2] == FIGURE:
                self._untie(sentence.numerals[at - 2])
            before = before[1:].lstrip(self._means.old_value)
        numeral = self._numerals[number]
        # 答复51件：予以公开20件: what stands behind a colon is not what the figure before it is of.
        behind = "" if leads_to_list(self._text, sentence, at, numeral) else sentence.signs[at + 1 :]
        if behind[:1] in self._grammar.kinds and is_behind_colon(self._text, numeral):
            before = ""  # 全部按时答复：2件公开
        found = self._beyond.find(sentence, at, before, behind, now, self._last)
        if found is None and numeral.value == 0 and self._tie_noughts(sentence, at, now):
            return
        if found is not None and found.indicator.id == now.list_of and self._is_more_than_this(sentence, at, before):
            now.list_of = None
        if found is None or self._is_category(found, before, now) or self._is_one_organs(found, before, sentence, at):
            now.leave_open()
            if found is not None or self._veto(now, by_date=False) is not None:
                self.ties.barred.add(number)
            elif before[:1] in self._kinds and now.list_of is None and not self._is_known(before):
                now.leave()  # 受理行政许可申请340件，办结338件: what follows is of these, whatever they are
            else:
                self._left.append(Left(at, now.topic, now.spoken, now.list_of))
            return
        if becomes:
            now.vetoes.discard("earlier")
        self._take(found, sentence, at, before, now)

    def _is_known(self, before: str) -> bool:
        """办理申请33件, 通过信函、网络等方式提出的申请53件: of no indicator that a pattern has, but of nothing else."""
        return before[:1] in self._means.asked and (before[1:2] == self._go_on or before[1:2] in self._grammar.kinds)

    def _tie_noughts(self, sentence: Sentence, at: int, now: Now) -> bool:
        """行政复议、行政诉讼0件: a nought of several things is of each."""
        named = list(segments(sentence.signs, now.clause, at, self._and))
        if len(named) > 1:
            self._tie_segment(sentence, named, at, now)
        return sentence.numerals[at] in self.ties.indicators

    def _untie(self, number: int) -> None:
        """由3120条增至3688条: the first is the year before's, whether that is said or not."""
        if names := self.ties.indicators.pop(number, None):
            self.ties.vetoes[number] = ("earlier", names[-1])

    def _is_time(self, number: int, now: Now) -> bool:
        """Whether a figure only says how long: what follows it counts something else than the year's whole."""
        numeral = self._numerals[number]
        if numeral.unit in _DAYS:
            now.vetoes.add("part")  # 5个工作日内答复13件: some of them
            return True
        if numeral.unit == "年" and _YEARS_PAST.match(self._text, numeral.end):
            now.count_since()  # 五年来共公开2.3万条
            return True
        return False

    def _goes_with_others(self, sentence: Sentence, at: int, before: str, now: Now) -> bool:
        """Whether a figure is a difference, that of several things, or narrows what stands before it."""
        number = sentence.numerals[at]
        if not before:
            return False
        if before[0] in self._means.changes:
            self.ties.vetoes[number] = ("change", None)
            return True
        if before[0] == DATE and before[1:2] in self._means.compares:
            self.ties.vetoes[number] = ("earlier", None)  # 较2015年的29件增长: in a report whose year isn't known, too
            return True
        if before[0] in (self._each, self._made_of):
            return self._distributed(sentence, at, now)
        if _RESPECTIVELY in now.in_clause and len(row := self._row(sentence.signs, at)) > 1:
            self._tie_row(sentence, row, now)
            return True
        return before[0] == self._infopub and self._narrowed(sentence, number, now)

    def _take(self, found: Pattern, sentence: Sentence, at: int, before: str, now: Now) -> None:
        """Tie a figure to what a pattern says, unless it is not all of the year's."""
        number = sentence.numerals[at]
        indicator = found.indicator.id
        stands = found.indicator.stands
        veto = self._veto(now, by_date=(stands and now.is_since) or found.names_date)
        if veto is None and "cumulative" in now.vetoes and indicator in now.tied:
            veto = "cumulative"  # 本年度公开283条，累计公开3946条
        if veto == "cumulative" and found.indicator.to_date:
            veto = None  # 累计对外公开规范性文件29件
        if veto is None and sentence.signs.startswith(self._all_earlier, at + 1):
            veto = "earlier"  # 行政诉讼3件，均为上年度案件
        if veto is None and not stands and self._is_of_lower(found, before):
            veto = "part"  # 各乡镇公开1890条
        if veto is not None or not self._is_latest(indicator, number, now):
            self.ties.vetoes[number] = (veto or "earlier", indicator)
            return
        if found.indicator.all_there_was and self._go_on in (found.left or ""):
            self._handled.append(number)
        now.tied.add(indicator)
        now.has_open_item = False
        now.begin(self._grammar.topic_of.get(indicator))
        self._tie(number, (indicator,))

    def _untie_all_there_was(self) -> None:
        for number in self._handled:
            names = self.ties.indicators.get(number, ())
            if len(names) == 1 and self._is_all_there_was(number, self._grammar.indicators[names[0]].all_there_was):
                del self.ties.indicators[number]
                self.ties.barred.add(number)

    def _tie_sums(self, sentence: Sentence, now: Now) -> None:
        for whole, parts in self.ties.sums.items():
            open_ones = not {whole, *parts} & {*self.ties.indicators, *self.ties.vetoes, *self.ties.barred}
            if whole in sentence.numerals and open_ones:
                indicator = self._beyond.of_total(sentence, whole, parts, now, self._last)
                if indicator is not None:
                    self._tie(whole, (indicator,))

    def _is_all_there_was(self, number: int, added_up: Sequence[str]) -> bool:
        """收到143件，上年结转5件，共办理148件: all that was to be done, whether it was done or not."""
        added = [
            self._numerals[other].value
            for name in added_up
            for other in [n for n, names in self.ties.indicators.items() if name in names][-1:]
        ]
        known = [value for value in added if value is not None]
        return len(known) > 1 and sum(known) == self._numerals[number].value

    def _is_of_lower(self, found: Pattern, before: str) -> bool:
        match = compiled(found.left).match(before) if found.left is not None else None
        if match is None or before[match.end() : match.end() + 1] != self._lower:
            return False
        return before[match.end() + 1 : match.end() + 2] not in self._and  # 县直部门和各乡镇公开1890条 is all

    def _is_latest(self, indicator: str, number: int, now: Now) -> bool:
        """Whether no later year's figure stands before, in a report whose year isn't known. An
        earlier year's, tied before, is untied.
        """
        if self._year is not None or now.year is None:
            return True
        year, other = self._years.get(indicator, (now.year, number))
        if year > now.year:
            return False
        if year < now.year and other in self.ties.indicators:
            del self.ties.indicators[other]
            self.ties.vetoes[other] = ("earlier", indicator)
        self._years[indicator] = (now.year, number)
        return True

    def _is_more_than_this(self, sentence: Sentence, at: int, before: str) -> bool:
        """公开信息687条，其中主动公开668条: the total was taken for what only a part of it is. It is untied."""
        active = self._means.sign("active")
        place = sentence.signs.rfind(FIGURE, 0, at)
        start = max(sentence.signs.rfind(mark, 0, place) for mark in _CLAUSE_ENDS) + 1
        if place < 0 or before[:1] != active or active in sentence.signs[start:place]:
            return False
        if self.ties.indicators.pop(sentence.numerals[place], None) is not None:
            self.ties.barred.add(sentence.numerals[place])
        return True

    def _is_category(self, found: Pattern, before: str, now: Now) -> bool:
        """Whether a figure only counts a part of its kind: 受理120件，其中各部门受理81件; 公开300条，其中解读13条."""
        if now.list_of is None or found.indicator.id == now.list_of:
            return now.list_of is not None
        match = compiled(found.left).match(before) if found.left is not None else None
        names_kind = match is not None and match.end() == 1
        in_categories = self._grammar.indicators[now.list_of].categories
        if now.list_of in found.indicator.part_of:
            return False
        if found.indicator.overlaps:  # 回应448件，其中人民网5件
            return not in_categories and self._grammar.parents[now.list_of].isdisjoint(found.indicator.part_of)
        return in_categories and names_kind

    def _is_one_organs(self, found: Pattern, before: str, sentence: Sentence, at: int) -> bool:
        """东麓县受理申请45件、云浦区38件: a figure of something that isn't known, and then the next one's."""
        match = compiled(found.left).match(before) if found.left is not None else None
        if match is None or before[match.end() :][:1] != UNKNOWN or not _NEXT_ONES.match(sentence.signs, at + 1):
            return False
        this, next_one = (self._numerals[sentence.numerals[place]] for place in (at, at + 3))
        return next_one.unit == this.unit and _ORGAN.search(self._text, this.end, next_one.start) is not None

    def _narrowed(self, sentence: Sentence, number: int, now: Now) -> bool:
        """应诉行政诉讼案件7件，其中信息公开类2件: before it all kinds are counted; this is the figure."""
        of = self._grammar.indicators[now.list_of] if now.list_of else None
        kinds = [name for name in (of.id, *of.part_of) if self._grammar.indicators[name].other_matters] if of else []
        if not kinds:
            return False
        (kind,) = kinds
        for other in (n for n in sentence.numerals if 0 <= n < number):
            tied = self.ties.indicators.get(other, ())
            if any(kind == name or kind in self._grammar.indicators[name].part_of for name in tied):
                del self.ties.indicators[other]
                self.ties.barred.add(other)
        if self._numerals[number].unit in self._grammar.units[kind] and self._veto(now, by_date=False) is None:
            self._tie(number, (kind,))
        return True

    def _tie(self, number: int, indicators: tuple[str, ...]) -> None:
        self.ties.indicators[number] = indicators
        self._last = indicators[-1]

    def _veto(self, now: Now, by_date: bool) -> Veto | None:
        of_other_year = self._year is not None and now.year not in (None, self._year) and not now.this_year
        if of_other_year and not by_date:
            return "earlier" if now.year is not None and self._year is not None and now.year < self._year else "plan"
        if now.is_part_year:
            return "part"  # 截至6月底公开192条
        for veto in _NOT_THE_YEARS:
            if veto in now.vetoes:
                return veto
        if now.spans_years and not now.this_year:
            return "cumulative"
        if "cumulative" in now.vetoes and not now.this_year and (now.year is None or now.is_until):
            return "cumulative"
        return None

    # --- one figure of several things, several figures in a row ----------------------------------------------

    def _distributed(self, sentence: Sentence, at: int, now: Now) -> bool:
        """行政复议、行政诉讼各1件; 受理数和答复数分别为35件和33件."""
        signs = sentence.signs
        named = list(segments(signs, now.clause, at - 1, self._and))
        row = self._row(signs, at)
        if signs[at - 1] == self._made_of:
            if len(row) < 2 or len(named) < len(row):
                return False
            for place, segment in zip(row, named[-len(row) :], strict=True):
                self._tie_segment(sentence, (segment,), place, now)
            return True
        self._tie_segment(sentence, named, at, now)
        return True

    def _tie_row(self, sentence: Sentence, row: Sequence[int], now: Now) -> None:
        """微信、微博分别发布信息1826条、2386条: a figure for each of several things that have one verb."""
        signs = sentence.signs
        named = list(segments(signs, now.clause, row[0], self._and))
        self.ties.barred.update(sentence.numerals[place] for place in row)
        if len(named) != len(row):
            return  # of what, isn't told here
        shared = self._grammar.classes.shared
        start, end = named[-1]
        verb = next((place for place in range(start + 1, end) if signs[place] in shared), end)
        for place, (first, last) in zip(row, [*named[:-1], (start, verb)], strict=True):
            words = signs[first:last] + signs[verb:end]
            unit = self._numerals[sentence.numerals[place]].unit
            found = self._means.choosing.best(words[::-1], "", unit, now, self._last)
            if found is not None and self._veto(now, by_date=False) is None:
                self._tie(sentence.numerals[place], (found.indicator.id,))

    def _row(self, signs: str, at: int) -> list[int]:
        """The figures that stand one behind another, with list commas or 和 between."""
        row, between = [at], (*self._and, ",")
        while signs[row[-1] + 1 : row[-1] + 2] in between and signs[row[-1] + 2 : row[-1] + 3] == FIGURE:
            row.append(row[-1] + 2)
        return row

    def _tie_segment(self, sentence: Sentence, among: Sequence[tuple[int, int]], place: int, now: Now) -> None:
        number = sentence.numerals[place]
        unit = self._numerals[number].unit
        tied: list[str] = []
        for start, end in reversed(among):
            before = sentence.signs[start:end][::-1]
            found = self._means.choosing.best(before, "", unit, now, self._last) if before else None
            if found is None:
                break
            tied.append(found.indicator.id)
        # 在12个村设查阅点各1个: one thing, of which each of others has one.
        is_share = len(tied) == 1 and sentence.signs[place - 1] == self._each and self._text_of_each(sentence, place)
        if tied and not is_share and self._veto(now, by_date=False) is None:
            self._tie(number, tuple(tied[::-1]))

    def _text_of_each(self, sentence: Sentence, place: int) -> bool:
        """Whether 各 alone distributes (各1个), and not 均为, 都为."""
        start = sentence.starts[place - 1]
        return self._text[start : start + 1] == "各"


@lru_cache(maxsize=256)
def spoken_in(title: str, grammar: Grammar) -> Spoken:
    """What a section's title speaks of. Most are the form's, and the same in every report."""
    tying = Tying(grammar, None, title, (), Spoken())
    for sentence in sentences_of(title, (), grammar.lexicon):
        tying.read(sentence)
    return tying.spoken
