"""Counties that were recognised and have since missed a clause."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.engine.finished_runs import PLACE, Row, clause, county, write_run
from tests.engine.trends.conftest import Followed, only


def years(folder: Path, *content: tuple[str, list[Row]], first: int = 2022) -> dict[int, Path]:
    """A run each year from ``first`` on: the verdict of the only county, and its clauses."""
    return {
        year: write_run(folder / str(year), [county(verdict)], clauses)
        for year, (verdict, clauses) in enumerate(content, first)
    }


def test_which_clause_since_when_and_how_far(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        years(
            tmp_path,
            ("met", [clause("7.7", "met", 7000.0, 7000.0)]),
            ("not_met", [clause("7.7", "not_met", 6900.0, 7000.0)]),
            ("not_met", [clause("7.7", "not_met", 6500.0, 7000.0)]),
        )
    )
    found = only(trend, "slippage")
    assert (found["recognised"], found["by_list"], found["clause"]) == (2022, False, "7.7")
    assert (found["first_missed"], found["since"], found["year"]) == (2023, 2023, 2024)
    assert (found["status"], found["shortfall"]) == ("not_met", 500.0)


def test_a_clause_mended_and_missed_again_counts_from_the_second_time(
    followed: Followed, tmp_path: Path
) -> None:
    states = ("met", "not_met", "met", "not_met")
    trend = followed(years(tmp_path, *((s, [clause("7.7", s, 1.0, 2.0)]) for s in states)))
    found = only(trend, "slippage")
    assert (found["first_missed"], found["since"]) == (2023, 2025)


def test_a_clause_that_is_met_again_is_listed_without_a_since(
    followed: Followed, tmp_path: Path
) -> None:
    states = ("met", "not_met", "met")
    trend = followed(years(tmp_path, *((s, [clause("7.7", s, 8000.0, 7000.0)]) for s in states)))
    found = only(trend, "slippage")
    assert (found["since"], found["status"], found["shortfall"]) == (None, "met", None)


def test_a_year_that_cannot_be_judged_is_not_a_year_missed(
    followed: Followed, tmp_path: Path
) -> None:
    states = ("met", "undetermined", "not_met")
    trend = followed(years(tmp_path, *((s, [clause("7.7", s, None, 7000.0)]) for s in states)))
    found = only(trend, "slippage")
    assert (found["first_missed"], found["since"], found["shortfall"]) == (2024, 2024, None)


def test_a_county_never_met_does_not_slip(followed: Followed, tmp_path: Path) -> None:
    trend = followed(years(tmp_path, *[("not_met", [clause("7.7", "not_met")])] * 2))
    assert trend.tables["slippage"].num_rows == 0


def test_what_was_missed_before_recognition_does_not_count(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        years(tmp_path, ("not_met", [clause("7.7", "not_met")]), ("met", [clause("7.7", "met")]))
    )
    assert trend.tables["slippage"].num_rows == 0


def test_a_clause_that_does_not_decide_does_not_count(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        years(
            tmp_path,
            ("met", [clause("6.1", "met", decides=False)]),
            ("met", [clause("6.1", "not_met", decides=False)]),
        )
    )
    assert trend.tables["slippage"].num_rows == 0


@pytest.mark.parametrize(("listed", "by_list"), [(2019, True), (2023, False)])
def test_the_earlier_of_list_and_verdict_counts(
    followed: Followed, tmp_path: Path, listed: int, *, by_list: bool
) -> None:
    trend = followed(
        years(tmp_path, ("met", [clause("7.7", "met")]), ("not_met", [clause("7.7", "not_met")])),
        recognised={PLACE: listed, "990999": 2020},
    )
    found = only(trend, "slippage")
    assert (found["recognised"], found["by_list"]) == (min(listed, 2022), by_list)


def test_a_county_recognised_before_the_first_year_may_have_slipped_in_it(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        years(tmp_path, ("not_met", [clause("7.7", "not_met", 6000.0, 7000.0)])),
        recognised={PLACE: 2020},
    )
    assert only(trend, "slippage")["since"] == 2022


@pytest.mark.parametrize(
    ("figures", "shortfall"),
    [
        ({"value": 0.18, "bound": 0.15}, pytest.approx(0.03)),  # the difference, at most
        ({"value": 2.0, "bound": 3.0}, 1.0),  # the level, at least
    ],
)
def test_how_far_is_told_in_the_sense_of_the_bound_that_is_missed(
    followed: Followed, tmp_path: Path, figures: dict[str, float], shortfall: Any
) -> None:
    content = [("met", [clause("8.9")]), ("not_met", [clause("8.9", "not_met", **figures)])]
    assert only(followed(years(tmp_path, *content)), "slippage")["shortfall"] == shortfall


def test_a_clause_missed_for_its_evidence_has_no_shortfall_in_its_figure(
    followed: Followed, tmp_path: Path
) -> None:
    missed = clause("7.15", "not_met", 0.96, 0.85)
    trend = followed(years(tmp_path, ("met", [clause("7.15")]), ("not_met", [missed])))
    assert only(trend, "slippage")["shortfall"] is None
