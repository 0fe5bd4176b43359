"""Published figures worked again: python -m examples.published.run"""

from __future__ import annotations

import csv
from fractions import Fraction

from examples.shared_data import find
from junheng.evaluation.disparity import composite, spread
from junheng.model.quantity import printed, square_root

PUPILS = (45, 37, 89, 76, 55)
BOOKS = (279, 137, 935, 160, 402)
"""The published worked example: pupils and books of five primary schools."""


def worked_example() -> None:
    """Print every step of the worked example."""
    sums = spread(BOOKS, PUPILS)
    squared = sums.cv_squared
    if squared is None or sums.mean is None:
        raise AssertionError("the worked example has books")
    print("公布的算例：五所小学的生均图书册数")
    for number, (pupils, books) in enumerate(zip(PUPILS, BOOKS, strict=True), 1):
        print(f"  学校{number}：{books} 册 / {pupils} 人 = {printed(Fraction(books, pupils), 2)}")
    print(f"  全县平均 M = {sums.total}/{sums.pupils} = {printed(sums.mean, 6)}")
    print(f"  差异系数的平方（精确）= {squared}")
    print(f"  差异系数 = {printed(square_root(squared), 6)}，公布值 0.515257")


def published_counties() -> None:
    """Compare every published composite with the mean of the eight published coefficients."""
    path = find("published", "basic-balance-counties.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    print("\n公布的县级综合差异系数（基本均衡，八项的平均）：")
    for row in rows:
        eight = [
            Fraction(value)
            for name, value in row.items()
            if name.startswith("cv_") and not name.startswith(("cv_综合", "cv_mean"))
        ]
        mean = composite(eight)
        published = Fraction(row["cv_综合_published"])
        # Each of the eight was rounded to 0.001 before it was published, and so was the composite.
        agrees = abs(mean - published) <= Fraction("0.001")
        print(
            f"  {row['county']}{row['level']}：八项平均 {printed(mean, 4)}，"
            f"公布 {printed(published, 3)}，{'一致' if agrees else '不一致'}"
        )


def main() -> None:
    """The worked example always runs; the counties need the shared data."""
    worked_example()
    published_counties()


if __name__ == "__main__":
    main()
