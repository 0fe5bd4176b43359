"""What types of schools and classes of areas are called on pages."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TYPES: dict[str, str | Promise] = {
    "primary": _("小学"),
    "junior": _("初中"),
    "nine_year": _("九年一贯制"),
    "twelve_year": _("十二年一贯制"),
    "complete_secondary": _("完全中学"),
    "teaching_point": _("教学点"),
    "special": _("特殊教育"),
    "vocational": _("职业学校"),
}
AREAS: dict[str, str | Promise] = {
    "urban": _("城区"),
    "town": _("镇区"),
    "rural": _("乡村"),
}
