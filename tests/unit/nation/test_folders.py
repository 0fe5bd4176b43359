"""A nation is written whole or not at all, and never over something else."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.unit.nation.conftest import unheard

from junheng.errors import UserError
from junheng.synthesis import nation as package
from junheng.synthesis.nation import Nation, write_nation

SMALL = Nation(counties=1, seed=1)


def write(out: Path, *, force: bool = False, nation: Nation = SMALL) -> None:
    write_nation(nation, out, progress=unheard, force=force)


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "a")

    with pytest.raises(UserError) as refused:
        write(tmp_path / "a")

    assert str(refused.value) == (
        f"{tmp_path / 'a'} 不是空文件夹，没有覆盖\n"
        "  怎么改：换一个文件夹，或者加上 --force 整个换掉它"
    )


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()

    write(tmp_path / "a")

    assert (tmp_path / "a" / "schools.parquet").is_file()


def test_folders_on_the_way_are_made(tmp_path: Path) -> None:
    write(tmp_path / "a" / "b")

    assert (tmp_path / "a" / "b" / "schools.parquet").is_file()


def test_with_force_the_whole_folder_is_replaced(tmp_path: Path) -> None:
    write(tmp_path / "a", nation=Nation(counties=1, seed=1, teachers=True, years=2))

    write(tmp_path / "a", force=True)

    assert sorted(each.name for each in (tmp_path / "a").iterdir()) == [
        "attestations.parquet", "county.parquet", "rooms.parquet", "schools.parquet",
        "stages.parquet",
    ]  # fmt: skip
    assert [each.name for each in tmp_path.iterdir()] == ["a"]


def test_even_with_force_a_folder_with_anything_else_in_it_is_kept(tmp_path: Path) -> None:
    write(tmp_path / "a")
    (tmp_path / "a" / "论文.docx").write_text("三年的工作")

    with pytest.raises(UserError) as refused:
        write(tmp_path / "a", force=True)

    assert str(refused.value) == (
        f"{tmp_path / 'a'} 里有不是数据表的内容（如 论文.docx），没有删除\n  怎么改：换一个文件夹"
    )
    assert (tmp_path / "a" / "论文.docx").read_text() == "三年的工作"


def test_the_current_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    with pytest.raises(UserError) as refused:
        write(Path())

    assert str(refused.value) == (
        f"{tmp_path} 是当前文件夹，或者是一个磁盘的根，不能整个换掉\n"
        "  怎么改：写到它里面的一个新文件夹"
    )


def test_a_file_of_that_name_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")

    with pytest.raises(UserError) as refused:
        write(tmp_path / "a", force=True)

    assert str(refused.value) == (
        f"{tmp_path / 'a'} 是一个文件，不是文件夹\n  怎么改：换一个文件夹的名字"
    )


def test_a_place_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("")

    with pytest.raises(UserError, match="路径里有一段是文件"):
        write(tmp_path / "a" / "b" / "c")


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_place_without_permission_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    with pytest.raises(UserError, match="没有写入权限"):
        write(tmp_path / "a")


def test_a_full_disk_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(pq.ParquetWriter, "write_table", full)

    with pytest.raises(UserError) as refused:
        write(tmp_path / "a")

    assert str(refused.value) == (
        f"写不了 {tmp_path / 'a'}：磁盘已满\n  怎么改：清理磁盘，或换一个位置"
    )
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_is_stopped_leaves_nothing_and_keeps_what_was_there(tmp_path: Path) -> None:
    write(tmp_path / "a")
    before = (tmp_path / "a" / "schools.parquet").read_bytes()

    def stop(what: str, done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_nation(Nation(counties=1, seed=2), tmp_path / "a", progress=stop, force=True)

    assert [each.name for each in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a" / "schools.parquet").read_bytes() == before


def test_progress_is_told_county_by_county_of_each_batch(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []

    def hear(what: str, done: int, total: int) -> None:
        told.append((what, done, total))

    write_nation(Nation(counties=25, seed=1, years=2), tmp_path / "a", progress=hear)

    assert told == [
        ("生成 2024 年", 20, 25), ("生成 2024 年", 25, 25),
        ("生成 2025 年", 20, 25), ("生成 2025 年", 25, 25),
    ]  # fmt: skip


def test_without_the_optional_packages_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(package, "find_spec", lambda name: None)

    with pytest.raises(UserError) as refused:
        write(tmp_path / "a")

    assert str(refused.value) == (
        '生成虚构数据要用 numpy、pyarrow，还没有安装\n  怎么改：安装：pip install ".[engine]"'
    )
