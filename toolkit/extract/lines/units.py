"""Units that stand by themselves, in a column of their own or between a label and its figure."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.extract.lines.lines import Token
from toolkit.numbers import COUNTING_UNITS, MONEY_IN_WAN

_UNITS = COUNTING_UNITS.union(MONEY_IN_WAN) | {"个次", "条次", "台", "套"}
_AROUND = re.compile(r"[\s()（）\[\]【】:：/／、]|单位")
_LONGEST = 8
_NAMED = re.compile(
    r"(?:^|[(（\[【:：/／、,，\-—\s]|单位|金额|总额|费用?|数额?|人民币)(万元|亿元|千元|元)[)）\]】]?$"
    r"|单位[:：]?[(（]?(万元|亿元|千元|元)(?:$|[)）\]】,，;；、/／\s])"
)


def unit_of(token: Token) -> str | None:
    """The unit that a token is; None for other words and for figures."""
    if not token.is_word or len(token.text) > _LONGEST:
        return None
    return _unit_in(token.text)


@lru_cache(maxsize=4096)
def _unit_in(text: str) -> str | None:
    bare = _AROUND.sub("", text)
    return bare if bare in _UNITS else None


def unit_in(text: str) -> str | None:
    """The money unit that a label ends with or names as its unit: 本年收费金额（单位：万元）."""
    found = _NAMED.search("".join(text.split()))
    return (found[1] or found[2]) if found else None
