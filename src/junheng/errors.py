"""What can go wrong, told to the person who can mend it.

Two families are kept apart. A :class:`UserError` is something a person can put right: it is printed
as it reads, without a traceback, and ends the program with code 2. Anything else is a defect of the
program: it keeps its traceback and ends with code 1.
"""

from __future__ import annotations


class UserError(Exception):
    """Something the user can mend. ``str()`` is what the user reads, in the user's words.

    ``remedy`` says how to mend it; it is printed on a line of its own.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n  怎么改：{self.remedy}" if self.remedy else self.message


class CardError(UserError):
    """A rule card, or the register of documents, cannot be used. Names file and line."""

    def __init__(self, message: str, *, file: str, line: int, remedy: str = "") -> None:
        super().__init__(f"{file}:{line}: {message}", remedy=remedy)
        self.file = file
        self.line = line


class RuleSetError(UserError):
    """No rule set can be resolved for the jurisdiction, date and options asked for."""


class InputError(UserError):
    """A file or folder given as data cannot be read at all."""
