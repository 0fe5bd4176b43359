"""What several planners offer."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from junheng_web.plans.planners import Words

METHODS: tuple[tuple[str, Words], ...] = (
    ("largest-remainder", _("最大余数法")),
    ("sainte-lague", _("圣拉古法")),
    ("dhondt", _("洪德法")),
    ("huntington-hill", _("亨廷顿-希尔法")),
    ("dean", _("迪安法")),
    ("adams", _("亚当斯法")),
)
"""Named methods of apportionment."""

GRADES: tuple[tuple[str, Words], ...] = (("6", _("六三学制")), ("5", _("五四学制")))
"""How many grades primary schools have."""
