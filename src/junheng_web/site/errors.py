"""Pages for what went wrong: each says what happened, what was kept and what to do next."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string


def bad_request(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """400."""
    return HttpResponse(render_to_string("site/bad_request.html"), status=400)


def denied(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """403: says which role it needs where that is known, and nothing about what is behind it."""
    return render(request, "site/denied.html", status=403)


def not_found(request: HttpRequest, exception: Any = None) -> HttpResponse:
    """404."""
    return render(request, "site/not_found.html", status=404)


def defect(request: HttpRequest) -> HttpResponse:
    """500: a page that needs neither the database nor the user."""
    number = getattr(request, "number", "")
    return HttpResponse(render_to_string("site/defect.html", {"number": number}), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form that was open too long, or was not ours."""
    return HttpResponse(render_to_string("site/csrf_failure.html"), status=403)
