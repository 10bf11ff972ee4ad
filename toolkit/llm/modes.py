"""How a server is asked for an answer of a certain shape. Servers differ, so it is found by trying, and remembered."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Literal, get_args

from toolkit import cache
from toolkit.llm.question import Failure
from toolkit.llm.sending import Unanswered
from toolkit.llm.settings import Settings
from toolkit.llm.shape import schema_of, values_of

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion
    from pydantic import BaseModel

Mode = Literal["json_schema", "json_object_schema", "tools", "json"]
"""``json_object_schema`` is what llama.cpp's servers have: ``json_object`` with a schema inside, which their grammar
enforces. ``json`` enforces nothing; the schema is told in the prompt.
"""
MODES: tuple[Mode, ...] = get_args(Mode)
_KIND = "llm-dialect"
_UNUSABLE = Failure("unusable", "模型的回答不合要求")

Send = Callable[..., "ChatCompletion"]


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a server understands: a mode, the name of the answer's bound, and whether a temperature may be given."""

    mode: Mode
    bound: Literal["max_tokens", "max_completion_tokens"] = "max_tokens"
    temperature: bool = True

    def request(self, bound: int, temperature: float) -> dict[str, Any]:
        """What goes along with the messages."""
        return {self.bound: bound, **({"temperature": temperature} if self.temperature else {})}

    def corrected(self, refusal: str) -> Dialect | None:
        """The dialect after what a server said of a request that it refused; None where that says nothing."""
        if self.bound in refusal and self.bound == "max_tokens":
            return replace(self, bound="max_completion_tokens")
        if "temperature" in refusal and self.temperature:
            return replace(self, temperature=False)
        return None


def remembered(settings: Settings) -> Dialect | None:
    """What this server was found to understand."""
    kept = cache.get(_KIND, _key(settings))
    try:
        dialect = Dialect(**json.loads(kept)) if kept else None
    except (ValueError, TypeError):
        return None
    return dialect if dialect and dialect.mode in MODES else None


def remember(settings: Settings, dialect: Dialect) -> None:
    """Keep it for the next run."""
    cache.put(_KIND, _key(settings), json.dumps(asdict(dialect)).encode())


def _key(settings: Settings) -> str:
    return sha256(f"{settings.base_url}\n{settings.model}".encode()).hexdigest()


def asked(
    mode: Mode, send: Send, messages: list[dict[str, str]], shape: type[BaseModel], **request: Any
) -> dict[str, str]:
    """Ask in a mode.

    Raises:
        Unanswered: no answer, or none of this shape.
    """
    if mode == "json_object_schema":
        form = {"type": "json_object", "schema": schema_of(shape)}
        completion = send(messages=messages, response_format=form, **request)
        try:
            return values_of(said(completion), shape)
        except ValueError as error:
            raise Unanswered(_UNUSABLE) from error
    return _by_instructor(mode, send, messages, shape, **request)


def said(completion: ChatCompletion) -> str:
    """An answer's text, or what it calls a tool with."""
    message = completion.choices[0].message if completion.choices else None
    if message is None:
        return ""
    calls = [call.function.arguments for call in message.tool_calls or () if call.type == "function"]
    return "".join(calls) or message.content or ""


def _by_instructor(
    mode: Mode, send: Send, messages: list[dict[str, str]], shape: type[BaseModel], **request: Any
) -> dict[str, str]:
    import logging

    import instructor
    from instructor.core.exceptions import InstructorError

    known = {
        "json_schema": instructor.Mode.JSON_SCHEMA,
        "tools": instructor.Mode.TOOLS,
        "json": instructor.Mode.JSON,
    }
    logging.getLogger("instructor").addHandler(logging.NullHandler())  # what it has to say, our failures say
    create: Any = instructor.patch(create=send, mode=known[mode])
    try:
        # No second attempt: whether to ask again is decided where the tokens are counted.
        answer: BaseModel = create(messages=messages, response_model=shape, max_retries=0, **request)
    except (InstructorError, ValueError) as error:
        raise Unanswered(_failure_behind(error)) from error
    return dict(answer.model_dump(include=set(shape.model_fields)))


def _failure_behind(error: BaseException | None) -> Failure:
    """What went wrong in sending, if that is what instructor reports."""
    while error is not None:
        if isinstance(error, Unanswered):
            return error.failure
        error = error.__cause__ or error.__context__
    return _UNUSABLE
