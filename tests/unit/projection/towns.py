"""Small histories, and invented towns whose true ratios are known."""

from __future__ import annotations

import numpy as np

from junheng.projection.history import History, Numbers


def history(
    pupils: list[list[list[float]]],
    cohorts: list[list[float]],
    *,
    primary: int = 3,
    migrants: Numbers | None = None,
    leavers: list[list[float]] | None = None,
) -> History:
    """``pupils`` by town, year, grade; ``cohorts`` by town and year, the years ahead included."""
    known = np.array(pupils, dtype=float)
    born = np.array(cohorts, dtype=float)
    towns, _, grades = known.shape
    return History(
        first_year=2020,
        pupils=known,
        cohorts=born,
        migrants=np.zeros((towns, born.shape[1], grades)) if migrants is None else migrants,
        leavers=np.eye(towns) if leavers is None else np.array(leavers, dtype=float),
        primary=primary,
    )


WORKED = history([[[100, 90, 80], [110, 95, 88], [120, 99, 91]]], [[100, 110, 120, 125, 130, 128]])
"""The worked example: grades K, 1, 2, with the entries of the years ahead given."""


def invented(
    seed: int, *, years: int, ahead: int, grades: int = 9, common: float = 0.02, own: float = 0.02
) -> tuple[History, Numbers]:
    """A town, and what really comes of the years ahead (``ahead``, grades).

    Ratios vary by a chance that all grades of a year share and by one of each grade's own.
    """
    rng = np.random.default_rng(seed)
    rates = np.r_[rng.uniform(0.85, 1.05), rng.uniform(0.95, 1.03, grades - 1)]
    total = grades + years + ahead
    born = rng.uniform(200, 800) * np.exp(np.cumsum(rng.normal(0, 0.05, total)))
    pupils = np.zeros((total, grades))
    pupils[0] = born[0]
    for year in range(1, total):
        base = np.r_[born[year], pupils[year - 1, :-1]]
        chance = rng.normal(0, common) + rng.normal(0, own, grades)
        pupils[year] = np.rint(rates * base * np.exp(chance))
    known = pupils[grades : grades + years]
    found = history(
        [known.tolist()], [born[grades:].tolist()], primary=min(6, grades - 1) if grades > 1 else 1
    )
    return found, pupils[grades + years :]
