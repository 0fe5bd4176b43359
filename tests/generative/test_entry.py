"""What is entered in a form is read exactly as the same cells in files."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from junheng.census.defects import Defect
from junheng.census.differences import differences
from junheng.census.entry import cells_of, read_entered
from junheng.census.reading import Reading, read
from junheng.census.records import Census
from junheng.census.tables import BY_NAME, TABLES, Kind
from junheng.census.writing import write_folder
from junheng.synthesis import FAILS_NARROWLY, PASSES, UNDECIDED, county
from tests.generative.invented import cells, counties, incomplete, without

COUNTED = ("classes", "largest_class", "classes_over")
"""Columns that reading fills from the list of classes."""
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


def rows(census: Census) -> dict[str, list[object]]:
    """Every row of every table, line numbers apart."""
    return {
        table.name: [replace(row, row=0) for row in getattr(census, table.name)] for table in TABLES
    }


def told(reading: Reading, first: int) -> list[tuple[object, ...]]:
    """Every defect, in an order of its own, rows counted from ``first``."""
    return sorted(
        (
            each.check,
            _header(each),
            each.row - first if each.row is not None else -1,
            each.message if each.row is not None and "行" not in each.message else "",
            each.found,
            each.school_code,
        )
        for each in reading.defects
    )


def _header(defect: Defect) -> str:
    """The Chinese header, for a file that has English ones."""
    table = BY_NAME.get(Path(defect.file).stem)
    if table is None or not defect.header:
        return defect.header
    return table.column(defect.header).header


@given(
    seed=st.integers(0, 2**16),
    profile=st.sampled_from([PASSES, FAILS_NARROWLY, UNDECIDED]),
    data=st.data(),
)
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
def test_the_cells_of_a_census_read_back_as_the_same(
    seed: int, profile: object, data: st.DataObject
) -> None:
    census = county(seed, profile)  # type: ignore[arg-type]
    blanks = [each for each in cells(census) if each.column and each.column not in COUNTED]
    census = without(census, data.draw(st.lists(st.sampled_from(blanks), max_size=8)))
    found = read_entered(cells_of(census))
    assert [str(each) for each in found.errors] == []
    assert rows(found.require()) == rows(census)


@given(census=counties(), data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
def test_a_form_is_told_what_a_file_is_told(census: Census, data: st.DataObject) -> None:
    if data.draw(st.booleans()):
        census = data.draw(incomplete(census))
    by_form = read_entered(cells_of(census))
    with TemporaryDirectory() as name:
        write_folder(census, Path(name))
        by_file = read(Path(name))
    assert told(by_form, 1) == told(by_file, 2)
    if by_form.census is not None:
        assert rows(by_form.census) == rows(by_file.require()) == rows(census)


@given(census=counties(most=2), data=st.data())
@settings(max_examples=12, deadline=None, suppress_health_check=SLOW)
def test_exactly_the_cells_that_were_changed_differ(census: Census, data: st.DataObject) -> None:
    before, after = cells_of(census), cells_of(census)
    columns = [
        (table, place, column)
        for table in ("schools", "stages")
        for place in range(len(after[table]))
        for column in BY_NAME[table].columns
        if column.kind in (Kind.COUNT, Kind.AMOUNT)
    ]
    changed = set()
    for table, place, column in data.draw(st.lists(st.sampled_from(columns), max_size=5)):
        row = after[table][place]
        row[column.name] = data.draw(st.sampled_from(["", "0", "7", "7.50", "约 7"]))
        if row[column.name] != before[table][place][column.name]:
            changed.add((table, place, column.name))
        else:
            changed.discard((table, place, column.name))
    places = {
        (table, tuple(row[name] for name in BY_NAME[table].key)): place
        for table in ("schools", "stages")
        for place, row in enumerate(before[table])
    }
    found = {
        (each.table, places[each.table, each.key], each.column)
        for each in differences(before, after)
    }
    assert differences(before, before) == ()
    assert found <= changed
    assert {
        (table, place, column)
        for table, place, column in changed
        if after[table][place][column] != "7.50"  # may be a number of two decimals spelt otherwise
    } <= found
