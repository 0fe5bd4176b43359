"""The front page, the language, and what machines ask: is it alive, is it ready."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from junheng_web.site.tasks import tasks_of


@login_required
@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """What waits for this user."""
    return render(request, "site/home.html", {"tasks": tasks_of(request.user)})  # type: ignore[arg-type]


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and come back to the page one was on."""
    chosen = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not back.startswith("/") or not url_has_allowed_host_and_scheme(
        back, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    ):
        back = "/"
    response = redirect(back)
    if check_for_language(chosen) and chosen in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=365 * 86400,
            secure=settings.SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


@never_cache
@require_GET
def live(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok", "version": settings.VERSION})


@never_cache
@require_GET
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has all migrations: requests may be sent here."""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return JsonResponse({"status": "database away"}, status=503)
    if waiting:
        return JsonResponse({"status": "migrations waiting", "count": len(waiting)}, status=503)
    return JsonResponse({"status": "ok"})
