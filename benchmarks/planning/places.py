"""School places: how often the truth lies in the interval, and how far forecasts are off.

    python -m benchmarks.planning.places

Invented counties whose ratios are known: by year a chance that all grades share and one of each grade's
own. Peers: the last value goes on, the mean of the last five years goes on, and intervals by naive
resampling (each grade and year by itself, the rates taken for certain).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from benchmarks.report import Goal, Section, milliseconds
from benchmarks.turns import in_turn
from junheng.projection.backtest import back_test, interval
from junheng.projection.forecast import Forecast, draws, forecast
from junheng.projection.history import History, Numbers, bases
from junheng.projection.ratios import Method

COUNTIES = 500
YEARS, AHEAD, GRADES, PRIMARY = 8, 5, 9, 6
DRAWS = 500
WORKED = {(1, 1): 111.0, (1, 2): 95.8157895, (2, 1): 115.625, (2, 2): 107.4298246}
"""Pupils of the worked example by year ahead and grade."""


def county(seed: int, years: int = YEARS) -> tuple[History, Numbers]:
    """One town's past, and the pupils of the years ahead (``AHEAD``, grades)."""
    rng = np.random.default_rng(seed)
    rates = np.r_[rng.uniform(0.85, 1.05), rng.uniform(0.95, 1.03, GRADES - 1)]
    total = GRADES + years + AHEAD
    born = rng.uniform(200, 800) * np.exp(np.cumsum(rng.normal(0, 0.05, total)))
    pupils = np.zeros((total, GRADES))
    pupils[0] = born[0]
    for year in range(1, total):
        base = np.r_[born[year], pupils[year - 1, :-1]]
        chance = rng.normal(0, 0.02) + rng.normal(0, 0.02, GRADES)
        pupils[year] = np.rint(rates * base * np.exp(chance))
    return history(pupils[GRADES : GRADES + years], born[GRADES:]), pupils[GRADES + years :]


def history(pupils: Numbers, born: Numbers) -> History:
    """A town by itself."""
    return History(
        first_year=2020,
        pupils=pupils[None],
        cohorts=born[None],
        migrants=np.zeros((1, len(born), pupils.shape[1])),
        leavers=np.eye(1),
        primary=min(PRIMARY, pupils.shape[1]),
    )


def naive(past: History, found: Forecast, *, seed: int) -> Iterator[Numbers]:
    """Every grade's ratio of every year drawn by itself from those of the past."""
    rng = np.random.default_rng(seed)
    ratios = found.rates.ratios[0]
    now = np.repeat(past.pupils[:, -1][:, None], DRAWS, axis=1)
    for step in range(past.ahead):
        drawn = np.stack([rng.choice(r[~np.isnan(r)], size=DRAWS) for r in ratios.T], axis=-1)
        now = drawn[None] * bases(past, now, np.full((1, DRAWS), found.cohorts[0, step]))
        yield now


def covered(way: Callable[[History, Forecast, int], Iterator[Numbers]]) -> float:
    """The share of primary totals, of all counties and years ahead, in the middle 80%."""
    inside = []
    for seed in range(COUNTIES):
        past, truth = county(seed)
        for actual, drawn in zip(truth, way(past, forecast(past), seed), strict=True):
            low, high = interval(drawn[..., :PRIMARY].sum(axis=-1, keepdims=True))
            inside.append(low[0, 0] <= actual[:PRIMARY].sum() <= high[0, 0])
    return float(np.mean(inside))


def intervals() -> Section:
    """Coverage, and the worked example."""
    joint = covered(lambda past, found, seed: draws(past, found, seed=seed, count=DRAWS))
    apart = covered(lambda past, found, seed: naive(past, found, seed=seed))
    worked = history(
        np.array([[100, 90, 80], [110, 95, 88], [120, 99, 91]], dtype=float),
        np.array([100, 110, 120, 125, 130, 128], dtype=float),
    )
    expected = forecast(worked).expected[0]
    off = max(abs(expected[year - 1, grade] - value) for (year, grade), value in WORKED.items())
    return Section(
        title="学位预测：区间",
        note=f"{COUNTIES} 个虚构的县，{YEARS} 年历史，推算 {AHEAD} 年，小学在校生，名义 80%。",
        header=("做法", "实际数落在区间里"),
        lines=[
            ("比率和年份一起重抽，按样本多少放宽", f"{joint:.1%}"),
            ("逐年级单独重抽，比率当作准确", f"{apart:.1%}"),
        ],
        goals=(
            Goal(
                title="学位预测区间的覆盖率（名义 80%）",
                measured=f"{joint:.1%}",
                limit="75%—88%",
                reached=0.75 <= joint <= 0.88,
            ),
            Goal(
                title="学位预测算例",
                measured=f"{off:.0e}",
                limit="误差 ≤ 1e-7",
                reached=off <= 1e-7,
            ),
        ),
    )


def held_back(*, rounds: int) -> Section:
    """Errors on years held back, beside the peers; and the time of a forecast with its draws."""
    found = [back_test(county(seed, years=12)[0], Method.MEAN) for seed in range(60)]
    lines = []
    for step in range(5):
        tests = [each[step] for each in found]
        lines.append(
            (
                str(step + 1),
                *(
                    f"{np.mean([getattr(each, name) for each in tests]):.1%}"
                    for name in ("mean", "smoothing", "last_value", "five_years", "covered")
                ),
            )
        )
    past, _ = county(1)
    timed = in_turn({"": lambda: list(draws(past, forecast(past)))}, rounds=rounds)
    ahead = [
        np.mean([test[step].mean for test in found])
        / np.mean([min(test[step].last_value, test[step].five_years) for test in found])
        for step in range(2, 5)
    ]
    return Section(
        title="学位预测：回测",
        note="60 个虚构的县，12 年历史，逐年假装不知道后来；误差占实际学生数。"
        f"一个乡镇 {AHEAD} 年、2000 次模拟用 {milliseconds(timed[''].typical)}。",
        header=("提前年数", "比率平均", "比率平滑", "照最近一年", "照五年平均", "在区间里"),
        lines=lines,
        goals=(
            Goal(
                title="学位预测提前 3 年以上胜过两种简单做法",
                measured=f"误差是它们的 {max(ahead):.0%}",
                limit="小于 100%",
                reached=max(ahead) < 1,
            ),
        ),
    )


def measure(*, rounds: int) -> Iterator[Section]:
    """Both tables."""
    yield intervals()
    yield held_back(rounds=rounds)


if __name__ == "__main__":
    from benchmarks.machine import described
    from benchmarks.report import page

    print(page(described(), measure(rounds=5)))
