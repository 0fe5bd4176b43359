"""Where to build, extend or merge schools, and how pupils get there (学校布局)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from junheng.model import SchoolType
from junheng.planning.subjects import BY_NAME
from junheng_web.plans.planners import Asked, Option, Planner, Sort, Words

if TYPE_CHECKING:
    from junheng.census.records import Census
    from junheng.planning.layout.buses import BusOptions
    from junheng.planning.outcome import Outcome

_TYPES = {
    SchoolType.TEACHING_POINT: "教学点",
    SchoolType.PRIMARY: "小学",
    SchoolType.NINE_YEAR: "九年一贯制",
    SchoolType.JUNIOR: "初中",
}


def _run(asked: Asked) -> Outcome:
    from junheng.planning.inputs.layout import read_layout
    from junheng.planning.layout.county import Group
    from junheng.planning.layout.layout import plan_layout
    from junheng.planning.layout.options import LayoutOptions

    options = LayoutOptions(
        day_km={group: asked.exact(f"{group.value}_km") for group in Group},
        board_km=asked.maybe("board_km"),
        years=int(asked.options["years"]),
        km_yuan=asked.exact("km_yuan"),
        boarder_yuan=asked.exact("boarder_yuan"),
        budget_yuan=asked.maybe("budget"),
        gap=float(asked.exact("gap") / 100),
        proposals=bool(asked.options["proposals"]),
    )
    inputs = read_layout(asked.workbook())
    buses = _buses(asked) if asked.options["buses"] else None
    return plan_layout(inputs, options, asked.watch, buses=buses)


def _buses(asked: Asked) -> BusOptions:
    from junheng.planning.layout.buses import BusOptions

    return BusOptions(
        seats=int(asked.options["seats"]),
        ride_minutes=int(asked.options["ride"]),
        walk_km=asked.exact("walk_km"),
        km_per_hour=asked.exact("speed"),
        bus_yuan=asked.exact("bus_yuan"),
    )


def _sites(census: Census) -> Mapping[str, Sequence[Sequence[Any]]]:
    """The schools that stand, with their places on the map; what they hold is for people to fill in."""
    return {
        "sites": [
            (
                each.school_code,
                each.name,
                "现有",
                _TYPES[each.type],
                None if each.lon is None else float(each.lon),
                None if each.lat is None else float(each.lat),
            )
            for each in census.schools
            if each.type in _TYPES and each.operator.is_public
        ]
    }


def _number(name: str, label: Words, default: str, unit: Words, most: int) -> Option:
    return Option(
        name=name,
        label=label,
        sort=Sort.NUMBER,
        default=default,
        unit=unit,
        most=most,
        optional=not default,
        note="" if default else _("不填不限"),
    )


def _km(name: str, label: Words, default: str) -> Option:
    return _number(name, label, default, _("公里"), 1000)


def _whole(name: str, label: Words, default: int, unit: Words, most: int) -> Option:
    return Option(
        name=name, label=label, sort=Sort.WHOLE, default=default, unit=unit, least=1, most=most
    )


LAYOUT = Planner(
    kind="layout",
    title=_("学校布局"),
    about=_("在哪里新建、扩建、撤并，各村学生去哪所学校，多少人寄宿，校车怎样走。"),
    run=_run,
    libraries=("numpy", "scipy", "highspy", "pyvrp"),
    subject=BY_NAME["layout"],
    prefill=_sites,
    options=(
        _km("low_km", _("小学 1 至 3 年级走读最远"), "3"),
        _km("high_km", _("小学 4 至 6 年级走读最远"), "5"),
        _km("junior_km", _("初中走读最远"), "8"),
        _km("board_km", _("寄宿生的家最远"), ""),
        _whole("years", _("运转、上下学、寄宿的费用算几年"), 20, _("年"), 100),
        _number("km_yuan", _("走读生一年每公里折合"), "200", _("元"), 10**6),
        _number("boarder_yuan", _("寄宿生一年食宿管理"), "2000", _("元"), 10**6),
        _number("budget", _("建设投资的限额"), "", _("元"), 10**9),
        _number("gap", _("与最好的方案最多差"), "0.2", "%", 50),
        Option(
            name="proposals",
            label=_("另算可以考虑撤并的学校"),
            sort=Sort.FLAG,
            default=True,
        ),
        Option(name="buses", label=_("给住得远的走读生排校车"), sort=Sort.FLAG, default=False),
        _whole("seats", _("每辆校车座位"), 36, _("座"), 200),
        _whole("ride", _("校车单程最长"), 40, _("分钟"), 300),
        _km("walk_km", _("超过几公里坐校车"), "2"),
        _number("speed", _("校车平均时速"), "30", _("公里"), 200),
        _number("bus_yuan", _("一辆校车一年"), "120000", _("元"), 10**8),
    ),
)
