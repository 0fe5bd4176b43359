"""Which files a nation is written to."""

from __future__ import annotations

import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.nation.conftest import Made, unheard

from junheng.errors import UserError
from junheng.synthesis.nation import Nation, output, write_nation, writing


def test_large_tables_are_folders_of_parts_and_small_ones_single_files(with_people: Path) -> None:
    names = sorted(
        str(each.relative_to(with_people)) for each in with_people.rglob("*") if each.is_file()
    )

    assert names == [
        "attestations.parquet", "classes/part-00000.parquet", "county.parquet",
        "pupils/part-00000.parquet", "rooms.parquet", "schools.parquet", "stages.parquet",
        "teachers/part-00000.parquet",
    ]  # fmt: skip


def test_a_part_holds_so_many_counties_and_then_comes_the_next(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_one = made(counties=43, seed=1, classes=True)
    monkeypatch.setattr(writing, "BATCHES_A_PART", 1)
    in_three = tmp_path / "a"

    write_nation(Nation(counties=43, seed=1, classes=True), in_three, progress=unheard)

    parts = sorted((in_three / "classes").iterdir())
    assert [each.name for each in parts] == [f"part-{number:05d}.parquet" for number in range(3)]
    lines = pq.read_table(in_one / "classes").to_pylist()
    assert [line for part in parts for line in pq.read_table(part).to_pylist()] == lines


def test_lines_wait_until_there_are_enough_for_a_group_of_rows(
    made: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    all_at_once = made(counties=43, seed=1)
    monkeypatch.setattr(output, "ROW_GROUP", 1000)

    write_nation(Nation(counties=43, seed=1), tmp_path / "a", progress=unheard)

    # Of three batches of counties the first two hold more than a thousand schools each.
    schools, attestations = (
        pq.ParquetFile(tmp_path / "a" / f"{name}.parquet") for name in ("schools", "attestations")
    )
    assert schools.num_row_groups == 2
    assert attestations.num_row_groups == 1
    once = pq.read_table(all_at_once / "schools.parquet")
    assert schools.read().to_pylist() == once.to_pylist()


def test_every_file_says_that_it_is_invented(with_people: Path) -> None:
    for path in with_people.rglob("*.parquet"):
        assert pq.read_schema(path).metadata[b"junheng"].decode() == "虚构数据 seed=2"


def test_csv_is_one_file_a_table_however_many_counties(made: Made) -> None:
    folder = made(counties=21, seed=1, format="csv", classes=True)
    parquet = made(counties=21, seed=1, classes=True)

    assert sorted(each.name for each in folder.iterdir()) == [
        "attestations.csv", "classes.csv", "county.csv", "rooms.csv", "schools.csv", "stages.csv",
    ]  # fmt: skip
    for path in folder.iterdir():
        lines = path.read_text(encoding="utf-8").splitlines()
        source = parquet / path.stem
        table = pq.read_table(source if source.is_dir() else source.with_suffix(".parquet"))
        assert len(lines) == table.num_rows + 1, path.name


def test_csv_that_is_stopped_leaves_nothing(tmp_path: Path) -> None:
    def stop(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_nation(Nation(counties=1, seed=1, format="csv"), tmp_path / "a", progress=stop)

    assert list(tmp_path.iterdir()) == []


def test_where_the_new_folder_cannot_take_its_place_the_old_one_is_put_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_nation(Nation(counties=1, seed=1), tmp_path / "a", progress=unheard)
    before = (tmp_path / "a" / "schools.parquet").read_bytes()
    rename = Path.rename

    def refused(self: Path, target: Path) -> Path:
        if self.suffix == ".part":
            raise PermissionError(13, os.strerror(13))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refused)

    with pytest.raises(UserError, match="没有写入权限"):
        write_nation(Nation(counties=1, seed=2), tmp_path / "a", progress=unheard, force=True)

    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a" / "schools.parquet").read_bytes() == before
