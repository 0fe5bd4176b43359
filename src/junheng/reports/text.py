"""Text as it may stand in a page."""

from __future__ import annotations

from html import escape

from junheng.model.text import printable


def html(text: str) -> str:
    """``text`` as it may stand in a page, in an attribute too."""
    return escape(printable(text))
