"""Addresses of this app."""

from django.urls import path

from junheng_web.plans.views import adopting, asking, comparing, lists, plan, tasks

app_name = "plans"
urlpatterns = [
    path("", lists.plans, name="plans"),
    path("new/", asking.choose, name="choose"),
    path("new/<slug:kind>/<int:round_id>/", asking.ask, name="ask"),
    path("new/<slug:kind>/<int:round_id>/template.xlsx", asking.template, name="template"),
    path("compare/", comparing.compare, name="compare"),
    path("tasks/", tasks.tasks, name="tasks"),
    path("tasks/<int:pk>/", tasks.task, name="task"),
    path("tasks/<int:pk>/<slug:verb>", tasks.act, name="act_on_task"),
    path("<uuid:pk>/", plan.plan, name="plan"),
    path("<uuid:pk>/tables/<slug:name>/", plan.table, name="table"),
    path("<uuid:pk>/files/<slug:what>", plan.files, name="files"),
    path("<uuid:pk>/workbook", plan.workbook, name="workbook"),
    path("<uuid:pk>/<slug:verb>", adopting.act, name="act"),
]
