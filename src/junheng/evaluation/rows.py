"""Each school and stage against the seven indicators and the school rule.

Source: 教督〔2017〕6号 article 6: at least 6 of 7 met, and the one left at 85% of its bound or above.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from junheng.census.records import Exact
from junheng.census.split import Weights, share
from junheng.evaluation.amounts import Amount, RowContext, amount_of
from junheng.evaluation.county_data import SchoolData
from junheng.evaluation.results import IndicatorResult, IndicatorStatus, RowResult
from junheng.model import COMPULSORY, Stage, Status
from junheng.model.quantity import round_half_up
from junheng.standards import Clause, RuleSet, Unit

PRINTED_PLACES = 2
"""School values are printed with two decimals (form II-2)."""

NEARBY = 0.006
"""Rounding moves a value by 0.005 at most."""

_MET = IndicatorStatus.MET
_WITHIN = IndicatorStatus.WITHIN_FLOOR
_BELOW = IndicatorStatus.BELOW_FLOOR


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolRule:
    """6.school: how many of the indicators must be met, and the share the others must reach."""

    least_met: int
    floor: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Yardstick:
    """One indicator for one stage, ready to measure with: ``floor`` is its 85%.

    ``near`` holds both limits as floats, good enough to see that a value is nowhere near them.
    """

    clause: Clause
    factor: int
    bound: Fraction
    floor: Fraction
    near: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measuring:
    """All that is needed to judge the rows of a county, looked up once."""

    rules: RuleSet
    school_rule: SchoolRule
    weights: Weights
    yardsticks: Mapping[Stage, tuple[Yardstick, ...]]


def measuring(rules: RuleSet) -> Measuring:
    """What a rule set asks of every row."""
    return Measuring(
        rules=rules,
        school_rule=school_rule(rules),
        weights=split_weights(rules),
        yardsticks={stage: yardsticks(rules, stage) for stage in COMPULSORY},
    )


def school_rule(rules: RuleSet) -> SchoolRule:
    """The school rule of a rule set."""
    clause = rules.school_rule
    return SchoolRule(least_met=int(clause.figure("least_met")), floor=clause.figure("floor"))


def yardsticks(rules: RuleSet, stage: Stage) -> tuple[Yardstick, ...]:
    """The seven indicators for a stage, in the order of the standard."""
    share = rules.school_rule.figure("floor")
    found = []
    for clause in rules.indicators:
        bound = clause.figure(stage)
        floor = bound * share
        found.append(
            Yardstick(
                clause=clause,
                factor=100 if clause.bound(stage).unit is Unit.PER_100 else 1,
                bound=bound,
                floor=floor,
                near=(float(bound), float(floor)),
            )
        )
    return tuple(found)


def split_weights(rules: RuleSet) -> Weights:
    """The weights by which whole-school quantities are split."""
    clause = rules["P.split"]
    return Weights(
        junior=clause.figure("junior"),
        senior_secondary=clause.figure("senior_secondary"),
        senior_through=clause.figure("senior_through"),
    )


def measure(amount: Amount, pupils: int, yardstick: Yardstick) -> IndicatorResult:
    """One quantity of a row of ``pupils`` > 0 against its bound. Compared exactly, as integers."""
    bound, floor = yardstick.bound, yardstick.floor
    if amount.value is None:
        return IndicatorResult(
            id=yardstick.clause.measure,
            clause=yardstick.clause.id,
            amount=None,
            value=None,
            bound=bound,
            floor=floor,
            status=IndicatorStatus.UNDETERMINED,
            missing=amount.missing,
            low=_per_pupil(amount.low, pupils, yardstick.factor),
            high=_per_pupil(amount.high, pupils, yardstick.factor),
        )
    value = Fraction(amount.value.numerator * yardstick.factor, amount.value.denominator * pupils)
    return IndicatorResult(
        id=yardstick.clause.measure,
        clause=yardstick.clause.id,
        amount=amount.value,
        value=value,
        bound=bound,
        floor=floor,
        status=status_of(value, bound, floor),
        low=value,
        high=value,
        rounding_flip=flips_when_rounded(value, yardstick),
    )


def _per_pupil(amount: Exact | None, pupils: int, factor: int) -> Fraction | None:
    return None if amount is None else Fraction(amount * factor, pupils)


def reaches(value: Fraction, limit: Fraction) -> bool:
    """``value >= limit`` by integers alone: the same answer as of fractions, several times faster."""
    return value.numerator * limit.denominator >= limit.numerator * value.denominator


def status_of(value: Fraction, bound: Fraction, floor: Fraction) -> IndicatorStatus:
    """Met at the bound itself; within the floor at 85% of it, that figure included."""
    if reaches(value, bound):
        return _MET
    return _WITHIN if reaches(value, floor) else _BELOW


def flips_when_rounded(value: Fraction, yardstick: Yardstick) -> bool:
    """Whether the printed value stands on the other side of bound or floor than the exact one."""
    near = value.numerator / value.denominator
    bound, floor = yardstick.near
    # Floats only rule out the many values that are nowhere near; the answer itself is exact.
    if abs(near - bound) > NEARBY and abs(near - floor) > NEARBY:
        return False
    shown = round_half_up(value, PRINTED_PLACES)
    limits = (yardstick.bound, yardstick.floor)
    return any(reaches(shown, limit) != reaches(value, limit) for limit in limits)


def possible(indicator: IndicatorResult) -> frozenset[IndicatorStatus]:
    """Every status an indicator could have once its missing inputs are known."""
    if indicator.status is not IndicatorStatus.UNDETERMINED:
        return frozenset((indicator.status,))
    low, high = indicator.low or Fraction(0), indicator.high
    found = set()
    if high is None or high >= indicator.bound:
        found.add(_MET)
    if low < indicator.floor:
        found.add(_BELOW)
    if low < indicator.bound and (high is None or high >= indicator.floor):
        found.add(_WITHIN)
    return frozenset(found)


def judge(indicators: Sequence[IndicatorResult], rule: SchoolRule) -> Status:
    """The school rule on what is known.

    Not met as soon as more indicators fail than may, or one is below its floor; met only with every
    indicator known; otherwise undetermined.
    """
    spare = len(indicators) - rule.least_met
    within = below = unknown = 0
    for each in indicators:
        status = each.status
        if status is _WITHIN:
            within += 1
        elif status is _BELOW:
            below += 1
        elif status is not _MET:
            unknown += 1
    if below or within > spare:
        return Status.NOT_MET
    return Status.UNDETERMINED if unknown else Status.MET


def could_be(indicators: Sequence[IndicatorResult], rule: SchoolRule) -> tuple[Status, ...]:
    """The statuses the school rule could still give once everything missing is known."""
    spare = len(indicators) - rule.least_met
    open_to = [possible(each) for each in indicators]
    can_pass = all(_MET in each or _WITHIN in each for each in open_to) and (
        sum(_MET not in each for each in open_to) <= spare
    )
    can_fail = any(_BELOW in each for each in open_to) or (
        sum(_WITHIN in each for each in open_to) > spare
    )
    return tuple(
        status for status, open_ in ((Status.MET, can_pass), (Status.NOT_MET, can_fail)) if open_
    )


def rows_of(data: SchoolData, by: Measuring) -> list[RowResult]:
    """The judged rows of one school: each compulsory stage with pupils, primary first."""
    rule = by.school_rule
    pupils = {stage: row.pupils for stage, row in data.stages.items()}
    whole_pupils = None if data.absent else data.compulsory_pupils
    results = []
    for row in data.compulsory:
        if not row.pupils:
            continue
        context = RowContext(
            school=data.school,
            row=row,
            share=share(data.school, row.stage, pupils, by.weights),
            whole_pupils=whole_pupils,
            rules=by.rules,
        )
        indicators = tuple(
            [
                measure(amount_of(stick.clause.measure, context), row.pupils, stick)
                for stick in by.yardsticks[row.stage]
            ]
        )
        status = judge(indicators, rule)
        results.append(
            RowResult(
                school=data.school,
                row=row,
                share=context.share,
                status=status,
                indicators=indicators,
                could_be=could_be(indicators, rule) if status is Status.UNDETERMINED else (status,),
            )
        )
    return results
