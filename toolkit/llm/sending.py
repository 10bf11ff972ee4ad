"""One request to the server: sent, waited for, sent again where that may help; every failure as its kind."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from toolkit.llm.question import Failure, FailureKind
from toolkit.llm.settings import API_KEY, BASE_URL, MODEL, Settings

if TYPE_CHECKING:
    from openai import APIStatusError, OpenAI
    from openai.types.chat import ChatCompletion

ATTEMPTS = 3
LONGEST_WAIT = 60.0
"""Seconds. A server that asks for more patience is not waited for."""
_FIRST_WAIT = 0.5
_CONNECT = 10.0
_SAID = 120  # characters of a server's own words in a message


class Unanswered(Exception):
    """No answer came of a request."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.message)
        self.failure = failure


class Sender:
    """A server's client. ``silence``: after so many seconds without a sign from it, it is given up."""

    def __init__(self, settings: Settings, silence: float, sleep: Callable[[float], None] = time.sleep) -> None:
        from openai import OpenAI, Timeout

        self._settings, self._silence, self._sleep = settings, silence, sleep
        self._client: OpenAI = OpenAI(
            base_url=settings.base_url,
            api_key=settings.api_key or "none",
            max_retries=0,  # we count and bound them
            timeout=Timeout(silence, connect=min(_CONNECT, silence)),
        )

    def send(self, *, patient: bool, on_text: Callable[[str], None] | None = None, **request: Any) -> ChatCompletion:
        """The server's answer to a request. ``patient``: also after an error of the server it is tried again.
        ``on_text`` is given the text so far while it comes.

        Raises:
            Unanswered: with what went wrong at last.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self._once(on_text, request)
            except Exception as error:
                failure, wait = self._judge(error, attempt)
                again = wait is not None and (patient or failure.kind != "broken") and attempt < ATTEMPTS
                if not again or wait is None:
                    raise Unanswered(failure) from error
                self._sleep(wait)
        raise AssertionError("the last attempt returns or raises")

    def _once(self, on_text: Callable[[str], None] | None, request: dict[str, Any]) -> ChatCompletion:
        create: Any = self._client.chat.completions.create
        if on_text is None:
            completion: ChatCompletion = create(**request)
            return completion
        return _gathered(create(**request, stream=True, stream_options={"include_usage": True}), on_text)

    def _judge(self, error: Exception, attempt: int) -> tuple[Failure, float | None]:
        """What an error is, and after how many seconds another attempt may help; None where it would not."""
        import openai

        at, usual = self._settings.base_url, _FIRST_WAIT * 4 ** (attempt - 1)
        if isinstance(error, openai.APITimeoutError):
            return Failure("silent", f"模型服务 {at} 在 {self._silence:g} 秒内没有回答"), None
        if isinstance(error, openai.APIConnectionError):
            said = f"连不上模型服务 {at}，或连接中断（{BASE_URL}）"
            return Failure("unreachable", said), usual
        if isinstance(error, openai.APIStatusError):
            return self._judge_status(error, usual)
        if isinstance(error, (openai.OpenAIError, ValueError, TypeError, AttributeError, LookupError)):
            return Failure("unusable", f"模型服务 {at} 的回答不是约定的格式"), None
        raise error

    def _judge_status(self, error: APIStatusError, usual: float) -> tuple[Failure, float | None]:
        at, status = self._settings.base_url, error.status_code
        if status == 429:
            wait = _asked_wait(error.response.headers.get("retry-after"), usual)
            failure = Failure("busy", f"模型服务 {at} 请求过多（429），稍后再试")
            return failure, wait if wait <= LONGEST_WAIT else None
        if status >= 500:
            return Failure("broken", f"模型服务 {at} 出错（{status}）{_said(error)}"), usual
        kind: FailureKind = "denied" if status in (401, 403, 404) else "refused"
        why = {
            401: f"不认这个密钥（{API_KEY}）",
            403: f"不许使用（{API_KEY}）",
            404: f"没有模型“{self._settings.model}”，或地址不对（{MODEL}、{BASE_URL}）",
        }.get(status, f"拒绝了请求（{status}）{_said(error)}")
        return Failure(kind, f"模型服务 {at} {why}"), None


def _asked_wait(header: str | None, usual: float) -> float:
    """Retry-After in seconds; as a date it is not waited for exactly, but as usual."""
    try:
        return max(0.0, float(header)) if header else usual
    except ValueError:
        return usual


def _said(error: APIStatusError) -> str:
    """The server's own words, in one line."""
    body = error.body
    said = body.get("message") if isinstance(body, dict) else body
    text = " ".join(str(said or "").split())
    return f"：{text[:_SAID]}" if text else ""


def _gathered(stream: Any, on_text: Callable[[str], None]) -> ChatCompletion:
    """A streamed answer as the one that it is in the end; the text of a tool's call counts as text."""
    from openai.types.chat import ChatCompletion

    content, call, ended, usage, last = "", "", None, None, None
    name = ""
    for chunk in stream:
        last, usage = chunk, chunk.usage or usage
        for choice in chunk.choices:
            content += choice.delta.content or ""
            for tool in choice.delta.tool_calls or ():
                if tool.function is not None:
                    name = tool.function.name or name
                    call += tool.function.arguments or ""
            ended = choice.finish_reason or ended
            on_text(call or content)
    if last is None or ended is None:
        raise ValueError("the stream ended before the answer did")
    message: dict[str, Any] = {"role": "assistant", "content": content or None}
    if name or call:
        message["tool_calls"] = [{"id": "1", "type": "function", "function": {"name": name, "arguments": call}}]
    whole: dict[str, Any] = {
        "id": last.id,
        "object": "chat.completion",
        "created": last.created,
        "model": last.model,
        "choices": [{"index": 0, "finish_reason": ended, "message": message}],
        "usage": usage.model_dump() if usage else None,
    }
    return ChatCompletion.model_validate(whole)
