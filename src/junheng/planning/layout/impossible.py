"""Why there is no layout: who cannot get anywhere, whose places are short, what the budget lacks."""

from __future__ import annotations

import numpy as np

from junheng.planning.layout.county import Group
from junheng.planning.layout.plan import NoLayout
from junheng.planning.layout.ways import GROUPS
from junheng.planning.outcome import Reason

_SETS = (
    (frozenset({Group.LOW}), "小学1至3年级"),
    (frozenset({Group.LOW, Group.HIGH}), "小学"),
    (frozenset({Group.HIGH}), "小学4至6年级"),
    (frozenset({Group.JUNIOR}), "初中"),
    (frozenset({Group.HIGH, Group.JUNIOR}), "小学4年级以上和初中"),
    (frozenset(Group), "小学和初中"),
)
_NAMED = 20


def reasons(none: NoLayout) -> tuple[Reason, ...]:
    """What stands in the way, in the user's words."""
    short = none.short
    if short.pupils is not None:
        return (*_nowhere(none), *_too_few(none), *_without(none))
    if short.least_yuan is not None:
        budget = float(none.case.options.budget_yuan or 0)
        return (
            Reason(
                where="建设投资",
                what=f"限额 {budget:,.0f} 元不够：要让学生都有学位，至少要 {short.least_yuan:,.0f} 元，"
                f"差 {short.least_yuan - budget:,.0f} 元",
                remedy="提高限额，或增加不用投资的学位",
            ),
        )
    return (Reason(where="", what="还没有找到方案就停下了", remedy="延长时限再算"),)


def _nowhere(none: NoLayout) -> list[Reason]:
    """Demands without any way."""
    ways = none.case.ways
    reached = np.bincount(ways.demand, minlength=len(ways.pupils))
    taught = {group for site in none.case.county.sites for group in site.type.groups}
    found = _not_taught(none, taught)
    for number in np.flatnonzero(reached == 0).tolist():
        village, group = ways.pairs[number]
        each = none.case.county.villages[village]
        if GROUPS[group] not in taught:
            continue
        found.append(
            Reason(
                where=f"{each.name}（{GROUPS[group].zh} {ways.pupils[number]} 人）",
                what="没有路可以到招收这些学生的任何校点",
                remedy="补上道路，或增加备选校点",
            )
        )
    return found[:_NAMED]


def _not_taught(none: NoLayout, taught: set[Group]) -> list[Reason]:
    """Groups of pupils whom no site teaches."""
    found = []
    for group in GROUPS:
        pupils = sum(each.pupils[group] for each in none.case.county.villages)
        if pupils and group not in taught:
            found.append(
                Reason(
                    where=f"{group.zh} {pupils} 人",
                    what=f"没有一个校点招收{group.zh}的学生：校点的类型都不含这个学段",
                    remedy="核对校点类型，或增加招收这些学生的校点",
                )
            )
    return found


def _too_few(none: NoLayout) -> list[Reason]:
    """Sets of groups whose schools, all built as large as can be, hold fewer than there are."""
    county = none.case.county
    found = []
    for groups, words in _SETS:
        pupils = sum(each.pupils[group] for each in county.villages for group in groups)
        places = sum(
            each.most_places for each in county.sites if groups & frozenset(each.type.groups)
        )
        if pupils > places > 0:
            found.append(
                Reason(
                    where=words,
                    what=f"学生 {pupils} 人，所有校点都建到最多也只有 {places} 个学位，"
                    f"差 {pupils - places} 个",
                    remedy="增加备选校点，或提高最多学位",
                )
            )
    return found


def _without(none: NoLayout) -> list[Reason]:
    """Who is left without a place where no whole group is short: the pupils by village."""
    pupils = none.short.pupils
    if pupils is None:
        return []
    total = round(float(pupils.sum()))
    names = []
    for number in np.flatnonzero(pupils > 0.5).tolist():
        village, group = none.case.ways.pairs[number]
        each = none.case.county.villages[village]
        names.append(f"{each.name}（{GROUPS[group].zh}）{int(pupils[number])} 人")
    more = f" 等 {len(names)} 处" if len(names) > _NAMED else ""
    return [
        Reason(
            where="全县",
            what=f"至少有 {total} 名学生没有学位，例如：{'、'.join(names[:_NAMED])}{more}",
            remedy="增加他们能到的校点的最多学位",
        )
    ]
