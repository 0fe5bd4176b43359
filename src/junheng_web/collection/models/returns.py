"""What a school or a department hands in: one document, its state and everything that ever changed."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from junheng_web.collection.models.campaigns import Round
from junheng_web.territory.models import Department, School


class ReturnState(models.TextChoices):
    """Where a return stands: 填报、提交、退回、通过、锁定."""

    DRAFT = "draft", _("填报中")
    SUBMITTED = "submitted", _("已提交")
    RETURNED = "returned", _("已退回")
    APPROVED = "approved", _("已通过")
    LOCKED = "locked", _("已锁定")
    ABSENT = "absent", _("不报")


EDITABLE = (ReturnState.DRAFT, ReturnState.RETURNED)


class Return(models.Model):
    """One school's or one department's return in one round.

    ``document`` is what was entered: table name to rows of column name to text, as
    :func:`junheng.census.entry.read_entered` takes it; only rows of this school or department.
    ``version`` grows with every change: whoever saves names the version seen. ``filled`` of
    ``expected`` cells, ``errors`` and ``warnings`` are of the last check.

    Of the submission: ``note`` says what was done about the warnings, ``late`` whether the first one
    came after the deadline, ``outliers`` how many values lie far from last year's and
    ``largest_change`` the largest change against it, as a share (0.5 is one half).
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="returns")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="returns")
    department = models.ForeignKey(Department, models.PROTECT, null=True, related_name="returns")
    state = models.CharField(
        _("状态"), max_length=10, choices=ReturnState.choices, default=ReturnState.DRAFT
    )
    version = models.IntegerField(default=0)
    document = models.JSONField(default=dict)
    filled = models.IntegerField(_("已填"), default=0)
    expected = models.IntegerField(_("应填"), default=0)
    errors = models.IntegerField(_("错误"), default=0)
    warnings = models.IntegerField(_("提醒"), default=0)
    changed_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(_("提交时间"), null=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    correcting = models.BooleanField(_("解锁更正中"), default=False)
    review_began_at = models.DateTimeField(null=True)
    note = models.CharField(_("核实说明"), max_length=500, blank=True)
    late = models.BooleanField(_("逾期"), default=False)
    outliers = models.IntegerField(_("异常值"), default=0)
    largest_change = models.FloatField(_("最大变化"), null=True)
    absent_reason = models.CharField(_("不报原因"), max_length=500, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["round", "school__code", "department__kind"]
        constraints = [
            models.CheckConstraint(
                name="return_of_a_school_or_a_department",
                condition=Q(school__isnull=False, department__isnull=True)
                | Q(school__isnull=True, department__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["round", "school"],
                condition=Q(school__isnull=False),
                name="one_return_a_school",
            ),
            models.UniqueConstraint(
                fields=["round", "department"],
                condition=Q(department__isnull=False),
                name="one_return_a_department",
            ),
        ]
        indexes = [models.Index(fields=["round", "state"], name="returns_by_state")]

    def __str__(self) -> str:
        return f"{self.subject} {self.round.campaign.year}"

    @property
    def subject(self) -> School | Department:
        """Whose return it is."""
        return self.school or self.department  # type: ignore[return-value]

    @property
    def editable(self) -> bool:
        """Whether its owner may change it."""
        return self.state in EDITABLE


class Source(models.TextChoices):
    """How a change came in."""

    FORM = "form", _("网上填报")
    UPLOAD = "upload", _("上传工作簿")
    API = "api", _("接口")
    CORRECTION = "correction", _("解锁更正")
    CARRIED = "carried", _("沿用上年")


class Revision(models.Model):
    """One change of a return: its cells before and after. Never changed or removed.

    ``changes`` is a list of ``{"table", "key", "column", "before", "after"}``; ``key`` is the list of
    words that :class:`junheng.census.entry.Difference` gives.
    """

    of = models.ForeignKey(Return, models.PROTECT, related_name="revisions")
    version = models.IntegerField()
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=10, choices=Source.choices)
    changes = models.JSONField()
    reason = models.CharField(_("事由"), max_length=500, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["of", "version"]
        constraints = [
            models.UniqueConstraint(fields=["of", "version"], name="one_revision_a_version")
        ]

    def __str__(self) -> str:
        return f"{self.of_id} v{self.version}"
