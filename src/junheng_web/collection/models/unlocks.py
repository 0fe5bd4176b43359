"""Asking that a locked return be unlocked for a correction, and what was decided."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from junheng_web.collection.models.returns import Return


class Unlock(models.Model):
    """One request: asked by the county, granted or refused by another person, of the prefecture."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="unlocks")
    reason = models.CharField(_("更正理由"), max_length=500)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    granted = models.BooleanField(_("准许"), null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["of"], condition=Q(granted__isnull=True), name="one_open_unlock_a_return"
            ),
            models.CheckConstraint(
                name="unlock_decided_by_another_person",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.of} {self.reason}"
