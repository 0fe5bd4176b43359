"""7.11: at least 10% of those eligible rotate, and at least 20% of them are backbone teachers."""

import pytest

from tests.spec.drawing import clause, county


def rotation(eligible: object, rotated: object, backbone: object, base: object = 10) -> object:
    return county(
        facts={
            "rotation_eligible": eligible,
            "rotated": rotated,
            "rotated_backbone": backbone,
            "rotation_eligible_backbone": base,
        }
    )


def test_10_of_100_with_2_backbone_teachers_are_exactly_enough() -> None:
    assert clause("7.11", rotation(100, 10, 2)).status == "met"  # type: ignore[arg-type]


def test_10_of_101_are_too_few() -> None:
    assert clause("7.11", rotation(101, 10, 2)).status == "not_met"  # type: ignore[arg-type]


def test_2_backbone_teachers_of_11_are_too_few() -> None:
    assert clause("7.11", rotation(100, 11, 2)).status == "not_met"  # type: ignore[arg-type]


def test_under_the_other_reading_backbone_teachers_are_counted_against_those_eligible() -> None:
    drawn = rotation(100, 20, 2, 10)
    option = "rotation_backbone_base=eligible_backbone"
    assert clause("7.11", drawn).status == "not_met"  # type: ignore[arg-type]
    assert clause("7.11", drawn, option).status == "met"  # type: ignore[arg-type]
    few = rotation(100, 20, 2, 11)
    assert clause("7.11", few, option).status == "not_met"  # type: ignore[arg-type]


@pytest.mark.parametrize("figures", [(None, 10, 2), (100, None, 2), (100, 10, None)])
def test_any_figure_missing_leaves_it_open(figures: tuple[object, object, object]) -> None:
    assert clause("7.11", rotation(*figures)).status == "undetermined"  # type: ignore[arg-type]


def test_a_share_too_low_decides_though_the_backbone_teachers_are_unknown() -> None:
    assert clause("7.11", rotation(100, 9, None)).status == "not_met"  # type: ignore[arg-type]


def test_nobody_rotated_is_not_met() -> None:
    assert clause("7.11", rotation(100, 0, 0)).status == "not_met"  # type: ignore[arg-type]
