"""Labels that a list prints twice, told apart by what they stand under: 被依法纠错数 of 行政复议 and of 行政诉讼."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from toolkit.extract.labels import normalise, wordings
from toolkit.extract.lines.lines import Line, Token
from toolkit.forms.form import FormTable


class Shared(NamedTuple):
    """``labels`` are those of several rows; ``under`` says of each other row's label which row's parts it begins or
    belongs to, by that row's label (None: of none that shares a label).
    """

    labels: frozenset[str]
    under: Mapping[str, str | None]


def shared_labels(table: FormTable) -> Shared:
    """The labels of a list that stand for several rows, in all their wordings."""
    known = [(row, wordings(row.label.wordings)) for row in table.rows]
    counts = Counter(text for _, texts in known for text in texts)
    labels = frozenset(text for text, count in counts.items() if count > 1)
    wholes = {row.groups[-1].text for row, texts in known if row.groups and not labels.isdisjoint(texts)}
    under: dict[str, str | None] = {}
    for row, texts in known:
        whole = next((text for text in (row.label.text, *(group.text for group in row.groups)) if text in wholes), None)
        under.update(dict.fromkeys(texts - labels, whole))
    return Shared(labels, under)


def order_of_labels(table: FormTable) -> Mapping[str, int]:
    """Which row a label is of, for those that are one row's alone."""
    shared = shared_labels(table).labels
    return {
        text: number
        for number, row in enumerate(table.rows)
        for text in wordings(row.label.wordings)
        if text not in shared
    }


def told_apart(lines: Sequence[Line], shared: Shared) -> list[Line]:
    """The lines with the whole's label before each shared label where the row before is known to be of that whole."""
    found: list[Line] = []
    whole: str | None = None
    used: set[tuple[str, str]] = set()
    for line in lines:
        tokens: list[Token] = []
        for token in line.tokens:
            label = normalise(token.text) if token.is_word else ""
            if label in shared.labels and whole is not None and (whole, label) not in used:
                used.add((whole, label))
                tokens.append(token._replace(text=whole + token.text.strip()))
                continue
            if label:
                whole = shared.under.get(label)  # a label that isn't known may begin another whole
            tokens.append(token)
        found.append(line._replace(tokens=tuple(tokens)))
    return found
