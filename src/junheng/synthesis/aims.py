"""What the invented resources aim at.

These are not the rules: only figures that keep an invented county on the side of the bound that its
profile asks for.
"""

from __future__ import annotations

from fractions import Fraction

from junheng.model import Stage

PER_PUPIL = {
    "teaching": {Stage.PRIMARY: Fraction("4.5"), Stage.JUNIOR: Fraction("5.8")},
    "sports": {Stage.PRIMARY: Fraction("7.5"), Stage.JUNIOR: Fraction("10.2")},
    "equipment": {Stage.PRIMARY: Fraction(2000), Stage.JUNIOR: Fraction(2500)},
    "multimedia": {Stage.PRIMARY: Fraction("0.023"), Stage.JUNIOR: Fraction("0.024")},
}
"""Whole-school quantities: square metres, yuan, rooms for one pupil."""

ABOVE_REQUIRED = {Stage.PRIMARY: Fraction("0.042"), Stage.JUNIOR: Fraction("0.053")}
BACKBONE = Fraction("0.01")
PE_ARTS = Fraction("0.009")
"""Teachers for one pupil."""

CLASS_CAP = {Stage.PRIMARY: 45, Stage.JUNIOR: 50, Stage.SENIOR: 50}
CLASSES_PER_ROOM = 12
FUND_BASE = {Stage.PRIMARY: 800, Stage.JUNIOR: 1040}
"""Yuan for one pupil and year."""


def weight(stage: Stage, stages: frozenset[Stage]) -> Fraction:
    """How much one pupil counts when whole-school quantities are shared between ``stages``."""
    if stage is Stage.JUNIOR:
        return Fraction("1.1") if Stage.PRIMARY in stages else Fraction(1)
    if stage is Stage.SENIOR:
        return Fraction("1.32") if Stage.PRIMARY in stages else Fraction("1.2")
    return Fraction(1)
