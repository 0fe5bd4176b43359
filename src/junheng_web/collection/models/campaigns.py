"""A statistics season, and each county's part in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from junheng_web.territory.models import Region


class CampaignState(models.TextChoices):
    """Whether data may still come in."""

    PLANNED = "planned", _("未开始")
    OPEN = "open", _("采集中")
    CLOSED = "closed", _("已结束")


class Campaign(models.Model):
    """The data of one year, asked of all counties of a region by a deadline.

    ``rules_on`` is the day whose edition of the rules holds; ``jurisdiction`` the place whose rules.
    """

    region = models.ForeignKey(Region, models.PROTECT, related_name="campaigns")
    year = models.IntegerField(_("年度"))
    title = models.CharField(_("名称"), max_length=120)
    opens_on = models.DateField(_("开始日期"))
    deadline = models.DateField(_("截止日期"))
    rules_on = models.DateField(_("规则日期"))
    jurisdiction = models.CharField(_("适用地方"), max_length=6, blank=True)
    state = models.CharField(
        _("状态"), max_length=8, choices=CampaignState.choices, default=CampaignState.PLANNED
    )

    everything = models.Manager()

    class Meta:
        ordering = ["-year", "region"]
        constraints = [
            models.UniqueConstraint(fields=["region", "year"], name="one_campaign_a_year"),
            models.CheckConstraint(
                condition=models.Q(deadline__gte=models.F("opens_on")),
                name="campaign_ends_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def days_left(self) -> int:
        """Days to the deadline, negative once it is past."""
        return (self.deadline - timezone.localdate()).days


class RoundState(models.TextChoices):
    """How far a county is."""

    COLLECTING = "collecting", _("采集中")
    PROPOSED = "proposed", _("待复核封存")
    SEALED = "sealed", _("已封存")
    RETURNED = "returned", _("上级退回")
    LOCKED = "locked", _("已锁定")


AT_WORK = (RoundState.COLLECTING, RoundState.RETURNED)
"""Where a county's data may still change."""


class Round(models.Model):
    """One county's part in a campaign: collected, sealed by two people, locked by the prefecture."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="rounds")
    county = models.ForeignKey(Region, models.PROTECT, related_name="rounds")
    state = models.CharField(
        _("状态"), max_length=10, choices=RoundState.choices, default=RoundState.COLLECTING
    )
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    proposed_at = models.DateTimeField(null=True)
    sealed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    sealed_at = models.DateTimeField(null=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    locked_at = models.DateTimeField(null=True)
    reason = models.CharField(_("退回理由"), max_length=500, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-campaign__year", "county__code"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "county"], name="one_round_a_county"),
            models.CheckConstraint(
                name="sealed_by_another_person",
                condition=models.Q(sealed_by__isnull=True)
                | ~models.Q(sealed_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="sealed_only_when_proposed",
                condition=models.Q(sealed_by__isnull=True) | models.Q(proposed_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.county.name} {self.campaign.year}"
