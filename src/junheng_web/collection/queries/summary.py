"""What stands under a county's seal: its totals, and what still asks for a look."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from junheng.census.tables import BY_NAME, Kind
from junheng_web.collection.checking import Finding, Joined, check_joined, joined
from junheng_web.collection.models import Return, ReturnState, Round
from junheng_web.collection.queries.changes import number
from junheng_web.collection.queries.last_year import all_returns, census_before

_ADDED = ("schools", "stages", "rooms")
"""The tables whose columns have sums that say something."""
_NO_SUM = ("grades", "largest_class")
"""Counts that mean nothing when added up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """One sum over the county. ``blank`` rows are in no sum."""

    table: str
    label: str
    unit: str
    total: Decimal
    filled: int
    blank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One finding and the return it is in, if it is in one."""

    finding: Finding
    of: Return | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """The whole county as it stands. ``open`` returns keep it from being sealed."""

    open: tuple[Return, ...]
    absent: tuple[Return, ...]
    errors: tuple[Doubt, ...]
    warnings: tuple[Doubt, ...]
    totals: tuple[Total, ...]
    schools: int

    @property
    def ready(self) -> bool:
        """Whether it can be sealed."""
        return not self.open and not self.errors


def summary_of(round_: Round) -> Summary:
    """Check the county as a whole. Takes a constant number of queries."""
    returns = all_returns(round_)
    by_pk = {each.pk: each for each in returns}
    whole = joined(returns)
    checks, others = check_joined(whole, last_year=census_before(round_))
    found = [
        Doubt(finding=each, of=by_pk[each.of] if each.of is not None else None)
        for each in (*(one for check in checks.values() for one in check.findings), *others)
    ]
    done = (ReturnState.APPROVED, ReturnState.LOCKED, ReturnState.ABSENT)
    return Summary(
        open=tuple(each for each in returns if each.state not in done),
        absent=tuple(each for each in returns if each.state == ReturnState.ABSENT),
        errors=tuple(each for each in found if each.finding.is_error),
        warnings=tuple(each for each in found if not each.finding.is_error),
        totals=tuple(_totals(whole)),
        schools=len(whole.entered.get("schools", ())),
    )


def _totals(whole: Joined) -> list[Total]:
    """The sums of all columns of numbers in which anything is filled."""
    found = []
    for name in _ADDED:
        table = BY_NAME[name]
        rows = whole.entered.get(name, [])
        for column in table.columns:
            if column.kind not in (Kind.COUNT, Kind.AMOUNT) or column.name in _NO_SUM:
                continue
            numbers = [
                each
                for row in rows
                if (each := number(name, (), column.name, row.get(column.name, ""))) is not None
            ]
            if numbers:
                found.append(
                    Total(
                        table=table.sheet,
                        label=column.header,
                        unit=column.unit,
                        total=sum(numbers, Decimal(0)),
                        filled=len(numbers),
                        blank=len(rows) - len(numbers),
                    )
                )
    return found
