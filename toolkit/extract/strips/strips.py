"""Lines into strips: a label with the values behind it, however the page has broken them over lines.

A row of a table is a strip as it stands. Loose lines are folded: a line of words and the lines of values behind it
become one strip, so that a table with one cell a line looks like any other.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from toolkit.extract.labels import list_sign
from toolkit.extract.lines.lines import Layout, Line, Place, Token
from toolkit.extract.lines.units import unit_of
from toolkit.extract.strips.long_labels import labels_go_on_below, with_whole_labels
from toolkit.extract.strips.words_over import WordsOver
from toolkit.model import TextOrigin
from toolkit.numbers import read_cell

JOINED = 0.001
"""The distance that marks a text put together of several words."""
_WORDS_TRIED = 4
_SURELY = 12  # lines of values
_LONGEST_WORD = 6  # characters of a unit, or of what stands in a value's place: 详见附表


@dataclass(eq=False, init=False)  # never changed; frozen it would take three times as long to make, and these are many
class Strip:
    """``path`` are the words that reach down from earlier lines; ``tokens`` are the own ones from left to right (down,
    where ``stacked``: then each stands on a line of its own and empty lines are blank tokens); ``above`` the values
    that reach down. ``first`` to ``last`` are the document's lines that it takes up.
    """

    tokens: tuple[Token, ...]
    path: tuple[Token, ...]
    layout: Layout
    run: int
    first: int
    last: int
    stacked: bool
    above: tuple[Token, ...]
    words: tuple[int, ...] = field(init=False)
    """The places of the words before the first value; a number before the first word is the row's own."""
    has_values: bool = field(init=False)
    """Whether a value is printed in it; a number before the label is the row's own."""
    has_room: bool = field(init=False)
    """Whether there are cells behind the label, be they blank."""
    more_words: bool = field(init=False)
    """Whether words stand behind the first value."""
    last_word: str = field(init=False)
    """The text of the last word before the values."""
    _label_texts: tuple[tuple[str, int, float], ...] | None = field(init=False)

    def __init__(  # noqa: PLR0913, PLR0917 - its fields; compiled it is made in a third of the time of a dataclass
        self,
        tokens: tuple[Token, ...],
        path: tuple[Token, ...],
        layout: Layout,
        run: int,
        first: int,
        last: int,
        stacked: bool = False,
        above: tuple[Token, ...] = (),
    ) -> None:
        self.tokens, self.path, self.layout, self.run = tokens, path, layout, run
        self.first, self.last, self.stacked, self.above = first, last, stacked, above
        words: list[int] = []
        values = 0
        last_value = -1
        more_words = False
        for place, token in enumerate(tokens):
            if token.is_word:
                words.append(place)
            elif token.reading.status != "blank":
                values += 1
                last_value = place
                if words or values > 1:
                    more_words = True in [token.is_word for token in tokens[place + 1 :]]
                    break
        if layout == "grid" and not values and len(words) > 1 and words[-2] + 1 < words[-1] == len(tokens) - 1:
            words.pop()  # with blank cells before it and none behind: a remark on a row that has no values
            more_words = True
        elif layout == "grid" and len(words) > 1 and unit_of(tokens[words[-1]]) is not None:
            words.pop()  # 件, in a column of its own
        # Asked of every strip, most of them several times, and never changed.
        self.words = tuple(words)
        self.has_values = last_value >= 0 and (not words or last_value > words[0])
        self.has_room = bool(tokens) and (not words or words[-1] < len(tokens) - 1)
        self.more_words = more_words
        self.last_word = tokens[words[-1]].text if words else ""
        self._label_texts = None

    @property
    def label_texts(self) -> tuple[tuple[str, int, float], ...]:
        """Texts that may be its label: the last word, those before it, the last ones joined, with those over it. With
        each the place of the token behind it, and how far it is from the likeliest.
        """
        if self._label_texts is None:
            words = tuple([(self.tokens[place].text, place + 1) for place in self.words])
            path = tuple([token.text for token in self.path])
            ends_in_unit = len(words) > 1 and unit_of(self.tokens[self.words[-1]]) is not None
            self._label_texts = _label_texts(words, path, ends_in_unit)
        return self._label_texts


