"""What an evaluation returns: every status with its figure, its bound, its clause and what is missing.

All figures are exact. Shares are ratios (1 is everything); indicator values are in the unit of their
bound (per 100 pupils, m2 or yuan a pupil). What a county has thousands of is a named tuple, the rest are
dataclasses: the reference evaluator is a fifth faster for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType
from typing import NamedTuple

from junheng.census.records import Census, Exact, School, StageRow
from junheng.model import Stage, Status
from junheng.model.quantity import exactly
from junheng.standards import Citation, Operator, RuleSet, Text, Unit


class IndicatorStatus(StrEnum):
    """Where one row stands on one indicator: the school rule tells 85% apart from less."""

    MET = "met"
    WITHIN_FLOOR = "within_floor"
    BELOW_FLOOR = "below_floor"
    UNDETERMINED = "undetermined"

    @property
    def zh(self) -> str:
        """The word shown to users."""
        return {
            "met": "达标",
            "within_floor": "未达标但达到85%",
            "below_floor": "未达标且低于85%",
            "undetermined": "无法判定",
        }[self.value]

    @property
    def mark(self) -> str:
        """A shape that can be told from the others without colour."""
        return {
            "met": "✓",
            "within_floor": "△",
            "below_floor": "✗",
            "undetermined": "?",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """An input that is not there. ``key`` tells whose it is (school code, stage), ``label`` in words."""

    table: str
    column: str
    key: str
    label: str

    def __str__(self) -> str:
        return (
            f"{self.table}.{self.column}[{self.key}]" if self.key else f"{self.table}.{self.column}"
        )


class IndicatorResult(NamedTuple):
    """One indicator of one row. ``id`` is the measure (``backbone``), ``clause`` its number (``6.2``).

    ``amount`` is what is divided by the pupils, after splitting. ``low`` and ``high`` bound the value
    that missing inputs could still give (``high`` is ``None`` where nothing limits it).
    ``rounding_flip``: the printed value would suggest the other verdict.
    """

    id: str
    clause: str
    amount: Exact | None
    value: Fraction | None
    bound: Fraction
    floor: Fraction
    status: IndicatorStatus
    missing: tuple[Missing, ...] = ()
    low: Fraction | None = None
    high: Fraction | None = None
    rounding_flip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResult:
    """One school and stage (学段部) against the school rule. ``could_be``: the statuses that missing
    inputs could still turn it into; just its own status once decided.
    """

    school: School
    row: StageRow
    share: Fraction | None
    status: Status
    indicators: tuple[IndicatorResult, ...]
    could_be: tuple[Status, ...]

    @property
    def school_code(self) -> str:
        """The school's code."""
        return self.school.school_code

    @property
    def name(self) -> str:
        """The school's name."""
        return self.school.name

    @property
    def label(self) -> str:
        """The row as it is called in lists: ``中心学校（小学）``."""
        return f"{self.name}（{self.stage.zh}）"

    @property
    def stage(self) -> Stage:
        """The stage judged."""
        return self.row.stage

    @property
    def pupils(self) -> int:
        """Pupils of this stage."""
        return self.row.pupils

    @property
    def met(self) -> int:
        """How many indicators are known to reach their bound."""
        return sum(each.status is IndicatorStatus.MET for each in self.indicators)

    @property
    def within_floor(self) -> int:
        """How many are below their bound but reach 85% of it."""
        return sum(each.status is IndicatorStatus.WITHIN_FLOOR for each in self.indicators)

    def indicator(self, indicator_id: str) -> IndicatorResult:
        """The indicator by its id (``backbone``). Raises ``KeyError``."""
        for each in self.indicators:
            if each.id == indicator_id:
                return each
        raise KeyError(indicator_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Disparity:
    """The coefficient of variation between schools, for one stage and indicator.

    ``mean``, ``sd`` in the unit of the indicator; ``sd`` and ``cv`` are cut to 20 decimals, for
    print: the status comes from the exact ``cv_squared``. ``best`` and ``worst`` are what the
    coefficient could be once the missing amounts are known, for information.
    """

    indicator: str
    clause: str
    stage: Stage
    rows: int
    pupils: int
    mean: Fraction | None
    sd: Fraction | None
    cv: Fraction | None
    cv_squared: Fraction | None
    limit: Fraction
    status: Status
    reason: str = ""
    missing: tuple[Missing, ...] = ()
    best: Fraction | None = None
    worst: Fraction | None = None
    rounding_flip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """One input of a figure: what it is, its value, and the cell it was read from."""

    label: str
    value: Exact | str | None
    cell: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One comparison inside a clause: most have one, some two (rotation: share, and backbone)."""

    name: str
    label: str
    value: Fraction | None
    bound: Fraction | None
    operator: Operator
    unit: Unit
    status: Status
    formula: str = ""
    inputs: tuple[Input, ...] = ()
    missing: tuple[Missing, ...] = ()


class Source(NamedTuple):
    """One input of a finding, and the line of the table it was read from."""

    label: str
    value: Exact | None
    table: str
    column: str
    row: int


class Finding(NamedTuple):
    """What a clause that looks at every school (or class) says of one of them.

    ``wording`` is a sentence with the names of ``figures`` in braces; :attr:`text` puts them in. Most
    findings are never read, so nothing is put into words before somebody asks.
    """

    school_code: str
    name: str
    stage: Stage | None
    status: Status
    value: Exact | None = None
    bound: Exact | None = None
    wording: str = ""
    figures: Mapping[str, Exact | None] = MappingProxyType({})
    sources: tuple[Source, ...] = ()
    missing: tuple[Missing, ...] = ()

    @property
    def label(self) -> str:
        """The school as it is called in lists: its stage beside it where one is meant."""
        return f"{self.name}（{self.stage.zh}）" if self.stage else self.name

    @property
    def text(self) -> str:
        """The finding in words; a figure that is missing reads 未填报."""
        shown = {name: exactly(each, missing="未填报") for name, each in self.figures.items()}
        return self.wording.format(**shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseResult:
    """One clause of the county.

    ``value`` and ``bound`` are the leading figure: the share of rows or schools that comply (bound 1)
    where every one of them is looked at, otherwise the figure of the first part; ``None`` for
    evidence.
    """

    id: str
    title: Text
    status: Status
    decides: bool
    cite: Citation
    cited: str
    value: Fraction | None = None
    bound: Fraction | None = None
    operator: Operator | None = None
    unit: Unit = Unit.NONE
    parts: tuple[Part, ...] = ()
    findings: tuple[Finding, ...] = ()
    missing: tuple[Missing, ...] = ()
    note: str = ""
    rounding_flip: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A unit that the seven indicators do not look at, with the reason."""

    school_code: str
    name: str
    stage: Stage | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyResult:
    """The verdict on one county and everything it rests on. ``name`` is ``None`` where unknown."""

    code: str
    name: str | None
    verdict: Status
    clauses: tuple[ClauseResult, ...]
    eligibility: tuple[ClauseResult, ...]
    disparities: tuple[Disparity, ...]
    rows: tuple[RowResult, ...]
    left_out: tuple[LeftOut, ...]

    @property
    def title(self) -> str:
        """How the county is called in print: its name, or its code."""
        return self.name or self.code

    def clause(self, clause_id: str) -> ClauseResult:
        """The result of one clause, eligibility included. Raises ``KeyError``."""
        for clause in (*self.clauses, *self.eligibility):
            if clause.id == clause_id:
                return clause
        raise KeyError(clause_id)

    def disparity(self, stage: Stage, indicator: str) -> Disparity:
        """The disparity of one stage and indicator. Raises ``KeyError``."""
        for each in self.disparities:
            if each.stage is stage and each.indicator == indicator:
                return each
        raise KeyError((stage, indicator))


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """All counties of one data set under one rule set."""

    rules: RuleSet
    census: Census
    counties: tuple[CountyResult, ...]

    @property
    def by_code(self) -> Mapping[str, CountyResult]:
        """The counties by code."""
        return {county.code: county for county in self.counties}
