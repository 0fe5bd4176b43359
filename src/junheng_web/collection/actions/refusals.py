"""What is refused, in the words of the person who asked for it."""

from __future__ import annotations

from collections.abc import Sequence

from junheng.errors import UserError


class Refused(UserError):
    """The act is not possible in this state of things; nothing was changed.

    ``lines`` lists everything that stands in the way; ``unconfirmed`` says that nothing is wrong but
    for warnings that nobody has confirmed yet.
    """

    def __init__(
        self,
        message: str,
        *,
        remedy: str = "",
        lines: Sequence[str] = (),
        unconfirmed: bool = False,
    ) -> None:
        super().__init__(message, remedy=remedy)
        self.lines = tuple(lines)
        self.unconfirmed = unconfirmed
