"""Addresses of the pages about the interface."""

from django.urls import path

from junheng_web.api import views

app_name = "api"
urlpatterns = [
    path("", views.manual, name="manual"),
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:token_id>/withdraw", views.withdraw, name="withdraw"),
]
