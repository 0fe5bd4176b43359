"""Which counties are over a limit, may be next year, or stand close to it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from junheng.engine.trends import Measure
from tests.engine.finished_runs import clause, disparity, write_run
from tests.engine.trends.conftest import Followed, only


def of_coefficients(
    followed: Followed, folder: Path, *values: float | None, **more: Any
) -> dict[str, Any]:
    """The risk of one coefficient (limit 0.50) with these values in the years up to 2025."""
    first = 2026 - len(values)
    folders = {}
    for year, cv in enumerate(values, first):
        status = "undetermined" if cv is None else "met" if cv <= 0.5 else "not_met"
        folders[year] = write_run(folder / str(year), disparities=[disparity(cv, status)])
    return only(followed(folders, **more), "risks")


def of_clauses(
    followed: Followed,
    folder: Path,
    *values: float | None,
    clause_id: str,
    bound: float,
    **more: Any,
) -> dict[str, Any]:
    """The risk of one clause, at least ``bound``, with these values in the years up to 2025."""
    first = 2026 - len(values)
    folders = {}
    for year, value in enumerate(values, first):
        status = "undetermined" if value is None else "met" if value >= bound else "not_met"
        folders[year] = write_run(
            folder / str(year), clauses=[clause(clause_id, status, value, bound)]
        )
    return only(followed(folders, **more), "risks")


def test_over_the_limit_now_is_exceeded_however_good_the_line(
    followed: Followed, tmp_path: Path
) -> None:
    found = of_coefficients(followed, tmp_path, 0.9, 0.7, 0.51)
    assert (found["level"], found["direction"]) == ("exceeded", "improving")
    assert found["predicted"] == pytest.approx(0.31333, abs=1e-5)


def test_an_interval_beyond_the_limit_is_a_risk(followed: Followed, tmp_path: Path) -> None:
    found = of_coefficients(followed, tmp_path, 0.40, 0.44, 0.46)
    assert found["level"] == "at_risk"
    assert found["predicted"] < 0.5 < found["high"] == pytest.approx(0.539213, abs=1e-6)


def test_an_interval_that_ends_exactly_at_the_limit_keeps_it(
    followed: Followed, tmp_path: Path
) -> None:
    found = of_coefficients(followed, tmp_path, 0.35, 0.40, 0.45)  # a line without scatter, to 0.50
    assert found["high"] == pytest.approx(0.5)
    assert found["level"] == "near"


def test_a_strict_limit_is_broken_by_an_interval_that_ends_exactly_at_it(
    followed: Followed, tmp_path: Path
) -> None:
    strict = Measure(clause="8.9", sense=-1, strict=True)
    folders = {
        year: write_run(tmp_path / str(year), clauses=[clause("8.9", "met", value, 0.15)])
        for year, value in ((2023, 0.09), (2024, 0.11), (2025, 0.13))
    }
    assert only(followed(folders, measures=(strict,)), "risks")["level"] == "at_risk"


def test_a_tenth_below_the_limit_is_near_and_a_little_more_is_stable(
    followed: Followed, tmp_path: Path
) -> None:
    near = of_coefficients(followed, tmp_path / "a", 0.45, 0.45, 0.45)
    stable = of_coefficients(followed, tmp_path / "b", 0.449, 0.449, 0.449)
    assert (near["level"], stable["level"]) == ("near", "stable")
    assert near["direction"] == "level"


def test_two_years_have_a_direction_and_no_interval(followed: Followed, tmp_path: Path) -> None:
    found = of_coefficients(followed, tmp_path, 0.30, 0.35)
    assert (found["level"], found["direction"]) == ("unknown", "worsening")
    assert (found["low"], found["high"]) == (None, None)


def test_one_year_has_no_direction(followed: Followed, tmp_path: Path) -> None:
    found = of_coefficients(followed, tmp_path, 0.30)
    assert (found["level"], found["direction"], found["predicted"]) == ("unknown", None, None)


def test_a_coefficient_missing_in_the_last_year_is_not_judged(
    followed: Followed, tmp_path: Path
) -> None:
    found = of_coefficients(followed, tmp_path, 0.30, 0.30, 0.30, None)
    assert (found["level"], found["value"], found["n"]) == ("unknown", None, 3)
    assert found["last_year"] == 2024


def test_the_year_of_crossing_is_the_first_year_beyond_the_limit(
    followed: Followed, tmp_path: Path
) -> None:
    # 0.40, 0.44, 0.46 reach 0.50 at 2026.2; 0.30, 0.35, 0.40 reach it in 2027 and keep it then.
    found = of_coefficients(followed, tmp_path / "a", 0.40, 0.44, 0.46)
    exactly = of_coefficients(followed, tmp_path / "b", 0.30, 0.35, 0.40)
    assert (found["crosses"], exactly["crosses"]) == (2027, 2028)
    assert found["returns"] is None


def test_the_year_of_return_is_the_first_year_within_the_limit(
    followed: Followed, tmp_path: Path
) -> None:
    found = of_coefficients(followed, tmp_path, 0.70, 0.65, 0.60)
    assert (found["returns"], found["crosses"]) == (2027, None)


def test_a_crossing_decades_away_is_not_told(followed: Followed, tmp_path: Path) -> None:
    assert of_coefficients(followed, tmp_path, 0.300, 0.301, 0.302)["crosses"] is None


def test_no_coefficient_is_predicted_below_zero(followed: Followed, tmp_path: Path) -> None:
    found = of_coefficients(followed, tmp_path, 0.3, 0.2, 0.05)
    assert (found["predicted"], found["low"]) == (0.0, 0.0)


def test_a_wider_confidence_widens_the_interval(followed: Followed, tmp_path: Path) -> None:
    narrow = of_coefficients(followed, tmp_path / "a", 0.22, 0.26, 0.28)
    wide = of_coefficients(followed, tmp_path / "b", 0.22, 0.26, 0.28, confidence=0.95)
    ratio = (wide["high"] - wide["predicted"]) / (narrow["high"] - narrow["predicted"])
    assert ratio == pytest.approx(12.7062 / 3.0777, rel=1e-4)
    assert (narrow["level"], wide["level"]) == ("stable", "at_risk")


def test_money_that_falls_towards_its_bound_crosses_it(followed: Followed, tmp_path: Path) -> None:
    found = of_clauses(followed, tmp_path, 9000.0, 8500.0, 8000.0, clause_id="7.7", bound=7000.0)
    assert (found["direction"], found["predicted"]) == ("worsening", pytest.approx(7500))
    assert found["crosses"] == 2028


def test_schools_that_all_comply_every_year_are_stable_not_near(
    followed: Followed, tmp_path: Path
) -> None:
    found = of_clauses(followed, tmp_path, 1.0, 1.0, 1.0, clause_id="7.5", bound=1.0)
    assert found["level"] == "stable"


def test_a_share_of_schools_is_never_predicted_above_all_of_them(
    followed: Followed, tmp_path: Path
) -> None:
    found = of_clauses(followed, tmp_path, 0.90, 0.96, 1.0, clause_id="7.5", bound=1.0)
    assert (found["predicted"], found["high"]) == (1.0, 1.0)
    assert found["level"] == "stable"


def test_the_limit_is_that_of_the_last_year(followed: Followed, tmp_path: Path) -> None:
    folders = {
        year: write_run(tmp_path / str(year), clauses=[clause("7.7", "met", 8000.0, bound)])
        for year, bound in ((2023, 6000.0), (2024, 6000.0), (2025, 7000.0))
    }
    assert only(followed(folders), "risks")["limit"] == 7000.0


def test_a_clause_whose_figure_may_change_its_meaning_is_not_followed(
    followed: Followed, tmp_path: Path
) -> None:
    folders = {
        year: write_run(tmp_path / str(year), clauses=[clause("7.11", "met", 0.2, 0.1)])
        for year in (2023, 2024, 2025)
    }
    assert followed(folders).tables["risks"].num_rows == 0


def test_the_gravest_come_first(followed: Followed, tmp_path: Path) -> None:
    cvs = {"backbone": 0.2, "pe_arts": 0.48, "equipment": 0.6}
    rows = [disparity(cv, "not_met" if cv > 0.5 else "met", name) for name, cv in cvs.items()]
    folders = {
        year: write_run(tmp_path / str(year), disparities=rows) for year in (2023, 2024, 2025)
    }
    levels = [row["level"] for row in followed(folders).tables["risks"].to_pylist()]
    assert levels == ["exceeded", "near", "stable"]