@lru_cache(maxsize=8192)
def _label_texts(
    words: tuple[tuple[str, int], ...], path: tuple[str, ...], ends_in_unit: bool
) -> tuple[tuple[str, int, float], ...]:
    """The texts of words that may be a label, and of those over them; with the words come the places behind them."""
    found: list[tuple[str, int, float]] = []
    for back, (text, end) in enumerate(reversed(words[-_WORDS_TRIED:])):
        found.append((text, end, 0.01 * back))
        if len(text) > _LONGEST_WORD:
            break  # behind it stands a label of its own, not a unit or a value gone wrong
    own = words[:-1] if ends_in_unit else words
    texts = [*path, *(text for text, _ in own)]
    found += [("".join(texts[-count:]), own[-1][1], JOINED) for count in (2, 3) if len(texts) >= count]
    # A label over two cells whose second is followed by words that are values gone wrong.
    if len(words) > 2:
        found.append((words[-3][0] + words[-2][0], words[-2][1], 0.02))
    return tuple(found)


def strips_of(lines: Sequence[Line]) -> list[Strip]:
    """The strips of a document's lines, in order; blank lines outside stacked strips vanish."""
    strips: list[Strip] = []
    loose: list[tuple[int, Line]] = []
    over = WordsOver()
    for number, line in enumerate(lines):
        if line.layout == "loose" and (not loose or loose[-1][1].run == line.run):
            loose.append((number, line))
            continue
        if loose:
            strips.extend(_folded(loose))
            loose.clear()
        if line.layout == "loose":
            loose.append((number, line))
        else:
            strips.append(_of_row(line, number, over.over(line)))
    strips.extend(_folded(loose))
    return _with_signs(_without_next_numbers(_without_numbering(strips), lines))


def _of_row(line: Line, number: int, over: tuple[Token, ...]) -> Strip:
    if not line.above:
        return Strip(line.tokens, over, line.layout, line.run, number, number)
    path = tuple([token for token in line.above if token.is_word])
    values = tuple([token for token in line.above if not token.is_word])
    return Strip(line.tokens, path, line.layout, line.run, number, number, above=values)


def _folded(lines: Sequence[tuple[int, Line]]) -> Iterator[Strip]:
    """The strips of a run of loose lines."""
    pending: list[tuple[int, Token]] = []
    has_values = is_wide = False
    are_single = _are_single([line for _, line in lines])
    if go_on_below := labels_go_on_below([line for _, line in lines]):
        lines = with_whole_labels(lines)

    def close() -> Iterator[Strip]:
        nonlocal has_values, is_wide
        while pending and pending[0][1].is_blank:
            pending.pop(0)
        if pending:
            yield _loose_strip(pending, lines[0][1].run, stacked=not is_wide, are_single=are_single)
        pending.clear()
        has_values = is_wide = False

    for number, line in lines:
        words = any(token.is_word for token in line.tokens)
        values = any(token.is_printed for token in line.tokens)
        is_head = words and not values and len(line.tokens) > 1
        if go_on_below and values and not words and not has_values:
            yield from close()  # it may be the row of the label above as well as of the one below, so it is neither's
            continue
        if words and (is_head or values or has_values or (pending and pending[-1][1].is_blank)):
            yield from close()
        has_values = has_values or values
        is_wide = is_wide or len(line.tokens) > 1
        pending.extend((number, token) for token in line.tokens)
        if is_head:
            yield from close()
    yield from close()


