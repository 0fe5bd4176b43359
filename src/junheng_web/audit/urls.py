"""Addresses of this app."""

from django.urls import path

from junheng_web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="trail"),
    path("verify/", views.verify, name="verify"),
    path("verify/<int:pk>/", views.verification, name="verification"),
    path("verify/<int:pk>/stop", views.stop, name="stop_verification"),
    path("<int:number>/", views.entry, name="entry"),
]
