"""A plan judged by the reference evaluator, on the census as it would be: never trusted, always checked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from junheng.evaluation.county import evaluate
from junheng.evaluation.results import CountyResult, Disparity
from junheng.model import Status
from junheng.model.quantity import printed
from junheng.planning.comply.applied import applied
from junheng.planning.comply.exchanges import can_be_made
from junheng.planning.comply.schedule import Schedule, spendings
from junheng.planning.comply.situation import Situation, Year, with_pupils
from junheng.planning.outcome import Reason
from junheng.planning.prices import HIRES, Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the evaluator says of a plan: by year, and everything that is broken."""

    before: CountyResult
    years: tuple[CountyResult, ...]
    broken: tuple[Reason, ...]
    disparity: bool
    """Whether a disparity is broken."""

    @property
    def last(self) -> CountyResult:
        """The county at the end."""
        return self.years[-1]


def verdict(situation: Situation, schedule: Schedule) -> Verdict:
    """Judge every year of a plan."""
    rules, last = situation.rules, len(situation.years) - 1
    own = tuple(each for each in situation.census.schools if each.county_code == situation.code)
    now = replace(situation.census, schools=own)
    before = evaluate(now, rules).counties[0]
    years = tuple(
        evaluate(applied(situation, schedule, year), rules).counties[0]
        for year in range(len(situation.years))
    )
    broken = [*_rows(years[last]), *_disparities(years[last].disparities)]
    for place, (year, county) in enumerate(zip(situation.years, years, strict=True)):
        if place < last:
            broken += _milestone(year, county)
        broken += _rotation(situation, year, county)
        broken += _exchanges(situation, schedule, place, year)
        broken += _limits(situation, schedule, place, year)
    doing_nothing = evaluate(
        with_pupils(now, situation.inputs, situation.last.label), rules
    ).counties[0]
    broken += _harmed(doing_nothing, years[last])
    return Verdict(
        before=before,
        years=years,
        broken=tuple(broken),
        disparity=any(_disparities(years[last].disparities)),
    )


def _rows(county: CountyResult) -> Iterator[Reason]:
    for row in county.rows:
        if row.status is not Status.MET:
            short = "、".join(
                f"{each.id} {printed(each.value, 2)}（应为 {printed(each.bound, 2)}）"
                for each in row.indicators
                if each.value is None or each.value < each.bound
            )
            yield Reason(where=row.label, what=f"按方案做完仍未过关：{short}")


def _disparities(found: tuple[Disparity, ...]) -> Iterator[Reason]:
    for each in found:
        if each.status in (Status.NOT_MET, Status.UNDETERMINED):
            yield Reason(
                where=f"{each.stage.zh} {each.clause}",
                what=f"按方案做完差异系数为 {printed(each.cv, 3)}，限值 {printed(each.limit, 2)}",
            )


def _milestone(year: Year, county: CountyResult) -> Iterator[Reason]:
    passed = sum(row.status is Status.MET for row in county.rows)
    least = ceil(year.terms.row_share * len(county.rows))
    if passed < least:
        yield Reason(where=f"{year.label} 年", what=f"过关的学段部 {passed} 个，应有 {least} 个")
    if year.terms.disparities:
        for each in _disparities(county.disparities):
            yield replace(each, where=f"{year.label} 年{each.where}")


def _rotation(situation: Situation, year: Year, county: CountyResult) -> Iterator[Reason]:
    if situation.rotation is None:
        return
    clause = next(each.id for each in situation.rules if each.measure == "rotation")
    for part in county.clause(clause).parts:
        if part.status is Status.NOT_MET:
            yield Reason(
                where=f"{year.label} 年 {clause} {part.label}",
                what=f"方案只有 {printed((part.value or Fraction(0)) * 100, 2)}%",
            )


def _exchanges(
    situation: Situation, schedule: Schedule, place: int, year: Year
) -> Iterator[Reason]:
    """Exchanges that no teachers are there for."""
    if not can_be_made(situation, schedule, place):
        yield Reason(
            where=f"{year.label} 年 县内互换",
            what=f"{int(schedule.swaps[place])} 人次不能全部互换：符合条件的教师不够，"
            "或者没有另一所公办学校有同学段的同类教师",
            remedy="核对“可交流教师”“教师构成”两张表",
        )


def _limits(situation: Situation, schedule: Schedule, place: int, year: Year) -> Iterator[Reason]:
    """Budget and capacities of a year, added up again in exact yuan."""
    done = [each for each in spendings(situation, schedule) if each.year == place and each.public]
    terms = year.terms
    yuan = sum((each.yuan for each in done), Fraction(0))
    if terms.budget is not None and yuan > terms.budget:
        yield Reason(
            where=f"{year.label} 年", what=f"花费超过预算 {printed(yuan - terms.budget, 0)} 元"
        )
    for most, items, words in (
        (terms.hires, HIRES, "招聘"),
        (terms.promotions, (Item.PROMOTE,), "培养骨干"),
        (terms.upgrades, (Item.UPGRADE,), "提升学历"),
    ):
        people = sum((each.quantity for each in done if each.item in items), Fraction(0))
        if most is not None and people > most:
            yield Reason(where=f"{year.label} 年", what=f"{words} {people} 人，最多 {most} 人")


def _harmed(before: CountyResult, after: CountyResult) -> Iterator[Reason]:
    """Clauses that were met and are no longer."""
    for old, new in zip(before.clauses, after.clauses, strict=True):
        if old.decides and old.status is Status.MET and new.status is Status.NOT_MET:
            yield Reason(where=f"{new.id} {new.title.zh}", what="原来达标，按方案做完反而不达标")
