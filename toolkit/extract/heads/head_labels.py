"""The labels of a head, line by line, as they stand in print: those that a text has broken in one piece again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from toolkit.extract.heads.pushed_labels import beside_all
from toolkit.extract.heads.sisters import SURE, Columns, Leaf, all_below
from toolkit.extract.heads.wrapped_labels import whole_in_columns
from toolkit.extract.labels import is_illegible, label_likeness, normalise, printed_likeness, without_brackets
from toolkit.extract.layouts import Head, Node
from toolkit.extract.lines.lines import Token

LONGEST = 60
"""Characters of a label."""
_NO_END = 1_000_000
_UNBROKEN = 0.85
_SPREAD = 4  # columns of a screen between the two characters of a label, as in 总　　计
_STACKED = 6  # lines with one label
_WIDE = 6  # characters of a label that blanks set wide
_SURER = 0.03  # liker a label than its last piece alone


def labels_in(lines: Sequence[Sequence[Token]], head: Head, kind: Columns) -> tuple[list[list[Leaf]], Columns]:
    """The labels on each line, and what their columns are worth: nothing where each label has a line of its own."""
    labels = [_with_groups_apart(_labels(tokens, kind, number), head) for number, tokens in enumerate(lines)]
    if kind == "screen":
        labels = [_with_spread(_without_wide(line, head)) for line in labels]
        labels = labels if _are_single(labels) else whole_in_columns(labels, head)
    labels = [_with_lost_group(line, head.tree) for line in labels]
    if kind == "true":
        labels = _without_filled(labels)
    if kind == "screen":
        labels = [_unbroken(line, head) for line in labels]
        if _are_single(labels):
            # Where nearly every label has a line of its own, what stands on one line is one label.
            labels = [_one_label(_unbroken(line, head, SURE), head) for line in labels]
        kind = "none" if all(len(line) < 2 for line in labels) else kind
        labels = beside_all(labels, head)
    if kind == "none" and all(len(line) < 2 for line in labels):
        leaves = _unbroken([leaf for line in labels for leaf in line], head)
        labels = [[leaf] for leaf in _with_lacking(leaves, head)]
    return labels, kind


def _are_single(lines: Sequence[Sequence[Leaf]]) -> bool:
    """Whether nearly every label has a line of its own."""
    single = sum(1 for line in lines if len(line) == 1)
    return single >= _STACKED and single * 4 >= len(lines) * 3


def _labels(tokens: Sequence[Token], kind: Columns, line: int) -> list[Leaf]:
    """The words of a line; a text that is repeated beside itself is one label over several columns."""
    found: list[Leaf] = []
    for token in tokens:
        last = found[-1] if found else None
        if last is not None and kind == "screen":
            last.reach = token.start
        if not token.is_word:
            # Where a column is hidden, nothing touches.
            if token.is_blank and last is not None and (kind == "true" or last.reach == token.start):
                last.reach = token.end
            continue
        if last is not None and last.text == token.text and last.end == token.start:
            last.end = last.reach = token.end
            last.count += 1
        else:
            found.append(Leaf(token.text, token.start, token.end, token.end if kind != "screen" else _NO_END, line))
    return found


def _with_groups_apart(line: list[Leaf], head: Head) -> list[Leaf]:
    """The labels with those of two heads, one over the other, that stand there as one: 行政诉讼复议后起诉."""
    if not head.joined:
        return line
    found: list[Leaf] = []
    for leaf in line:
        parts = _joined_in(leaf.text, head) if len(leaf.text) <= LONGEST else None
        found += [replace(leaf, text=text) for text in parts] if parts else [leaf]
    return found


def _joined_in(text: str, head: Head) -> tuple[str, str] | None:
    """The labels of two heads, one over the other, which a text is, or is like and like nothing shorter."""
    exact = head.joined.get(normalise(text))
    if exact is not None or len(text) < head.least_joined - 1:
        return exact
    best = max(head.joined, key=lambda joined: printed_likeness(text, frozenset((joined,))))
    like = printed_likeness(text, frozenset((best,)))
    is_joined = like >= SURE and like > printed_likeness(text, head.known)
    return head.joined[best] if is_joined else None


def _with_lost_group(line: list[Leaf], sisters: Sequence[Node]) -> list[Leaf]:
    """The labels of a line, with that of a group which nobody can read any more, or only a part of which is left, where
    its sisters all stand beside it: it is the one that they lack.
    """
    for node in sisters:
        line = _with_lost_group(line, node.children)
    count = len(sisters)
    if count < 2 or not any(node.children for node in sisters):
        return line
    for first in range(len(line) - count + 1):
        unlike = [n for n in range(count) if label_likeness(line[first + n].text, sisters[n].known) < SURE]
        if len(unlike) != 1 or not sisters[unlike[0]].children:
            continue
        lost, node = first + unlike[0], sisters[unlike[0]]
        if is_illegible(line[lost].text) or _is_left_of(line[lost].text, node):
            return [*line[:lost], replace(line[lost], text=min(node.known)), *line[lost + 1 :]]
    return line


def _is_left_of(text: str, node: Node) -> bool:
    """Whether a text is what is left of a label, at its beginning or its end."""
    rest = normalise(text)
    return len(rest) > 1 and any(known.startswith(rest) or known.endswith(rest) for known in node.known)


def _without_filled(lines: Sequence[Sequence[Leaf]]) -> list[list[Leaf]]:
    """Without the labels that a cell merged downwards has left on each of its lines."""
    found: list[list[Leaf]] = []
    over: set[tuple[str, int, int]] = set()
    for line in lines:
        found.append([leaf for leaf in line if (leaf.text, leaf.start, leaf.end) not in over])
        over = {(leaf.text, leaf.start, leaf.end) for leaf in line}
    return found


def _unbroken(leaves: Sequence[Leaf], head: Head, bar: float = _UNBROKEN) -> list[Leaf]:
    """Labels that a text has broken over lines in one piece again: strange words that make a known one together."""
    whole: list[Leaf] = []
    at = 0
    while at < len(leaves):
        count = next((n for n in (2, 3) if _is_in_midst(leaves[at : at + n], n, head)), 0)
        count = count or next((n for n in (2, 3) if _is_broken(leaves[at : at + n], n, head, bar)), 1)
        pieces = leaves[at : at + count]
        whole.append(_joined(pieces) if count > 1 else pieces[0])
        at += count
    return whole


def _joined(pieces: Sequence[Leaf]) -> Leaf:
    """Pieces as one label, over all of their columns if they stand on one line."""
    first, last = pieces[0], pieces[-1]
    text = "".join(piece.text for piece in pieces)
    return (
        replace(first, text=text, end=last.end, reach=last.reach)
        if first.line == last.line
        else replace(first, text=text)
    )


def _with_spread(line: Sequence[Leaf]) -> list[Leaf]:
    """The labels of a line, single characters side by side as one: no label of a form is one character long."""
    whole: list[Leaf] = []
    for leaf in line:
        above = whole[-1] if whole else None
        are_one = above is not None and len(leaf.text) == 1 and len("".join(above.text.split())) == 1
        if above is not None and are_one and leaf.start - above.end <= _SPREAD:
            whole[-1] = _joined([above, leaf])
        else:
            whole.append(leaf)
    return whole


def _without_wide(line: Sequence[Leaf], head: Head) -> list[Leaf]:
    """The labels of a line, those that are set wide as one."""
    whole: list[Leaf] = []
    at = 0
    while at < len(line):
        count = _set_wide(line[at : at + _WIDE], head) or 1
        whole.append(_joined(line[at : at + count]) if count > 1 else line[at])
        at += count
    return whole


def _set_wide(leaves: Sequence[Leaf], head: Head) -> int:
    """Of how many pieces a label is made up that is set wide (其　他　结　果), one character each but for the last: no
    column's label is a single one.
    """
    single = sum(1 for _ in takewhile(lambda leaf: len(leaf.text) == 1 and leaf.line == leaves[0].line, leaves))
    texts = ["".join(leaf.text for leaf in leaves[:count]) for count in range(single + 2)]
    known = [count for count in range(single, 1, -1) if normalise(texts[count]) in head.known]
    known += [count for count in range(single, 1, -1) if label_likeness(texts[count], head.known) >= SURE]
    if known or not single or single == len(leaves) or leaves[single].line != leaves[0].line:
        return known[0] if known else 0
    alone = label_likeness(leaves[single].text, head.known)
    return single + 1 if label_likeness(texts[single + 1], head.known) >= max(SURE, alone + _SURER) else 0


def _with_lacking(leaves: Sequence[Leaf], head: Head) -> list[Leaf]:
    """Strange words, one below the other, that are together like a label of the head though it has a slip: they are it
    if nothing else is. The second may be known by itself, as 直接起诉 is where 未经复议直接起诉 is meant.
    """
    nodes = [*head.tree, *(node for top in head.tree for node in all_below(top))]
    is_strange = [label_likeness(leaf.text, head.known) < SURE for leaf in leaves]
    known = [[] if strange else _likest(leaf, nodes) for leaf, strange in zip(leaves, is_strange, strict=True)]
    whole: list[Leaf] = []
    for number, leaf in enumerate(leaves):
        if number and is_strange[number - 1] and whole[-1] is leaves[number - 1]:
            both = replace(whole[-1], text=f"{whole[-1].text}{leaf.text}")
            alike = _likest(both, nodes)
            is_new = is_strange[number] or (known[number] == alike and _is_as_long(both, alike))
            elsewhere = (node for other, found in enumerate(known) if other != number for node in found)
            if len(alike) == 1 and is_new and not any(node is alike[0] for node in elsewhere):
                whole[-1] = both
                continue
        whole.append(leaf)
    return whole


def _is_as_long(leaf: Leaf, nodes: Sequence[Node]) -> bool:
    """Whether a label is like a wording that is as long: then none of its characters is another label's."""
    wordings = (wording for node in nodes for wording in node.known if len(wording) == len(normalise(leaf.text)))
    return any(printed_likeness(leaf.text, frozenset((wording,))) >= SURE for wording in wordings)


