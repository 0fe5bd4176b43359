"""Addresses of notices."""

from django.urls import path, re_path

from junheng_web.notices import views

app_name = "notices"
urlpatterns = [
    path("", views.notices, name="notices"),
    path("read", views.all_read, name="all_read"),
    path("<int:pk>/", views.notice, name="notice"),
    path("webhooks/", views.webhooks, name="webhooks"),
    path("webhooks/<int:pk>/", views.webhook, name="webhook"),
    re_path(
        r"^webhooks/(?P<pk>[0-9]+)/(?P<verb>try|enable|disable|remove)$",
        views.change_webhook,
        name="change_webhook",
    ),
]
