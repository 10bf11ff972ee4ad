"""Claims of all and of none: 均, 全部, 没有, 未发生, 无. Only those that the figures show may stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from toolkit.draft.guard.allowed import Allowed, Refusal
from toolkit.draft.guard.counting import apart
from toolkit.draft.guard.lexicon import alternatives, lexicon, words_spec
from toolkit.draft.guard.said import Said, Token
from toolkit.draft.spec import metrics_spec

_AIM = re.compile(r"将|要|应|须|确保|做到|力争|争取|使|让")
_NONE = re.compile(
    r"(?P<event>(?:未|没有)(?:收到|接到|接收|收取|受理|发生|出现|产生|引发|涉及|存在|被|有)|从未|无)(?![法关偿需须论障故线形误效])|(?P<bare>没有)"
)
_DONE = re.compile(r"(?:办结|办理完毕|办复|答复完毕|答复)")
_MANY = re.compile(r"(?:为主(?!动)|居多|主要(?:是|为|来自|由)|占多|过半)")
_TIMELY = re.compile(r"(?:按时|按期|及时|在?法定(?:期限|时限)内?|限期内)")
_MOVE = re.compile(
    rf"""(?:[比较与同和](?:上年|去年)(?:相比)?)?(?:有所|略有|小幅|明显)?
    (?:(?P<up>{alternatives(words_spec().up)}|[多高]于)|(?P<down>{alternatives(words_spec().down)}|[少低]于)|(?P<same>{alternatives(words_spec().same)}))
    (?=[了。，；]|上年|去年|$)""",
    re.VERBOSE,
)
_LAST = re.compile(r"(?<![比较与同和])(?:上年|去年|上一年)(?!结转)")
_HALF = Decimal(50)


@cache
def _all() -> re.Pattern[str]:
    spec = words_spec()
    idioms = "|".join(f"(?:{word})" for word in spec.absolute_idioms.split("|"))
    return re.compile(f"(?P<idiom>{idioms})|(?P<all>{alternatives(spec.absolutes)})")


@cache
def _others() -> re.Pattern[str]:
    return re.compile(alternatives(words_spec().others))


def wrong_wholes(said: Said, allowed: Allowed) -> Iterator[Refusal]:
    """Claims of all, of none and of most that the figures contradict or can't show."""
    for found in _all().finditer(said.text):
        if found["all"] and not _is_quantity(said, found):
            yield from _all_of(said, found, allowed)
    for found in _NONE.finditer(said.text):
        yield from _none_of(said, found, allowed)
    for found in _MANY.finditer(said.text):
        yield from _most_of(said, found, allowed)


def _is_quantity(said: Said, found: re.Match[str]) -> bool:
    """Whether the word is within a name of a quantity."""
    return any(t.kind == "noun" and t.start <= found.start() and found.end() <= t.end for t in said.tokens)


def _span(said: Said, at: int) -> tuple[int, int]:
    """The clause that a place stands in."""
    ends = [t for t in said.tokens if t.kind in ("end", "pause") and t.text not in "、“”"]
    start = max((t.end for t in ends if t.end <= at), default=0)
    return start, min((t.start for t in ends if t.start >= at), default=len(said.text))


def _nouns(said: Said, start: int, end: int) -> list[Token]:
    return [token for token in said.tokens if token.kind == "noun" and start <= token.start and token.end <= end]


def _all_of(said: Said, found: re.Match[str], allowed: Allowed) -> Iterator[Refusal]:
    start, end = _span(said, found.start())
    clause = said.text[start:end]
    if allowed.is_plan and _AIM.search(said.text, start, found.start()):
        return
    shown = _shown(said, found, (start, end), allowed)
    if not shown:
        reason = f"“{clause.strip()}”：数据没有显示“{found[0]}”如此"
        is_false = shown is False and said.is_known(start, end) and not _LAST.search(clause)
        yield Refusal("whole", reason, found[0], is_false)


def _shown(said: Said, found: re.Match[str], span: tuple[int, int], allowed: Allowed) -> bool | None:
    """Whether the figures show that it is so of all; None where they say nothing of it."""
    behind = said.text[found.end() : span[1]]
    if _TIMELY.search(behind):
        return None
    moved = _MOVE.match(behind)
    if moved:
        return _all_moved(said, found, moved, allowed)
    named = _nouns(said, found.end(), span[1])
    if _DONE.match(behind.lstrip("已经予以得到")) and not (named and named[0].names & {"granted"}):
        return _is_whole("answered", allowed)
    if not named:
        if re.match(r"[为是]?\{", behind) and found[0] in ("均", "都"):
            return _same_slots(said, found, allowed)
        return None
    verdicts = [_is_whole(name, allowed, _told_before(said, found)) for name in named[0].names]
    known = [verdict for verdict in verdicts if verdict is not None]
    return any(known) if known else None


def _told_before(said: Said, found: re.Match[str]) -> frozenset[str]:
    """The quantities named in the sentence before the word, the last name that is not the whole of a share."""
    start = max((t.end for t in said.tokens if t.kind == "end" and t.end <= found.start()), default=0)
    told = [
        n for n in _nouns(said, start, found.start()) if not re.search(r"占[^，。；]*$", said.text[start : n.start])
    ]
    return told[-1].names if told else frozenset()


