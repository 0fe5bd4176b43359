"""Which departments a campaign would need and cannot ask."""

from __future__ import annotations

from junheng_web.collection.models import Campaign
from junheng_web.territory.models import Department, Region
from junheng_web.territory.units import UNITS


def missing_departments(campaign: Campaign) -> list[tuple[Region, list[str]]]:
    """By county, the departments that answer for facts and are not registered."""
    counties = Region.everything.filter(rounds__campaign=campaign).order_by("code")
    there = set(Department.everything.filter(region__in=counties).values_list("region_id", "kind"))
    found = []
    for county in counties:
        names = [
            str(unit.name) for unit in UNITS if unit.facts and (county.pk, unit.kind) not in there
        ]
        if names:
            found.append((county, names))
    return found
