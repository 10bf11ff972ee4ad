"""The prompt files of ``prompts/``: Jinja, one a task, with a block for each message."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.llm.question import Message

if TYPE_CHECKING:
    from jinja2 import Environment

_PLACES = (Path(__file__).resolve().parent.parent / "prompts", Path(__file__).resolve().parents[2] / "prompts")
"""In the installed package, and in a checkout."""


def render(name: str, **variables: Any) -> tuple[Message, ...]:
    """The messages of a prompt file: its blocks ``system`` and ``user``, in that order, without spaces around."""
    template = _environment().get_template(f"{name}.j2")
    context = template.new_context(variables)
    done = []
    for role in ("system", "user"):
        content = "".join(template.blocks[role](context)).strip()
        done.append(Message("system" if role == "system" else "user", content))
    return tuple(done)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    folder = next((place for place in _PLACES if place.is_dir()), _PLACES[0])
    # No HTML is made of it; what is not defined is a mistake in the file, and said.
    return Environment(loader=FileSystemLoader(folder), undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
