"""What stands over a row's label where a table has lost its merged cells: the words above the blanks before it."""

from __future__ import annotations

from toolkit.extract.lines import Line, Token


class WordsOver:
    """Asked of the rows of tables in turn, it remembers the words that reach down over blanks."""

    def __init__(self) -> None:
        self._run = -1
        self._words: dict[int, Token] = {}

    def over(self, line: Line) -> tuple[Token, ...]:
        """The words above the blanks before a row's first word, from left to right; none of rows without a label, of
        those that merged cells reach down into, or where columns' places aren't sure.
        """
        if line.layout != "grid" or line.above:
            self._words = {}
            return ()
        if line.run != self._run:
            self._run, self._words = line.run, {}
        blanks: list[Token] = []
        for place, token in enumerate(line.tokens):
            if token.is_word:
                found = tuple([self._words[blank.start] for blank in blanks if blank.start in self._words])
                self._remember(line, place)
                return found
            if not token.is_blank:
                break
            blanks.append(token)
        self._words = {}
        return ()

    def _remember(self, line: Line, first: int) -> None:
        """Keep the words of a row's labels, but for the last, which is its own."""
        start = line.tokens[first].start
        self._words = {column: token for column, token in self._words.items() if column < start}
        labels = []
        for token in line.tokens[first:]:
            if token.is_word:
                labels.append(token)
            elif not token.is_blank:
                break
        self._words |= {token.start: token for token in labels[:-1]}
