"""The disparity of teachers per pupil, by county and stage, for data that has only these two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from junheng.census.records import Census
from junheng.evaluation.disparity import best_and_worst, spread
from junheng.model import Stage
from junheng.model.quantity import printed, square_root


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyDisparity:
    """One county and stage. ``cv`` is ``None`` where a school's teachers are not known; it then lies
    between ``best`` and ``worst``.
    """

    name: str
    stage: Stage
    schools: int
    pupils: int
    unknown: int
    cv: Fraction | None
    best: Fraction | None
    worst: Fraction | None


def teachers_per_pupil(census: Census, names: dict[str, str]) -> list[CountyDisparity]:
    """Every county and stage that has a school with pupils, largest coefficient first."""
    county_of = {school.school_code: school.county_code for school in census.schools}
    groups: dict[tuple[str, Stage], list[tuple[int, int | None]]] = {}
    for row in census.stages:
        if row.pupils:
            key = (county_of[row.school_code], row.stage)
            groups.setdefault(key, []).append((row.pupils, row.teachers))
    found = [_disparity(names[code], stage, rows) for (code, stage), rows in groups.items()]
    return sorted(found, key=lambda each: (each.cv is None, -(each.cv or 0), each.name))


def _disparity(name: str, stage: Stage, rows: list[tuple[int, int | None]]) -> CountyDisparity:
    known = [(pupils, teachers) for pupils, teachers in rows if teachers is not None]
    unknown = [pupils for pupils, teachers in rows if teachers is None]
    sums = spread([teachers for _, teachers in known], [pupils for pupils, _ in known])
    low, high = best_and_worst(sums, unknown) if known else (None, None)
    return CountyDisparity(
        name=name,
        stage=stage,
        schools=len(rows),
        pupils=sum(pupils for pupils, _ in rows),
        unknown=len(unknown),
        cv=None if unknown else _root(sums.cv_squared),
        best=_root(low),
        worst=_root(high),
    )


def _root(squared: Fraction | None) -> Fraction | None:
    return None if squared is None else square_root(squared)


def tell(found: Sequence[CountyDisparity], *, stage: Stage, most: int = 5) -> None:
    """Print the largest, the smallest and the undecided coefficients of one stage."""
    here = [each for each in found if each.stage is stage]
    decided = [each for each in here if each.cv is not None]
    open_ = [each for each in here if each.cv is None]
    print(f"\n{stage.zh}：{len(here)} 个县，算出 {len(decided)} 个，缺数据 {len(open_)} 个")
    for title, some in (("最大", decided[:most]), ("最小", decided[-most:])):
        print(f"  差异系数{title}：")
        for each in some:
            print(f"    {printed(each.cv, 3)}  {each.name}（{each.schools} 所，{each.pupils} 人）")
    for each in open_[:most]:
        print(
            f"  不能算：{each.name}，{each.unknown} 所学校的教师数不知道；"
            f"补上后在 {printed(each.best, 3)} 到 {printed(each.worst, 3)} 之间"
        )
