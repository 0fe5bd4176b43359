"""The terminal, and what keeps it safe: text of users never steers it, a closed pipe is no defect."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from junheng.model.text import printable


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
                yield Segment(printable(segment.text), segment.style)

    def on_broken_pipe(self) -> NoReturn:
        """Leave it to the group of commands to end quietly."""
        raise BrokenPipeError
