"""Folders that lead elsewhere, and text files that hold nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.census.reading import read
from junheng.errors import InputError
from tests.unit.census.county_files import County, of

pytestmark = pytest.mark.usefixtures("little_memory")


def test_a_link_out_of_the_folder_is_not_followed(county: County) -> None:
    secret = county.path / "elsewhere"
    secret.mkdir()
    folder = county.folder()
    (folder / "stages.csv").rename(secret / "stages.csv")
    (folder / "stages.csv").symlink_to(secret / "stages.csv")
    reading = read(folder)
    assert of(reading, "sheet.ignored")[0].file == "stages.csv"
    assert of(reading, "table.missing")[0].message == "缺少“学段”表（stages）"


def test_a_link_within_the_folder_is_a_file_like_others(county: County) -> None:
    folder = county.folder()
    (folder / "stages.csv").rename(folder / "data-stages")
    (folder / "stages.csv").symlink_to(folder / "data-stages")
    assert read(folder).census is not None


def test_a_folder_named_like_a_table_is_no_file(county: County) -> None:
    folder = county.folder()
    (folder / "rooms.csv").mkdir()
    assert of(read(folder), "sheet.ignored")[0].file == "rooms.csv"


def test_a_link_that_leads_nowhere_is_named(county: County) -> None:
    folder = county.folder()
    (folder / "rooms.csv").symlink_to(folder / "nothing")
    assert of(read(folder), "sheet.ignored")[0].file == "rooms.csv"


def test_two_hundred_megabytes_of_nothing_are_not_read(county: County) -> None:
    folder = county.folder()
    with (folder / "stages.csv").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(InputError, match=r"stages.csv 有 200 MB，超过 100 MB，没有打开"):
        read(folder)


def test_a_million_blank_lines_are_passed_over_and_counted(county: County) -> None:
    folder = county.folder()
    with (folder / "stages.csv").open("ab") as file:
        file.write(b"\r\n" * 1_000_000)
    reading = read(folder)
    assert reading.defects == ()
    assert next(each for each in reading.totals if each.table == "stages").blank == 1_000_000


def test_zeros_are_no_text(county: County) -> None:
    folder = county.folder()
    (folder / "stages.csv").write_bytes(bytes(1000))
    with pytest.raises(InputError, match=r"stages.csv 的编码认不出来"):
        read(folder)


def test_thousands_of_defects_are_all_told(county: County) -> None:
    county.stages *= 1000
    reading = county.read()
    assert len(of(reading, "code.stage_twice")) == 3996


def test_a_file_without_permission_is_a_refusal_and_no_crash(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = county.workbook()

    def denied(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", denied)
    with pytest.raises(InputError, match=r"读不了 .*没有读取权限"):
        read(path)


def denying(monkeypatch: pytest.MonkeyPatch, method: str, name: str) -> None:
    """Let the system refuse that method of the path of that name: tests may run as root."""
    allowed = getattr(Path, method)

    def refuse(self: Path, *args: object, **options: object) -> object:
        if self.name == name:
            raise PermissionError(13, "Permission denied", str(self))
        return allowed(self, *args, **options)

    monkeypatch.setattr(Path, method, refuse)


@pytest.mark.parametrize("method", ["stat", "read_bytes"])
def test_a_file_in_a_folder_that_may_not_be_read_is_named(
    county: County, monkeypatch: pytest.MonkeyPatch, method: str
) -> None:
    folder = county.folder()
    denying(monkeypatch, method, "stages.csv")
    with pytest.raises(InputError) as refused:
        read(folder)
    assert str(refused.value) == (
        f"读不了 {folder / 'stages.csv'}：没有读取权限\n"
        "  怎么改：请文件的所有者允许读取，或复制到自己的文件夹里再读"
    )


def test_a_parquet_file_that_may_not_be_read_is_named(
    county: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = county.folder()
    (folder / "rooms.parquet").write_bytes(b"PAR1")
    denying(monkeypatch, "open", "rooms.parquet")
    with pytest.raises(InputError, match=r"读不了 .*rooms\.parquet：没有读取权限"):
        read(folder)


def test_a_folder_on_the_way_that_may_not_be_entered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    denying(monkeypatch, "stat", "县")
    with pytest.raises(InputError, match=r"读不了 .*县：没有读取权限"):
        read(tmp_path / "县")


def test_a_file_on_the_way_is_no_folder(county: County) -> None:
    with pytest.raises(InputError, match="路径里有一段是文件，不是文件夹"):
        read(county.folder() / "stages.csv" / "x")


def test_a_name_longer_than_the_system_allows(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="：名字太长"):
        read(tmp_path / ("a" * 300))


def test_a_link_to_itself(tmp_path: Path) -> None:
    loop = tmp_path / "loop.xlsx"
    loop.symlink_to(loop)
    with pytest.raises(InputError, match="路径里的链接绕成了一圈"):
        read(loop)


def test_a_line_of_nothing_but_commas_is_refused_before_it_fills_memory(county: County) -> None:
    folder = county.folder()
    with (folder / "stages.csv").open("ab") as file:
        file.write(b"," * 20_000)
    with pytest.raises(InputError) as refused:
        read(folder)
    assert str(refused.value) == (
        "stages.csv 第 6 行有 20001 列，超过 16384 列，没有读取\n"
        "  怎么改：多半是导出时出了错：重新导出，或删去这一行末尾多余的分隔符"
    )
