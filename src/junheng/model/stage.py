"""Stages of schooling (学段). One row is judged per school and stage (form II-2)."""

from __future__ import annotations

from enum import StrEnum


class Stage(StrEnum):
    """A stage of schooling. ``senior`` takes part only in splitting whole-school quantities."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    SENIOR = "senior"

    @property
    def zh(self) -> str:
        """The Chinese name, as in the official forms."""
        return {"primary": "小学", "junior": "初中", "senior": "高中"}[self.value]


COMPULSORY = (Stage.PRIMARY, Stage.JUNIOR)
"""The stages of compulsory education (义务教育), in the order of the official forms."""
