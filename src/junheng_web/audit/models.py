"""The audit trail: append-only, each row sealed to the one before it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """One act: who, when, from where, on what, before and after.

    ``number`` counts without a gap; ``seal`` is the SHA-256 of the row and of the seal before it, so
    that neither a change nor a removal goes unnoticed. The databases refuse UPDATE and DELETE.
    ``personal`` marks reads of personal or unmasked data.
    """

    number = models.BigIntegerField(_("序号"), unique=True)
    at = models.DateTimeField(_("时间"), db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("操作人"),
    )
    actor_name = models.CharField(_("姓名"), max_length=150)
    address = models.CharField(_("来源地址"), max_length=45, blank=True)
    channel = models.CharField(_("途径"), max_length=12)
    action = models.CharField(_("操作"), max_length=60, db_index=True)
    subject_kind = models.CharField(_("对象类别"), max_length=60)
    subject_id = models.CharField(_("对象编号"), max_length=40)
    subject_name = models.CharField(_("对象"), max_length=200)
    path = models.CharField(_("区划"), max_length=60, blank=True, db_index=True)
    personal = models.BooleanField(_("涉及个人信息"), default=False)
    reason = models.CharField(_("事由"), max_length=500, blank=True)
    before = models.JSONField(_("之前"), null=True)
    after = models.JSONField(_("之后"), null=True)
    seal = models.CharField(_("封印"), max_length=64)

    everything = models.Manager()

    class Meta:
        ordering = ["-number"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="audit_of_a_subject"),
            models.Index(fields=["path", "-number"], name="audit_of_a_region"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject_name}"


class VerificationState(models.TextChoices):
    """Where a verification stands."""

    WAITING = "waiting", _("等待中")
    RUNNING = "running", _("进行中")
    WHOLE = "whole", _("完整")
    BROKEN = "broken", _("有断裂")
    FAILED = "failed", _("未完成")
    STOPPED = "stopped", _("已停止")


class Verification(models.Model):
    """One walk along the chain: from which row, how many were looked at, what does not hold.

    ``last`` and ``seal`` are the end of the chain as it was found: written down elsewhere, they show
    later whether the whole chain was replaced.
    """

    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    renewed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(_("结束时间"), null=True)
    start = models.BigIntegerField(_("起始序号"), default=1)
    state = models.CharField(
        _("结果"),
        max_length=8,
        choices=VerificationState.choices,
        default=VerificationState.WAITING,
    )
    looked = models.BigIntegerField(_("已核验条数"), default=0)
    total = models.BigIntegerField(default=0)
    last = models.BigIntegerField(_("末条序号"), default=0)
    seal = models.CharField(_("末条封印"), max_length=64, blank=True)
    found = models.JSONField(default=list)

    everything = models.Manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.start}–{self.last}"

    @property
    def finished(self) -> bool:
        """Whether it came to an end."""
        return self.state not in (VerificationState.WAITING, VerificationState.RUNNING)


class Refusal(models.Model):
    """How often one door was closed to one person since it was last written to the trail.

    Kept apart from the trail so that a program that knocks without end does not fill it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    door = models.CharField(max_length=200)
    since = models.DateTimeField(db_index=True)
    more = models.BigIntegerField(default=0)
    address = models.CharField(max_length=45, blank=True)
    channel = models.CharField(max_length=12)
    path = models.CharField(max_length=60, blank=True)

    everything = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "door"], name="one_count_for_user_and_door")
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.door}"


class Head(models.Model):
    """The end of the chain: one row, locked by whoever writes next."""

    number = models.BigIntegerField(default=0)
    seal = models.CharField(max_length=64, default="0" * 64)

    everything = models.Manager()

    def __str__(self) -> str:
        return str(self.number)
