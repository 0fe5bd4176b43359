"""Frozen verdicts: what was judged, by which rules, with which program, and what came out."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from junheng_web.collection.models import Round
from junheng_web.jobs.models import Job
from junheng_web.territory.models import School


class Basis(models.TextChoices):
    """What was judged."""

    LOCKED = "locked", _("锁定数据")
    DRAFT = "draft", _("未锁定数据（仅供参考）")


class AssessmentState(models.TextChoices):
    """Whether it has come to an end."""

    PENDING = "pending", _("等待判定")
    DONE = "done", _("已判定")
    REFUSED = "refused", _("数据有错误，未判定")
    FAILED = "failed", _("未完成")


class Assessment(models.Model):
    """One judgement of one county's round. Once done it never changes.

    ``entered`` is the input as it was judged (tables of text), ``entered_hash`` the digest that the
    library gives it; ``document`` the library's whole result. ``versions`` holds, by the number of each
    return, its version, its place among those joined and how many rows of each table came from it.
    ``summary`` is what lists show of it, ``openings`` the missing inputs that keep something undecided.
    ``absent`` lists those that were declared absent and so were not judged (``kind``, ``code``, ``name``,
    ``reason``); None where it was judged before this was kept.
    The database refuses every change once ``state`` is done.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="assessments")
    basis = models.CharField(_("依据"), max_length=8, choices=Basis.choices)
    state = models.CharField(
        max_length=8, choices=AssessmentState.choices, default=AssessmentState.PENDING
    )
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    done_at = models.DateTimeField(_("判定时间"), null=True)
    jurisdiction = models.CharField(_("适用地方"), max_length=6, blank=True)
    rules_on = models.DateField(_("规则日期"))
    options = models.JSONField(default=list)
    ruleset_id = models.CharField(max_length=80, blank=True)
    fingerprint = models.CharField(_("规则指纹"), max_length=64, blank=True)
    program = models.CharField(_("程序版本"), max_length=40, blank=True)
    entered = models.JSONField(default=dict)
    entered_hash = models.CharField(_("输入指纹"), max_length=64, blank=True)
    versions = models.JSONField(default=dict)
    document = models.JSONField(default=dict)
    verdict = models.CharField(_("结论"), max_length=14, blank=True)
    unmet = models.IntegerField(default=0)
    undetermined = models.IntegerField(default=0)
    areas = models.JSONField(default=dict)
    summary = models.JSONField(default=dict)
    openings = models.JSONField(default=list)
    defects = models.JSONField(default=list)
    reason = models.CharField(max_length=500, blank=True)
    absent = models.JSONField(_("不报"), null=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-asked_at"]
        indexes = [models.Index(fields=["round", "state", "-done_at"], name="latest_assessment")]

    def __str__(self) -> str:
        return f"{self.round} {self.get_basis_display()}"


class ClauseLine(models.Model):
    """The status of one clause, with its figure as text of an exact fraction.

    ``gap`` is the part of its bound that is lacking, for putting clauses in order; ``parts`` are the
    comparisons it is made of, as shown.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="clauses")
    order = models.IntegerField()
    clause = models.CharField(max_length=16)
    article = models.CharField(max_length=4)
    title = models.CharField(max_length=200)
    decides = models.BooleanField()
    status = models.CharField(max_length=14)
    value = models.CharField(max_length=120, blank=True)
    bound = models.CharField(max_length=120, blank=True)
    shown = models.CharField(max_length=120, blank=True)
    shown_bound = models.CharField(max_length=120, blank=True)
    cite = models.CharField(max_length=300, blank=True)
    missing = models.JSONField(default=list)
    outcome = models.CharField(max_length=500, blank=True)
    note = models.CharField(max_length=500, blank=True)
    gap = models.FloatField(null=True)
    parts = models.JSONField(default=list)

    everything = models.Manager()

    class Meta:
        ordering = ["assessment", "order"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "clause"], name="one_line_a_clause")
        ]

    def __str__(self) -> str:
        return f"{self.clause} {self.status}"


class DisparityLine(models.Model):
    """One coefficient of variation; ``mean``, ``shown`` and ``shown_limit`` as printed."""

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="disparities")
    indicator = models.CharField(max_length=24)
    stage = models.CharField(max_length=8)
    rows = models.IntegerField()
    cv = models.FloatField(null=True)
    limit = models.FloatField()
    status = models.CharField(max_length=14)
    pupils = models.IntegerField(default=0)
    mean = models.CharField(max_length=40, blank=True)
    shown = models.CharField(max_length=40, blank=True)
    shown_limit = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["assessment", "stage", "indicator"]

    def __str__(self) -> str:
        return f"{self.indicator} {self.stage}"


class SchoolLine(models.Model):
    """One school and stage against the school rule.

    ``indicators`` by id: status, value, bound and floor as printed, and what is lacking to each.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="rows")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="lines")
    school_code = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    stage = models.CharField(max_length=8)
    pupils = models.IntegerField()
    status = models.CharField(max_length=14)
    met = models.IntegerField()
    within_floor = models.IntegerField()
    indicators = models.JSONField()

    everything = models.Manager()

    class Meta:
        ordering = ["assessment", "school_code", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "school_code", "stage"], name="one_line_a_school_and_stage"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.stage}"


class SchoolCase(models.Model):
    """One school of an assessment, judged or left out: what 一校一案 shows beside its indicators.

    ``findings`` are what each clause says of it, ``ways`` the least it must add, ``left_out`` why the
    seven indicators do not look at it, each a list of plain JSON.
    """

    assessment = models.ForeignKey(Assessment, models.CASCADE, related_name="cases")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    school_code = models.CharField(max_length=32)
    name = models.CharField(max_length=120)
    type = models.CharField(max_length=24)
    area_class = models.CharField(max_length=8)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    pupils = models.IntegerField(null=True)
    status = models.CharField(max_length=14)
    findings = models.JSONField(default=list)
    ways = models.JSONField(default=list)
    left_out = models.JSONField(default=list)

    everything = models.Manager()

    class Meta:
        ordering = ["assessment", "school_code"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "school_code"], name="one_case_a_school")
        ]

    def __str__(self) -> str:
        return self.name
