"""The county as the two models of rotation see it: rows, movable persons, classes of equals, distances.

Sets and data
    rows i        school and stage; pupils P_i
    persons p     at row i(p), teaching a subject; backbone or not; above the required degree or not;
                  w_p years waited: since the last move where there was one, else at the school
    eligible E    at the school for `years` years or more, and taking part
    movable       eligible, and not moved within `rest` years
    classes k     movable persons equal in row, subject, backbone, degree, home and reach: for both
                  models they differ by the years waited alone
    d_ki          metres from home, or else from the school, to row i; -1 where it may not go: another
                  stage, the own school, beyond the person's or the county's limit
    f_p           metres that a person who waited less counts as further away: `wait_km` for each year
                  below twice the `years`
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

from junheng.census.microdata.tally import SUBJECTS
from junheng.census.records import School, StageRow
from junheng.census.words import normal
from junheng.evaluation import CountyResult, evaluate
from junheng.evaluation.amounts import ABOVE
from junheng.evaluation.results import RowResult
from junheng.model import Stage
from junheng.planning.great_circle import metres
from junheng.planning.inputs.rotate import Key, Person, RotateInputs
from junheng.planning.solver_flow import Whole
from junheng.standards import RuleSet

CLAUSE = "7.11"
KINDS = ("above_required_degree", "backbone", "pe_arts")
"""The indicators of article 6 that move with a teacher."""
NOBODY = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateOptions:
    """How to rotate in ``year``. ``share`` of the eligible: ``None`` takes the bound of clause 7.11.
    ``most_out`` is the share of a row's teachers that may leave in the year. ``lower`` is how much of
    each coefficient that can fall should fall, as a share of it; with
    ``lower_demanded``, what falls less is told as a demand not met. ``gap`` ends the search.
    """

    rules: RuleSet
    year: int
    years: int = 6
    rest: int = 3
    share: Fraction | None = None
    furthest_km: Fraction | None = None
    wait_km: Fraction = Fraction(1)
    most_out: Fraction = Fraction(1, 5)
    lower: Fraction = Fraction(1, 20)
    lower_demanded: bool = False
    gap: float = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A class k: everybody in ``persons`` (places in the roster, the longest waiting first) is equal.

    ``kinds`` tells which of :data:`KINDS` the persons count in.
    """

    row: int
    subject: str
    backbone: bool
    kinds: tuple[bool, bool, bool]
    home: tuple[float, float] | None
    reach: int | None
    persons: tuple[int, ...]


@dataclass(frozen=True)
class Situation:
    """The county, ready for a model. ``rows``, ``schools`` and ``keys`` are parallel."""

    inputs: RotateInputs
    options: RotateOptions
    keys: tuple[Key, ...]
    rows: tuple[StageRow, ...]
    schools: tuple[School, ...]
    eligible: tuple[int, ...]
    movable: tuple[int, ...]
    groups: tuple[Group, ...]

    @cached_property
    def row_of(self) -> Mapping[Key, int]:
        """The place of a school and stage among the rows."""
        return {key: place for place, key in enumerate(self.keys)}

    @cached_property
    def stages(self) -> NDArray[np.int64]:
        """0 for a primary, 1 for a junior row."""
        return np.array([int(stage is Stage.JUNIOR) for _, stage in self.keys], dtype=np.int64)

    @cached_property
    def without_place(self) -> tuple[str, ...]:
        """Schools whose place is not known; they count as the furthest known."""
        return tuple(dict.fromkeys(s.name for s in self.schools if s.lon is None or s.lat is None))

    @cached_property
    def between(self) -> Whole:
        """Metres by road between rows."""
        lon, lat, known = self._places
        return _filled(metres(lon, lat, lon, lat), known[:, None] & known[None, :])

    @cached_property
    def _places(self) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.bool_]]:
        known = np.array(
            [s.lon is not None and s.lat is not None for s in self.schools], dtype=bool
        )
        lon = np.array([float(s.lon or 0) for s in self.schools])
        lat = np.array([float(s.lat or 0) for s in self.schools])
        return lon, lat, known

    @cached_property
    def travel(self) -> Whole:
        """d_ki by class and row; -1 where the class may not go."""
        if not self.groups:
            return np.zeros((0, len(self.rows)), dtype=np.int64)
        at = np.array([group.row for group in self.groups])
        far = self.between[at]
        lon, lat, known = self._places
        living = [k for k, group in enumerate(self.groups) if group.home is not None]
        if living:
            home = np.array([self.groups[k].home for k in living])
            far[living] = _filled(metres(home[:, 0], home[:, 1], lon, lat), known[None, :])
        reach = np.array([_LIMIT if group.reach is None else group.reach for group in self.groups])
        codes = np.unique([code for code, _ in self.keys], return_inverse=True)[1]
        allowed = (
            (self.stages[at][:, None] == self.stages[None, :])
            & (codes[at][:, None] != codes[None, :])
            & (far <= reach[:, None])
        )
        return np.where(allowed, far, -1)

    def waited(self, person: int) -> Fraction:
        """w_p, in years."""
        return waited(self.inputs.persons[person], self.options.year)

    def late(self, person: int) -> int:
        """f_p: metres added for having waited less than others."""
        full = 2 * self.options.years
        return round(self.options.wait_km * 1000 * max(Fraction(0), full - self.waited(person)))

    @cached_property
    def before(self) -> CountyResult:
        """The county as it is, by the reference evaluator."""
        return evaluate(self.inputs.census, self.options.rules).counties[0]

    @cached_property
    def judged(self) -> Mapping[int, RowResult]:
        """The rows that the seven indicators look at, by their place."""
        return {self.row_of[row.school_code, row.stage]: row for row in self.before.rows}

    @property
    def demanded(self) -> int:
        """How many must move: the share of clause 7.11, or the one asked for."""
        return ceil(len(self.eligible) * self.share)

    @property
    def share(self) -> Fraction:
        """The share of the eligible that must move."""
        bound = self.options.rules[CLAUSE].figure("rotated")
        return bound if self.options.share is None else self.options.share

    @property
    def backbone_share(self) -> Fraction:
        """The share of clause 7.11 for backbone teachers."""
        return self.options.rules[CLAUSE].figure("backbone")

    @property
    def backbone_of_eligible(self) -> bool:
        """Whether that share is of all eligible backbone teachers, and not of those who move."""
        return self.options.rules.option("rotation_backbone_base") == "eligible_backbone"

    @cached_property
    def eligible_backbone(self) -> int:
        """Backbone teachers among the eligible."""
        return sum(self.inputs.persons[person].backbone for person in self.eligible)

    def backbone_needed(self, moved: int) -> int:
        """How many backbone teachers must be among ``moved``."""
        base = self.eligible_backbone if self.backbone_of_eligible else moved
        return ceil(base * self.backbone_share)

    @cached_property
    def listed(self) -> Counter[int]:
        """Teachers of the roster by row."""
        return Counter(self.row_of[person.at] for person in self.inputs.persons)

    @cached_property
    def most_leavers(self) -> tuple[int, ...]:
        """How many may leave each row: the share, rounded down, but one where there are two or more."""
        found = []
        for place in range(len(self.rows)):
            teachers = self.listed[place]
            share = int(teachers * self.options.most_out)
            found.append(max(share, 1) if teachers > 1 and self.options.most_out else 0)
        return tuple(found)

    @cached_property
    def taught(self) -> Counter[tuple[int, str]]:
        """Teachers of the roster by row and subject."""
        return Counter((self.row_of[person.at], person.subject) for person in self.inputs.persons)

    def least_taught(self, row: int, subject: str) -> int:
        """How many teachers of the subject the row must keep, or get: what is written, else one of those
        it has.
        """
        have = self.taught[row, subject]
        return min(self.inputs.needs.get((self.keys[row], subject), 1), have)


