"""Text that came from outside, made safe to show: on a terminal, in a document, on a page.

A name or a cell may hold what nobody sees and a screen obeys: escape sequences that recolour,
retitle or overwrite a terminal, and direction marks that make text read otherwise than it stands.
"""

from __future__ import annotations

import re

MARK = "□"
"""What stands for a character that must not be shown: the font of the reports and GBK have it too."""

_LINE_ENDS = re.compile(r"\r\n?")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""C0 but for tab and new line, DEL, C1, halves of surrogate pairs, and two that are no characters."""
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks, embeddings, overrides and isolates of the bidirectional algorithm."""
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff"
    "\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def printable(text: str) -> str:
    """``text`` as it may be shown anywhere.

    Control characters become ``MARK``, so that one sees that something was there; direction marks
    are left out, so that text is read in the order in which it stands. A carriage return is a line
    end. Tabs, line ends and everything that can be seen stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return _DIRECTION.sub("", _CONTROL.sub(MARK, _LINE_ENDS.sub("\n", text)))


def invisible(text: str) -> str:
    """The first character of ``text`` that nobody sees, as ``U+200B``; ``""`` if there is none.

    Those that :func:`printable` changes, and those without width. White space is not among them.
    """
    found = None if text.isprintable() else _INVISIBLE.search(text)
    return f"U+{ord(found[0]):04X}" if found else ""


def escaped(json: str) -> str:
    r"""JSON text in which every such character is written ``\u200b``: equal, and safe to show."""
    return _INVISIBLE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)
