"""What people write for one subject, brought together."""

from __future__ import annotations

import string

import ibis
import ibis.expr.types as ir

_FULL_WIDTH = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
_CAPITALS = dict(zip(string.ascii_uppercase, string.ascii_lowercase, strict=True))
_FOLDED = {**_CAPITALS, **{full: half.lower() for full, half in _FULL_WIDTH.items()}}
_SPACES = " \t\n\r\v\f\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"


_ODD = f"[{string.ascii_uppercase}{_SPACES}\uff01-\uff5e]"


def normal(text: ir.StringValue) -> ir.StringValue:
    """``text`` without white space, in half-width characters and lower case.

    As ``junheng.census.words.normal`` for everything that stands on a keyboard; rare compatibility
    characters, such as a circled digit, stay what they are. Only the few words that need it are
    translated: of ten million, that would take a minute.
    """
    folded = text.translate("".join(_FOLDED) + _SPACES, "".join(_FOLDED.values()))
    return ibis.ifelse(text.re_search(_ODD), folded, text)
