"""Three years of a small invented nation, as finished runs: enough of everything for every table."""

from __future__ import annotations

from pathlib import Path
from random import Random

from tests.engine.finished_runs import (
    INDICATORS,
    Row,
    clause,
    county,
    disparity,
    school,
    write_run,
)

CODES = ("990101", "990102", "990103", "990201", "980101")
YEARS = (2023, 2024, 2025)


def write_nation(folder: Path) -> dict[int, Path]:
    """The folder of each year."""
    chance = Random(5)
    return {year: _year(folder / str(year), year, chance) for year in YEARS}


def _year(folder: Path, year: int, chance: Random) -> Path:
    codes = [code for code in CODES if (code, year) != ("990103", 2024)]
    rows = [row for code in codes for row in _rows(code, chance)]
    return write_run(
        folder,
        [_county(code, year, rows) for code in codes],
        [row for code in codes for row in _clauses(code, year, chance)],
        [row for code in codes for row in _coefficients(code, chance)],
        rows,
    )


def _county(code: str, year: int, rows: list[Row]) -> Row:
    own = [row for row in rows if row["county_code"] == code]
    return county(
        "met" if year == 2023 and code.startswith("9901") else "not_met",
        code,
        name=f"示例{code[-3:]}县",
        rows=len(own),
        rows_met=sum(row["status"] == "met" for row in own),
        pupils=sum(row["pupils"] for row in own),
    )


def _clauses(code: str, year: int, chance: Random) -> list[Row]:
    pay = 1 + (2024 - year) / 100 + chance.gauss(0, 0.005)
    return [
        clause("7.8", "met" if pay >= 1 else "not_met", pay, 1.0, county_code=code),
        clause("7.1", chance.choice(["met", "not_met", "undetermined"]), county_code=code),
    ]


def _coefficients(code: str, chance: Random) -> list[Row]:
    found = []
    for stage, limit in (("primary", 0.5), ("junior", 0.45)):
        for indicator in INDICATORS:
            cv = None if chance.random() < 0.05 else round(chance.uniform(0.2, 0.55), 6)
            status = "undetermined" if cv is None else "met" if cv <= limit else "not_met"
            more = {"county_code": code, "stage": stage, "limit": limit}
            found.append(disparity(cv, status, indicator, **more))
    return found


def _rows(code: str, chance: Random) -> list[Row]:
    return [
        school(
            f"{code}{number:04d}",
            chance.choice(["met", "met", "met", "not_met", "undetermined"]),
            county_code=code,
            stage=chance.choice(["primary", "junior"]),
            type=chance.choice(["primary", "junior", "nine_year"]),
            operator=chance.choice(["7", "10"]),
            area_class=chance.choice(["urban", "town", "rural"]),
            pupils=chance.randint(50, 1500),
            **{name: round(chance.uniform(0.5, 9), 4) for name in INDICATORS},
            backbone_status=chance.choice(["met", "within_floor", "below_floor"]),
        )
        for number in range(8)
    ]
