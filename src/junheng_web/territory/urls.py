"""Addresses of this app."""

from django.urls import path

from junheng_web.territory.views import departments, regions, register, schools

app_name = "territory"
urlpatterns = [
    path("", regions.tree, name="tree"),
    path("on", regions.on_day, name="on_day"),
    path("on/<str:day>/", regions.tree, name="tree_on"),
    path("units/", departments.units, name="units"),
    path("regions/<int:pk>/", regions.region, name="region"),
    path("regions/<int:pk>/schools/", schools.schools, name="schools"),
    path("regions/<int:pk>/schools/new", schools.add, name="school_new"),
    path("regions/<int:pk>/departments/", departments.departments, name="departments"),
    path(
        "regions/<int:pk>/departments/add-missing",
        departments.add_missing,
        name="departments_add_missing",
    ),
    path("schools/import/", register.upload, name="register_upload"),
    path("schools/import/template.xlsx", register.blank, name="register_template"),
    path("schools/import/<uuid:pk>/", register.look, name="register"),
    path("schools/import/<uuid:pk>/commit", register.commit, name="register_commit"),
    path("schools/<int:pk>/", schools.school, name="school"),
    path("departments/<int:pk>/", departments.department, name="department"),
]
