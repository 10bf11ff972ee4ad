"""A strip that may be a row, and where the name before its values ends."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import NamedTuple

from toolkit.extract.laying.alignment import Unit
from toolkit.extract.placing.row_placing import Labelled
from toolkit.extract.strips.strips import Strip


class Candidate(NamedTuple):
    """A strip (or two) that may be a row: the unit for the alignment, and the labels by line."""

    unit: Unit
    strip: Strip
    labels: Mapping[int, Labelled]

    def without(self, lines: Set[int]) -> Candidate:
        """The same where it can be none of these lines."""
        scores = {line: score for line, score in self.unit.scores.items() if line not in lines}
        labels = {line: label for line, label in self.labels.items() if line not in lines}
        return Candidate(self.unit._replace(scores=scores), self.strip, labels)


def end_of_name(strip: Strip) -> int:
    """The place behind the words before a row of values that has no label; words behind a value are none of its name,
    but stand where a value should (不详).
    """
    are_values = bool(strip.words) and any(token.is_printed for token in strip.tokens[: strip.words[0]])
    return strip.words[-1] + 1 if strip.words and not are_values else 0