_LIMIT = 1 << 40


def _filled(far: Whole, known: NDArray[np.bool_]) -> Whole:
    """Unknown distances as long as the longest known one."""
    furthest = int(far[np.broadcast_to(known, far.shape)].max()) if known.any() else 0
    return np.where(known, far, furthest)


def waited(person: Person, year: int) -> Fraction:
    """Years since the last move, or at the school where that is less or there was none."""
    years = Fraction(person.years)
    return years if person.last_moved is None else min(years, Fraction(year - person.last_moved))


def is_eligible(person: Person, options: RotateOptions) -> bool:
    """Whether the person counts among those who meet the conditions."""
    return person.years >= options.years and not person.stays


def is_movable(person: Person, options: RotateOptions) -> bool:
    """Whether the person may move this year."""
    rested = person.last_moved is None or options.year - person.last_moved >= options.rest
    return is_eligible(person, options) and rested


def kinds_of(person: Person) -> tuple[bool, bool, bool]:
    """Which of :data:`KINDS` the person counts in."""
    above = f"degree_{person.degree}" in {term.column for term in ABOVE[person.at[1]]}
    return above, person.backbone, bool(column_of(person.subject))


def column_of(subject: str) -> str:
    """The column of the stages table that counts teachers of ``subject``; ``""`` if none does."""
    word = normal(subject)
    return next((name for zh, name in SUBJECTS if word == name or word.startswith(zh)), "")


def situation(inputs: RotateInputs, options: RotateOptions) -> Situation:
    """The county as the models see it."""
    schools = {school.school_code: school for school in inputs.census.schools}
    rows = inputs.rows
    keys = tuple(rows)
    row_of = {key: place for place, key in enumerate(keys)}
    persons = inputs.persons
    eligible = tuple(p for p, person in enumerate(persons) if is_eligible(person, options))
    movable = tuple(p for p in eligible if is_movable(persons[p], options))
    return Situation(
        inputs=inputs,
        options=options,
        keys=keys,
        rows=tuple(rows.values()),
        schools=tuple(schools[code] for code, _ in keys),
        eligible=eligible,
        movable=movable,
        groups=_groups(persons, movable, row_of, options),
    )


def _groups(
    persons: Sequence[Person],
    movable: Sequence[int],
    row_of: Mapping[Key, int],
    options: RotateOptions,
) -> tuple[Group, ...]:
    found: dict[tuple[object, ...], list[int]] = {}
    for place in movable:
        person = persons[place]
        key = (
            row_of[person.at],
            person.subject,
            kinds_of(person),
            person.home,
            _reach(person, options),
        )
        found.setdefault(key, []).append(place)
    groups = []
    for members in found.values():
        first = persons[members[0]]
        members.sort(key=lambda p: (-waited(persons[p], options.year), persons[p].id))
        groups.append(
            Group(
                row=row_of[first.at],
                subject=first.subject,
                backbone=first.backbone,
                kinds=kinds_of(first),
                home=None if first.home is None else (float(first.home[0]), float(first.home[1])),
                reach=_reach(first, options),
                persons=tuple(members),
            )
        )
    return tuple(groups)


def _reach(person: Person, options: RotateOptions) -> int | None:
    """Metres that the person may go at most."""
    limits = [limit for limit in (person.furthest_km, options.furthest_km) if limit is not None]
    return int(min(limits) * 1000) if limits else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """One person, named by the place in the roster, to a row. ``metres`` from home or school."""

    person: int
    row: int
    metres: int
