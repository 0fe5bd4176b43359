"""The counties of the invented prefecture: what each is like, and what changes in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from junheng.model import AreaClass, SchoolType
from junheng.synthesis.profiles import Flaw, Group, Profile

CODE = "999900"
NAME = "云禾州（虚构）"

_URBAN, _TOWN, _RURAL = AreaClass.URBAN, AreaClass.TOWN, AreaClass.RURAL
_KIND = SchoolType
Plenty = Mapping[AreaClass, tuple[int, int]]


def _groups(*rows: tuple[SchoolType, AreaClass, int, int, int]) -> tuple[Group, ...]:
    return tuple(
        Group(type=kind, area=area, count=count, pupils=(low, high))
        for kind, area, count, low, high in rows
    )


_PRIVATE = Group(type=_KIND.PRIMARY, area=_URBAN, count=1, pupils=(520, 760), private=True)
_DISTRICT = (
    *_groups(
        (_KIND.PRIMARY, _URBAN, 11, 1100, 1900),
        (_KIND.PRIMARY, _TOWN, 5, 620, 980),
        (_KIND.PRIMARY, _RURAL, 4, 120, 260),
        (_KIND.TEACHING_POINT, _RURAL, 1, 54, 92),
        (_KIND.NINE_YEAR, _TOWN, 3, 760, 1500),
        (_KIND.JUNIOR, _URBAN, 7, 1050, 1850),
        (_KIND.JUNIOR, _TOWN, 3, 420, 900),
        (_KIND.COMPLETE_SECONDARY, _TOWN, 1, 1400, 2000),
        (_KIND.SPECIAL, _URBAN, 1, 58, 96),
        (_KIND.VOCATIONAL, _TOWN, 1, 700, 1200),
    ),
    _PRIVATE,
    Group(type=_KIND.TWELVE_YEAR, area=_URBAN, count=1, pupils=(1600, 2200), private=True),
)
_PLAIN = (
    *_groups(
        (_KIND.PRIMARY, _URBAN, 4, 1200, 1900),
        (_KIND.PRIMARY, _TOWN, 7, 460, 980),
        (_KIND.PRIMARY, _RURAL, 8, 84, 240),
        (_KIND.TEACHING_POINT, _RURAL, 3, 14, 44),
        (_KIND.TEACHING_POINT, _RURAL, 2, 54, 92),
        (_KIND.NINE_YEAR, _TOWN, 2, 760, 1400),
        (_KIND.NINE_YEAR, _RURAL, 2, 210, 420),
        (_KIND.JUNIOR, _URBAN, 3, 1150, 1850),
        (_KIND.JUNIOR, _TOWN, 5, 380, 900),
        (_KIND.COMPLETE_SECONDARY, _TOWN, 1, 1400, 2000),
        (_KIND.SPECIAL, _URBAN, 1, 58, 96),
        (_KIND.VOCATIONAL, _TOWN, 1, 700, 1200),
    ),
    _PRIVATE,
)
_MOUNTAIN = _groups(
    (_KIND.PRIMARY, _URBAN, 2, 1150, 1750),
    (_KIND.PRIMARY, _TOWN, 5, 380, 900),
    (_KIND.PRIMARY, _RURAL, 10, 84, 220),
    (_KIND.TEACHING_POINT, _RURAL, 5, 12, 44),
    (_KIND.TEACHING_POINT, _RURAL, 3, 54, 92),
    (_KIND.NINE_YEAR, _TOWN, 2, 620, 1200),
    (_KIND.NINE_YEAR, _RURAL, 4, 210, 420),
    (_KIND.JUNIOR, _URBAN, 2, 950, 1500),
    (_KIND.JUNIOR, _TOWN, 4, 380, 800),
    (_KIND.COMPLETE_SECONDARY, _TOWN, 1, 1200, 1800),
    (_KIND.SPECIAL, _URBAN, 1, 42, 80),
    (_KIND.VOCATIONAL, _TOWN, 1, 500, 900),
)
"""Some 40 institutions each."""

_ENOUGH: Plenty = {_URBAN: (1030, 1180), _TOWN: (1080, 1600), _RURAL: (1200, 2400)}
_AMPLE: Plenty = {_URBAN: (1080, 1300), _TOWN: (1120, 1650), _RURAL: (1250, 2300)}
_SCARCE: Plenty = {_URBAN: (900, 1060), _TOWN: (960, 1350), _RURAL: (1050, 2000)}
_POOR: Plenty = {_URBAN: (680, 930), _TOWN: (760, 1300), _RURAL: (860, 2100)}

_BLANK = (Flaw.ONE_SHORT, Flaw.BLANK_CELLS, Flaw.BLANK_COUNTY)
_NARROW = (Flaw.ONE_SHORT, Flaw.CROWDED_SCHOOL, Flaw.CLASS_OF_46)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """One county through the years.

    ``plenty`` and ``flaws`` are those of the last year, the year before, and all years before that.
    ``opens``: the last urban primary opens in the last year. ``closes``: the first teaching point
    closes after the last year but one.
    """

    name: str
    groups: tuple[Group, ...]
    plenty: tuple[Plenty, Plenty, Plenty]
    flaws: tuple[tuple[Flaw, ...], tuple[Flaw, ...], tuple[Flaw, ...]] = ((), (), ())
    class_list: bool = False
    opens: bool = False
    closes: bool = False

    def profile(self, code: str, age: int) -> Profile:
        """The county ``age`` years before the last."""
        return Profile(
            code=code,
            name=f"{self.name}（虚构）",
            groups=self.groups,
            plenty=self.plenty[min(age, 2)],
            flaws=self.flaws[min(age, 2)],
            class_list=self.class_list,
        )


COURSES = (
    Course(
        name="青禾区",
        groups=_DISTRICT,
        plenty=(_ENOUGH,) * 3,
        flaws=((Flaw.ONE_SHORT,),) * 3,
        class_list=True,
        opens=True,
    ),
    Course(  # slips from met to not met
        name="松坪区",
        groups=_DISTRICT,
        plenty=(_ENOUGH,) * 3,
        flaws=((*_NARROW, Flaw.ROTATION_SHORT), (Flaw.ONE_SHORT,), ()),
    ),
    Course(  # rises from not met to met
        name="柳湾市", groups=_PLAIN, plenty=(_ENOUGH, _SCARCE, _POOR)
    ),
    Course(name="白泉县", groups=_PLAIN, plenty=(_AMPLE,) * 3),
    Course(name="银坡县", groups=_PLAIN, plenty=(_ENOUGH,) * 3, flaws=(_NARROW,) * 3),
    Course(
        name="石营县",
        groups=_PLAIN,
        plenty=(_ENOUGH,) * 3,
        flaws=(_BLANK, _BLANK, (Flaw.ONE_SHORT,)),
    ),
    Course(
        name="龙屯县",
        groups=_PLAIN,
        plenty=(_POOR,) * 3,
        flaws=((Flaw.CLASS_OF_46, Flaw.ROTATION_SHORT),) * 3,
    ),
    Course(
        name="清岭县",
        groups=_MOUNTAIN,
        plenty=(_ENOUGH,) * 3,
        flaws=((Flaw.ROTATION_SHORT,),) * 3,
        closes=True,
    ),
    Course(
        name="金坝县",
        groups=_MOUNTAIN,
        plenty=(_ENOUGH,) * 3,
        flaws=((Flaw.BLANK_CELLS, Flaw.BLANK_COUNTY), (), ()),
    ),
    Course(name="平田县", groups=_MOUNTAIN, plenty=(_POOR,) * 3),
)
"""The ten counties, in the order of their codes."""
