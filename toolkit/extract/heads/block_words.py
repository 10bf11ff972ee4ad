"""What stands in a block beside the labels of rows, which a text may have broken into pieces."""

from __future__ import annotations

from collections.abc import Sequence, Set

from toolkit.extract.heads.blocks import PIECES, Block
from toolkit.extract.heads.sisters import SURE
from toolkit.extract.heads.vocabulary import Vocabulary
from toolkit.extract.labels import label_likeness, normalise


def other_words(block: Block, vocabulary: Vocabulary) -> Set[str]:
    """The words of a block, normalised, but for rows' labels and what stands alone on a line of a wider head."""
    # Where a line holds all labels of a head, one with a single text is a caption or a sentence.
    is_bare = block.kind == "none"
    lines = block.lines if is_bare else [line for line in block.lines if sum(t.is_word for t in line) > 1]
    words = [token.text for line in lines for token in line if token.is_word]
    return set(map(normalise, words if block.kind == "true" else _without_rows(words, block.goes_on, vocabulary)))


def is_in_pieces(block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a block without other words is no more than a row's label that a text has broken: no group's."""
    words = [token.text for line in block.lines for token in line if token.is_word]
    return block.kind != "true" and not any(label_likeness(word, vocabulary.groups) >= SURE for word in words)


def _without_rows(words: Sequence[str], goes_on: str, vocabulary: Vocabulary) -> Sequence[str]:
    """The words of lines without those that make a row's label or a group's, in as many pieces as a text has broken it
    into; the last piece may stand behind them.
    """
    pieces = [*words, goes_on]
    left: list[str] = []
    at = 0
    while at < len(words):
        counts = range(min(PIECES, len(pieces) - at), 0, -1)
        count = next((n for n in counts if _is_label(pieces[at : at + n], vocabulary)), 0)
        left += words[at : at + 1] if not count else ()
        at += count or 1
    return left


def _is_label(pieces: Sequence[str], vocabulary: Vocabulary) -> bool:
    """Whether pieces make a row's label or a group's together, and less of one without the first or the last, if that
    is more than a sign. One piece must be a group's.
    """
    if len(pieces) == 1:
        return label_likeness(pieces[0], vocabulary.groups) >= SURE
    like = label_likeness("".join(pieces), vocabulary.rows)
    ends = (("".join(pieces[1:]), pieces[0]), ("".join(pieces[:-1]), pieces[-1]))
    is_whole = all(len(normalise(end)) < 2 or label_likeness(rest, vocabulary.rows) < like for rest, end in ends)
    return like >= SURE and is_whole
