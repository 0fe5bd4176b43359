"""The four statuses and Kleene's "and"."""

from itertools import permutations

import pytest

from junheng.model import Status, all_met

MET, NOT_MET = Status.MET, Status.NOT_MET
UNDETERMINED, NOT_APPLICABLE = Status.UNDETERMINED, Status.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("statuses", "together"),
    [
        ([], NOT_APPLICABLE),
        ([NOT_APPLICABLE], NOT_APPLICABLE),
        ([MET], MET),
        ([MET, MET], MET),
        ([MET, NOT_APPLICABLE], MET),
        ([MET, UNDETERMINED], UNDETERMINED),
        ([NOT_APPLICABLE, UNDETERMINED], UNDETERMINED),
        ([MET, NOT_MET], NOT_MET),
        ([UNDETERMINED, NOT_MET], NOT_MET),
        ([NOT_APPLICABLE, NOT_MET], NOT_MET),
        ([MET, NOT_APPLICABLE, UNDETERMINED, NOT_MET], NOT_MET),
    ],
)
def test_one_unmet_decides_then_one_unknown_keeps_it_open(
    statuses: list[Status], together: Status
) -> None:
    assert all(all_met(order) is together for order in permutations(statuses))


@pytest.mark.parametrize(("holds", "status"), [(True, MET), (False, NOT_MET), (None, UNDETERMINED)])
def test_a_comparison_that_cannot_be_made_is_undetermined(
    holds: bool | None, status: Status
) -> None:
    assert Status.of(holds) is status


def test_each_status_has_its_own_word_and_mark() -> None:
    assert len({status.zh for status in Status}) == len({status.mark for status in Status}) == 4
