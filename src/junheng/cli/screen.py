"""The terminal, and what keeps it safe: text of users never steers it, a closed pipe is no defect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from junheng.model.text import printable

_SPACE = "\ue000"
"""Stands for a space while text is laid out: Chinese may be broken anywhere, the library breaks at
spaces only, and so would leave half a line empty."""


def unbroken(words: str) -> str:
    """``words`` for a :class:`Screen` to fill its lines with, spaces no better a place to break."""
    return printable(words).replace(" ", _SPACE)


class Screen(Console):
    """A console for text that people typed: no markup in it is obeyed, no control character passed."""

    def __init__(self, *, stderr: bool = False) -> None:
        super().__init__(highlight=False, markup=False, emoji=False, stderr=stderr)

    def render(
        self, renderable: RenderableType, options: ConsoleOptions | None = None
    ) -> Iterable[Segment]:
        """Render as the library does, then replace whatever could steer the terminal."""
        for segment in super().render(renderable, options):
            if segment.control:
                yield segment
            else:
                yield Segment(printable(segment.text).replace(_SPACE, " "), segment.style)

    def on_broken_pipe(self) -> NoReturn:
        """Leave it to the group of commands to end quietly."""
        raise BrokenPipeError
