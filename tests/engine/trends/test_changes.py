"""What changed from one year of a county to its next."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.engine.finished_runs import clause, county, disparity, school, write_run
from tests.engine.trends.conftest import Followed, only


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("not_met", "met", "improved"),
        ("met", "not_met", "worsened"),
        ("met", "undetermined", "opened"),
        ("not_met", "undetermined", "opened"),
        ("undetermined", "met", "closed"),
        ("undetermined", "not_met", "closed"),
        ("not_applicable", "met", "scope"),
        ("not_met", "not_applicable", "scope"),
        ("undetermined", "not_applicable", "scope"),
        ("met", "met", "same"),
    ],
)
def test_a_change_of_status_has_a_word(
    followed: Followed, tmp_path: Path, before: str, after: str, word: str
) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", clauses=[clause("7.1", before)]),
            2025: write_run(tmp_path / "b", clauses=[clause("7.1", after)]),
        }
    )
    assert only(trend, "clause_changes")["change"] == word


def test_the_change_of_a_figure_and_of_its_bound(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", clauses=[clause("7.7", "met", 6500.0, 6000.0)]),
            2025: write_run(tmp_path / "b", clauses=[clause("7.7", "not_met", 6800.0, 7000.0)]),
        }
    )
    found = only(trend, "clause_changes")
    assert (found["value_before"], found["value"], found["difference"]) == (6500.0, 6800.0, 300.0)
    assert (found["bound_before"], found["bound"], found["bound_changed"]) == (6000.0, 7000.0, True)


def test_figures_of_different_comparisons_are_not_subtracted(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", clauses=[clause("7.11", "met", 0.12, 0.1)]),
            2025: write_run(tmp_path / "b", clauses=[clause("7.11", "not_met", 0.15, 0.2)]),
        }
    )
    assert only(trend, "clause_changes")["difference"] is None


def test_a_missing_figure_has_no_difference(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", clauses=[clause("7.7", "undetermined", None, 7000.0)]),
            2025: write_run(tmp_path / "b", clauses=[clause("7.7", "met", 7000.0, 7000.0)]),
        }
    )
    assert only(trend, "clause_changes")["difference"] is None


def test_the_change_of_a_coefficient(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", disparities=[disparity(0.52, "not_met")]),
            2025: write_run(tmp_path / "b", disparities=[disparity(0.48)]),
        }
    )
    found = only(trend, "disparity_changes")
    assert found["change"] == "improved"
    assert found["difference"] == pytest.approx(-0.04)


def test_the_share_of_rows_that_pass(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", [county(rows=10, rows_met=8)]),
            2025: write_run(tmp_path / "b", [county("met", rows=20, rows_met=20)]),
        }
    )
    found = only(trend, "verdicts", year=2025)
    assert (found["rows_share_before"], found["rows_share"]) == (0.8, 1.0)
    assert found["rows_share_change"] == pytest.approx(0.2)
    assert (found["verdict_before"], found["change"]) == ("not_met", "improved")


def test_a_county_without_rows_has_no_share(followed: Followed, tmp_path: Path) -> None:
    trend = followed({2025: write_run(tmp_path / "a", [county(rows=0, rows_met=0)])})
    assert only(trend, "verdicts")["rows_share"] is None


def test_the_first_year_has_nothing_before_it(followed: Followed, tmp_path: Path) -> None:
    trend = followed({2025: write_run(tmp_path / "a", rows=[school("1")])})
    found = only(trend, "verdicts")
    assert {found[name] for name in ("change", "verdict_before", "newly_failing", "gone")} == {None}
    assert trend.tables["clause_changes"].num_rows == 0


def test_schools_that_newly_fail_pass_appear_and_go(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        {
            2024: write_run(
                tmp_path / "a", rows=[school("1"), school("2", "not_met"), school("3"), school("4")]
            ),
            2025: write_run(
                tmp_path / "b", rows=[school("1", "not_met"), school("2"), school("3"), school("5")]
            ),
        }
    )
    found = only(trend, "verdicts", year=2025)
    counts = [found[name] for name in ("newly_failing", "newly_passing", "appeared", "gone")]
    assert counts == [1, 1, 1, 1]
    changes = {
        row["school_code"]: row["change"] for row in trend.tables["school_changes"].to_pylist()
    }
    assert changes == {"1": "worsened", "2": "improved"}


def test_a_county_where_nothing_turned_has_zeros_not_gaps(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        {year: write_run(tmp_path / str(year), rows=[school("1")]) for year in (2024, 2025)}
    )
    assert only(trend, "verdicts", year=2025)["newly_failing"] == 0


def test_the_indicators_that_fell_below_their_bound_are_named(
    followed: Followed, tmp_path: Path
) -> None:
    worse = {"pe_arts_status": "below_floor", "equipment_status": "within_floor"}
    trend = followed(
        {
            2024: write_run(tmp_path / "a", rows=[school("1", backbone_status="within_floor")]),
            2025: write_run(tmp_path / "b", rows=[school("1", "not_met", **worse)]),
        }
    )
    found = only(trend, "school_changes")
    assert (found["fell"], found["rose"]) == ("pe_arts,equipment", "backbone")


def test_the_two_stages_of_one_school_are_two_rows(followed: Followed, tmp_path: Path) -> None:
    before = [school("1"), school("1", stage="junior")]
    after = [school("1"), school("1", "not_met", stage="junior")]
    trend = followed(
        {2024: write_run(tmp_path / "a", rows=before), 2025: write_run(tmp_path / "b", rows=after)}
    )
    assert only(trend, "school_changes")["stage"] == "junior"
