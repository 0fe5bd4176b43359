"""The addresses of the site. Each app brings its own."""

from django.urls import include, path

from junheng_web.api.interface import api
from junheng_web.site import errors, views

handler400 = errors.bad_request
handler403 = errors.denied
handler404 = errors.not_found
handler500 = errors.defect

urlpatterns = [
    path("", views.home, name="home"),
    path("language/", views.language, name="language"),
    path("health/live", views.live, name="live"),
    path("health/ready", views.ready, name="ready"),
    path("account/", include("junheng_web.accounts.urls")),
    path("territory/", include("junheng_web.territory.urls")),
    path("audit/", include("junheng_web.audit.urls")),
    path("notices/", include("junheng_web.notices.urls")),
    path("jobs/", include("junheng_web.jobs.urls")),
    path("api/v1/", api.urls),
    path("api/", include("junheng_web.api.urls")),
    path("collection/", include("junheng_web.collection.urls")),
    path("assessments/", include("junheng_web.assessments.urls")),
    path("plans/", include("junheng_web.plans.urls")),
]
