"""The guard: refuses a sentence with slots that says what the figures don't. A pure function, whoever wrote it.

What it can tell, and what it can't, is in docs/drafting.md. Where it can't tell it refuses: a sentence refused wrongly
is replaced by a template's, a wrong one taken stands in a report.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.draft.guard.allowed import Allowed, Refusal
from toolkit.draft.guard.counting import wrong_counts
from toolkit.draft.guard.moving import wrong_moves
from toolkit.draft.guard.names import wrong_names
from toolkit.draft.guard.said import read_sentence
from toolkit.draft.guard.signs import wrong_signs
from toolkit.draft.guard.whole import wrong_wholes

__all__ = ["Allowed", "Refusal", "false_claims", "refusals"]


def refusals(text: str, allowed: Allowed) -> tuple[Refusal, ...]:
    """Why a text with slots is refused; nothing where it may stand."""
    return tuple(dict.fromkeys(_refusals(text, allowed)))


def _refusals(text: str, allowed: Allowed) -> Iterator[Refusal]:
    own = (allowed.organ,) if allowed.organ else ()
    said = read_sentence(text, own)
    for token in said.tokens:
        if token.kind == "gap" and token.text not in allowed.gaps:
            yield Refusal("slot", f"不能添加“{token.text}”", token.text)
    yield from wrong_signs(said, allowed)
    yield from wrong_counts(said, allowed)
    yield from wrong_moves(said, allowed)
    yield from wrong_wholes(said, allowed)
    yield from wrong_names(said, allowed)


def false_claims(text: str, allowed: Allowed) -> tuple[Refusal, ...]:
    """What a text says without a number and the figures contradict; what they can't tell is let pass.

    For text that people wrote: they know more than the figures.
    """
    said = read_sentence(text, (allowed.organ,) if allowed.organ else ())
    found = (*wrong_moves(said, allowed, without_slot=True), *wrong_wholes(said, allowed))
    return tuple(dict.fromkeys(each for each in found if each.is_false))
