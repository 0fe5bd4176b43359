"""All tables of a comparison, from one finished run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa

from junheng.engine.backends import Connection
from junheng.engine.comparisons import groups, places
from junheng.engine.comparisons.alike import alike, traits
from junheng.engine.comparisons.levels import (
    AREA_CLASS,
    COUNTY,
    GROUPINGS,
    NATION,
    PREFECTURE,
    PROVINCE,
    at_levels,
    in_groups,
)
from junheng.engine.comparisons.ranks import ranks
from junheng.engine.finished import Finished, open_finished

Progress = Callable[[str, int, int], None]
LEVELS = (PREFECTURE, PROVINCE)
"""The levels a user may choose; the nation is always there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What to compare by: any of :data:`LEVELS` and :data:`GROUPINGS`; nothing chosen means all.

    ``nearest``: how many like counties are listed for each, none if 0.
    """

    by: Sequence[str] = ()
    nearest: int = 0

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels above the county, the nation first."""
        chosen = [each for each in (PROVINCE, PREFECTURE) if each in self.by]
        return (NATION, *(chosen or (PROVINCE, PREFECTURE)))

    @property
    def groupings(self) -> tuple[str, ...]:
        """The groupings; none where only levels were chosen."""
        if not self.by:
            return GROUPINGS
        return tuple(each for each in GROUPINGS if each in self.by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The tables by name, as in docs/how-to/compare-places.md, and the run they are of.

    ``names`` are the counties' by code, as far as the run knew them.
    """

    question: Question
    about: Mapping[str, Any]
    tables: Mapping[str, pa.Table]
    names: Mapping[str, str]


def compare(
    connection: Connection, folder: Path, question: Question, *, progress: Progress | None = None
) -> Comparison:
    """Compute every table asked for. Raises :class:`junheng.errors.InputError` for an unusable run."""
    run = open_finished(connection, folder)
    named = run.counties.filter(run.counties["name"].notnull()).select("county_code", "name")
    names = {row["county_code"]: row["name"] for row in connection.arrow(named).to_pylist()}
    makers = _makers(connection, run, question)
    tables: dict[str, pa.Table] = {}
    for done, (name, make) in enumerate(makers.items()):
        if progress is not None:
            progress("比较各地", done, len(makers))
        tables[name] = connection.arrow(make())
    if progress is not None:
        progress("比较各地", len(makers), len(makers))
    return Comparison(question=question, about=run.about, tables=tables, names=names)


def _makers(
    connection: Connection, run: Finished, question: Question
) -> dict[str, Callable[[], Any]]:
    counties = connection.keep(run.counties)
    coefficients = connection.keep(run.disparities)
    place = ("level", "code")
    makers: dict[str, Callable[[], Any]] = {
        "places": lambda: (
            places.verdicts(at_levels(counties, question.levels))
            .left_join(places.failing_pupils(at_levels(run.rows, question.levels)), list(place))
            .drop("level_right", "code_right")
            .order_by(*place)
        ),
        "place_disparities": lambda: places.disparities(
            at_levels(coefficients, question.levels)
        ).order_by(*place, "stage", "indicator"),
        "ranks": lambda: ranks(counties, coefficients).order_by(
            "county_code", "measure", "stage", "indicator"
        ),
    }
    if question.groupings:
        grouped = in_groups(at_levels(run.rows, (*question.levels, COUNTY)), question.groupings)
        keys = (*place, "grouping", "group", "stage")
        means = connection.keep(groups.means(grouped))
        makers["groups"] = lambda: groups.passing(grouped).order_by(*keys)
        makers["group_means"] = lambda: means.order_by(*keys, "indicator")
        if AREA_CLASS in question.groupings:
            makers["gaps"] = lambda: groups.gaps(means).order_by(*place, "stage", "indicator")
    if question.nearest:
        makers["alike"] = lambda: alike(traits(run.rows), counties, question.nearest).order_by(
            "county_code", "position"
        )
    return makers
