"""HTML made of elements: text is text wherever it comes from, and only what is made here is markup.

``Markup`` is the type of what has been made; every plain string is escaped on its way in, so no call can forget it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from toolkit.checks.private import masked_text


class Markup(str):
    """Text that is HTML already. Made by ``el``, ``joined`` and ``shown``, by nothing else outside this module."""

    __slots__ = ()


Child = str | Markup | None

_WORDS = frozenset({"title", "alt", "aria-label"})
"""Attributes that people read; in the others (addresses, pictures, hashes) a long number is nobody's."""
_VOID = frozenset({"br", "col", "hr", "img", "input", "meta"})
# What HTML has no place for, and what would turn the reading order of all that follows: named, where it stands.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufff0-\uffff]"
)


def el(tag: str, attributes: dict[str, str | int | bool | None] | None = None, /, *children: Child) -> Markup:
    """An element. Attributes that are None or False are left out, True stands for an attribute without a value."""
    parts = ["<", tag]
    for name, value in (attributes or {}).items():
        if value is True:
            parts.append(f" {name}")
        elif value is not None and value is not False:
            said = _escaped(str(value)) if name in _WORDS else html.escape(str(value))
            parts.append(f' {name}="{said}"')
    parts.append(">")
    if tag in _VOID:
        return Markup("".join(parts))
    parts += [_made(child) for child in children if child is not None]
    parts += ["</", tag, ">"]
    return Markup("".join(parts))


def joined(children: Iterable[Child]) -> Markup:
    """Elements and texts one behind the other."""
    return Markup("".join(_made(child) for child in children if child is not None))


def shown(text: str) -> Markup:
    """Words from outside within a sentence of ours: of whatever script, they leave its order alone."""
    return el("bdi", None, text)


def inlined(tag: str, text: str) -> Markup:
    """The style sheet, which is no text. It may not hold what ends its element.

    Raises:
        ValueError: it does.
    """
    if "</" in text:
        raise ValueError(f"<{tag}> would end early")
    return Markup(f"<{tag}>{text}</{tag}>")


def _made(child: str) -> str:
    return child if isinstance(child, Markup) else _escaped(child)


def _escaped(text: str) -> str:
    return html.escape(_UNSEEN.sub(_named, masked_text(text)))


def _named(match: re.Match[str]) -> str:
    return f"⟨U+{ord(match.group()):04X}⟩"
