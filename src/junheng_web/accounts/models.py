"""People and the roles they hold."""

from __future__ import annotations

import uuid
from datetime import date
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from junheng_web.accounts import permissions
from junheng_web.accounts.roles import BY_KEY, Role
from junheng_web.lib.doors import Permission, Reach
from junheng_web.territory.models import Department, Region, School


class User(AbstractUser):
    """One person. Names of accounts are handed out by administrators; nobody signs up alone.

    Django's own groups, permissions and the staff and superuser marks are not used: what a person may
    do comes from holdings only.
    """

    name = models.CharField(_("姓名"), max_length=60)
    phone = models.CharField(_("手机"), max_length=20, blank=True)
    must_change_password = models.BooleanField(_("须先改密码"), default=False)
    language = models.CharField(_("语言"), max_length=10, blank=True)

    narrowed: permissions.Narrowed | None = None
    """Set while a program acts for the user."""

    class Meta(AbstractUser.Meta):
        ordering = ["username"]

    @property
    def called(self) -> str:
        """The name others see."""
        return self.name or self.username

    @cached_property
    def holdings_now(self) -> list[Holding]:
        """The roles held today: one query a request."""
        return list(
            Holding.everything.in_force(timezone.localdate())
            .filter(user=self)
            .select_related("region", "school__county", "department__region")
        )

    def reach(self, permission: Permission) -> Reach:
        """How far the user may do this, for doors that know nothing of accounts."""
        return permissions.reach(self, permission)

    @property
    def needs_second_factor(self) -> bool:
        """Whether one of the roles held obliges to a second factor."""
        return any(holding.role.second_factor for holding in self.holdings_now)


class Holdings(models.QuerySet["Holding"]):
    """Holdings, by date."""

    def in_force(self, on: date) -> Holdings:
        """Those that hold on a day."""
        return self.filter(since__lte=on).filter(Q(until__isnull=True) | Q(until__gt=on))


class Holding(models.Model):
    """One role of one person in one region, school or department, between two dates."""

    user = models.ForeignKey(User, models.PROTECT, related_name="holdings")
    role_key = models.CharField(
        _("角色"), max_length=32, choices=[(key, role.name) for key, role in BY_KEY.items()]
    )
    region = models.ForeignKey(
        Region, models.PROTECT, null=True, blank=True, related_name="holdings"
    )
    school = models.ForeignKey(
        School, models.PROTECT, null=True, blank=True, related_name="holdings"
    )
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="holdings"
    )
    since = models.DateField(_("起"), default=timezone.localdate)
    until = models.DateField(_("止"), null=True, blank=True)

    everything = Holdings.as_manager()

    class Meta:
        ordering = ["user", "since"]
        constraints = [
            models.CheckConstraint(
                name="holding_in_exactly_one_place",
                condition=Q(region__isnull=False, school__isnull=True, department__isnull=True)
                | Q(region__isnull=True, school__isnull=False, department__isnull=True)
                | Q(region__isnull=True, school__isnull=True, department__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.role.name} {self.place}"

    @property
    def role(self) -> Role:
        """The role held."""
        return BY_KEY[self.role_key]

    @property
    def place(self) -> Region | School | Department:
        """Where it is held."""
        return self.region or self.school or self.department  # type: ignore[return-value]

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.until is not None and self.until <= timezone.localdate()

    @property
    def path(self) -> str:
        """The path of the region it is held in or under."""
        if self.region is not None:
            return self.region.path
        if self.school is not None:
            return self.school.county.path
        return self.department.region.path if self.department is not None else ""


class Roster(models.Model):
    """A workbook of accounts, looked through and waiting to be committed, or committed.

    ``rows`` are its lines as text and emptied once they are accounts. ``passwords`` is the workbook of
    one-time passwords, enciphered; it is gone once it was downloaded. ``reach`` are the paths of the
    regions that the administrator reached then: whoever no longer does, no longer sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(User, models.CASCADE, related_name="rosters")
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    name = models.CharField(_("文件"), max_length=200)
    rows = models.JSONField(default=list)
    reach = models.JSONField(null=True)
    committed_at = models.DateTimeField(_("开通时间"), null=True)
    opened = models.IntegerField(_("开通账号数"), default=0)
    passwords = models.BinaryField(null=True)

    everything = models.Manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
