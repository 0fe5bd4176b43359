"""Text as it may stand in a page: printable, and without a meaning of its own."""

from __future__ import annotations

from html import escape

from junheng.model.text import printable

__all__ = ["html", "printable"]


def html(text: str) -> str:
    """``text`` as it may stand in a page, in an attribute too."""
    return escape(printable(text))