def _all_moved(said: Said, found: re.Match[str], moved: re.Match[str], allowed: Allowed) -> bool | None:
    """均比上年增加: every quantity that the sentence has named so far moved that way."""
    start = max((t.end for t in said.tokens if t.kind == "end" and t.end <= found.start()), default=0)
    want = "up" if moved["up"] else "down" if moved["down"] else "same"
    names = [each.names for noun in _nouns(said, start, found.start()) for each in apart(noun)]
    metrics = [allowed.defined(f"delta.{name}") for each in names for name in each if len(each) == 1]
    if not metrics or None in metrics or len(metrics) != len(names):
        return None
    return all(metric is not None and metric.direction == want for metric in metrics)


def _same_slots(said: Said, found: re.Match[str], allowed: Allowed) -> bool | None:
    """上年和本年均为 {x}, 与上年相同，均为 {x}: it was the same last year. 甲和乙均为 {x}: x is their sum, and 0."""
    place = next((at for at in said.slots if said.tokens[at].start >= found.end()), None)
    slot = said.tokens[place].metric if place is not None else ""
    metric, delta = allowed.defined(slot), allowed.defined(f"delta.{slot}")
    start, _ = _span(said, found.start())
    named = _nouns(said, start, found.start())
    if metric is not None and not metric.value and named and all(noun.names & {slot} for noun in named):
        return True
    if delta is None or not (re.search(r"上年和本年$|两年$", said.text[: found.start()]) or _was_same(said, found)):
        return None
    return delta.value == 0


def _was_same(said: Said, found: re.Match[str]) -> bool:
    """Whether the clause before ends with 与上年相同, of which this one goes on to speak."""
    return bool(re.search(r"[与和同](?:上年|去年)(?:相同|一样|持平)，$", said.text[: found.start()]))


def _is_whole(name: str, allowed: Allowed, told: frozenset[str] = frozenset()) -> bool | None:
    """Whether a quantity is all of what was told before, or else of all that it is directly a part of; None where that
    isn't known.
    """
    part, direct = allowed.defined(name), lexicon().direct.get(name, ())
    named = told & lexicon().wholes.get(name, frozenset())
    wholes = [allowed.defined(whole) for whole in (sorted(named) or direct)]
    if part is None or not wholes or None in wholes:
        return None
    values = {whole.value for whole in wholes if whole is not None}
    return bool(part.value) and values == {part.value}


def _none_of(said: Said, found: re.Match[str], allowed: Allowed) -> Iterator[Refusal]:
    end = _span(said, found.start())[1]
    named = [n for n in _nouns(said, found.start(), end) if n.end > found.end()]
    other = _others().search(said.text, found.end(), end)
    if any(t.kind == "noun" and t.start <= found.start() < t.end for t in said.tokens):
        return  # 无法提供, 尚未审结 are names
    if named and (other is None or other.start() >= named[0].start):
        yield from _nothing(said, found, named, allowed)
    elif other is not None or (found["event"] and not allowed.is_plan):
        quote = said.text[found.start() : end][:16]
        yield Refusal("whole", f"“{quote}”：数据里没有，不能这样写", found[0])


def _nothing(said: Said, found: re.Match[str], named: list[Token], allowed: Allowed) -> Iterator[Refusal]:
    """Each of the names from the word on must be of a quantity that is 0 (没有制发和废止…)."""
    for noun in named:
        metrics = [metric for name in noun.names if (metric := allowed.defined(name)) is not None]
        if any(metric.value == 0 for metric in metrics):
            continue
        reason = f"“{said.text[found.start() : noun.end]}”：{noun.text}不是 0"
        start, end = _span(said, found.start())
        is_plain = said.is_known(start, end) and not _LAST.search(said.text[start:end])
        yield Refusal("whole", reason, found[0], is_false=bool(metrics) and is_plain)
        return


def _most_of(said: Said, found: re.Match[str], allowed: Allowed) -> Iterator[Refusal]:
    """以自然人申请为主: more than half of its whole."""
    start, end = _span(said, found.start())
    behind = _nouns(said, found.end(), end)
    before = _nouns(said, start, found.start())
    after = _nouns(said, end, len(said.text))
    near = behind if found[0].startswith("主要") and behind else before[::-1] or after
    subject = near[0] if near else None
    names = subject.names if subject else frozenset()
    shares = [allowed.defined(f"share.{n}") for n, spec in metrics_spec().shares.items() if spec.part in names]
    known = [share.value for share in shares if share is not None and share.value is not None]
    known += [share for name in names for share in _of_wholes(name, allowed)] if not known else []
    if not any(value > _HALF for value in known):
        is_false = bool(known) and said.is_known(start, end)
        yield Refusal("whole", f"“{found[0]}”：数据没有显示超过半数", found[0], is_false)


def _of_wholes(name: str, allowed: Allowed) -> Iterator[Decimal]:
    """How many percent a quantity is of each that it is directly a part of; the least, where it is of several."""
    part = allowed.defined(name)
    wholes = [allowed.defined(whole) for whole in lexicon().direct.get(name, ())]
    values = [whole.value for whole in wholes if whole is not None and whole.value]
    if part is not None and part.value is not None and values and len(values) == len(wholes):
        yield part.value * 100 / max(values)
