"""The tables schools, stages and rooms of a batch, as Arrow tables with the canonical columns."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa

from junheng.census.tables import STAGES
from junheng.synthesis.nation import arrow
from junheng.synthesis.nation.batch import Batch
from junheng.synthesis.nation.draws import Flags, Floats
from junheng.synthesis.nation.enrolment import SENIOR
from junheng.synthesis.nation.groups import AREAS, STAGE_ORDER, TYPES
from junheng.synthesis.nation.names import parents
from junheng.synthesis.nation.places import coordinates

SCHOOLS_NO, STAGES_NO, ROOMS_NO = 1, 2, 3
"""Numbers of the tables, for what is left blank in them."""
_OPERATORS = ("7", "10", "5", "8")
_MAY_BE_BLANK = 12


def schools(batch: Batch) -> Any:
    """The table schools."""
    of, has = batch.schools, batch.campus
    blank = batch.blanks.of(SCHOOLS_NO, of.county, _MAY_BE_BLANK).T
    east, north, operator = batch.draws.school.several(3).T
    lon, lat = coordinates(batch.draws.numbers[of.county], east, north)
    return pa.table(
        {
            "county_code": arrow.codes(of.county, batch.codes),
            "school_code": arrow.text(batch.school_codes),
            "name": arrow.text(batch.school_names),
            "type": arrow.words(of.type, [each.value for each in TYPES]),
            "parent_code": arrow.text(parents(of, batch.school_codes)),
            "operator": arrow.words(_operators(of.private, operator), _OPERATORS),
            "area_class": arrow.words(of.area, [each.value for each in AREAS]),
            "built_year": arrow.whole(of.built, blank[0]),
            "boarding": arrow.flags(of.boarding),
            "dense_centre": arrow.flags(has.dense_centre, blank[1]),
            "lon": arrow.degrees(lon),
            "lat": arrow.degrees(lat),
            "teaching_area_m2": arrow.decimal(has.teaching_area * 10, blank[2]),
            "indoor_sports_m2": arrow.decimal(has.indoor_sports * 10, blank[3]),
            "sports_ground_m2": arrow.decimal(has.sports_ground * 10, blank[4]),
            "other_sports_m2": arrow.decimal(has.other_sports * 10, blank[5]),
            "leased_sports_m2": arrow.decimal(has.leased_sports * 10, blank[6]),
            "equipment_yuan": arrow.decimal(has.equipment, blank[7]),
            "multimedia_rooms": arrow.whole(has.multimedia, blank[8]),
            "public_fund_yuan": arrow.decimal(has.public_fund, blank[9]),
            "training_fund_yuan": arrow.decimal(has.training_fund, blank[10]),
        }
    )


def _operators(private: Flags, uniform: Floats) -> Any:
    """Private, or public: nearly always the county's education bureau."""
    public = np.where(uniform < 0.95, 0, np.where(uniform < 0.98, 2, 3))
    return np.where(private, 1, public)


def stages(batch: Batch) -> Any:
    """The table stages: of senior stages only pupils, grades and classes are given."""
    rows = batch.rows
    known = {
        "pupils": rows.pupils,
        "grades": rows.grades,
        "classes": rows.classes.sum(axis=1),
        **batch.staff.figures,
    }
    columns = [column.name for column in STAGES.columns[2:]]
    blank = batch.blanks.of(STAGES_NO, rows.county, len(columns)).T
    senior = rows.stage == SENIOR
    for place, name in enumerate(columns):
        if name == "pupils":
            blank[place] = False
        elif name not in ("grades", "classes"):
            blank[place] |= senior
    return pa.table(
        {
            "school_code": arrow.codes(rows.school, batch.school_codes),
            "stage": arrow.words(rows.stage, [each.value for each in STAGE_ORDER]),
            **{name: arrow.whole(known[name], blank[place]) for place, name in enumerate(columns)},
        }
    )


def rooms(batch: Batch) -> Any:
    """The table rooms."""
    has = batch.rooms
    county = batch.schools.county[has.school]
    blank = batch.blanks.of(ROOMS_NO, county, 1)[:, 0]
    return pa.table(
        {
            "school_code": arrow.codes(has.school, batch.school_codes),
            "kind": arrow.words(has.art.astype(np.int32), ["music", "art"]),
            "area_m2": arrow.decimal(has.area * 10, blank),
        }
    )
