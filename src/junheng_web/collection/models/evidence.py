"""Evidence files (佐证材料)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from junheng_web.collection.models.returns import Return


class Evidence(models.Model):
    """One file that supports a clause. Kept under its hash, served as a download only."""

    of = models.ForeignKey(Return, models.PROTECT, related_name="evidence")
    clause = models.CharField(_("条款"), max_length=12)
    file = models.FileField(upload_to="evidence/%Y/")
    name = models.CharField(_("文件名"), max_length=200)
    size = models.IntegerField(_("字节"))
    kind = models.CharField(_("类型"), max_length=10)
    digest = models.CharField("SHA-256", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True)

    everything = models.Manager()

    class Meta:
        ordering = ["clause", "at"]

    def __str__(self) -> str:
        return self.name
