"""Breaking Chinese text into lines: anywhere between characters, never inside a word or figure."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_TOKEN = re.compile(r"[!-~]+|\s+|.")
_NOT_FIRST = "，。；：、！？）》”’％%·…"
_NOT_LAST = "（《“‘"


def width_of(text: str) -> int:
    """How many columns the text takes on a terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns.

    A line does not begin with closing punctuation nor end with an opening mark; a word wider than a
    line stands on its own.
    """
    pieces = _glued(_TOKEN.findall(text))
    lines = [""]
    for piece in pieces:
        if lines[-1] and width_of(lines[-1]) + width_of(piece.rstrip()) > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    lines[-1] = lines[-1].rstrip()
    return lines


def _glued(tokens: list[str]) -> list[str]:
    """Tokens joined to what they may not be parted from."""
    pieces: list[str] = []
    for token in tokens:
        if pieces and (token[0] in _NOT_FIRST or pieces[-1][-1] in _NOT_LAST):
            pieces[-1] += token
        else:
            pieces.append(token)
    return pieces
