r"""RTF (Rich Text Format 1.9.1) into tokens: control words, group braces, text as bytes of some code page.

``\'c4`` and plain text are both bytes: a Chinese character may be half one, half the other.
"""

from __future__ import annotations

import re
from collections.abc import Generator
from typing import NamedTuple

_TOKEN = re.compile(
    rb"""
    (?P<break>[\r\n\0]+)
    | \\(?P<word>[A-Za-z]{1,40})(?P<number>-?[0-9]{1,10})?[ ]?
    | \\'(?P<hex>[0-9A-Fa-f]{2})
    | \\(?P<sign>[^A-Za-z])
    | (?P<brace>[{}])
    | (?P<text>[^\\{}\r\n\0]+)
    """,
    re.VERBOSE | re.DOTALL,
)
_BRACES = re.compile(rb"\\bin([0-9]{1,10})[ ]?|\\[\\{}]|[{}]")


class Token(NamedTuple):
    """A token: of ``word`` with ``number`` (a control word, or a sign such as ``*`` or ``~``), ``{``, ``}``, or bytes.

    ``end`` is where the next one begins.
    """

    kind: str
    word: str
    number: int | None
    content: bytes
    end: int


def tokens(data: bytes) -> Generator[Token, int | None, None]:
    """The tokens of a file. Send a position to go on there: that is how a group is left out."""
    at = 0
    while True:
        found = _TOKEN.match(data, at)
        if found is None:
            return
        at = found.end()
        kind = found.lastgroup
        if kind == "break":
            continue
        if kind in ("word", "number"):
            word = found["word"].decode("ascii")
            number = None if found["number"] is None else int(found["number"])
            if word == "bin":
                at = min(at + max(0, number or 0), len(data))
                continue
            token = Token("word", word, number, b"", at)
        elif kind == "hex":
            token = Token("text", "'", None, bytes.fromhex(found["hex"].decode("ascii")), at)
        elif kind == "sign":
            token = _sign(found["sign"], at)
        elif kind == "brace":
            token = Token(found["brace"].decode("ascii"), "", None, b"", at)
        else:
            token = Token("text", "", None, found["text"], at)
        elsewhere = yield token
        if elsewhere is not None:
            at = elsewhere
            yield token  # the answer to send()


def _sign(sign: bytes, at: int) -> Token:
    if sign in b"\\{}":
        return Token("text", "'", None, sign, at)
    if sign in b"\r\n":  # an escaped line end is a paragraph's
        return Token("word", "par", None, b"", at)
    if sign == b"\t":
        return Token("word", "tab", None, b"", at)
    return Token("word", sign.decode("latin-1"), None, b"", at)


def end_of_group(data: bytes, at: int) -> int:
    """Where the brace stands that closes the group in which ``at`` lies; the file's end if there is none."""
    depth = 0
    while True:
        found = _BRACES.search(data, at)
        if found is None:
            return len(data)
        at = found.end()
        if found[1] is not None:
            at = min(at + int(found[1]), len(data))
        elif found[0] == b"{":
            depth += 1
        elif found[0] == b"}":
            if not depth:
                return found.start()
            depth -= 1
