"""The head that a block holds, read in whichever way explains it: by lines, joint with a sister's, run together."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import cache

from toolkit.extract.heads.blocks import PIECES, Block
from toolkit.extract.heads.heads import HeadMap, read_head
from toolkit.extract.heads.joint_heads import read_joint
from toolkit.extract.heads.run_heads import read_run_together
from toolkit.extract.heads.sisters import SURE
from toolkit.extract.heads.vocabulary import Vocabulary
from toolkit.extract.heads.word_heads import read_in_words
from toolkit.extract.labels import label_likeness
from toolkit.extract.layouts import Head, Known
from toolkit.extract.lines.lines import Token

_HEADS_KEPT, _WORDS_KEPT = 300, 100


Printed = tuple[Hashable, ...]


def printed_in(block: Block) -> Printed:
    """All that a head is read of; nothing where that is too much to be known again."""
    if sum(map(len, block.lines)) > _WORDS_KEPT:
        return ()
    lines = [tuple([(t.text, t.start, t.end, t.is_word, t.is_blank) for t in line]) for line in block.lines]
    return (block.kind, block.labels_end, *lines)


@cache
def _known_heads(head: Head, rows: Known, foreign: Known, asides: Known) -> dict[Printed, HeadMap | None]:
    """What was read of a head in any report, by what is printed; most words over rows are no head of most tables."""
    return {}


def head_in(block: Block, printed: Printed, head: Head, vocabulary: Vocabulary) -> HeadMap | None:
    """The head in a block, in whatever run: what is ``printed`` like one of another report was read there."""
    lines, kind, run, _, labels_end = block
    foreign, asides = vocabulary.foreign, vocabulary.asides
    known = _known_heads(head, vocabulary.rows, foreign, asides)
    if printed and printed in known:
        return known[printed]
    own = lines[: _end_of_head(lines, head, vocabulary)] if kind != "true" else lines
    found = read_joint(lines, head, vocabulary.sisters_of(head), kind, run) if kind != "true" else None
    found = found or read_head(own, head, foreign, asides, kind, run, labels_end)
    if kind != "true" and (found is None or found.is_parted or not found.whole):
        found = read_run_together(own, head, foreign, asides, kind, run) or found
    if kind == "none" and (found is None or not found.whole):
        found = read_in_words(own, head, foreign, asides, run) or found
    if printed and len(known) < _HEADS_KEPT:
        known[printed] = found
    return found


def _end_of_head(lines: Sequence[Sequence[Token]], head: Head, vocabulary: Vocabulary) -> int:
    """The end of a head before the labels of the first row below it and of the groups in which that stands."""
    end = len(lines)
    count = 1
    while count and end:
        counts = range(1, min(PIECES, end) + 1)
        count = next((n for n in counts if _is_of_row(lines[end - n : end], head, vocabulary)), 0)
        end -= count
    return end or len(lines)


def _is_of_row(lines: Sequence[Sequence[Token]], head: Head, vocabulary: Vocabulary) -> bool:
    words = [token.text for line in lines for token in line if token.is_word]
    whole = "".join(words)
    if not words or any(label_likeness(word, head.known) >= SURE for word in (*words, whole)):
        return False
    return max(label_likeness(whole, vocabulary.rows), label_likeness(whole, vocabulary.asides)) >= SURE
