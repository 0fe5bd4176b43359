"""What the frame of every page shows."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from junheng_web.notices.queries import unread
from junheng_web.site.menu import menu_of


def site(request: HttpRequest) -> dict[str, Any]:
    """Version, menu and unread notices; asked of the database only where a page shows them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"version": settings.VERSION, "menu": []}
    return {
        "version": settings.VERSION,
        "menu": SimpleLazyObject(lambda: menu_of(request)),
        "unread": SimpleLazyObject(lambda: unread(user)),
    }
