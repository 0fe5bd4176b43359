"""The site's addresses and ``/frame/``: what every page costs before it says anything."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from junheng_web.site import urls

handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@login_required
def frame(request: HttpRequest) -> HttpResponse:
    """The frame, with the menu and the notices of who asks."""
    return render(request, "site/page.html")


urlpatterns = [*urls.urlpatterns, path("frame/", frame)]
