"""Regions as a dated tree, the schools and departments in them.

A region is what stays when its code changes: 禄丰 was 532331 and became 532302. Codes and names hold
between dates; everything else points to the region.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

STEP = 6
"""Digits that each level adds to a path."""


class Level(models.TextChoices):
    """How high a region stands."""

    NATION = "nation", _("全国")
    PROVINCE = "province", _("省")
    PREFECTURE = "prefecture", _("州（市）")
    COUNTY = "county", _("县（市、区）")


class Region(models.Model):
    """One administrative region. ``path`` is the numbers of its ancestors and itself, fixed in width,

    so that everything below it is one range: from ``path`` to just before :attr:`beyond`. It holds
    digits only, and so sorts alike under every collation.
    """

    level = models.CharField(_("级别"), max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=60, unique=True, editable=False)
    code = models.CharField(_("现行代码"), max_length=6, db_index=True)
    name = models.CharField(_("现行名称"), max_length=60)
    abolished = models.DateField(_("撤销日期"), null=True, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def beyond(self) -> str:
        """The first path after this region's own and everything below it."""
        return str(int(self.path) + 1).zfill(len(self.path))

    def holds(self, path: str) -> bool:
        """Whether the region of that path is this one or lies in it."""
        return path.startswith(self.path)


class RegionCode(models.Model):
    """The code and name of a region between two dates (GB/T 2260); ``until`` is the first day without."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="codes")
    code = models.CharField(_("代码"), max_length=6, db_index=True)
    name = models.CharField(_("名称"), max_length=60)
    since = models.DateField(_("起"), default=date(1980, 1, 1))
    until = models.DateField(_("止"), null=True, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["region", "since"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until__isnull=True) | models.Q(until__gt=models.F("since")),
                name="region_code_ends_after_it_begins",
            ),
            models.UniqueConstraint(fields=["code", "since"], name="region_code_once_a_date"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class School(models.Model):
    """One school (institution), by its national code."""

    code = models.CharField(_("学校标识码"), max_length=32, unique=True)
    name = models.CharField(_("学校名称"), max_length=120)
    county = models.ForeignKey(Region, models.PROTECT, related_name="schools")
    type = models.CharField(_("学校类型"), max_length=24)
    area_class = models.CharField(_("城乡类型"), max_length=8)
    closed = models.DateField(_("撤销日期"), null=True, blank=True)

    everything = models.Manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A department that the policies name as a responsible unit (责任单位) of one region."""

    region = models.ForeignKey(Region, models.PROTECT, related_name="departments")
    kind = models.CharField(_("部门"), max_length=24)
    name = models.CharField(_("名称"), max_length=120)

    everything = models.Manager()

    class Meta:
        ordering = ["region", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["region", "kind"], name="one_department_of_a_kind")
        ]

    def __str__(self) -> str:
        return self.name


class SchoolRegister(models.Model):
    """A workbook of schools, looked through and waiting to be committed, or committed.

    ``rows`` are its lines as text, ``ignored`` the headers of the columns that were not read. Both are
    emptied once the schools are registered. ``reach`` are the paths of the regions that the
    administrator reached then: whoever no longer does, no longer sees it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="school_registers"
    )
    uploaded_at = models.DateTimeField(_("上传时间"), auto_now_add=True)
    name = models.CharField(_("文件"), max_length=200)
    rows = models.JSONField(default=list)
    ignored = models.JSONField(default=list)
    reach = models.JSONField(null=True)
    committed_at = models.DateTimeField(_("登记时间"), null=True)
    added = models.IntegerField(_("新登记学校数"), default=0)
    renamed = models.IntegerField(_("改名学校数"), default=0)

    everything = models.Manager()

    class Meta:
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.name
