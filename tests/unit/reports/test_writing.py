"""Everything is written for every county: whole files or none, with progress, and errors that help."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from junheng.errors import UserError
from junheng.evaluation import Evaluation
from junheng.reports import write_all

NAMES = ["申报表.xlsx", "报告.docx", "报告.html", "一校一案.docx"]


def test_four_files_are_written_for_every_county(fails: Evaluation, tmp_path: Path) -> None:
    first = fails.counties[0]
    second = replace(first, code="999912", name=None)
    written = write_all(replace(fails, counties=(first, second)), tmp_path / "new" / "folder")
    assert [path.name for path in written] == [
        f"{code}-{name}" for code in ("999902", "999912") for name in NAMES
    ]
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == sorted(
        path.name for path in written
    )
    assert all(path.stat().st_size > 10_000 for path in written)


def test_progress_is_told_before_each_file_and_at_the_end(
    fails: Evaluation, tmp_path: Path
) -> None:
    told: list[tuple[str, int, int]] = []
    write_all(fails, tmp_path, progress=lambda *step: told.append(step))
    assert told == [
        *((f"写出 999902-{name}", done, 4) for done, name in enumerate(NAMES)),
        ("写出完毕", 4, 4),
    ]


def test_it_can_be_stopped_and_leaves_only_whole_files(fails: Evaluation, tmp_path: Path) -> None:
    def stop(_what: str, done: int, _total: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_all(fails, tmp_path, progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["999902-申报表.xlsx"]


def test_a_folder_that_cannot_be_made_is_named(fails: Evaluation, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("", encoding="utf-8")
    with pytest.raises(UserError) as error:
        write_all(fails, in_the_way)
    assert str(error.value) == (
        f"不能建立文件夹 {in_the_way}：已经有一个同名的文件\n  怎么改：换一个名字，或先移走这个文件"
    )


def test_a_folder_in_the_place_of_a_file_is_refused(fails: Evaluation, tmp_path: Path) -> None:
    in_the_way = tmp_path / "999902-申报表.xlsx"
    in_the_way.mkdir()
    with pytest.raises(UserError) as error:
        write_all(fails, tmp_path)
    assert str(error.value) == (
        f"写不了 {in_the_way}：这是一个文件夹\n  怎么改：换一个文件名，或先移走这个文件夹"
    )


def test_a_code_that_is_no_file_name_does_not_lead_out_of_the_folder(
    fails: Evaluation, tmp_path: Path
) -> None:
    county = replace(fails.counties[0], code=f"..{os.sep}x/99")
    written = write_all(replace(fails, counties=(county,)), tmp_path)
    assert {path.parent for path in written} == {tmp_path}
    assert written[0].name == "x99-申报表.xlsx"
