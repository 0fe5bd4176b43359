"""An uploaded workbook between its preview and its commit."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from junheng_web.collection.models.campaigns import Round
from junheng_web.territory.models import School


class UploadState(models.TextChoices):
    """What became of it."""

    READING = "reading", _("读取中")
    REFUSED = "refused", _("有错误")
    READY = "ready", _("待确认")
    COMMITTED = "committed", _("已入库")
    DISCARDED = "discarded", _("已放弃")


class Upload(models.Model):
    """One workbook for a round, or for one school of it.

    ``defects`` is all that is wrong with it. ``differences`` are the numbers of the returns
    it changes, ``versions`` the versions of these that it was compared with, and ``entered`` their
    ``documents`` as they will be and their ``counts`` (cells filled and expected, errors, warnings).
    ``scope`` says whose returns it could have changed (see :mod:`..queries.uploads`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(Round, models.PROTECT, related_name="uploads")
    school = models.ForeignKey(School, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(_("文件名"), max_length=200)
    file = models.FileField(upload_to="uploads/%Y/")
    digest = models.CharField("SHA-256", max_length=64)
    state = models.CharField(
        max_length=10, choices=UploadState.choices, default=UploadState.READING
    )
    entered = models.JSONField(default=dict)
    defects = models.JSONField(default=list)
    totals = models.JSONField(default=list)
    differences = models.JSONField(default=list)
    versions = models.JSONField(default=dict)
    scope = models.JSONField(null=True)
    committed_at = models.DateTimeField(null=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-at"]

    def __str__(self) -> str:
        return self.name
