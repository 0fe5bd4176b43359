"""Addresses of this app."""

from django.urls import path

from junheng_web.territory.views import departments, regions, schools

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
    path("schools/<int:pk>/", schools.school, name="school"),
    path("departments/<int:pk>/", departments.department, name="department"),
]
