"""Plans as they came out, the one that a county adopted, and the dated tasks that follow from it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from junheng_web.assessments.models import Assessment
from junheng_web.collection.models import Round
from junheng_web.jobs.models import Job
from junheng_web.territory.models import Department, School


class PlanState(models.TextChoices):
    """Whether the work on a plan has come to an end."""

    PENDING = "pending", _("正在编制")
    DONE = "done", _("已编制")
    REFUSED = "refused", _("数据不能用，未编制")
    FAILED = "failed", _("未完成")


class Plan(models.Model):
    """One scenario for one county and year. Once done it never changes: the database refuses it.

    ``options`` are those of the planner by name, as plain data; ``seconds`` is the limit of time, 0 for
    none. ``outcome`` is what :func:`junheng.planning.outcome.packed` gives; ``figures`` repeats its key
    figures for lists, ``ending`` how the search ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="plans")
    assessment = models.ForeignKey(Assessment, models.PROTECT, null=True, related_name="plans")
    kind = models.CharField(_("种类"), max_length=24)
    name = models.CharField(_("方案名称"), max_length=80)
    options = models.JSONField(default=dict)
    seconds = models.IntegerField(default=0)
    workbook = models.FileField(upload_to="plans/%Y/", blank=True)
    workbook_name = models.CharField(_("附表"), max_length=200, blank=True)
    workbook_digest = models.CharField("SHA-256", max_length=64, blank=True)
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.PENDING)
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    done_at = models.DateTimeField(_("编制时间"), null=True)
    title = models.CharField(max_length=200, blank=True)
    ending = models.CharField(_("结果"), max_length=12, blank=True)
    figures = models.JSONField(default=list)
    outcome = models.JSONField(default=dict)
    program = models.CharField(_("程序版本"), max_length=40, blank=True)
    reason = models.TextField(blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["round", "kind", "-asked_at"], name="plans_of_round")]

    def __str__(self) -> str:
        return self.name


class Adoption(models.Model):
    """A plan that a county goes by, until another of its kind takes its place or it is given up."""

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="adoptions")
    county = models.ForeignKey("territory.Region", models.PROTECT, related_name="adoptions")
    kind = models.CharField(max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(_("采用时间"), auto_now_add=True)
    note = models.CharField(_("说明"), max_length=500, blank=True)
    ended_at = models.DateTimeField(_("停止采用时间"), null=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-at"]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "kind"],
                condition=models.Q(ended_at__isnull=True),
                name="one_adopted_plan_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return str(self.plan)


class TaskState(models.TextChoices):
    """Where a task stands."""

    OPEN = "open", _("待办")
    DONE = "done", _("已完成")
    SUPERSEDED = "superseded", _("已取消")


class Task(models.Model):
    """One thing to do by a day. ``responsible`` is a kind of department, "" for the school itself.

    ``department`` is the county's department of that kind, where the register has it. A task without
    school and department is the county's own.
    """

    adoption = models.ForeignKey(Adoption, models.PROTECT, related_name="tasks")
    order = models.IntegerField()
    year = models.IntegerField(_("年度"))
    due = models.DateField(_("期限"))
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="plan_tasks")
    school_code = models.CharField(max_length=32, blank=True)
    school_name = models.CharField(_("学校"), max_length=120, blank=True)
    responsible = models.CharField(_("责任单位"), max_length=24, blank=True)
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="plan_tasks")
    what = models.CharField(_("任务"), max_length=300)
    amount = models.FloatField(_("数量"), null=True)
    unit = models.CharField(_("单位"), max_length=24, blank=True)
    cost_yuan = models.FloatField(_("费用"), null=True)
    clause = models.CharField(_("条款"), max_length=40, blank=True)
    state = models.CharField(
        _("状态"), max_length=10, choices=TaskState.choices, default=TaskState.OPEN
    )
    changed_at = models.DateTimeField(_("办理时间"), null=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    everything = models.Manager()

    class Meta:
        ordering = ["due", "adoption", "order"]
        constraints = [models.UniqueConstraint(fields=["adoption", "order"], name="task_in_order")]
        indexes = [models.Index(fields=["state", "due"], name="tasks_by_due")]

    def __str__(self) -> str:
        return f"{self.school_name} {self.what}".strip()

    @property
    def late(self) -> bool:
        """Whether it is open and its day has gone by."""
        return self.state == TaskState.OPEN and self.due < timezone.localdate()


class Step(models.Model):
    """What was said of a task when it was finished or opened again."""

    task = models.ForeignKey(Task, models.PROTECT, related_name="steps")
    state = models.CharField(max_length=10, choices=TaskState.choices)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    note = models.CharField(_("说明"), max_length=500, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.task} {self.get_state_display()}"
