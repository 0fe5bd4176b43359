"""Addresses of notices."""

from django.urls import path

from junheng_web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("read", views.all_read, name="all_read"),
]
