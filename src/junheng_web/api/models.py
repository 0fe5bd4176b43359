"""Tokens that let a program act for a person, within less than the person may."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from junheng_web.territory.models import Region


class Token(models.Model):
    """One token. Only its hash is kept: the token itself is shown once.

    ``permissions`` are values of :class:`junheng_web.lib.doors.Permission`; ``region`` narrows them to
    a region. A token never reaches further than its owner does at the moment it is used.
    """

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tokens")
    name = models.CharField(_("用途"), max_length=80)
    start = models.CharField(_("开头"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    permissions = models.JSONField(_("权限"))
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(_("创建时间"), auto_now_add=True)
    expires_on = models.DateField(_("失效日期"))
    used_at = models.DateTimeField(_("最近使用"), null=True)
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return f"{self.name}（{self.start}…）"
