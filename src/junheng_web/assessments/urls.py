"""Addresses of this app."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path


def _later(request: HttpRequest, **_: object) -> HttpResponse:
    return HttpResponse("")


app_name = "assessments"
urlpatterns: list[URLPattern] = [
    path("<slug:code>/<int:year>/", _later, name="county"),
    path("<uuid:pk>/files", _later, name="files"),
]
