"""A language model as the writer of a draft's sentences: the task as a prompt, the answer within a closed shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from toolkit.draft.document import slots_in
from toolkit.draft.rewriting import Silence, Task, Wanted, Writer
from toolkit.llm import Answer, Message, Model, Question, Words
from toolkit.llm.prompts import render

_TEXT = "[一-鿿，。；：、]*"
_FREE = 3  # slots in any order
_TEMPERATURE = 0.5
_AGAIN = frozenset({"unusable", "broken"})

OnText = Callable[[Mapping[str, str]], None]
Show = Callable[[Sequence[Message]], None]


def question_of(task: Task) -> Question:
    """What the model is asked: a text for each sentence, of Han text and the sentence's own slots."""
    messages = render("draft_plans" if task.is_plan else "draft_facts", task=task)
    fields = {wanted.id: Words(_pattern(wanted), _longest(wanted)) for wanted in task.sentences}
    return Question(messages, fields, _TEMPERATURE)


def model_writer(model: Model | None, on_text: OnText | None = None, show: Show | None = None) -> Writer:
    """A writer that asks a model. ``on_text`` is given the sentences as they come, ``show`` what is sent; without a
    model it is only shown.
    """

    def write(task: Task) -> Mapping[str, str] | Silence:
        question = question_of(task)
        if show is not None:
            show(question.messages)
        if model is None:
            return Silence("没有发送")
        answer = model.ask(question, on_text)
        if isinstance(answer, Answer):
            return answer.values
        return Silence(answer.message, again=answer.kind in _AGAIN)

    return write


def _pattern(wanted: Wanted) -> str:
    """Han text with the sentence's own slots in it, each as often as it has to be; few may stand in any order.

    Only plain groups: with any other the grammars of some servers enforce nothing.
    """
    slots = slots_in(wanted.plain)
    return _with(slots, in_any_order=len(slots) <= _FREE)


def _with(slots: Sequence[str], *, in_any_order: bool) -> str:
    """Text with these slots. All orders begin alike, so that a grammar has few ways to follow at once."""
    if not slots:
        return _TEXT
    nexts = dict.fromkeys(slots) if in_any_order else slots[:1]
    ways = [_slot(name) + _with(_without(slots, name), in_any_order=in_any_order) for name in nexts]
    return f"{_TEXT}({'|'.join(ways)})"


def _without(slots: Sequence[str], one: str) -> Sequence[str]:
    at = slots.index(one)
    return (*slots[:at], *slots[at + 1 :])


def _slot(name: str) -> str:
    return "[{]" + name.replace(".", "[.]") + "[}]"


def _longest(wanted: Wanted) -> int:
    """Some room above what may be taken, so that a sentence that is a little too long is refused with its reason."""
    return wanted.longest * 2
