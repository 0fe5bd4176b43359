"""What is still open: the missing inputs, what each keeps undecided, and what it alone settles.

See docs/explanation/four-statuses.md (Kleene logic): a row with a missing amount may be decided
already; where it is not, one input can settle it only if some value of it leaves no way for the
others to turn it.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from junheng.evaluation.results import (
    ClauseResult,
    CountyResult,
    IndicatorResult,
    IndicatorStatus,
    Missing,
    RowResult,
)
from junheng.evaluation.rows import possible
from junheng.model import Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """One missing input. ``rows`` and ``clauses`` are undetermined for want of it; ``settles``
    those rows that it can decide by itself, whatever the other inputs turn out to be.
    """

    missing: Missing
    rows: tuple[RowResult, ...]
    settles: tuple[RowResult, ...]
    clauses: tuple[ClauseResult, ...]

    @property
    def weight(self) -> int:
        """How much waits for this input."""
        return len(self.rows) + len(self.clauses)


@dataclass(slots=True)
class _Gathered:
    missing: Missing
    rows: dict[int, RowResult] = field(default_factory=dict)
    settles: dict[int, RowResult] = field(default_factory=dict)
    clauses: dict[str, ClauseResult] = field(default_factory=dict)


def openings(county: CountyResult, *, may_miss: int) -> tuple[Opening, ...]:
    """Every missing input that keeps a row or a clause undetermined, the weightiest first.

    ``may_miss`` is how many indicators the school rule lets stay below their bound (1).
    """
    gathered: dict[str, _Gathered] = {}
    for position, row in enumerate(county.rows):
        if row.status is not Status.UNDETERMINED:
            continue
        for result in row.indicators:
            for missing in result.missing:
                entry = gathered.setdefault(str(missing), _Gathered(missing))
                entry.rows[position] = row
                if len(result.missing) == 1 and settles(row, result, may_miss=may_miss):
                    entry.settles[position] = row
    for clause in (*county.clauses, *county.eligibility):
        if clause.status is Status.UNDETERMINED:
            for missing in missing_of(clause):
                entry = gathered.setdefault(str(missing), _Gathered(missing))
                entry.clauses[clause.id] = clause
    found = [
        Opening(
            missing=entry.missing,
            rows=tuple(entry.rows.values()),
            settles=tuple(entry.settles.values()),
            clauses=tuple(entry.clauses.values()),
        )
        for entry in gathered.values()
    ]
    return tuple(sorted(found, key=lambda opening: -opening.weight))


def missing_of(clause: ClauseResult) -> tuple[Missing, ...]:
    """Every input missing to a clause, its parts and its undetermined findings, each once."""
    every = [
        *clause.missing,
        *(missing for part in clause.parts for missing in part.missing),
        *(
            missing
            for finding in clause.findings
            if finding.status is Status.UNDETERMINED
            for missing in finding.missing
        ),
    ]
    return tuple({str(missing): missing for missing in every}.values())


def row_status(statuses: list[frozenset[IndicatorStatus]], *, may_miss: int) -> Status:
    """The school rule over sets of possible statuses: decided only if every choice agrees."""
    sure_below = any(each == {IndicatorStatus.BELOW_FLOOR} for each in statuses)
    sure_missed = sum(IndicatorStatus.MET not in each for each in statuses)
    if sure_below or sure_missed > may_miss:
        return Status.NOT_MET
    may_be_below = any(IndicatorStatus.BELOW_FLOOR in each for each in statuses)
    may_be_missed = sum(each != {IndicatorStatus.MET} for each in statuses)
    if may_be_below or may_be_missed > may_miss:
        return Status.UNDETERMINED
    return Status.MET


def settles(row: RowResult, result: IndicatorResult, *, may_miss: int) -> bool:
    """Whether some value of this one indicator would decide the row, the others staying open."""
    others = [possible(each) for each in row.indicators if each.id != result.id]
    return any(
        row_status([*others, frozenset({status})], may_miss=may_miss) is not Status.UNDETERMINED
        for status in possible(result)
    )
