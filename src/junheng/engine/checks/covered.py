"""Which checks of the catalogue are made at scale."""

from __future__ import annotations

from junheng.engine.checks import cells, county, doubles, others, schools, stages
from junheng.engine.tables import described

OF_LISTS = frozenset(("micro.overridden", "micro.no_stage", "micro.incomplete"))
"""Made where there are lists of people."""
OF_PERSONS = frozenset(("micro.person_twice", "micro.identity_number"))
"""Made only where asked for: they read the number of every person."""
COVERED = (
    frozenset(
        look.check for room in (schools, stages, doubles, others, county) for look in room.looks()
    )
    | frozenset(
        look.check
        for name, table in described().present.items()
        for look in cells.looks(table, name)
    )
    | OF_LISTS
)
"""The checks that are always made."""
