"""The forecast of places in words and tables."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from junheng.model import COMPULSORY
from junheng.planning.inputs.grades import GRADE_NAMES
from junheng.planning.inputs.places import PlacesInputs
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Shape, Table
from junheng.planning.places import (
    Alert,
    Demand,
    PlacesForecast,
    PlacesOptions,
    forecast_places,
    share_covered,
)
from junheng.planning.watch import Watch
from junheng.projection.forecast import LEAST_RATIOS

ALL_TOWNS = "合计"
SHOWN = 6
"""So many places are named in a note."""
TINY = 1e-6
MOST_ENTERING = 3.0
"""More entrants a birth than any town has: births are missing."""


def plan_places(inputs: PlacesInputs, options: PlacesOptions, watch: Watch) -> Outcome:
    """The forecast, its warnings and its back-test, ready to be shown."""
    return told(forecast_places(inputs, options, watch))


def told(plan: PlacesForecast) -> Outcome:
    """The outcome: warnings first, then demand by town, by grade, the rates, the back-test."""
    return Outcome(
        kind="places",
        title=f"学位预测：{plan.inputs.last_year + 1}—{plan.inputs.last_year + plan.options.years} 学年",
        ending=Ending.STOPPED if plan.cut_short else Ending.COMPUTED,
        figures=_figures(plan),
        tables=(
            _alerts(plan),
            _together(plan),
            _demands(plan),
            _grades(plan),
            _rates(plan),
            _tested(plan),
        ),
        notes=_notes(plan),
        basis={
            "history": [plan.inputs.first_year, plan.inputs.last_year],
            "years": plan.options.years,
            "method": plan.options.method.value,
            "births": "school" if plan.options.school_births else "calendar",
            "primary_grades": plan.inputs.primary,
            "draws": plan.options.draws,
            "seed": plan.options.seed,
            "births_known_for_entry_until": plan.known_until,
        },
    )


def _figures(plan: PlacesForecast) -> tuple[Figure, ...]:
    found = []
    for stage in COMPULSORY:
        whole = [each for each in plan.demands if not each.town and each.stage is stage]
        if not whole:
            continue
        top = max(whole, key=lambda each: (each.pupils, -each.year))
        found.append(
            Figure(
                name=f"{stage.value}_peak_pupils",
                title=f"{stage.zh}在校生最多",
                value=top.pupils,
                shape=Shape.COUNT,
                unit="人",
                note=f"{top.year} 学年",
            )
        )
        short = [
            (each.year, each.short or 0)
            for each in plan.demands
            if each.town and each.stage is stage and each.places is not None
        ]
        if short:
            years = sorted({year for year, _ in short})
            sums = {year: sum(count for when, count in short if when == year) for year in years}
            worst = max(years, key=lambda year: (sums[year], -year))
            found.append(
                Figure(
                    name=f"{stage.value}_places_short",
                    title=f"{stage.zh}缺学位最多",
                    value=sums[worst],
                    shape=Shape.COUNT,
                    unit="个",
                    note=f"{worst} 学年，各乡镇缺口相加" if sums[worst] else "各年都不缺",
                )
            )
    found.append(
        Figure(
            name="alerts",
            title="预警",
            value=len(plan.alerts),
            shape=Shape.COUNT,
            unit="条",
            note=_by_level(plan.alerts),
        )
    )
    covered = share_covered(plan.tested)
    if covered is not None:
        found.append(
            Figure(
                name="covered",
                title="回测：实际数落在区间里",
                value=covered,
                shape=Shape.SHARE,
                note="名义 80%",
            )
        )
    return tuple(found)


def _by_level(alerts: tuple[Alert, ...]) -> str:
    counts = {name: sum(each.level == name for each in alerts) for name in ("红色", "橙色", "黄色")}
    return "，".join(f"{name} {count}" for name, count in counts.items() if count)


def _name(plan: PlacesForecast, town: str) -> str:
    return plan.inputs.towns[town] if town else ALL_TOWNS


def _alerts(plan: PlacesForecast) -> Table:
    return Table(
        name="alerts",
        title="学位预警",
        columns=(
            Column("level", "级别"),
            Column("town_code", "乡镇代码"),
            Column("town", "乡镇"),
            Column("stage", "学段"),
            Column("first_year", "最早学年"),
            Column("years", "有预警的学年"),
            Column("worst_year", "最缺学年"),
            Column("short", "预计缺", Shape.COUNT, "个"),
            Column("short_at_worst", "最多缺", Shape.COUNT, "个"),
            Column("probability", "缺学位的可能", Shape.SHARE),
        ),
        rows=[
            (
                each.level,
                each.worst.town,
                _name(plan, each.worst.town),
                each.worst.stage.zh,
                str(each.years[0]),
                _spans(each.years),
                str(each.worst.year),
                each.worst.short,
                each.worst.short_at_worst,
                each.worst.probability,
            )
            for each in plan.alerts
        ],
        note="红色：缺学位的可能有一年达到 80%；橙色：50%；黄色：20%。右边三栏是最缺的那一学年的，"
        "“最多缺”按区间上端计。",
    )


def _spans(years: Sequence[int]) -> str:
    """``2026—2027、2029``."""
    spans: list[list[int]] = []
    for year in years:
        if spans and year == spans[-1][-1] + 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return "、".join(f"{each[0]}—{each[-1]}" if len(each) > 1 else str(each[0]) for each in spans)


_DEMAND = (
    Column("stage", "学段"),
    Column("year", "学年"),
    Column("pupils", "预计学生", Shape.COUNT, "人"),
    Column("low", "区间下端", Shape.COUNT, "人"),
    Column("high", "区间上端", Shape.COUNT, "人"),
    Column("places", "学位", Shape.COUNT, "个"),
    Column("short", "预计缺", Shape.COUNT, "个"),
    Column("probability", "缺学位的可能", Shape.SHARE),
)


def _line(each: Demand) -> tuple[str | float | None, ...]:
    return (
        each.stage.zh,
        str(each.year),
        each.pupils,
        each.low,
        each.high,
        each.places,
        each.short,
        each.probability,
    )


def _together(plan: PlacesForecast) -> Table:
    return Table(
        name="county",
        title="全部乡镇合计",
        columns=_DEMAND,
        rows=[_line(each) for each in plan.demands if not each.town],
        note="合计不缺，不等于各乡镇都不缺。",
    )


def _demands(plan: PlacesForecast) -> Table:
    return Table(
        name="demand",
        title="各乡镇学位需求",
        columns=(Column("town_code", "乡镇代码"), Column("town", "乡镇"), *_DEMAND),
        rows=[
            (each.town, _name(plan, each.town), *_line(each)) for each in plan.demands if each.town
        ],
    )


def _grades(plan: PlacesForecast) -> Table:
    return Table(
        name="grades",
        title="各乡镇各年级学生",
        columns=(
            Column("town_code", "乡镇代码"),
            Column("town", "乡镇"),
            Column("grade", "年级"),
            Column("year", "学年"),
            Column("pupils", "预计学生", Shape.COUNT, "人"),
            Column("low", "区间下端", Shape.COUNT, "人"),
            Column("high", "区间上端", Shape.COUNT, "人"),
        ),
        rows=[
            (
                each.town,
                _name(plan, each.town),
                GRADE_NAMES[each.grade - 1],
                str(each.year),
                each.pupils,
                each.low,
                each.high,
            )
            for each in plan.grades
        ],
    )


def _rates(plan: PlacesForecast) -> Table:
    rates = plan.found.rates
    rows = []
    for place, (code, name) in enumerate(plan.inputs.towns.items()):
        for grade, title in enumerate(GRADE_NAMES):
            if not plan.history.present[place, grade]:
                continue
            ratios = [
                float(each)
                for each in rates.ratios[place, :, grade]
                if each == each  # noqa: PLR0124 - not NaN
            ]
            rows.append(
                (
                    code,
                    name,
                    _from(grade, plan.inputs.primary),
                    title,
                    float(rates.rates[place, grade]),
                    min(ratios, default=None),
                    max(ratios, default=None),
                    len(ratios),
                    bool(rates.borrowed[place, grade]),
                )
            )
    return Table(
        name="rates",
        title="升级比率",
        columns=(
            Column("town_code", "乡镇代码"),
            Column("town", "乡镇"),
            Column("from", "从"),
            Column("to", "到"),
            Column("rate", "采用的比率", Shape.FINE),
            Column("least", "历年最小", Shape.FINE),
            Column("most", "历年最大", Shape.FINE),
            Column("years", "年数", Shape.COUNT),
            Column("borrowed", "借用全部乡镇的", Shape.FLAG),
        ),
        rows=rows,
    )


def _from(grade: int, primary: int) -> str:
    if grade == 0:
        return "适龄儿童"
    return "小学毕业生" if grade == primary else GRADE_NAMES[grade - 1]


def _tested(plan: PlacesForecast) -> Table:
    return Table(
        name="back_test",
        title="回测：假装不知道后来的年份",
        columns=(
            Column("step", "提前年数", Shape.COUNT),
            Column("cases", "比较个数", Shape.COUNT),
            Column("mean", "比率历年平均", Shape.SHARE),
            Column("smoothing", "比率指数平滑", Shape.SHARE),
            Column("last_value", "照最近一年", Shape.SHARE),
            Column("five_years", "照五年平均", Shape.SHARE),
            Column("covered", "实际数在区间里", Shape.SHARE),
        ),
        rows=[
            (
                each.step,
                each.cases,
                each.mean,
                each.smoothing,
                each.last_value,
                each.five_years,
                each.covered,
            )
            for each in plan.tested
        ],
        note="误差 = 各乡镇各学段误差绝对值之和 ÷ 实际学生数之和；区间按采用的方法，名义 80%。",
    )


def _notes(plan: PlacesForecast) -> tuple[str, ...]:
    found = [
        (
            f"比率取{plan.options.method.zh}；区间是 {plan.options.draws} 次模拟的中间 80%，"
            "比率和各年的好坏一起重抽，各乡镇同好同坏。"
        )
    ]
    last = plan.inputs.last_year + plan.options.years
    if plan.known_until < last:
        found.append(
            f"{max(plan.known_until, plan.inputs.last_year) + 1} 学年起入学的孩子还没有出生或没有出生人数："
            "按最近一届不变，区间按历年变化放宽。"
        )
    years = plan.found.rates.residuals.shape[1]
    if years < LEAST_RATIOS:
        found.append(
            f"只有 {years} 年的比率，不足 {LEAST_RATIOS} 年：看不出波动有多大，没有区间和可能性。"
        )
    if not plan.tested and not plan.cut_short:
        found.append("历史太短，不能回测：至少要有五个学年。")
    if plan.found.rates.borrowed.any():
        found.append("有的乡镇有的年级没有自己的比率，借用全部乡镇合计的，见“升级比率”。")
    found += _unused(plan) + _contradicting(plan)
    if not plan.inputs.capacity:
        found.append("没有“学位”表：只推算学生数，没有缺口和预警。")
    elif any(each.places is None for each in plan.demands if each.town):
        found.append("有的乡镇、学段没有填学位：没有判断是否缺，也没有合计的缺口。")
    return tuple(found)


def _listed(words: Sequence[str]) -> str:
    return "、".join(words[:SHOWN]) + (f"等 {len(words)} 处" if len(words) > SHOWN else "")


def _unused(plan: PlacesForecast) -> list[str]:
    """The lines that the forecast makes no use of."""
    inputs, last = plan.inputs, plan.inputs.last_year + plan.options.years
    names, taught = inputs.towns, plan.history.present
    place = {town: number for number, town in enumerate(inputs.towns)}
    outside = [
        f"{names[town]} {year} 学年"
        for town, year, _ in sorted(inputs.migration)
        if not inputs.first_year <= year <= last
    ]
    untaught = [
        f"{names[town]}{GRADE_NAMES[grade - 1]}"
        for town, _, grade in sorted(inputs.migration)
        if not taught[place[town], grade - 1]
    ]
    late = [
        f"{names[town]}{stage.zh} {since} 学年"
        for (town, stage), lines in inputs.capacity.items()
        for since, _ in lines
        if since > last
    ]
    found = []
    if outside:
        found.append(
            f"“额外变动”有的行不在 {inputs.first_year} 至 {last} 学年，没有用上：{_listed(outside)}。"
        )
    if untaught:
        found.append(f"“额外变动”有的行是这个乡镇没有的年级，没有用上：{_listed(untaught)}。")
    if late:
        found.append(f"“学位”有的行从 {last} 学年以后算起，没有用上：{_listed(late)}。")
    return found


def _contradicting(plan: PlacesForecast) -> list[str]:
    """Where births, departures and pupils do not go together."""
    inputs, history, rates = plan.inputs, plan.history, plan.found.rates.rates
    towns = list(inputs.towns)
    below = [
        f"{inputs.towns[towns[town]]}{GRADE_NAMES[grade]} {inputs.last_year + 1 + step} 学年"
        f"多减 {math.ceil(plan.found.below[town, step, grade])} 人"
        for town, step, grade in zip(*np.nonzero(plan.found.below > TINY), strict=True)
    ]
    found = []
    if below:
        found.append(f"“额外变动”减少的比推算的学生还多，按减到 0 计：{_listed(below)}。")
    entered = history.pupils[:, :, 0]
    unborn = [
        f"{inputs.towns[towns[town]]} {inputs.first_year + year} 学年一年级 {entered[town, year]:.0f} 人"
        for town, year in zip(
            *np.nonzero((history.cohorts[:, : history.years] == 0) & (entered > 0)), strict=True
        )
    ]
    if unborn:
        found.append(f"有的学年适龄的出生人数是 0，却有一年级学生，请核对：{_listed(unborn)}。")
    many = [
        f"{inputs.towns[towns[town]]} {rates[town, 0]:.1f} 倍"
        for town in np.nonzero(history.present[:, 0] & (rates[:, 0] > MOST_ENTERING))[0]
    ]
    if many:
        found.append(f"一年级学生比出生人数多得多，请核对出生人数：{_listed(many)}。")
    return found
