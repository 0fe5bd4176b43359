"""Article 6 as quickly as plain Python can: floats, no derivation, nothing missing.

Good for comparison only: it misjudges exact ties, and knows nothing of missing values.
"""

from __future__ import annotations

from math import sqrt

from junheng.census.records import Census, School, StageRow

BOUNDS = {
    "primary": (4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3),
    "junior": (5.3, 1.0, 0.9, 5.8, 10.2, 2500.0, 2.4),
}
WEIGHTS = {
    "nine_year": {"primary": 1.0, "junior": 1.1, "senior": 1.0},
    "complete_secondary": {"primary": 1.0, "junior": 1.0, "senior": 1.2},
    "twelve_year": {"primary": 1.0, "junior": 1.1, "senior": 1.32},
}


def plain_statuses(census: Census) -> list[str]:
    """Met or not met for every judged row; the coefficients are computed on the way."""
    stages: dict[str, dict[str, StageRow]] = {}
    for each in census.stages:
        stages.setdefault(each.school_code, {})[each.stage.value] = each
    statuses = []
    columns: dict[tuple[str, int], list[tuple[float, int]]] = {}
    for school in census.schools:
        rows = stages[school.school_code]
        if school.type in ("special", "vocational"):
            continue
        for stage, bounds in BOUNDS.items():
            row = rows.get(stage)
            if row is None or (school.type == "teaching_point" and row.pupils < 50):
                continue
            amounts = _amounts(school, row, _share(school, stage, rows))
            values = [
                amount / row.pupils * (100 if place in (0, 1, 2, 6) else 1)
                for place, amount in enumerate(amounts)
            ]
            met = sum(value >= bound for value, bound in zip(values, bounds, strict=True))
            left = all(value >= bound * 0.85 for value, bound in zip(values, bounds, strict=True))
            statuses.append("met" if met >= 6 and left else "not_met")
            for place, amount in enumerate(amounts):
                columns.setdefault((stage, place), []).append((amount, row.pupils))
    for found in columns.values():
        _coefficient(found)
    return statuses


def _share(school: School, stage: str, rows: dict[str, StageRow]) -> float:
    weights = WEIGHTS.get(school.type.value)
    if weights is None:
        return 1.0
    whole = sum(weights[each] * row.pupils for each, row in rows.items())
    return weights[stage] * rows[stage].pupils / whole


def _amounts(school: School, row: StageRow, share: float) -> tuple[float, ...]:
    degrees = (row.degree_bachelor or 0) + (row.degree_master or 0) + (row.degree_doctor or 0)
    if row.stage == "primary":
        degrees += row.degree_associate or 0
    indoor = float(school.indoor_sports_m2 or 0)
    return (
        degrees,
        row.backbone or 0,
        (row.pe or 0) + (row.music or 0) + (row.art or 0) + (row.arts or 0),
        (float(school.teaching_area_m2 or 0) - indoor) * share,
        (float(school.sports_ground_m2 or 0) + indoor) * share,
        float(school.equipment_yuan or 0) * share,
        (school.multimedia_rooms or 0) * share,
    )


def _coefficient(found: list[tuple[float, int]]) -> float:
    everyone = sum(pupils for _, pupils in found)
    mean = sum(amount for amount, _ in found) / everyone
    variance = sum(pupils / everyone * (amount / pupils - mean) ** 2 for amount, pupils in found)
    return sqrt(variance) / mean
