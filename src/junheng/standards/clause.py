"""A clause of a standard, as it stands on one date in one place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction


class Judged(StrEnum):
    """How a clause is judged: the closed list of shapes that evaluation knows."""

    INDICATOR = "indicator"  # one figure a row (school x stage), articles 6.1-6.7
    SCHOOL_RULE = "school_rule"  # every row passes: 6 of 7, the rest above the floor
    DISPARITY = "disparity"  # every coefficient of variation within its limit
    SCHOOLS = "schools"  # every school complies
    CLASSES = "classes"  # every class complies
    COUNTY = "county"  # one or two figures of the county
    EVIDENCE = "evidence"  # an attested conclusion, perhaps with figures beside it
    SUPPLIED = "supplied"  # a result given from above, never computed here
    VETO = "veto"  # one declared fact refuses recognition
    ELIGIBILITY = "eligibility"  # condition for applying; outside the verdict
    PARAMETER = "parameter"  # a figure that other clauses use
    DUTY = "duty"  # a local duty, recorded; outside the verdict
    TARGET = "target"  # a dated aim, recorded; outside the verdict
    COMPOSITE = "composite"  # the mean of several coefficients (2012 basic balance)


class Operator(StrEnum):
    """A comparison. 以上, 以内, 不低于, 不超过, 达到 include the bound; 低于, 超过 exclude it."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    MORE_THAN = "more_than"
    EQUAL = "equal"

    @property
    def sign(self) -> str:
        """The sign printed before a bound."""
        return _SIGNS[self]

    def holds(self, value: Fraction | int, bound: Fraction) -> bool:
        """Whether ``value`` stands to ``bound`` as this operator says. Exact."""
        match self:
            case Operator.AT_LEAST:
                return value >= bound
            case Operator.AT_MOST:
                return value <= bound
            case Operator.LESS_THAN:
                return value < bound
            case Operator.MORE_THAN:
                return value > bound
            case Operator.EQUAL:
                return value == bound


_SIGNS = {
    Operator.AT_LEAST: "≥",
    Operator.AT_MOST: "≤",
    Operator.LESS_THAN: "<",
    Operator.MORE_THAN: ">",
    Operator.EQUAL: "=",
}


class Unit(StrEnum):
    """The unit of a bound and of the value compared with it."""

    PER_100 = "per_100"  # per hundred pupils
    M2_PER_PUPIL = "m2_per_pupil"
    YUAN_PER_PUPIL = "yuan_per_pupil"
    ITEMS_PER_PUPIL = "items_per_pupil"
    PER_PUPIL = "per_pupil"
    YUAN = "yuan"
    YUAN_PER_MONTH = "yuan_per_month"
    M2 = "m2"
    PUPILS = "pupils"
    PERSONS = "persons"
    PUPILS_PER_STAFF = "pupils_per_staff"
    STAFF_PER_CLASS = "staff_per_class"
    CLASSES = "classes"
    COUNT = "count"
    TIMES = "times"
    SHARE = "share"  # a ratio: 1 is everything
    COEFFICIENT = "coefficient"  # of variation
    YEARS = "years"
    CALENDAR_YEAR = "calendar_year"
    HOURS = "hours"
    LESSONS_PER_WEEK = "lessons_per_week"
    HOURS_PER_DAY = "hours_per_day"
    LEVEL = "level"
    NONE = "none"

    @property
    def zh(self) -> str:
        """The unit as shown beside a figure."""
        return _UNIT_ZH[self]