def _are_single(lines: Sequence[Line]) -> bool:
    """Whether nearly all lines of values have one alone: each cell has a line of its own."""
    if len(lines) < _SURELY:
        return False
    values = [line for line in lines if line.tokens and not any(token.is_word for token in line.tokens)]
    printed = [line for line in values if any(token.is_printed for token in line.tokens)]
    single = sum(1 for line in printed if len(line.tokens) == 1)
    return len(printed) >= _SURELY and single * 10 >= len(printed) * 9


def _loose_strip(pending: Sequence[tuple[int, Token]], run: int, *, stacked: bool, are_single: bool) -> Strip:
    if not stacked and (cells := _a_cell_a_line(pending, are_single=are_single)) is not None:
        pending, stacked = cells, True
    if not stacked:
        # Only where each cell has a line of its own is an empty line a cell.
        pending = [(number, token) for number, token in pending if not token.is_blank]
    tokens = tuple(token for _, token in pending)
    first, last = pending[0][0], max(number for number, token in pending if not token.is_blank)
    return Strip(tokens, (), "loose", run, first, last, stacked)


def _a_cell_a_line(pending: Sequence[tuple[int, Token]], *, are_single: bool) -> list[tuple[int, Token]] | None:
    """The lines' cells where most lines have one, these or those around them: then blanks within another line part no
    cells, as in ``4 9``. None where that isn't so, or a word stands beside values.
    """
    lines = [[token for _, token in group] for _, group in itertools.groupby(pending, key=lambda each: each[0])]
    several = [line for line in lines if len(line) > 1]
    values = [line for line in lines if len(line) == 1 and line[0].is_printed]
    if (len(several) >= len(values) and not are_single) or any(token.is_word for line in several for token in line):
        return None
    numbers = dict.fromkeys(number for number, _ in pending)
    return [(number, _one_cell(line)) for number, line in zip(numbers, lines, strict=True)]


def _one_cell(line: Sequence[Token]) -> Token:
    if len(line) == 1:
        return line[0]
    first, last = line[0], line[-1]
    text = " ".join(token.text for token in line)
    place = first.place
    if isinstance(place, TextOrigin) and isinstance(last.place, TextOrigin):
        place = replace(place, end=last.place.end)
    elif isinstance(place, Place) and isinstance(last.place, Place):
        place = place._replace(end=last.place.end)
    return Token(text, read_cell(text), False, first.start, last.end, 1, place)


# --- a label's sign on a line of its own ------------------------------------------------------------------

_SIGN = re.compile(r"[(（]?[0-9０-９]{1,2}[)）.．、]")
_OPEN_SIGN = re.compile(r"[(（][0-9０-９]{1,2}")


def _with_signs(strips: list[Strip]) -> list[Strip]:
    """Strips of one cell a line whose last one is no value but the sign of the next label, broken behind it, with the
    sign where it belongs: it goes on from the own label's.
    """
    done = list(strips)
    for place, (strip, following) in enumerate(itertools.pairwise(strips)):
        last = strip.tokens[-1] if strip.tokens else None
        sign = _sign_of_next(last.text.strip(), following) if last is not None and last.is_printed else None
        if last is None or sign is None:
            continue
        signs = (list_sign(strip.tokens[word].text) for word in strip.words)
        is_next = strip.run == following.run and following.words[:1] == (0,) and strip.stacked
        if is_next and any(own is not None and _follows(sign, own) for own in signs):
            done[place] = replace(done[place], tokens=strip.tokens[:-1])
            tokens = (last._replace(is_word=True), *following.tokens)
            done[place + 1] = replace(following, tokens=tokens, first=strip.last)
    return done


def _sign_of_next(text: str, following: Strip) -> str | None:
    """A text as the sign of the label that follows, which may have kept its closing bracket; None where it is none."""
    if _OPEN_SIGN.fullmatch(text) and following.words[:1] == (0,):
        text += following.tokens[0].text.strip()[:1]
    return text if _SIGN.fullmatch(text) else None


def _follows(text: str, sign: str) -> bool:
    own = list_sign(text)
    numbers = [int(digits) for each in (sign, own or "") if (digits := each.strip("().:")).isdigit()]
    return len(numbers) == 2 and numbers[1] == numbers[0] + 1


