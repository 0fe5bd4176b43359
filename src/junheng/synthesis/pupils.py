"""Pupils put into grades and classes."""

from __future__ import annotations

from dataclasses import dataclass

from junheng.model import SchoolType, Stage
from junheng.synthesis.aims import CLASS_CAP
from junheng.synthesis.dice import Dice


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """One stage of one school: for each grade, the number of pupils in each class."""

    stage: Stage
    grades: tuple[tuple[int, ...], ...]

    @property
    def sizes(self) -> tuple[int, ...]:
        """Every class, grade after grade."""
        return tuple(size for grade in self.grades for size in grade)

    @property
    def pupils(self) -> int:
        """All pupils of the stage."""
        return sum(self.sizes)


_PARTS = {
    SchoolType.TEACHING_POINT: ((Stage.PRIMARY, 4, 100),),
    SchoolType.PRIMARY: ((Stage.PRIMARY, 6, 100),),
    SchoolType.JUNIOR: ((Stage.JUNIOR, 3, 100),),
    SchoolType.NINE_YEAR: ((Stage.PRIMARY, 6, 64), (Stage.JUNIOR, 3, 36)),
    SchoolType.SPECIAL: ((Stage.PRIMARY, 6, 64), (Stage.JUNIOR, 3, 36)),
    SchoolType.TWELVE_YEAR: (
        (Stage.PRIMARY, 6, 48),
        (Stage.JUNIOR, 3, 28),
        (Stage.SENIOR, 3, 24),
    ),
    SchoolType.COMPLETE_SECONDARY: ((Stage.JUNIOR, 3, 48), (Stage.SENIOR, 3, 52)),
    SchoolType.VOCATIONAL: ((Stage.SENIOR, 3, 100),),
}
"""For each kind of school: stage, grades, and the percentage of the pupils who are in it."""


def enrol(dice: Dice, kind: SchoolType, pupils: int) -> tuple[Enrolment, ...]:
    """``pupils`` of a school of that kind, put into its stages, grades and classes."""
    parts = _PARTS[kind]
    later = [pupils * percent // 100 for _, _, percent in parts[1:]]
    counts = (pupils - sum(later), *later)
    if kind is SchoolType.TEACHING_POINT:
        parts = ((Stage.PRIMARY, 3 if pupils < 50 else 4, 100),)
    return tuple(
        Enrolment(stage=stage, grades=_grades(dice, count, grades, CLASS_CAP[stage]))
        for (stage, grades, _), count in zip(parts, counts, strict=True)
    )


def _grades(dice: Dice, pupils: int, grades: int, cap: int) -> tuple[tuple[int, ...], ...]:
    sizes = [pupils // grades + (place < pupils % grades) for place in range(grades)]
    for place in range(1, grades):
        moved = dice.between(0, sizes[place] // 12)
        sizes[place] -= moved
        sizes[place - 1] += moved
    return tuple(_evenly(size, -(-size // cap)) for size in sizes)


def _evenly(pupils: int, classes: int) -> tuple[int, ...]:
    return tuple(pupils // classes + (place < pupils % classes) for place in range(classes))
