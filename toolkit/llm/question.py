"""What is asked of a model, and what comes of it: a validated answer, or a failure that says its kind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer out of a closed list."""

    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """An answer in words: all of it must fit ``pattern`` (a plain regular expression, without look-around; a dot is
    written ``[.]``), and it has at most ``longest`` characters.
    """

    pattern: str
    longest: int


Field = Choice | Words


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """Messages, and the fields that the answer must have, each of them: no more and no fewer."""

    messages: tuple[Message, ...]
    fields: Mapping[str, Field]
    temperature: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """A field's value for each field of the question, each within its choice or pattern."""

    values: Mapping[str, str]
    tokens: int = 0
    """What it cost, failed attempts included, when it was asked for."""
    kept: bool = False
    """It was answered before, and nothing was sent."""


FailureKind = Literal["budget", "unreachable", "silent", "busy", "broken", "denied", "refused", "unusable"]
"""``budget``: asking would spend more tokens than allowed. ``unreachable``: no connection, or a cut one. ``silent``: no
answer in time. ``busy``: too many requests (429). ``broken``: the server's own error (5xx). ``denied``: the key, or the
model's name. ``refused``: the request. ``unusable``: an answer that is not as asked.
"""


@dataclass(frozen=True, slots=True)
class Failure:
    """No answer. ``message`` is one Chinese sentence without a full stop."""

    kind: FailureKind
    message: str


class NoModel(Exception):
    """A model can't be used at all, though one is wanted; the message is one line in Chinese."""
