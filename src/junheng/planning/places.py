"""School places: demand against places by town and year, and warnings of a shortage.

Sets: towns i, stages k (primary, junior), grades g of a stage, school years t.
Data: E_i,g,t pupils expected and draws of them (:mod:`junheng.projection`); S_i,k,t places.

    (1) demand       D_i,k,t = sum_{g in k} E_i,g,t
    (2) shortage     max(0, ceil(D_i,k,t - S_i,k,t))
    (3) probability  the share of draws with D_i,k,t > S_i,k,t
    (4) interval     the middle 80% of the draws of D_i,k,t

Nothing is optimised: the outcome is computed. Where the history is too short for draws, (3) and (4)
are unknown, not 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from junheng.model import COMPULSORY, Stage
from junheng.planning.inputs.places import PlacesInputs
from junheng.planning.places_history import history_of, known_cohorts
from junheng.planning.watch import Watch
from junheng.projection.backtest import Held, back_test, interval
from junheng.projection.forecast import Forecast, draws, forecast
from junheng.projection.history import History, Numbers
from junheng.projection.ratios import Method

GRADES = 9
RED, ORANGE, YELLOW = 0.8, 0.5, 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesOptions:
    """``years`` to forecast; how rates are taken; ``school_births`` where births are counted from
    September to August and not by calendar year; the seed and number of the draws.
    """

    years: int = 6
    method: Method = Method.MEAN
    school_births: bool = False
    seed: int = 1
    draws: int = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeDemand:
    """The pupils of one grade of a town in a year: expected, and the interval's ends if known."""

    town: str
    grade: int
    year: int
    pupils: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """(1)-(4) for one town (``""``: all together), stage and year. ``places`` ``None``: not given."""

    town: str
    stage: Stage
    year: int
    pupils: float
    low: float | None
    high: float | None
    places: int | None
    probability: float | None

    @property
    def short(self) -> int | None:
        """(2): the places that are short as things are expected to go."""
        return None if self.places is None else max(0, _up(self.pupils - self.places))

    @property
    def short_at_worst(self) -> int | None:
        """The places that are short at the upper end of the interval."""
        if self.places is None or self.high is None:
            return None
        return max(0, _up(self.high - self.places))


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A shortage to be expected: the years with a warning, and the worst of them."""

    level: str
    years: tuple[int, ...]
    worst: Demand


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesForecast:
    """Everything that was computed, before it is told. ``cut_short``: not every year was drawn."""

    inputs: PlacesInputs
    options: PlacesOptions
    history: History
    found: Forecast
    grades: tuple[GradeDemand, ...]
    demands: tuple[Demand, ...]
    alerts: tuple[Alert, ...]
    tested: tuple[Held, ...]
    known_until: int
    cut_short: bool


def _up(value: float) -> int:
    """Rounded up; what only the last bits of a float make larger stays."""
    return math.ceil(value - 1e-9)


def forecast_places(inputs: PlacesInputs, options: PlacesOptions, watch: Watch) -> PlacesForecast:
    """Pupils by town, grade and year, and what that means for places."""
    watch.tell("推算", None, None)
    history = history_of(inputs, ahead=options.years, school_births=options.school_births)
    found = forecast(history, options.method)
    grades: list[GradeDemand] = []
    demands: list[Demand] = []
    drawn = draws(history, found, seed=options.seed, count=options.draws)
    for step in range(options.years):
        year = None if watch.over() else next(drawn, None)
        expected = found.expected[:, step]
        when = inputs.last_year + 1 + step
        grades += _grades(inputs, history, when, expected, year)
        demands += _demands(inputs, history, when, expected, year)
    tested = () if watch.over() else back_test(history, options.method)
    return PlacesForecast(
        inputs=inputs,
        options=options,
        history=history,
        found=found,
        grades=tuple(sorted(grades, key=lambda each: (each.town, each.grade, each.year))),
        demands=tuple(sorted(demands, key=_order)),
        alerts=_alerts(demands),
        tested=tested,
        known_until=known_cohorts(inputs, history),
        cut_short=watch.cut_short,
    )


def _order(demand: Demand) -> tuple[bool, str, int, int]:
    return (not demand.town, demand.town, COMPULSORY.index(demand.stage), demand.year)


def _grades(
    inputs: PlacesInputs, history: History, year: int, expected: Numbers, drawn: Numbers | None
) -> list[GradeDemand]:
    ends = None if drawn is None else interval(drawn)
    return [
        GradeDemand(
            town=town,
            grade=grade + 1,
            year=year,
            pupils=float(expected[place, grade]),
            low=None if ends is None else float(ends[0][place, grade]),
            high=None if ends is None else float(ends[1][place, grade]),
        )
        for place, town in enumerate(inputs.towns)
        for grade in range(GRADES)
        if history.present[place, grade]
    ]


def _demands(
    inputs: PlacesInputs, history: History, year: int, expected: Numbers, drawn: Numbers | None
) -> list[Demand]:
    """Each town and stage that has pupils or places, then each stage in all towns together."""
    found = []
    for stage in COMPULSORY:
        part = (
            slice(0, history.primary) if stage is Stage.PRIMARY else slice(history.primary, GRADES)
        )
        taught = history.present[:, part].sum(axis=1) > 0
        pupils = expected[:, part].sum(axis=1)
        samples = None if drawn is None else drawn[:, :, part].sum(axis=2)
        members = [
            (place, town, places_of(inputs, town, stage, year))
            for place, town in enumerate(inputs.towns)
            if taught[place]
        ]
        for place, town, places in members:
            sample = None if samples is None else samples[place]
            found.append(_demand(town, stage, year, float(pupils[place]), sample, places))
        if members:
            given = [places for _, _, places in members if places is not None]
            everywhere = sum(given) if len(given) == len(members) else None
            sample = None if samples is None else samples.sum(axis=0)
            found.append(_demand("", stage, year, float(pupils.sum()), sample, everywhere))
    return found


def _demand(
    town: str,
    stage: Stage,
    year: int,
    pupils: float,
    sample: Numbers | None,
    places: int | None,
) -> Demand:
    low = high = probability = None
    if sample is not None:
        ends = interval(sample[None, :])
        low, high = float(ends[0][0]), float(ends[1][0])
        if places is not None:
            probability = float(np.mean(sample > places + 1e-9))
    return Demand(
        town=town,
        stage=stage,
        year=year,
        pupils=pupils,
        low=low,
        high=high,
        places=places,
        probability=probability,
    )


def places_of(inputs: PlacesInputs, town: str, stage: Stage, year: int) -> int | None:
    """The places from the latest line that holds in ``year``; ``None`` without one."""
    found = None
    for since, places in inputs.capacity.get((town, stage), ()):
        if since <= year:
            found = places
    return found


def _level(demand: Demand) -> str | None:
    """The colour of the warning; without a probability, an expected shortage is orange."""
    if demand.probability is None:
        return "橙色" if demand.short else None
    for least, name in ((RED, "红色"), (ORANGE, "橙色"), (YELLOW, "黄色")):
        if demand.probability >= least:
            return name
    return None


def _alerts(demands: Sequence[Demand]) -> tuple[Alert, ...]:
    """One warning a town and stage, graver and earlier ones first.

    Its colour is the gravest of its years.
    """
    groups: dict[tuple[str, Stage], list[Demand]] = {}
    for each in demands:
        if each.town and _level(each):
            groups.setdefault((each.town, each.stage), []).append(each)
    colours = ("红色", "橙色", "黄色")
    found = []
    for members in groups.values():
        members.sort(key=lambda each: each.year)
        level = min((_level(each) or "" for each in members), key=colours.index)
        worst = max(members, key=lambda each: (each.short or 0, each.probability or 0, -each.year))
        years = tuple(each.year for each in members)
        found.append(Alert(level=level, years=years, worst=worst))
    found.sort(
        key=lambda each: (
            colours.index(each.level),
            each.years[0],
            -(each.worst.short or 0),
            each.worst.town,
            COMPULSORY.index(each.worst.stage),
        )
    )
    return tuple(found)


def share_covered(tested: Sequence[Held]) -> Fraction | None:
    """The share of held-back figures that lay in their interval, all steps together."""
    counted = [(each.cases, each.covered) for each in tested if each.covered is not None]
    cases = sum(number for number, _ in counted)
    if not cases:
        return None
    return Fraction(round(sum(number * covered for number, covered in counted)), cases)
