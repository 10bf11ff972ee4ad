"""Whether a command may ask a model, which one, and what that cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import typer

from toolkit.commands import streams
from toolkit.commands.problems import BadUsage

if TYPE_CHECKING:
    from toolkit.llm import Ledger, Message, Model
    from toolkit.pointing import Pointer

NO_MODEL = typer.Option("--no-model", help="不使用模型，即使设置了模型服务")
MAX_TOKENS = typer.Option(
    "--max-tokens",
    metavar="词元数",
    help="这次最多用模型的多少词元（提问和回答合计），到了就不再问",
    show_default=False,
)
SHOW_PROMPTS = typer.Option(
    "--show-prompts", help="在标准错误上显示发给模型的全部文字；与 --no-model 同用时只显示，不发送"
)


@dataclass(frozen=True, slots=True)
class Asking:
    """``pointer`` is None where no model is to be asked and no prompt to be shown."""

    pointer: Pointer | None
    ledger: Ledger | None

    def close(self) -> None:
        """Say what it cost, if anything was asked."""
        if self.ledger is not None and (self.ledger.calls or self.ledger.kept or self.ledger.failed):
            streams.complain(self.ledger.line())


def asking(*, no_model: bool, max_tokens: int | None, show_prompts: bool) -> Asking:
    """What the options and the settings say. Settings that can't be used are complained of in one line, and the
    command goes on without a model.

    Raises:
        BadUsage: the number of tokens is none.
    """
    if max_tokens is not None and max_tokens < 0:
        raise BadUsage(f"--max-tokens 应是 0 或正整数，现在是 {max_tokens}")
    model = None if no_model else model_set_up(max_tokens)
    if model is None and not show_prompts:
        return Asking(None, None)
    from toolkit.llm.pointer import ModelPointer

    return Asking(ModelPointer(model, show_messages if show_prompts else None), model.ledger if model else None)


def model_set_up(max_tokens: int | None) -> Model | None:
    """The model of the settings, if there is one that can be used."""
    from toolkit.llm import Ledger, Model, NoModel, settings

    try:
        set_up = settings()
        return None if set_up is None else Model(set_up, Ledger(max_tokens))
    except NoModel as why:
        streams.complain(f"没有使用模型：{why}")
        return None


def show_messages(messages: Sequence[Message]) -> None:
    """Show what is sent."""
    for message in messages:
        streams.complain(f"--- 发给模型（{message.role}）---\n{message.content}")
