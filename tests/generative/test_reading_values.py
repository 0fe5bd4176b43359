"""Reading cells: laws that hold for every number and for anything at all."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from junheng.census.codes import clause, code
from junheng.census.grids import Cell
from junheng.census.reconciliation import exact_sum
from junheng.census.tables import TABLES
from junheng.census.values import (
    Unreadable,
    amount,
    count,
    degrees,
    exact,
    flag,
    number,
    reader,
    share,
    text,
    year,
)
from junheng.census.writing import decimal_text

anything: st.SearchStrategy[Cell] = st.one_of(
    st.text(),
    st.floats(),
    st.integers(),
    st.booleans(),
    st.none(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.decimals(),
    st.fractions(),
    st.text(alphabet="0123456789.,，．-+%eE 人元万０１２３４５６７８９", max_size=12),
)
decimals = st.decimals(0, 10**9, allow_nan=False, allow_infinity=False, places=3)


def refusal(read: Callable[[Cell], object], cell: Cell) -> Unreadable | None:
    """Why the cell is refused, if it is."""
    try:
        read(cell)
    except Unreadable as refused:
        return refused
    return None


@given(anything)
def test_every_cell_gives_a_value_or_a_sentence(cell: Cell) -> None:
    """No reader ends in anything but a value, a blank or a refusal."""
    for read in (number, count, amount, share, year, degrees, flag, text, code, clause):
        refused = refusal(read, cell)
        assert refused is None or (refused.message and refused.check)


@given(anything)
def test_counts_and_amounts_are_exact_and_never_negative(cell: Cell) -> None:
    for table in TABLES:
        for column in table.columns:
            try:
                value = reader(column)(cell)
            except Unreadable:
                continue
            assert not isinstance(value, float)
            if column.kind == "count":
                assert value is None or (type(value) is int and value >= 0)
            if column.kind == "amount":
                assert value is None or (type(value) in (int, Fraction) and value >= 0)  # type: ignore[operator]


@given(decimals)
def test_a_decimal_reads_the_same_from_text_and_from_a_workbook(value: Decimal) -> None:
    assert number(str(value)) == exact(float(value)) == Fraction(value)


@given(decimals)
def test_full_width_digits_and_separators_change_nothing(value: Decimal) -> None:
    written = f"{value:,f}"
    wide = written.translate({ord(each): ord(each) + 0xFEE0 for each in "0123456789.,"})
    assert number(wide) == number(written) == Fraction(value)


@given(st.integers(-(10**12), 10**12).map(lambda whole: Fraction(whole, 10**4)))
def test_what_is_written_reads_back(value: Fraction) -> None:
    assert number(decimal_text(value)) == value


@given(st.lists(st.one_of(st.integers(0, 10**9), decimals.map(Fraction))))
def test_sums_over_a_common_denominator_are_the_sums(values: list[int | Fraction]) -> None:
    assert exact_sum(values) == sum(values)


@given(st.text())
def test_a_code_reads_as_itself_once_read(cell: str) -> None:
    try:
        first = code(cell)
    except Unreadable:
        return
    if first is not None and not first.startswith("#"):
        assert code(first) == first
