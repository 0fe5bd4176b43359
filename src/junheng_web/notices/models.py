"""What people are told."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from junheng_web.territory.models import Region


class Notice(models.Model):
    """One message to one person. ``link`` is a path of this site.

    Several of one ``kind`` that come within a minute are one notice: ``count`` is how many, ``others``
    holds text and link of those after the first, as many as a page can show.
    """

    to = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notices")
    at = models.DateTimeField(_("时间"), auto_now_add=True)
    text = models.CharField(_("内容"), max_length=300)
    link = models.CharField(max_length=200, blank=True)
    read_at = models.DateTimeField(_("已读时间"), null=True, blank=True)
    kind = models.CharField(max_length=80, blank=True)
    count = models.IntegerField(default=1)
    others = models.JSONField(default=list)

    everything = models.Manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["to", "read_at"], name="notices_unread")]

    def __str__(self) -> str:
        return self.said

    @property
    def said(self) -> str:
        """What a list shows: the first message, and how many there are in all."""
        if self.count == 1:
            return self.text
        more = ngettext("（等 %(number)s 条）", "（等 %(number)s 条）", self.count)
        return self.text + more % {"number": self.count}


class Webhook(models.Model):
    """A group robot (WeCom, DingTalk) of a region that reminders are sent to."""

    class Kind(models.TextChoices):
        """Whose robot."""

        WECOM = "wecom", _("企业微信")
        DINGTALK = "dingtalk", _("钉钉")

    region = models.ForeignKey(Region, models.CASCADE, related_name="webhooks")
    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices)
    address = models.CharField(_("地址"), max_length=500)
    secret = models.CharField(_("加签密钥"), max_length=120, blank=True)
    enabled = models.BooleanField(_("启用"), default=True)
    tried_at = models.DateTimeField(_("最近发送"), null=True)
    outcome = models.CharField(_("最近结果"), max_length=200, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["region__code", "kind", "pk"]

    @property
    def host(self) -> str:
        """Where it is sent to, without what lets one send."""
        return urlsplit(self.address).hostname or ""

    def __str__(self) -> str:
        return f"{self.region} {self.get_kind_display()}"
