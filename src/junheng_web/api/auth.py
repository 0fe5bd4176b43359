"""How a program proves whose it is: ``Authorization: Bearer jh_…``."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from junheng_web.accounts.models import User
from junheng_web.api.queries import bearer


class ByToken(HttpBearer):
    """Accepts a valid token; cookies count for nothing here, so that no page can be made to send them."""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The user the program acts for, narrowed to the token's rights."""
        user = bearer(token)
        if user is not None:
            request.user = user
            request.channel = "api"  # type: ignore[attr-defined]
        return user
