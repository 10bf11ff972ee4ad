"""What stands over a row's label where a table has lost its merged cells: words above the blanks before it, or above
the cells that it lacks before its first one.
"""

from __future__ import annotations

from toolkit.extract.lines.lines import Line, Token


class WordsOver:
    """Asked of the rows of tables in turn, it remembers the words that reach down over blanks and gaps.

    A column is known by its place, and where rows are of different lengths by how far it is from the row's end.
    """

    def __init__(self) -> None:
        self._run = -1
        self._words: dict[int, Token] = {}  # by column, from left to right

    def over(self, line: Line) -> tuple[Token, ...]:
        """The words over what a row lacks before its first word, from left to right; none of rows without a label, and
        of those that merged cells reach down into.
        """
        if line.run != self._run or line.above:
            self._run, self._words = line.run, {}
        first = next((place for place, token in enumerate(line.tokens) if not token.is_blank), None)
        if line.above or first is None or not line.tokens[first].is_word:
            self._words = {}
            return ()
        own = _column(line, first)
        self._words = {column: token for column, token in self._words.items() if column < own}
        found = tuple(self._words.values())
        labels: list[int] = []
        for place, token in enumerate(line.tokens[first:], first):
            if token.is_word:
                labels.append(place)
            elif not token.is_blank:
                break
        # The last one is the row's own; a row of words alone is a head.
        is_row = any(token.is_printed for token in line.tokens[labels[-1] :])
        self._words |= {_column(line, place): line.tokens[place] for place in labels[:-1]} if is_row else {}
        return found


def _column(line: Line, place: int) -> int:
    return line.tokens[place].start if line.layout == "grid" else place - len(line.tokens)
