"""Who may change what; the way a change is carried out or refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest

from junheng_web.lib.doors import Permission
from junheng_web.territory.actions import NotPossible
from junheng_web.territory.models import Department, Region, School


def manages(
    request: HttpRequest,
    *,
    region: Region | None = None,
    school: School | None = None,
    department: Department | None = None,
) -> bool:
    """Whether the user administers accounts, and so regions, schools and departments, there."""
    reach = request.user.reach(Permission.MANAGE_ACCOUNTS)  # type: ignore[union-attr]
    return bool(reach.covers(region=region, school=school, department=department))


def require_managing(request: HttpRequest, **place: Any) -> None:
    """Raise ``PermissionDenied`` unless the user administers that place."""
    if not manages(request, **place):
        raise PermissionDenied


def attempt(request: HttpRequest, form: Form, act: Callable[[], object], says: str) -> bool:
    """Do it if the form is right; what is not possible is told in the form. Whether it was done."""
    if not form.is_valid():
        return False
    try:
        act()
    except NotPossible as problem:
        form.add_error(None, str(problem))
        return False
    messages.success(request, says)
    return True


def day_of(text: str) -> date | None:
    """The day of an address; None where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
