"""What kind of county is invented: how many schools of each kind, how rich, what is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from junheng.model import AreaClass, SchoolType


class Flaw(StrEnum):
    """One thing put wrong, or left blank, in a county that would otherwise comply."""

    ONE_SHORT = "one_short"  # some schools miss one indicator but reach 85% of it: still allowed
    CROWDED_SCHOOL = "crowded_school"  # the largest urban primary misses two indicators by a little
    CLASS_OF_46 = "class_of_46"  # one primary class has one pupil too many
    ROTATION_SHORT = "rotation_short"  # one rotated teacher too few
    BLANK_CELLS = "blank_cells"  # some cells of schools and stages were not filled in
    BLANK_COUNTY = "blank_county"  # some facts and conclusions of the county were not given


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """``count`` schools of one kind and place, each with pupils in the given range (all stages)."""

    type: SchoolType
    area: AreaClass
    count: int
    pupils: tuple[int, int]
    private: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A kind of county.

    ``plenty`` is how far the resources of a place exceed what is asked for, in thousandths:
    (1050, 1200) is 5% to 20% more. ``class_list`` adds the table of classes.
    """

    code: str
    name: str
    groups: tuple[Group, ...]
    plenty: Mapping[AreaClass, tuple[int, int]]
    flaws: tuple[Flaw, ...] = ()
    class_list: bool = False


_PLENTY = {
    AreaClass.URBAN: (1010, 1160),  # crowded: barely enough
    AreaClass.TOWN: (1060, 1600),
    AreaClass.RURAL: (1200, 2600),  # pupils have left, buildings have stayed
}


def _group(
    kind: SchoolType, area: AreaClass, count: int, low: int, high: int, *, private: bool = False
) -> Group:
    return Group(type=kind, area=area, count=count, pupils=(low, high), private=private)


def _groups(times: int) -> tuple[Group, ...]:
    """A county of about 50 institutions, ``times`` over."""
    urban, town, rural = AreaClass.URBAN, AreaClass.TOWN, AreaClass.RURAL
    kind = SchoolType
    return (
        _group(kind.PRIMARY, urban, 6 * times, 1350, 1980),
        _group(kind.PRIMARY, town, 8 * times, 420, 980),
        _group(kind.PRIMARY, rural, 9 * times, 84, 240),
        _group(kind.TEACHING_POINT, rural, 3 * times, 14, 44),
        _group(kind.TEACHING_POINT, rural, 2 * times, 54, 92),
        _group(kind.NINE_YEAR, town, 3 * times, 760, 1500),
        _group(kind.NINE_YEAR, rural, 2 * times, 210, 420),
        _group(kind.JUNIOR, urban, 4 * times, 1150, 1900),
        _group(kind.JUNIOR, town, 6 * times, 380, 900),
        _group(kind.COMPLETE_SECONDARY, town, times, 1400, 2100),
        _group(kind.TWELVE_YEAR, urban, times, 1600, 2300, private=True),
        _group(kind.PRIMARY, urban, times, 520, 760, private=True),
        _group(kind.SPECIAL, urban, times, 58, 96),
        _group(kind.VOCATIONAL, town, times, 700, 1200),
    )


PASSES = Profile(
    code="999901",
    name="示例县甲（虚构）",
    groups=_groups(1),
    plenty=_PLENTY,
    flaws=(Flaw.ONE_SHORT,),
    class_list=True,
)
"""Meets every clause."""

FAILS_NARROWLY = Profile(
    code="999902",
    name="示例县乙（虚构）",
    groups=_groups(1),
    plenty=_PLENTY,
    flaws=(Flaw.ONE_SHORT, Flaw.CROWDED_SCHOOL, Flaw.CLASS_OF_46, Flaw.ROTATION_SHORT),
)
"""Misses three clauses, each by very little."""

UNDECIDED = Profile(
    code="999903",
    name="示例县丙（虚构）",
    groups=_groups(1),
    plenty=_PLENTY,
    flaws=(Flaw.ONE_SHORT, Flaw.BLANK_CELLS, Flaw.BLANK_COUNTY),
)
"""Nothing is known to fail, but not everything is known."""

LARGE = Profile(
    code="999904",
    name="示例县丁（虚构）",
    groups=(*_groups(6), _group(SchoolType.PRIMARY, AreaClass.RURAL, 12, 84, 240)),
    plenty=_PLENTY,
    flaws=(Flaw.ONE_SHORT,),
)
"""300 institutions: for measuring speed."""

SAMPLES = {"passes": PASSES, "fails-narrowly": FAILS_NARROWLY, "undecided": UNDECIDED}
"""The profiles of ``examples/counties``, by file name."""
