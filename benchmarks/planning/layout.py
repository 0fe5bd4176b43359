"""The layout of a large county: gap and time, beside building and keeping everything; and shortest ways.

    python -m benchmarks.planning.layout

The county is invented: 600 villages, 160 sites, most of them standing. The peer opens every site and
sends everybody to the nearest ones with places, at the least cost: what is done without closing or choosing.
"""

from __future__ import annotations

import time
from fractions import Fraction

import numpy as np

from benchmarks.report import Goal, Section, milliseconds
from junheng.planning.layout.county import STEPS, County, Group, Site, SiteType, Spot, Village
from junheng.planning.layout.distances import shortest
from junheng.planning.layout.options import LayoutOptions
from junheng.planning.layout.plan import LayoutPlan, lay_out
from junheng.planning.watch import Watch

KINDS = (SiteType.POINT, *[SiteType.PRIMARY] * 3, SiteType.JUNIOR, SiteType.NINE_YEAR)


def county(villages: int, sites: int, seed: int) -> County:
    """An invented county about 60 km across; three in five sites stand, half may be closed."""
    dice = np.random.default_rng(seed)

    def spot() -> Spot:
        east, north = (Fraction(int(each), 10_000) for each in dice.integers(0, 6_000, 2))
        return Spot(lon=101 + east, lat=25 + north)

    homes = tuple(
        Village(
            code=f"v{number}",
            name=f"村{number}",
            spot=spot(),
            pupils={group: int(dice.integers(5, 40)) for group in Group},
        )
        for number in range(villages)
    )
    return County(
        villages=homes, sites=tuple(_site(dice, n, spot(), n < 0.6 * sites) for n in range(sites))
    )


def _site(dice: np.random.Generator, number: int, spot: Spot, existing: bool) -> Site:
    kind = KINDS[int(dice.integers(len(KINDS)))]
    places = int(dice.integers(60, 600)) if existing else 0
    large = kind is not SiteType.POINT and dice.random() < 0.3
    beds = int(dice.integers(0, 200)) if large and existing else 0
    return Site(
        code=f"s{number}",
        name=f"校{number}",
        type=kind,
        existing=existing,
        spot=spot,
        places=places,
        most_places=places + int(dice.integers(0, 800)) + (0 if existing else 300),
        beds=beds,
        most_beds=beds + (300 if large else 0),
        build_yuan=int(dice.integers(200, 1000)) * 10_000,
        place_yuan=20_000,
        bed_yuan=15_000,
        run_yuan=int(dice.integers(20, 80)) * 10_000,
        kept=bool(dice.random() < 0.1),
        done=frozenset(STEPS) if dice.random() < 0.5 else frozenset(),
    )


def measure(*, seeds: tuple[int, ...] = (1, 2)) -> Section:
    """Large counties."""
    lines, goals = [], []
    for seed in seeds:
        begun = time.perf_counter()
        plan = lay_out(county(600, 160, seed), LayoutOptions(proposals=False), Watch())
        seconds = time.perf_counter() - begun
        if not isinstance(plan, LayoutPlan):
            raise TypeError("the county has no layout")
        gap = float(plan.gap)
        lines.append((f"600 村 160 校点，第 {seed} 个", f"{gap:.3%}", f"{seconds:.1f} s"))
        reached = gap <= 0.005 and seconds <= 60
        goals.append(
            Goal(
                title=f"布局 600 × 160，第 {seed} 个",
                measured=f"{gap:.3%}，{seconds:.1f} s",
                limit="≤ 0.5%，60 s",
                reached=reached,
            )
        )
    seconds = _ways()
    lines.append(("300 处到 40,000 个路口的最短路", "—", milliseconds(seconds)))
    goals.append(
        Goal(title="最短路", measured=f"{seconds:.1f} s", limit="约 2 s", reached=seconds <= 4)
    )
    return Section(
        title="学校布局：大县",
        note="虚构的县；差距是已证明的。时间含读入以后的全部计算，不含另算可以考虑撤并的学校。",
        header=("算什么", "差距", "时间"),
        lines=lines,
        goals=tuple(goals),
    )


def _ways(side: int = 200, sources: int = 300) -> float:
    """Seconds for the shortest ways over a grid of roads of uneven length."""
    dice = np.random.default_rng(0)
    nodes = np.arange(side * side).reshape(side, side)
    first = np.concatenate([nodes[:, :-1].ravel(), nodes[:-1].ravel()])
    second = np.concatenate([nodes[:, 1:].ravel(), nodes[1:].ravel()])
    lengths = dice.integers(200, 3000, len(first)).astype(float)
    starts = dice.choice(side * side, sources, replace=False)
    begun = time.perf_counter()
    shortest(side * side, first, second, lengths, starts)
    return time.perf_counter() - begun


if __name__ == "__main__":
    for row in measure().lines:
        print(*row)
