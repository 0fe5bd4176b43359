"""The responsible units (责任单位) that the policies name, and the county facts each answers for.

Who holds the register that a figure comes from answers for the figure: :mod:`junheng.census.facts`
names the unit of every fact.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from junheng.census.facts import FACTS, Fact

EDUCATION = "education"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One kind of department. ``holder`` is the name by which the facts of the county call it."""

    kind: str
    name: str | Promise
    holder: str = ""

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of the county that it answers for, in the order of the official table."""
        return tuple(fact for fact in FACTS if self.holder and fact.department == self.holder)


UNITS = (
    Unit(kind=EDUCATION, name=_("教育体育局"), holder="教育局"),
    Unit(kind="finance", name=_("财政局"), holder="财政局"),
    Unit(kind="personnel", name=_("人力资源和社会保障局"), holder="人力资源和社会保障局"),
    Unit(kind="statistics", name=_("统计局"), holder="统计局"),
    Unit(kind="disabled", name=_("残疾人联合会"), holder="残联"),
    Unit(kind="supervision", name=_("政府教育督导委员会办公室"), holder="督导办"),
    Unit(kind="establishment", name=_("机构编制委员会办公室")),
    Unit(kind="development", name=_("发展和改革委员会")),
    Unit(kind="land", name=_("自然资源局")),
    Unit(kind="police", name=_("公安局")),
    Unit(kind="civil_affairs", name=_("民政局")),
    Unit(kind="justice", name=_("司法局")),
    Unit(kind="rural", name=_("乡村振兴局")),
    Unit(kind="women", name=_("妇女联合会")),
    Unit(kind="publicity", name=_("宣传部")),
)
BY_KIND = {unit.kind: unit for unit in UNITS}
