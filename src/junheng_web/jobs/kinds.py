"""What kinds of long work there are. An app registers its own in its ``AppConfig.ready``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from django.utils.translation import gettext as _

from junheng.errors import UserError


class Stopped(Exception):  # an outcome, not an error
    """The job's owner asked it to stop."""


class Report(Protocol):
    """How work tells how far it is. Raises :class:`Stopped` when it is to end."""

    def __call__(self, doing: str, done: int, total: int) -> None:
        """Say what is being done, how much is done and how much there is."""


Work = Callable[[dict[str, Any], Report], tuple[str, str]]
"""Takes the arguments and a report; returns the outcome in words and a link to it.

It must leave nothing half-written when it is killed, and may be run again from the start.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of work. ``attempts`` is how often it is tried again after its worker was lost."""

    name: str
    work: Work
    abandoned: Callable[[dict[str, Any], str], None] | None = None
    attempts: int = 3


_KINDS: dict[str, Kind] = {}


def register(kind: Kind) -> None:
    """Make a kind known. Raises ``ValueError`` if the name is taken."""
    if kind.name in _KINDS:
        raise ValueError(f"two kinds of job are called {kind.name}")
    _KINDS[kind.name] = kind


def kind_of(name: str) -> Kind:
    """The kind of that name. Raises ``KeyError``."""
    return _KINDS[name]


def kind_of_kept(name: str) -> Kind:
    """The kind of a job that was kept: one that this version no longer knows ends with that reason."""
    return _KINDS.get(name) or Kind(name=name, work=_gone)


def _gone(_arguments: dict[str, Any], _report: Report) -> tuple[str, str]:
    raise UserError(_("这一版程序不再做这种后台任务"), remedy=_("请重新提出"))
