"""Addresses of background work."""

from django.urls import path

from junheng_web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.jobs, name="jobs"),
    path("<uuid:job_id>/", views.job, name="job"),
    path("<uuid:job_id>/stop", views.stop, name="stop"),
]
