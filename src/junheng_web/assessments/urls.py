"""Addresses of this app."""

from django.urls import path

from junheng_web.assessments.views import board, clause, county, parts, running, school, trial, why

app_name = "assessments"
urlpatterns = [
    path("", board.board, name="board"),
    path("run/<int:round_id>/", running.ask, name="run"),
    path("<uuid:pk>/matrix", parts.matrix, name="matrix"),
    path("<uuid:pk>/map", parts.where, name="map"),
    path("<uuid:pk>/explain/<path:address>", why.explain, name="explain"),
    path("<uuid:pk>/what-if/", trial.what_if, name="what_if"),
    path("<uuid:pk>/recompute", running.recompute, name="recompute"),
    path("<uuid:pk>/files", running.files, name="files"),
    path("<uuid:pk>/files/all.zip", running.archive, name="archive"),
    path("<uuid:pk>/files/evaluation.json", running.result, name="result"),
    path("<slug:code>/<int:year>/", county.county, name="county"),
    path("<slug:code>/<int:year>/clauses/<str:clause>/", clause.clause, name="clause"),
    path("<slug:code>/<int:year>/schools/<str:school_code>/", school.school, name="school"),
]
