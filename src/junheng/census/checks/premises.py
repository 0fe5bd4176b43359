"""Areas and rooms: a part within the whole, and no postcode among the areas."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from junheng.census.checks.draft import Draft, plain
from junheng.census.defects import Defect
from junheng.census.records import Exact, School

AREAS = (
    "teaching_area_m2",
    "indoor_sports_m2",
    "sports_ground_m2",
    "other_sports_m2",
    "leased_sports_m2",
)
ROOM_TOO_SMALL, ROOM_TOO_LARGE = 20, 1000


def check(draft: Draft) -> Iterator[Defect]:
    """Every school, then every room."""
    for school in draft.schools:
        yield from _indoor(draft, school)
    yield from _postcodes(draft)
    for room in draft.rooms:
        area = room.area_m2
        if area is not None and not ROOM_TOO_SMALL <= float(area) <= ROOM_TOO_LARGE:
            yield draft.defect(
                "premises.room",
                room,
                "area_m2",
                f"一间教室 {plain(area)} 平方米，不像是真的",
                found=plain(area),
                expected=f"{ROOM_TOO_SMALL} 到 {ROOM_TOO_LARGE} 平方米",
                remedy="核对面积；每间教室填一行，不要把几间加在一起",
            )


def _indoor(draft: Draft, school: School) -> Iterator[Defect]:
    indoor, teaching = school.indoor_sports_m2, school.teaching_area_m2
    if indoor is not None and teaching is not None and indoor > teaching:
        yield draft.defect(
            "premises.indoor_sports",
            school,
            "indoor_sports_m2",
            f"室内体育用房面积 {plain(indoor)} 大于教学及辅助用房面积 {plain(teaching)}",
            found=plain(indoor),
            expected=f"不大于 {plain(teaching)}",
            remedy="教学及辅助用房面积应包含室内体育用房；核对这两个数",
        )


def _postcodes(draft: Draft) -> Iterator[Defect]:
    """Areas of six digits: so large an area is rare, the same one twice is a postcode."""
    for column in AREAS:
        suspects = [
            (school, area)
            for school in draft.schools
            if _six_digits(area := getattr(school, column))
        ]
        often = Counter(area for _, area in suspects)
        for school, area in suspects:
            repeated = often[area] > 1
            yield draft.defect(
                "premises.postcode" if repeated else "premises.six_digits",
                school,
                column,
                f"{plain(area)} 是六位数，"
                + (f"有 {often[area]} 所学校都是它，应是邮政编码" if repeated else "像是邮政编码"),
                found=plain(area),
                expected="以平方米为单位的面积",
                remedy="多半是粘贴时串了列；填写实际面积",
            )


def _six_digits(area: Exact | None) -> bool:
    return isinstance(area, int) and 100_000 <= area <= 999_999
