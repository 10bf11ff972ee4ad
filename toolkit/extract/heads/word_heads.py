"""Heads whose labels are parted by single blanks, as a text has them that keeps no columns: each line looks like one
label, and is several.
"""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.extract.heads.heads import HeadMap, read_head
from toolkit.extract.heads.sisters import SURE
from toolkit.extract.labels import label_likeness
from toolkit.extract.layouts import Head, Known
from toolkit.extract.lines.lines import Token

_LABELS = 3  # in one line
_PIECES = 3  # into which blanks within it break a label


def read_in_words(
    lines: Sequence[Sequence[Token]], head: Head, foreign: Known, asides: Known, run: int
) -> HeadMap | None:
    """The head whose labels are words of lines without cells; None where not every column is there, or one more that
    may be blank in rows, since no blank cell is seen in such a text.
    """
    if any(len([token for token in line if token.is_word]) > 1 for line in lines):
        return None
    parted = [_in_labels(line, head) for line in lines]
    if max(map(len, parted), default=0) < _LABELS or any(_has_others_behind(line, head, foreign) for line in parted):
        return None
    found = read_head(parted, head, foreign, asides, "none", run)
    if found is None or not found.whole or found.unknown or found.order != found.known_order:
        return None
    are_figures = all(label_likeness(text, foreign) >= SURE for text in found.behind)
    return found if are_figures and len(found.order) == len(head.slots) + len(found.behind) else None


def _has_others_behind(line: Sequence[Token], head: Head, foreign: Known) -> bool:
    """Whether behind the first of the head's labels words stand that may be those of a column more."""
    are_known = [label_likeness(token.text, head.known) >= SURE for token in line]
    behind = line[are_known.index(True) :] if True in are_known else ()
    return any(max(label_likeness(token.text, known) for known in (head.known, foreign)) < SURE for token in behind)


def _in_labels(line: Sequence[Token], head: Head) -> tuple[Token, ...]:
    """The labels of a line one of which is the head's; others as they are."""
    if len(line) != 1 or " " not in line[0].text.replace("\u00a0", " "):
        return tuple(line)
    words = line[0].text.split()
    labels: list[str] = []
    while words:
        counts = range(min(_PIECES, len(words)), 0, -1)
        likes = {count: label_likeness("".join(words[:count]), head.known) for count in counts}
        best = max(likes, key=lambda count: (likes[count], -count))
        count = best if likes[best] >= SURE else 1
        labels.append("".join(words[:count]))
        words = words[count:]
    if not any(label_likeness(label, head.known) >= SURE for label in labels):
        return tuple(line)
    start = line[0].start
    return tuple(
        line[0]._replace(text=label, start=start + place, end=start + place + 1) for place, label in enumerate(labels)
    )
