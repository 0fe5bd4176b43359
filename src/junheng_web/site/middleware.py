"""What surrounds every request: one line in the log, and a clear page when the database is away."""

from __future__ import annotations

import logging
import time
import uuid
from collections.abc import Callable
from functools import partial
from http import HTTPStatus

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, RawPostDataException
from django.template.loader import render_to_string

from junheng_web.accounts.models import User
from junheng_web.accounts.queries import home_of
from junheng_web.audit.actions import by_request
from junheng_web.audit.refusals import note_refusal

logger = logging.getLogger("junheng_web.requests")
Answer = Callable[[HttpRequest], HttpResponse]


class RequestLog:
    """Logs route, status and time of each request, and gives it a number that error pages show."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then log."""
        request.number = uuid.uuid4().hex[:12]  # type: ignore[attr-defined]
        began = time.perf_counter()
        response = self.get_response(request)
        match = request.resolver_match
        logger.info(
            "request",
            extra={
                "request_id": request.number,  # type: ignore[attr-defined]
                "method": request.method,
                "route": match.view_name if match else "-",
                "status": response.status_code,
                "milliseconds": round((time.perf_counter() - began) * 1000, 1),
                "user": _number_of(request),
            },
        )
        response["X-Request-Id"] = request.number  # type: ignore[attr-defined]
        return response


def _number_of(request: HttpRequest) -> int | None:
    """The user's number, only where it is already known: logging asks the database nothing."""
    user = getattr(request, "_cached_user", None)
    return user.pk if user is not None else None


class Refusals:
    """Puts on the audit trail that a door was closed to somebody who had signed in: the pattern of the

    address, nothing that stood in it. What is not there counts, too, where the address names one
    thing: what is out of reach is answered as what does not exist.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, then write down."""
        response = self.get_response(request)
        match = request.resolver_match
        refused = match is not None and (
            response.status_code == HTTPStatus.FORBIDDEN
            or (response.status_code == HTTPStatus.NOT_FOUND and bool(match.kwargs))
        )
        if refused and isinstance(request.user, User):
            try:
                note_refusal(
                    by=by_request(request),
                    door=f"{request.method} {match.route}",  # type: ignore[union-attr]
                    path=partial(home_of, request.user),
                )
            except DatabaseError:
                logger.exception("a refusal was not written down")
        return response


class Storable:
    """Refuses forms and queries with the sign of number zero: nobody types it, and PostgreSQL takes none."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or refuse."""
        given = [request.GET]
        if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
            given.append(request.POST)
        if any("\0" in text for some in given for _, texts in some.lists() for text in texts):
            raise BadRequest("a sign that cannot be stored")
        return self.get_response(request)


class NotKept:
    """Tells browsers and proxies to keep no page: computers in schools have many users.

    Answers that say themselves how long they hold are left as they are.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer."""
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class DatabaseAway:
    """Answers 503 with a page that needs no database, and that hands back what was typed."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer. The database can fail in middleware further in, too."""
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return self._away(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A view that failed for want of the database."""
        if isinstance(exception, OperationalError | InterfaceError):
            return self._away(request)
        return None

    def _away(self, request: HttpRequest) -> HttpResponse:
        logger.exception("database away", extra={"request_id": getattr(request, "number", "")})
        page = render_to_string(  # no request: its context asks for the user
            "site/database_away.html", {"address": request.path, "typed": _typed(request)}
        )
        response = HttpResponse(page, status=503)
        response["Retry-After"] = "10"
        response["Cache-Control"] = "no-store"
        return response


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of the form that was sent, to send them again; none of one with secrets or files."""
    try:
        secret = any("password" in name or name == "code" for name in request.POST)
        if request.method != "POST" or secret or request.FILES:
            return []
        return [(name, each) for name, some in request.POST.lists() for each in some]
    except (BadRequest, SuspiciousOperation, OSError, RawPostDataException):
        return []
