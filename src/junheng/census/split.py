"""Splitting what belongs to the whole school between its stages, in exact fractions.

Source: the national application forms (申报表): 九年一贯制 小:初 = 1:1.1; 完全中学
初:高 = 1:1.2; 十二年一贯制 1:1.1:1.32. A split quantity is a fraction and is never rounded before use.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from junheng.census.records import School
from junheng.model import SchoolType, Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much one pupil of a stage weighs against the youngest stage of the school.

    ``junior`` against primary; ``senior_secondary`` against junior in a 完全中学;
    ``senior_through`` against primary in a 十二年一贯制.
    """

    junior: Fraction
    senior_secondary: Fraction
    senior_through: Fraction

    def of(self, kind: SchoolType) -> Mapping[Stage, Fraction]:
        """The weight of each stage in a school of that kind."""
        one = Fraction(1)
        match kind:
            case SchoolType.COMPLETE_SECONDARY:
                return {Stage.JUNIOR: one, Stage.SENIOR: self.senior_secondary}
            case SchoolType.TWELVE_YEAR:
                return {
                    Stage.PRIMARY: one,
                    Stage.JUNIOR: self.junior,
                    Stage.SENIOR: self.senior_through,
                }
            case _:
                return {
                    Stage.PRIMARY: one,
                    Stage.JUNIOR: self.junior,
                    Stage.SENIOR: one,
                }


def share(
    school: School, stage: Stage, pupils: Mapping[Stage, int], weights: Weights
) -> Fraction | None:
    """The part of the whole-school quantities that falls to ``stage``, between 0 and 1.

    ``pupils`` holds the stages the data has for this school. A campus with one stage only is that
    type and is not split. ``None`` where a stage that the school's type demands is not in the data
    (its pupils are unknown, which is not 0), or where the school has no pupils at all.
    """
    expected = school.type.stages
    if len(expected) == 1 or school.type is SchoolType.TEACHING_POINT:
        if set(pupils) <= {stage}:
            return Fraction(1)
    elif school.parent_code is not None and set(pupils) == {stage}:
        return Fraction(1)
    elif any(other not in pupils for other in expected):
        return None
    weight = weights.of(school.type)
    whole = sum(weight[each] * count for each, count in pupils.items())
    if not whole:
        return None
    return weight[stage] * pupils[stage] / whole
