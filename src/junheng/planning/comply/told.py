"""The compliance plan in the user's words: key figures, reasons, notes. Its tables: :mod:`tables`."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from junheng.model import Status
from junheng.planning.comply.planner import CompliancePlan
from junheng.planning.comply.schedule import Schedule, spendings
from junheng.planning.comply.situation import Situation
from junheng.planning.comply.tables import tables
from junheng.planning.outcome import Ending, Figure, Outcome, Shape, plain
from junheng.planning.prices import Item

_NOT_PLANNED = "方案只管资源配置（第六条）和交流轮岗；其他条款不在其内，另用 junheng evaluate 判定"
_SWAPS = "“县内互换”是同类教师对调，只为达到交流比例，哪些人去哪里由 junheng plan rotate 安排"
_PRICES = "单价没有全部由本县给出，其余用程序自带的示例单价：花费只能用来比较，见“单价”表"
_MIX = "没有“教师构成”表的学段部，一人是否兼有几项（学历、骨干、体育艺术）按各自比例推算"


def told(plan: CompliancePlan) -> Outcome:
    """What there is to tell of a plan, or of why there is none."""
    of = plan.situation
    span = f"{of.years[0].label}—{of.last.label}" if len(of.years) > 1 else str(of.last.label)
    return Outcome(
        kind="comply",
        title=f"{of.title}优质均衡达标方案（{span} 年）",
        ending=plan.ending,
        figures=tuple(_figures(plan)),
        tables=tuple(tables(plan)) if plan.schedule is not None else (),
        reasons=plan.reasons,
        notes=tuple(_notes(plan)),
        basis=_basis(of),
    )


def _figures(plan: CompliancePlan) -> Iterator[Figure]:
    of, schedule = plan.situation, plan.schedule
    if schedule is None or plan.cost is None or plan.verdict is None:
        return
    done = list(spendings(of, schedule))
    private = sum((each.yuan for each in done if not each.public), Fraction(0))
    yield Figure(name="cost", title="全部花费", value=plan.cost, shape=Shape.YUAN, unit="元")
    if private:
        yield Figure(
            name="private",
            title="其中民办学校",
            value=private,
            shape=Shape.YUAN,
            unit="元",
            note="由举办者负担，不占预算",
        )
    yield Figure(
        name="bound",
        title="不可能低于",
        value=plan.bound,
        shape=Shape.YUAN,
        unit="元",
        note="已证明的下界",
    )
    yield Figure(name="gap", title="差距", value=plan.gap, shape=Shape.SHARE)
    if plan.earliest is not None:
        yield Figure(
            name="earliest",
            title="最早可以达标",
            value=str(plan.earliest),
            shape=Shape.TEXT,
            unit="年",
        )
    before = [row.status is Status.MET for row in plan.verdict.before.rows]
    after = [row.status is Status.MET for row in plan.verdict.last.rows]
    yield Figure(
        name="rows",
        title="过关的学段部",
        value=f"{sum(before)}/{len(before)} → {sum(after)}/{len(after)}",
        shape=Shape.TEXT,
        unit="个",
    )
    yield from _amounts(of, schedule)
    for peer in plan.peers:
        times = float(peer.yuan / plan.cost) if plan.cost else None
        yield Figure(
            name=f"peer_{peer.name}",
            title=f"对照：{peer.title}",
            value=peer.yuan,
            shape=Shape.YUAN,
            unit="元",
            note=(f"是本方案的 {times:.2f} 倍，" if times else "")
            + f"仍有 {peer.disparities} 项差异系数超限",
        )


def _amounts(of: Situation, schedule: Schedule) -> Iterator[Figure]:
    """How much of every item is done in all."""
    done: dict[Item, Fraction] = {}
    swaps = Fraction(int(schedule.swaps.sum()))
    for each in spendings(of, schedule):
        done[each.item] = done.get(each.item, Fraction(0)) + each.quantity
    for item, quantity in done.items():
        note = f"其中县内互换 {swaps} 人次" if item is Item.MOVE and swaps else ""
        yield Figure(
            name=item.value,
            title=item.zh,
            value=quantity,
            shape=Shape.COUNT,
            unit=item.unit,
            note=note,
        )


def _notes(plan: CompliancePlan) -> Iterator[str]:
    of = plan.situation
    if plan.schedule is None:
        yield from of.notes
        return
    if len(of.inputs.own_prices) < len(Item):
        yield _PRICES
    yield _NOT_PLANNED
    if plan.schedule.swaps.any():
        yield _SWAPS
    if any(place.key not in of.inputs.mixes for place in of.places):
        yield _MIX
    if plan.ending is not Ending.STOPPED and plan.verdict and not plan.verdict.broken:
        yield "已按方案做完后的数据用判定程序重新判定：所规划的各条全部达标，差异系数按分数精确比较"
    yield from of.notes


def _basis(of: Situation) -> dict[str, Any]:
    prices = of.inputs.prices
    return {
        "ruleset": {
            "id": of.rules.id,
            "jurisdiction": of.rules.jurisdiction,
            "on": of.rules.on.isoformat(),
            "fingerprint": of.rules.fingerprint,
        },
        "county": of.code,
        "years": [year.label for year in of.years],
        "prices": {
            item.value: {
                "once_yuan": plain(price.once),
                "yearly_yuan": plain(price.yearly),
                "unit_size": plain(price.unit_size),
                "fixed_yuan": plain(price.fixed),
                "least": plain(price.least),
                "own": item in of.inputs.own_prices,
            }
            for item, price in prices.items()
        },
    }