def _likest(leaf: Leaf, nodes: Sequence[Node]) -> list[Node]:
    """The nodes that a label is most like, if it is surely like one."""
    likes = [printed_likeness(leaf.text, node.known) for node in nodes]
    best = max(likes, default=0.0)
    return [node for node, like in zip(nodes, likes, strict=True) if like == best >= SURE]


def _one_label(line: list[Leaf], head: Head) -> list[Leaf]:
    """A line's pieces as one label, if none of them is one by itself."""
    if len(line) < 2 or any(label_likeness(piece.text, head.known) >= SURE for piece in line):
        return line
    return [_joined(line)]


def _is_in_midst(pieces: Sequence[Leaf], count: int, head: Head) -> bool:
    """Whether pieces are the full name of a column, its group's in front, broken elsewhere than between the two."""
    if len(pieces) < count or normalise(pieces[0].text) in head.groups:
        return False
    whole = normalise("".join(piece.text for piece in pieces))
    return whole in head.known and any(whole.startswith(group) and whole != group for group in head.groups)


def _is_broken(pieces: Sequence[Leaf], count: int, head: Head, bar: float) -> bool:
    if len(pieces) < count:
        return False
    alone = [label_likeness(piece.text, head.known) for piece in pieces]
    whole = "".join(piece.text for piece in pieces)
    is_known = normalise(whole) in head.known or without_brackets(whole) in head.known
    if count == 2 and pieces[0].line == pieces[1].line and is_known and alone[1] < SURE:
        return True  # the second half is no column's label, whatever the first is
    group = max(label_likeness(piece.text, head.groups) for piece in pieces)
    if group >= SURE and label_likeness(whole, head.groups) < group:
        return False  # a group's label stands before those of its columns, and with one of them makes its full name
    if normalise(whole) in head.known and min(alone) < SURE:
        return True  # though half of a label is one as well, as 企业 is of 商业企业
    if normalise(whole) not in head.known and min(alone) >= SURE:
        return False  # each has a slip of its own
    return label_likeness(whole, head.known) >= max(bar, max(alone) + 0.03)
