"""``plan_layout``: the layout of schools, and bus routes where asked for, as an outcome."""

from __future__ import annotations

from junheng.planning.layout.bus_telling import with_buses
from junheng.planning.layout.buses import BusOptions, plan_buses
from junheng.planning.layout.county import County
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.plan import NoLayout, lay_out
from junheng.planning.layout.telling import outcome
from junheng.planning.outcome import Outcome
from junheng.planning.watch import Watch


def plan_layout(
    county: County, options: LayoutOptions, watch: Watch, *, buses: BusOptions | None = None
) -> Outcome:
    """Which sites are built, extended, closed; who goes where; and routes where ``buses`` is given."""
    plan = lay_out(county, options, watch)
    told = outcome(plan)
    if buses is None or isinstance(plan, NoLayout):
        return told
    return with_buses(told, county, plan_buses(plan, buses, watch))
