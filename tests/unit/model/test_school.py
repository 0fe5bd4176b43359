"""Kinds of school, of place and of operator."""

import pytest

from junheng.model import COMPULSORY, AreaClass, OperatorCode, SchoolType, Stage


@pytest.mark.parametrize(
    ("kind", "stages"),
    [
        (SchoolType.PRIMARY, "primary"),
        (SchoolType.JUNIOR, "junior"),
        (SchoolType.NINE_YEAR, "primary junior"),
        (SchoolType.TWELVE_YEAR, "primary junior senior"),
        (SchoolType.COMPLETE_SECONDARY, "junior senior"),
    ],
)
def test_a_kind_of_school_has_its_stages(kind: SchoolType, stages: str) -> None:
    assert [stage.value for stage in kind.stages] == stages.split()


def test_compulsory_education_ends_with_junior_school() -> None:
    assert COMPULSORY == (Stage.PRIMARY, Stage.JUNIOR)


@pytest.mark.parametrize("code", range(1, 11))
def test_only_operator_10_is_private(code: int) -> None:
    assert OperatorCode(code).is_public is (code != 10)


def test_operators_are_called_as_on_form_ii_2() -> None:
    names = "中央教育 中央其他 省教育 省其他 地教育 地其他 县教育 县其他 地方企业 民办"
    assert [code.zh for code in OperatorCode] == names.split()


def test_every_word_has_its_chinese_name() -> None:
    names = [each.zh for group in (SchoolType, AreaClass, Stage) for each in group]
    assert all(names)
    assert len(names) == len(set(names)) + 2  # 小学 and 初中 are kinds of school and stages
