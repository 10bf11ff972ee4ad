"""What asking costs: calls and tokens so far, and how many tokens may be spent."""

from __future__ import annotations

from dataclasses import dataclass

from toolkit.llm.question import Choice, Question

_KEY = 12  # tokens of a field's name, quotes, colon and comma in an answer
_MESSAGE = 8  # tokens around each message
_ROOM = 40  # of a tool's call, or the spaces of a server that indents


@dataclass(slots=True)
class Ledger:
    """A run's account. ``limit`` None: as many tokens as it takes."""

    limit: int | None = None
    calls: int = 0
    kept: int = 0
    spared: int = 0
    """The tokens that kept answers had cost when they were asked for."""
    failed: int = 0
    prompt: int = 0
    answer: int = 0
    guessed: int = 0
    """Of the tokens, those of calls whose count the server did not give, guessed from the text."""

    @property
    def tokens(self) -> int:
        """All that was spent."""
        return self.prompt + self.answer

    def allows(self, question: Question) -> bool:
        """Whether a question may still be asked."""
        return self.limit is None or self.tokens + prompt_bound(question) + answer_bound(question) <= self.limit

    def book(self, question: Question, counted: tuple[int, int] | None, said: str) -> None:
        """Enter one call: the server's count of the question and the answer, or a guess from their texts."""
        self.calls += 1
        prompt, answer = counted or (prompt_bound(question), _bound(said))
        if counted is None:
            self.guessed += prompt + answer
        self.prompt += prompt
        self.answer += answer

    def take_kept(self, tokens: int) -> None:
        """Enter an answer that was kept, with what it had cost."""
        self.kept += 1
        self.spared += tokens

    def line(self) -> str:
        """The account in one Chinese line."""
        parts = [f"{self.calls:,} 次调用", f"{self.tokens:,} 词元（提问 {self.prompt:,}，回答 {self.answer:,}）"]
        if self.guessed:
            parts.append(f"其中 {self.guessed:,} 为估计")
        if self.kept:
            parts.append(f"另 {self.kept:,} 次用了以前的回答，省下 {self.spared:,} 词元")
        if self.failed:
            parts.append(f"{self.failed:,} 次没有得到可用的回答")
        return f"模型：{'，'.join(parts)}"


def prompt_bound(question: Question) -> int:
    """About how many tokens a question is, its schema included: a Chinese character hardly ever takes more than one,
    other text a third of one.
    """
    schema = sum(
        _options_bound(field.options) if isinstance(field, Choice) else 40 for field in question.fields.values()
    )
    return sum(_bound(message.content) + _MESSAGE for message in question.messages) + schema


def answer_bound(question: Question) -> int:
    """How many tokens an answer may have."""
    total = _ROOM
    for name, field in question.fields.items():
        longest = max(map(_bound, field.options)) if isinstance(field, Choice) else field.longest
        total += _bound(name) + _KEY + longest
    return total


def _options_bound(options: tuple[str, ...]) -> int:
    return sum(map(_bound, options)) + 3 * len(options)


def _bound(text: str) -> int:
    wide = sum(character > "\u2e7f" for character in text)
    return wide + (len(text) - wide + 2) // 3
