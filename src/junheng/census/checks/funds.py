"""Money: a part within the whole, and no 万元 where yuan are expected."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from junheng.census.checks.draft import Draft, plain
from junheng.census.defects import Defect
from junheng.census.records import School

LEAST_A_PUPIL = {"equipment_yuan": 20, "public_fund_yuan": 20}
"""Yuan a pupil below which a figure was most likely written in 万元."""


def check(draft: Draft) -> Iterator[Defect]:
    """Every school by itself."""
    for school in draft.schools:
        yield from _training(draft, school)
        yield from _unit(draft, school)


def _training(draft: Draft, school: School) -> Iterator[Defect]:
    training, fund = school.training_fund_yuan, school.public_fund_yuan
    if training is not None and fund is not None and training > fund:
        yield draft.defect(
            "fund.training",
            school,
            "training_fund_yuan",
            f"教师培训经费预算 {plain(training)} 大于公用经费预算 {plain(fund)}",
            found=plain(training),
            expected=f"不大于 {plain(fund)}",
            remedy="教师培训经费是公用经费的一部分；核对这两个数和它们的单位",
        )


def _unit(draft: Draft, school: School) -> Iterator[Defect]:
    pupils = draft.pupils_of(school)
    if not pupils:
        return
    for column, least in LEAST_A_PUPIL.items():
        value = getattr(school, column)
        if value and value < least * pupils:
            each = plain(Fraction(round(Fraction(value) / pupils * 100), 100))
            yield draft.defect(
                "fund.unit",
                school,
                column,
                f"{plain(value)} 元，平均每名学生只有 {each} 元，像是以万元填报的",
                found=plain(value),
                expected="以元为单位的数",
                remedy="换算成元；或在表头写明“（万元）”",
            )
