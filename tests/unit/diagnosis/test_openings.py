"""What is open: each missing input, what waits for it, and what it alone can settle."""

from __future__ import annotations

from junheng.diagnosis import openings
from junheng.diagnosis.openings import row_status
from junheng.evaluation.results import IndicatorStatus
from junheng.model import Status
from tests.unit.diagnosis.rows import one_school

MET = frozenset({IndicatorStatus.MET})
WITHIN = frozenset({IndicatorStatus.WITHIN_FLOOR})
BELOW = frozenset({IndicatorStatus.BELOW_FLOOR})
ANY = MET | WITHIN | BELOW


def of_rows(**stage: object) -> dict[str, tuple[int, int]]:
    """Missing inputs that rows wait for: how many wait, and how many each settles by itself."""
    found = openings(one_school(**stage), may_miss=1)
    return {each.missing.column: (len(each.rows), len(each.settles)) for each in found if each.rows}


def test_the_only_missing_input_settles_its_row() -> None:
    assert of_rows(backbone=None) == {"backbone": (1, 1)}


def test_one_of_two_missing_inputs_can_still_settle_by_falling_below_the_floor() -> None:
    assert of_rows(backbone=None, pe=None, music=None, art=None, arts=None) == {
        "backbone": (1, 1),
        "pe": (1, 0),
        "music": (1, 0),
        "art": (1, 0),
        "arts": (1, 0),
    }


def test_a_decided_row_waits_for_nothing() -> None:
    found = one_school({"equipment_yuan": 0}, backbone=None)
    assert found.rows[0].status is Status.NOT_MET
    assert all(not each.rows for each in openings(found, may_miss=1))


def test_clauses_that_wait_are_named_and_the_weightiest_input_comes_first() -> None:
    found = openings(one_school(backbone=None), may_miss=1)
    first = found[0]
    assert first.missing.column == "backbone"
    assert [clause.id for clause in first.clauses] == ["6.2", "6.school", "6.cv", "E.4"]
    assert [each.weight for each in found] == sorted((each.weight for each in found), reverse=True)


def test_each_missing_input_is_listed_once() -> None:
    found = openings(one_school(backbone=None), may_miss=1)
    names = [str(each.missing) for each in found]
    assert len(names) == len(set(names))


def test_one_below_the_floor_decides_whatever_the_others_are() -> None:
    assert row_status([ANY] * 6 + [BELOW], may_miss=1) is Status.NOT_MET


def test_two_surely_below_their_bounds_decide() -> None:
    assert row_status([WITHIN, WITHIN | BELOW, *[ANY] * 5], may_miss=1) is Status.NOT_MET


def test_six_met_and_one_that_cannot_fall_below_the_floor_is_met() -> None:
    assert row_status([*[MET] * 6, MET | WITHIN], may_miss=1) is Status.MET


def test_six_met_and_one_that_may_be_anything_stays_open() -> None:
    assert row_status([*[MET] * 6, ANY], may_miss=1) is Status.UNDETERMINED