# --- a column of running numbers --------------------------------------------------------------------------

_ENOUGH = 4
_NO_CHANCE = 7
_NEAR = 8  # strips
_GROUPS_BETWEEN = 2


def _without_numbering(strips: list[Strip]) -> list[Strip]:
    """Strips of one cell a line whose last value is the running number of the next row, without it."""
    by_run: dict[int, list[int]] = {}
    for place, strip in enumerate(strips):
        if strip.stacked and strip.has_values:
            by_run.setdefault(strip.run, []).append(place)
    numbered: set[int] = set()
    for places in by_run.values():
        ends = [_last_number(strips[place]) for place in places]
        steps = [a is not None and b is not None and b == a + 1 for a, b in itertools.pairwise(ends)]
        rising = {n for n, step in enumerate(steps) if step} | {n + 1 for n, step in enumerate(steps) if step}
        if len(rising) >= _ENOUGH and len(rising) * 3 >= len(places) * 2:
            numbered |= {places[n] for n in rising}
        else:  # in one of several tables
            numbered |= {places[n] for first, last in _stretches(steps) for n in range(first, last + 1)}
    return [
        _cut(strip) if place in numbered and _last_number(strip) != 0 else strip for place, strip in enumerate(strips)
    ]


def _stretches(steps: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """From where to where so many numbers rise by one each that this can be no chance."""
    place = 0
    for is_step, group in itertools.groupby(steps):
        count = len(list(group))
        if is_step and count >= _NO_CHANCE:
            yield place, place + count
        place += count


def _last_number(strip: Strip) -> int | None:
    printed = [token for token in strip.tokens if token.is_printed]
    return _whole(printed[-1]) if printed else None


def _without_next_numbers(strips: Sequence[Strip], lines: Sequence[Line]) -> list[Strip]:
    """Strips of several cells a line without a last line that has nothing but the running number of the next row, where
    the numbers of other rows, before their labels or left behind so too, count on to it.
    """
    behind: dict[int, int] = {}
    numbers: dict[int, int] = {}  # of rows, by the place of their strips
    for place, strip in enumerate(strips):
        if (number := _number_behind(strip, lines)) is not None:
            behind[place] = numbers[place + 1] = number
        elif strip.words and strip.words[0] and (number := _whole(strip.tokens[0])) is not None:
            numbers[place] = number
    return [
        _cut(strip) if place in behind and _counts_on(place + 1, numbers, strips) else strip
        for place, strip in enumerate(strips)
    ]


def _counts_on(place: int, numbers: Mapping[int, int], strips: Sequence[Strip]) -> bool:
    """Whether the numbers around rise by one from row to row; groups without one may stand between."""
    run = strips[place - 1].run
    near = [each for each in range(place - _NEAR, place + _NEAR + 1) if each in numbers and each != place]
    steps = [(abs(each - place), (numbers[each] - numbers[place]) * (1 if each > place else -1)) for each in near]
    fitting = sum(1 for far, rise in steps if far - _GROUPS_BETWEEN <= rise <= far and rise > 0)
    return fitting >= _ENOUGH and fitting * 5 >= len(steps) * 4 and all(strips[each - 1].run == run for each in near)


def _number_behind(strip: Strip, lines: Sequence[Line]) -> int | None:
    if strip.layout != "loose" or strip.stacked or strip.first == strip.last or not strip.words:
        return None
    last = lines[strip.last].tokens
    return _whole(last[0]) if len(last) == 1 and last[0] is strip.tokens[-1] else None


def _whole(token: Token) -> int | None:
    value = token.reading.value
    return int(value) if token.is_printed and value is not None and value == int(value) else None


def _cut(strip: Strip) -> Strip:
    last = max(place for place, token in enumerate(strip.tokens) if token.is_printed)
    return replace(strip, tokens=strip.tokens[:last])
