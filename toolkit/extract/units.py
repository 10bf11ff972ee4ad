"""Units that stand by themselves, in a column of their own or between a label and its figure."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.extract.lines import Token
from toolkit.numbers import COUNTING_UNITS, MONEY_IN_WAN

_UNITS = COUNTING_UNITS.union(MONEY_IN_WAN) | {"个次", "条次", "台", "套"}
_AROUND = re.compile(r"[\s()（）\[\]【】:：/／、]|单位")
_LONGEST = 8


def unit_of(token: Token) -> str | None:
    """The unit that a token is; None for other words and for figures."""
    if not token.is_word or len(token.text) > _LONGEST:
        return None
    return _unit_in(token.text)


@lru_cache(maxsize=4096)
def _unit_in(text: str) -> str | None:
    bare = _AROUND.sub("", text)
    return bare if bare in _UNITS else None
