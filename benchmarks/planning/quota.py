"""Places by the largest remainder: exact fractions against the same method in floating point.

    python -m benchmarks.planning.quota

The peer is the method as spreadsheets and packages have it: quotas as floats, the remainders sorted.
Both get the same 2,000 random cases; whoever leaves the definition is counted wrong.
"""

from __future__ import annotations

import random
from fractions import Fraction
from math import floor

from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import in_turn, ratio
from junheng.planning.apportion import Method, apportion, units

CASES = 2000
Case = tuple[int, list[int]]


def cases() -> list[Case]:
    """Random numbers of places and graduates; many weights stand in simple proportions."""
    draw = random.Random(2010)
    found = []
    for _ in range(CASES):
        step = draw.choice((1, 3, 7, 45))
        weights = [draw.randint(1, 40) * step for _ in range(draw.randint(2, 40))]
        found.append((draw.randint(1, 900), weights))
    return found


def exact(case: Case) -> tuple[int, ...]:
    """Ours."""
    places, weights = case
    return apportion(places, units(weights), Method.LARGEST_REMAINDER).seats


def in_floats(case: Case) -> tuple[int, ...]:
    """The peer: the same steps in floating point."""
    places, weights = case
    whole = float(sum(weights))
    quotas = [places * (weight / whole) for weight in weights]
    seats = [int(quota) for quota in quotas]
    rest = sorted(range(len(weights)), key=lambda i: quotas[i] - seats[i], reverse=True)
    for unit in rest[: places - sum(seats)]:
        seats[unit] += 1
    return tuple(seats)


def right(case: Case, seats: tuple[int, ...]) -> bool:
    """By the definition: floor of the quota or one more, the more going to the largest remainders,
    ties to the first.
    """
    places, weights = case
    quotas = [Fraction(places * weight, sum(weights)) for weight in weights]
    left = places - sum(floor(quota) for quota in quotas)
    queue = sorted(range(len(weights)), key=lambda i: (floor(quotas[i]) - quotas[i], i))
    wanted = [floor(quota) for quota in quotas]
    for unit in queue[:left]:
        wanted[unit] += 1
    return tuple(wanted) == seats


def measure(*, rounds: int) -> Section:
    """Count what is wrong, then time both."""
    samples = cases()
    works = {"精确分数": exact, "浮点数": in_floats}
    wrong = {
        name: sum(not right(case, work(case)) for case in samples) for name, work in works.items()
    }
    timed = in_turn(
        {
            name: (lambda work=work: [work(case) for case in samples])
            for name, work in works.items()
        },
        rounds=rounds,
    )
    return Section(
        title="名额分配：最大余数法",
        note=f"{CASES} 个随机算例，2 至 40 所学校；两种算法轮流各 {rounds} 次。"
        f"精确分数是浮点数用时的 {ratio(timed, '精确分数', '浮点数'):.1f} 倍。",
        header=("算法", f"{CASES} 例中与定义不符", "每例用时"),
        lines=[
            (name, str(wrong[name]), milliseconds(timed[name].typical / CASES)) for name in works
        ],
        goals=(
            Goal(
                title="名额分配与定义一致",
                measured=f"{wrong['精确分数']} 例不符",
                limit="0 例",
                reached=not wrong["精确分数"],
            ),
        ),
    )


if __name__ == "__main__":
    from benchmarks.machine import described
    from benchmarks.report import page

    print(page(described(), [measure(rounds=5)]))
