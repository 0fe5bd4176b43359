"""One school has no disparity, no school has no question, an unknown amount has no answer yet."""

from junheng.model import Stage
from tests.spec.drawing import county, judged


def test_a_stage_with_one_school_has_a_coefficient_of_0() -> None:
    drawn = county(
        """
        school | stage   | pupils
        A      | primary | 1000
        """
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "backbone")
    assert (result.rows, result.cv, result.status) == (1, 0, "met")


def test_a_stage_with_no_school_is_not_applicable() -> None:
    drawn = county(
        """
        school | stage   | pupils
        A      | primary | 1000
        """
    )
    result = judged(drawn).disparity(Stage.JUNIOR, "backbone")
    assert (result.rows, result.pupils, result.cv, result.status) == (0, 0, None, "not_applicable")


def test_a_stage_with_no_school_does_not_harm_the_clause() -> None:
    drawn = county(
        """
        school | stage   | pupils
        A      | primary | 1000
        """
    )
    assert judged(drawn).clause("6.cv").status == "met"


def test_where_nobody_has_anything_the_coefficient_is_undetermined_and_it_is_said_why() -> None:
    drawn = county(
        """
        school | pupils | backbone
        A      | 1000   | 0
        B      | 1000   | 0
        """
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "backbone")
    assert (result.mean, result.cv, result.status) == (0, None, "undetermined")
    assert "0" in result.reason or "零" in result.reason


def test_one_missing_amount_leaves_the_coefficient_undetermined() -> None:
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | 5000000
        B      | 1000   | 5000000
        C      | 1000   | ?
        """
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "equipment")
    assert (result.cv, result.status) == (None, "undetermined")
    assert [(each.column, each.key) for each in result.missing] == [("equipment_yuan", "C")]
    assert result.reason


def test_the_best_and_the_worst_case_of_a_missing_amount_are_shown() -> None:
    """The third school may have as much as the others (0), or nothing (the square root of 1/2), or
    far more (nearly the square root of 2)."""
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | 5000000
        B      | 1000   | 5000000
        C      | 1000   | ?
        """
    )
    result = judged(drawn).disparity(Stage.PRIMARY, "equipment")
    assert result.best == 0
    assert result.worst is not None
    assert result.worst**2 >= 2 - result.worst**2 / 10**9 or result.worst**2 >= 1 / 2


def test_even_a_hopeless_case_stays_undetermined_while_an_amount_is_missing() -> None:
    """A missing amount leaves the disparity undetermined; the cases are information."""
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | 100
        B      | 1000   | 5000000
        C      | 1      | ?
        """
    )
    assert judged(drawn).disparity(Stage.PRIMARY, "equipment").status == "undetermined"


def test_one_coefficient_beyond_its_limit_decides_the_clause_though_another_is_unknown() -> None:
    drawn = county(
        """
        school | pupils | equipment_yuan | multimedia_rooms
        A      | 1000   | 2000000        | ?
        B      | 1000   | 8000000        | 40
        """
    )
    assert judged(drawn).clause("6.cv").status == "not_met"


def test_an_unknown_coefficient_keeps_the_clause_open() -> None:
    drawn = county(
        """
        school | pupils | multimedia_rooms
        A      | 1000   | ?
        B      | 1000   | 40
        """
    )
    clause = judged(drawn).clause("6.cv")
    assert clause.status == "undetermined"
    assert [missing.column for missing in clause.missing] == ["multimedia_rooms"]


def test_a_single_school_with_a_missing_amount_is_undetermined_too() -> None:
    drawn = county(
        """
        school | pupils | equipment_yuan
        A      | 1000   | ?
        """
    )
    assert judged(drawn).disparity(Stage.PRIMARY, "equipment").status == "undetermined"
