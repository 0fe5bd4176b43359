"""Published figures come out again: the worked example, and the composites of the 2012 scheme."""

from __future__ import annotations

from fractions import Fraction
from statistics import mean, pstdev, stdev

import pytest

from junheng.evaluation.disparity import composite, spread
from junheng.model.quantity import printed, square_root

PUPILS = (45, 37, 89, 76, 55)
BOOKS = (279, 137, 935, 160, 402)
"""Pupils and books of five primary schools, from a government page."""

COUNTIES = {
    # eight published coefficients, published composite
    "南关区小学": ("0.393 0.578 0.372 0.246 0.208 0.311 0.311 0.455", "0.359"),
    "南关区初中": ("0.433 0.464 0.334 0.318 0.433 0.362 0.368 0.335", "0.381"),
    "宽城区小学": ("0.251 0.426 0.267 0.227 0.127 0.318 0.302 0.440", "0.295"),
    "绿园区小学": ("0.280 0.819 0.315 0.206 0.104 0.353 0.343 0.406", "0.353"),
    "万州区初中": ("0.381 0.298 0.264 0.212 0.207 0.502 0.445 0.539", "0.356"),
}


def test_the_published_worked_example_gives_its_published_coefficient() -> None:
    squared = spread(BOOKS, PUPILS).cv_squared

    assert squared is not None
    assert printed(square_root(squared), 6) == "0.515257"


def test_the_unweighted_and_the_sample_form_are_other_numbers() -> None:
    # What a spreadsheet gives who forgets the weights (STDEVP/AVERAGE), or takes STDEV.
    values = [books / pupils for books, pupils in zip(BOOKS, PUPILS, strict=True)]

    assert f"{pstdev(values) / mean(values):.6f}" == "0.488771"
    assert f"{stdev(values) / mean(values):.6f}" == "0.546462"


def test_the_published_books_per_pupil_agree_with_pupils_and_books() -> None:
    shown = [printed(Fraction(b, p), 2) for b, p in zip(BOOKS, PUPILS, strict=True)]

    assert shown == ["6.20", "3.70", "10.51", "2.11", "7.31"]


@pytest.mark.parametrize("county", COUNTIES)
def test_a_published_composite_is_the_mean_of_its_eight_coefficients(county: str) -> None:
    eight, published = COUNTIES[county]

    found = composite([Fraction(each) for each in eight.split()])

    # The eight were rounded to 0.001 before they were published: half of that, and the composite's.
    assert abs(found - Fraction(published)) <= Fraction("0.001")


def test_a_published_county_fails_by_one_coefficient_although_their_mean_would_pass() -> None:
    # Published: mean 0.887611, standard deviation 0.445392, coefficient 0.501787; limit 0.50.
    coefficient = Fraction("0.445392") / Fraction("0.887611")

    assert printed(coefficient, 5) == "0.50179"
    assert coefficient > Fraction("0.50") > Fraction("0.367503")