_UNIT_ZH = {
    Unit.PER_100: "每百名学生",
    Unit.M2_PER_PUPIL: "平方米/生",
    Unit.YUAN_PER_PUPIL: "元/生",
    Unit.ITEMS_PER_PUPIL: "册(台)/生",
    Unit.PER_PUPIL: "人/生",
    Unit.YUAN: "元",
    Unit.YUAN_PER_MONTH: "元/月",
    Unit.M2: "平方米",
    Unit.PUPILS: "人",
    Unit.PERSONS: "人",
    Unit.PUPILS_PER_STAFF: "生/教职工",
    Unit.STAFF_PER_CLASS: "人/班",
    Unit.CLASSES: "班",
    Unit.COUNT: "个",
    Unit.TIMES: "次",
    Unit.SHARE: "比例",
    Unit.COEFFICIENT: "系数",
    Unit.YEARS: "年",
    Unit.CALENDAR_YEAR: "年",
    Unit.HOURS: "学时",
    Unit.LESSONS_PER_WEEK: "课时/周",
    Unit.HOURS_PER_DAY: "小时/天",
    Unit.LEVEL: "级",
    Unit.NONE: "",
}


class Scope(StrEnum):
    """Which schools a clause that looks at schools applies to."""

    EVERY = "every"
    PUBLIC = "public"
    RURAL = "rural"
    URBAN_AND_TOWN = "urban_and_town"
    URBAN_AND_TOWN_PUBLIC_DAY = "urban_and_town_public_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Our own words, in Chinese and English; never a sentence of the official text."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a rule stands: registered document, article (条), item (项)."""

    document: str
    article: str = ""
    item: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A comparison with an exact figure: ``at_least 4.2``.

    ``value`` is ``None`` where the figure is left to a lower jurisdiction to fill ("open").
    """

    operator: Operator
    value: Fraction | None
    unit: Unit

    def holds(self, value: Fraction | int) -> bool:
        """Whether ``value`` satisfies the bound, exactly.

        Raises ``ValueError`` if the bound is still open.
        """
        if self.value is None:
            raise ValueError("an open bound cannot be compared with")
        return self.operator.holds(value, self.value)

    def tightened_by(self, other: Bound) -> bool:
        """Whether ``other`` asks at least as much as this bound, in the same sense and unit."""
        if other.unit is not self.unit or other.value is None:
            return False
        if self.value is None:
            return True
        if self.operator in (Operator.AT_LEAST, Operator.MORE_THAN):
            same_sense = other.operator in (Operator.AT_LEAST, Operator.MORE_THAN)
            tighter = other.value >= self.value
        elif self.operator in (Operator.AT_MOST, Operator.LESS_THAN):
            same_sense = other.operator in (Operator.AT_MOST, Operator.LESS_THAN)
            tighter = other.value <= self.value
        else:
            return other == self
        strictness_kept = (
            other.operator is self.operator
            or other.value != self.value
            or other.operator in (Operator.LESS_THAN, Operator.MORE_THAN)
        )
        return same_sense and tighter and strictness_kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The figures of a clause from one date on. Editions are added, never edited.

    ``until`` is the last day it holds where it ended without a successor of its own (a local raise
    overtaken by the nation). ``checked`` is the date a person last compared it with its source.
    """

    since: date
    until: date | None = None
    checked: date
    bounds: Mapping[str, Bound]
    cite: Citation
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A clause in force: its edition chosen, overlays applied, with the lineage of both.

    ``measure`` names the function in :mod:`junheng.evaluation` that computes its figure.
    ``lineage`` lists, nation first, every card that shaped the clause, as ``(jurisdiction, effect,
    citation)``.
    """

    id: str
    title: Text
    summary: Text
    judged: Judged
    decides: bool
    measure: str
    scope: Scope
    cite: Citation
    edition: Edition
    lineage: tuple[tuple[str, str, Citation], ...]

    def bound(self, slot: str = "all") -> Bound:
        """The bound in ``slot`` (a stage, or a name such as ``music_m2``).

        Raises ``KeyError`` with the clause's id where the clause has no such slot.
        """
        try:
            return self.edition.bounds[slot]
        except KeyError:
            raise KeyError(f"clause {self.id} has no bound {slot!r}") from None

    def figure(self, slot: str = "all") -> Fraction:
        """The figure of the bound in ``slot``. Raises ``ValueError`` if it is still open."""
        value = self.bound(slot).value
        if value is None:
            raise ValueError(f"clause {self.id}: {slot!r} is left open by the rule set")
        return value
