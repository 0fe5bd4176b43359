"""What reviewers say about a cell, a row or a whole return."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from junheng_web.collection.models.returns import Return


class Remark(models.Model):
    """A remark on one cell (``table``, ``key``, ``column``), or on the return where these are empty.

    ``demands``: it is a reason for returning, open until resolved.
    """

    on = models.ForeignKey(Return, models.CASCADE, related_name="remarks")
    table = models.CharField(max_length=20, blank=True)
    key = models.JSONField(default=list)
    column = models.CharField(max_length=40, blank=True)
    text = models.CharField(_("意见"), max_length=500)
    demands = models.BooleanField(default=False)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    everything = models.Manager()

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text
