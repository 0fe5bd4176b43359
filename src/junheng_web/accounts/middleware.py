"""What a signed-in user must do before anything else."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from allauth.usersessions.models import UserSession
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from junheng_web.accounts.models import User
from junheng_web.audit.actions import address_of

ALWAYS = frozenset({"account_logout", "language", "live", "ready"})
FOR_PASSWORD = ALWAYS | {"account_change_password"}
FOR_FACTOR = ALWAYS | {
    "account_change_password",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp",
}


OF_THE_LIBRARY = ("account_", "mfa_")
"""How the pages are called that the library brings: it would take PUT for POST."""
METHODS = ("GET", "HEAD", "POST")


NOTED_FOR = 60
"""Seconds in which a session that is used again in the same way is not noted again."""


class SessionsInUse:
    """Notes when a session was used, from where and by which browser; not anew with every page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Note, where that is due, and answer."""
        if request.user.is_authenticated and request.session.session_key:
            noted = caches["sessions_in_use"]
            key = sha256(request.session.session_key.encode()).hexdigest()
            way = (address_of(request), request.headers.get("User-Agent"))
            if noted.get(key) != way:
                UserSession.objects.create_from_request(request)
                noted.set(key, way, NOTED_FOR)
        return self.get_response(request)


class SignedIn:
    """Sends users who must change their password, or set up a second factor, to do so first.

    Programs and parts of pages are refused instead: they cannot follow. The library's pages take the
    methods of our own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, arguments: object, names: dict[str, Any]
    ) -> HttpResponse | None:
        """Step in between, where something is due."""
        name = request.resolver_match.view_name if request.resolver_match is not None else ""
        if name.startswith(OF_THE_LIBRARY) and request.method not in METHODS:
            return HttpResponseNotAllowed(METHODS)
        user = request.user
        if not isinstance(user, User) or request.resolver_match is None:
            return None
        if user.must_change_password:
            return None if name in FOR_PASSWORD else _due(request, "account_change_password")
        if name in FOR_FACTOR or not user.needs_second_factor:
            return None
        if is_mfa_enabled(user, [Authenticator.Type.TOTP]):
            return None
        return _due(request, "mfa_activate_totp")


def _due(request: HttpRequest, name: str) -> HttpResponse:
    says = (
        _("请先修改一次性密码。")
        if name == "account_change_password"
        else _("请先启用动态验证码，您的角色要求使用。")
    )
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": says}, status=403)
    if request.headers.get("HX-Request"):
        return HttpResponse(says, status=403, content_type="text/plain; charset=utf-8")
    return redirect(name)
