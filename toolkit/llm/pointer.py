"""A model as a pointer: prompts rendered, one required key for each numbered thing, its value out of the list."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit.llm.door import Model
from toolkit.llm.prompts import render
from toolkit.llm.question import Choice, Failure, Message, Question
from toolkit.pointing import FRAMINGS, NONE, NotPointed, Pointing, Shown

Show = Callable[[Sequence[Message]], None]
_NOT_ASKED = NotPointed("没有使用模型")


class ModelPointer:
    """Points by asking a model. ``show`` is given what will be sent before it is. ``model`` None: nothing is sent, and
    everything that could be is shown.
    """

    def __init__(self, model: Model | None, show: Show | None = None) -> None:
        self._model, self._show = model, show

    def __call__(self, asked: Pointing) -> Mapping[int, str] | NotPointed:
        """Ask the model, if there is one."""
        question = question_of(asked)
        if self._show is not None:
            self._show(question.messages)
        if self._model is None:
            # As if the first framing had pointed at everything, so that the second is shown as well.
            if asked.framing != FRAMINGS[0]:
                return _NOT_ASKED
            allowed = asked.allowed or (frozenset(asked.options),) * asked.count
            return Shown({number: next(iter(sorted(each)), NONE) for number, each in enumerate(allowed, start=1)})
        done = self._model.ask(question)
        if isinstance(done, Failure):
            return NotPointed(done.message)
        return {number: done.values[f"n{number}"] for number in range(1, asked.count + 1)}


def question_of(asked: Pointing) -> Question:
    """The question in words. The two framings have the list in opposite orders."""
    options = dict(asked.options) if asked.framing == "whole" else dict(reversed(list(asked.options.items())))
    messages = render(
        f"{asked.task}-{asked.framing}", lines=asked.lines, count=asked.count, options=options, nothing=NONE
    )
    allowed = asked.allowed or (frozenset(options),) * asked.count
    choices = (Choice((*(option for option in options if option in each), NONE)) for each in allowed)
    return Question(messages, {f"n{number}": choice for number, choice in enumerate(choices, start=1)})
