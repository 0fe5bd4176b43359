"""Which clauses each column feeds, so that a clerk knows what a figure is for.

Source: 教督〔2017〕6号 articles 6-8; the ids are those of the rule book.
"""

from __future__ import annotations

FEEDS: dict[str, dict[str, str]] = {
    "schools": {
        "type": "拆分、7.4",
        "operator": "7.13、表二",
        "area_class": "7.13",
        "built_year": "7.3、7.4 的例外",
        "boarding": "7.13",
        "dense_centre": "6.5 的例外",
        "teaching_area_m2": "6.4",
        "indoor_sports_m2": "6.4、6.5",
        "sports_ground_m2": "6.5",
        "other_sports_m2": "6.5 的例外",
        "leased_sports_m2": "6.5 的例外",
        "equipment_yuan": "6.6",
        "multimedia_rooms": "6.7",
        "public_fund_yuan": "7.6、8.4",
        "training_fund_yuan": "8.4",
    },
    "stages": {
        "stage": "全部",
        "pupils": "6.1-6.7、7.4",
        "grades": "表二",
        "classes": "7.3",
        "largest_class": "7.5",
        "classes_over": "7.5",
        "boarders": "7.13",
        "migrant_pupils": "7.4 的例外",
        "catchment_pupils": "7.13",
        "teachers": "7.9、7.12",
        "degree_associate": "6.1（小学）",
        "degree_bachelor": "6.1",
        "degree_master": "6.1",
        "degree_doctor": "6.1",
        "backbone": "6.2",
        "pe": "6.3",
        "music": "6.3",
        "art": "6.3",
        "arts": "6.3",
        "visiting_pe_arts": "6.3 的例外",
        "certified": "7.12",
        "trained_360": "7.9",
    },
    "rooms": {"kind": "7.3", "area_m2": "7.3"},
    "classes": {"pupils": "7.5"},
    "county": {"value": "见各行"},
    "attestations": {"conclusion": "见各行"},
}


def feeds(table: str, column: str) -> str:
    """The clauses a column feeds, in words; ``""`` for columns that only identify a row."""
    return FEEDS.get(table, {}).get(column, "")
