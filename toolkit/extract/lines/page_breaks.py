"""Page breaks that a conversion to text has left among a table's lines: a bare page number and a running head."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from toolkit.model import Block, Paragraph

_TABLE = "\t"  # where a table stands: no line of text, nor a blank one
_NUMBER = re.compile(r"[0-9０-９]{1,3}")
_RUNNING_HEAD = re.compile(r"[^。；;，,：:！!？?《》]{0,40}信\s*息\s*公\s*开[^。；;，,：:！!？?《》]{0,12}报\s*告")


def page_breaks(blocks: Sequence[Block]) -> Set[tuple[int, int]]:
    """The lines, each by its block's place and its own within that, that are a page number alone between blank ones
    with a running head before or behind it, that head, and the blank ones around the number. A number without a head
    may be a value, and stays.
    """
    lines = [
        (place, number, text.strip())
        for place, block in enumerate(blocks)
        for number, text in enumerate(block.text.split("\n") if isinstance(block, Paragraph) else (_TABLE,))
    ]
    texts = [text for _, _, text in lines]
    found: set[int] = set()
    for at in range(1, len(texts) - 1):
        if texts[at - 1] or texts[at + 1] or not _NUMBER.fullmatch(texts[at]):
            continue
        heads = {each for each in (_next(texts, at - 1, -1), _next(texts, at + 1, 1)) if _is_running_head(texts, each)}
        if len(heads) == 1:
            found |= {at - 1, at, at + 1, *heads}
    return {lines[at][:2] for at in found}


def _next(texts: Sequence[str], place: int, step: int) -> int:
    """The place of the next line that isn't blank; outside the texts where there is none."""
    while 0 <= place < len(texts) and texts[place] == "":
        place += step
    return place


def _is_running_head(texts: Sequence[str], place: int) -> bool:
    """Whether a report's title stands there though lines stand before it: the title itself stands over all."""
    is_there = 0 <= place < len(texts) and _RUNNING_HEAD.fullmatch(texts[place]) is not None
    return is_there and any(texts[:place])
