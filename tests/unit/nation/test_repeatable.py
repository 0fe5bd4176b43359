"""One seed, one nation: byte for byte, and county by county."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.unit.nation.conftest import Made, unheard

from junheng.synthesis.nation import LAST_YEAR, Nation, write_nation

ALL = {"classes": True, "teachers": True, "pupils": True}


def digests(folder: Path) -> dict[str, str]:
    """Every file with the digest of its bytes."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(each.relative_to(folder)): sha256(each.read_bytes()).hexdigest() for each in files}


def plain(table: pa.Table) -> pa.Table:
    """The same values without dictionaries, which hold the words of all lines written together."""
    words = [each.name for each in table.schema if pa.types.is_dictionary(each.type)]
    for name in words:
        place = table.column_names.index(name)
        table = table.set_column(place, name, table[name].cast(pa.string()))
    return table


@pytest.mark.parametrize("format_", ["parquet", "csv"])
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path, format_: str) -> None:
    nation = Nation(counties=2, seed=11, format=format_, **ALL)

    write_nation(nation, tmp_path / "one", progress=unheard)
    write_nation(nation, tmp_path / "two", progress=unheard)

    assert digests(tmp_path / "one") == digests(tmp_path / "two")
    assert len(digests(tmp_path / "one")) == 8


def test_another_seed_gives_other_figures(made: Made) -> None:
    first, second = (pq.read_table(made(seed=seed) / "stages.parquet") for seed in (1, 2))

    assert not first.equals(second)


@pytest.mark.parametrize("table", ["schools", "stages", "rooms", "county", "attestations"])
def test_a_county_is_the_same_however_many_there_are(made: Made, table: str) -> None:
    few = pq.read_table(made(counties=3, seed=1) / f"{table}.parquet").to_pylist()
    # More than are made at once, so that the first three stand in another batch than the last.
    many = pq.read_table(made(counties=23, seed=1) / f"{table}.parquet").to_pylist()

    assert many[: len(few)] == few
    assert len(many) > len(few)


@pytest.mark.parametrize("name", ["classes", "teachers", "pupils"])
def test_the_people_of_a_county_are_the_same_however_many_counties_there_are(
    made: Made, name: str
) -> None:
    few = plain(pq.read_table(made(counties=1, seed=2, **ALL) / name))
    many = plain(pq.read_table(made(counties=3, seed=2, **ALL) / name))

    assert many.slice(0, few.num_rows).equals(few)
    assert many.num_rows > few.num_rows


def test_lists_of_people_change_nothing_in_the_other_tables(made: Made) -> None:
    without = digests(made(counties=3, seed=2))
    with_lists = digests(made(counties=3, seed=2, **ALL))

    assert without.items() <= with_lists.items()


def test_the_last_of_several_years_is_the_nation_of_one_year(made: Made) -> None:
    years = made(counties=3, seed=1, years=3)

    assert sorted(each.name for each in years.iterdir()) == ["2023", "2024", "2025"]
    assert digests(years / str(LAST_YEAR)) == digests(made(counties=3, seed=1))


def test_schools_are_the_same_from_year_to_year(made: Made) -> None:
    years = made(counties=3, seed=1, years=3)
    columns = ["county_code", "school_code", "name", "type", "area_class"]
    tables = [pq.read_table(each / "schools.parquet", columns=columns) for each in years.iterdir()]

    assert tables[0].equals(tables[1])
    assert tables[1].equals(tables[2])
