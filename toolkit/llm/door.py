"""The one door to a model: a question in, a validated answer or a failure out."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial
from hashlib import sha256
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from toolkit import cache
from toolkit.llm import modes
from toolkit.llm.ledger import Ledger, answer_bound
from toolkit.llm.modes import MODES, Dialect, said
from toolkit.llm.question import Answer, Failure, NoModel, Question
from toolkit.llm.settings import Settings
from toolkit.llm.shape import begun, shape_of

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

    from toolkit.llm.sending import Sender

SILENCE = 180.0
"""Seconds without a sign from the server. A small computer may need two minutes for a long passage."""
_KIND = "llm-answer"
_USABLE_ATTEMPTS = 2  # a known mode's, for an answer of the right shape
_OF_THE_SERVER = frozenset({"unreachable", "silent", "denied", "busy"})
"""What will not be otherwise with the next question: then the server isn't asked again in this run."""
_OF_THE_MODE = frozenset({"refused", "broken", "unusable"})
"""What another mode may cure, as long as none is known to work."""

OnBegun = Callable[[Mapping[str, str]], None]


class Model:
    """A model on a server. Answers are kept by content, so that the same question costs nothing the second time.

    Raises:
        NoModel: when made, if the packages that it needs are not installed.
    """

    def __init__(
        self,
        settings: Settings,
        ledger: Ledger | None = None,
        *,
        silence: float = SILENCE,
        sleep: Callable[[float], None] = time.sleep,
        keep: bool = True,
    ) -> None:
        absent = [name for name in ("openai", "instructor", "jinja2") if find_spec(name) is None]
        if absent:
            raise NoModel(f"使用模型需要 {'、'.join(absent)}，没有安装：请在本项目的文件夹里运行 pip install '.[llm]'")
        self.ledger = Ledger() if ledger is None else ledger
        self._settings, self._silence, self._sleep, self._keep = settings, silence, sleep, keep
        self._sender: Sender | None = None
        self._dialect = modes.remembered(settings) if keep else None
        self._down: Failure | None = None

    def ask(self, question: Question, on_begun: OnBegun | None = None) -> Answer | Failure:
        """Ask. ``on_begun`` is given the values as far as they are there, while the answer comes."""
        kept = self._kept(question)
        if kept is not None:
            self.ledger.take_kept(kept.tokens)
            return kept
        if self._down is not None:
            return self._down
        before = self.ledger.tokens
        done = self._ask_server(question, on_begun)
        if isinstance(done, Answer):
            done = replace(done, tokens=self.ledger.tokens - before)
            self._put(question, done)
            return done
        self.ledger.failed += 1
        if done.kind in _OF_THE_SERVER:
            self._down = done
        return done

    # --- the server -------------------------------------------------------------------------------------------

    def _ask_server(self, question: Question, on_begun: OnBegun | None) -> Answer | Failure:
        shape = shape_of(question.fields)
        done = Failure("unusable", "模型的回答不合要求")
        for dialect in self._dialects():
            known = dialect == self._dialect
            for _ in range(_USABLE_ATTEMPTS if known else 1):
                outcome, used = self._asked(question, shape, dialect, on_begun, patient=known)
                if not isinstance(outcome, Failure):
                    self._learn(used)
                    return Answer(outcome)
                done = outcome
                if done.kind != "unusable":
                    break
            # A mode that has worked is not given up for one bad answer.
            if done.kind not in _OF_THE_MODE or (known and done.kind == "unusable"):
                return done
        return done

    def _dialects(self) -> Iterator[Dialect]:
        """The one that is known to work first, then the others."""
        known = self._dialect
        if known is not None:
            yield known
        for mode in MODES:
            if known is None or mode != known.mode:
                yield replace(known, mode=mode) if known else Dialect(mode)

    def _learn(self, dialect: Dialect) -> None:
        if dialect != self._dialect:
            self._dialect = dialect
            if self._keep:
                modes.remember(self._settings, dialect)

    def _asked(
        self, question: Question, shape: Any, dialect: Dialect, on_begun: OnBegun | None, *, patient: bool
    ) -> tuple[dict[str, str] | Failure, Dialect]:
        """The values, or why there are none, and the dialect after what was learnt of it."""
        from toolkit.llm.sending import Unanswered

        messages = [asdict(message) for message in question.messages]
        send = partial(self._send, question, on_begun, patient)
        bound = answer_bound(question)
        while True:
            extra = dialect.request(bound, question.temperature)
            try:
                return modes.asked(dialect.mode, send, messages, shape, model=self._settings.model, **extra), dialect
            except Unanswered as error:
                corrected = dialect.corrected(error.failure.message) if error.failure.kind == "refused" else None
                if corrected is None:
                    return error.failure, dialect
                dialect = corrected

    def _send(self, question: Question, on_begun: OnBegun | None, patient: bool, **request: Any) -> ChatCompletion:
        from toolkit.llm.sending import Sender, Unanswered

        if not self.ledger.allows(question):
            raise Unanswered(Failure("budget", f"词元数将超过 --max-tokens {self.ledger.limit}，没有再问"))
        if self._sender is None:
            self._sender = Sender(self._settings, self._silence, self._sleep)
        on_text = None if on_begun is None else (lambda text: on_begun(begun(text, question.fields)))
        completion = self._sender.send(patient=patient, on_text=on_text, **request)
        usage = completion.usage
        counted = (usage.prompt_tokens, usage.completion_tokens) if usage else None
        self.ledger.book(question, counted, said(completion))
        return completion

    # --- answers kept -----------------------------------------------------------------------------------------

    def _key(self, question: Question) -> str:
        fields = {name: [type(field).__name__, asdict(field)] for name, field in question.fields.items()}
        content = [
            self._settings.base_url,
            self._settings.model,
            [asdict(message) for message in question.messages],
            fields,
            question.temperature,
        ]
        return sha256(json.dumps(content, ensure_ascii=False, sort_keys=True).encode()).hexdigest()

    def _kept(self, question: Question) -> Answer | None:
        kept = cache.get(_KIND, self._key(question)) if self._keep else None
        if kept is None:
            return None
        from toolkit.llm.shape import values_of

        try:
            entry = json.loads(kept)
            return Answer(values_of(json.dumps(entry["values"]), shape_of(question.fields)), int(entry["tokens"]), True)
        except (ValueError, TypeError, KeyError):
            return None

    def _put(self, question: Question, answer: Answer) -> None:
        if self._keep:
            entry = {"values": dict(answer.values), "tokens": answer.tokens}
            cache.put(_KIND, self._key(question), json.dumps(entry, ensure_ascii=False).encode())
