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
    with pytest.raises(InputError, match=r"读不了 .*Permission denied"):
        read(path)
