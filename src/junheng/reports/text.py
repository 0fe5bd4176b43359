"""Text that can be printed: what neither XML nor a sheet nor a page may hold is left away."""

from __future__ import annotations

import re
from html import escape

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Control characters, halves of surrogate pairs, and the two code points that are none."""


def printable(text: str) -> str:
    """``text`` without the characters that XML forbids."""
    return _UNPRINTABLE.sub("", text)


def html(text: str) -> str:
    """``text`` as it may stand in a page, in an attribute too."""
    return escape(printable(text))
