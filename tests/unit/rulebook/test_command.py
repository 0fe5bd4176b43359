"""``junheng rules`` as a user meets it."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from junheng.cli.rules import command
from junheng.errors import UserError


def run(*args: str) -> Result:
    return CliRunner().invoke(command, list(args), catch_exceptions=False)


def refusal(*args: str) -> str:
    with pytest.raises(UserError) as caught:
        run(*args)
    return str(caught.value)


def test_without_arguments_it_prints_the_national_book_of_today() -> None:
    done = run()
    assert done.exit_code == 0
    assert "县域义务教育优质均衡发展规则手册" in done.output
    assert "D." not in done.output


def test_a_place_adds_its_own_rules() -> None:
    assert "D.labour_lesson" in run("--jurisdiction", "532300").output


def test_a_date_chooses_the_editions() -> None:
    done = run("--on", "2018-09-01")
    assert "▸ ≥ 6,000 元/生" in done.output
    assert "≥ 7,000 元/生" not in done.output


def test_several_switches_may_follow_one_another() -> None:
    done = run("--with", "size_older_or_migrant", "retention_formula=capped")
    assert "7.4 size_older_or_migrant" in done.output
    assert "retention_formula=capped（" in done.output


def test_another_standard_and_language_may_be_asked_for() -> None:
    done = run("--standard", "basic-balance", "--lang", "en")
    assert "Composite coefficient" in done.output


@pytest.mark.parametrize("name", ["book.html", "book.HTM", "book.xlsx"])
def test_a_file_is_written_by_the_end_of_its_name(name: str, tmp_path: Path) -> None:
    target = tmp_path / name
    done = run("--out", str(target))
    assert done.output == f"✓ 已写好 {target}（50 条）\n"
    assert target.stat().st_size > 10_000


def test_another_end_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    assert refusal("--out", str(tmp_path / "book.pdf")) == (
        "不知道怎样写“book.pdf”\n  怎么改：文件名以 .html 或 .xlsx 结尾"
    )


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    target = tmp_path / "no" / "book.html"
    assert refusal("--out", str(target)) == (
        f"写不了 {target}：文件夹不存在\n  怎么改：先建好文件夹，或换一个位置"
    )


@pytest.mark.parametrize("name", ["book.html", "book.xlsx"])
def test_a_book_that_may_be_signed_is_overwritten_only_with_force(
    name: str, tmp_path: Path
) -> None:
    target = tmp_path / name
    target.write_text("signed", encoding="utf-8")
    assert refusal("--out", str(target)) == (
        f"{target} 已经存在，没有覆盖\n  怎么改：换一个文件名，或者加上 --force 覆盖它"
    )
    assert target.read_text(encoding="utf-8") == "signed"
    run("--out", str(target), "--force")
    assert target.stat().st_size > 10_000


@pytest.mark.parametrize("name", ["book.html", "book.xlsx"])
def test_a_full_disk_is_told_and_leaves_the_old_book(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / name
    target.write_text("signed", encoding="utf-8")

    def full(_self: Path, _content: bytes) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(Path, "write_bytes", full)
    assert refusal("--out", str(target), "--force") == (
        f"写不了 {target}：磁盘已满\n  怎么改：清理磁盘，或换一个位置"
    )
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert target.read_text(encoding="utf-8") == "signed"


def test_an_ill_formed_place_is_refused() -> None:
    assert refusal("--jurisdiction", "chuxiong").startswith("行政区划代码“chuxiong”不合规")


def test_an_unknown_switch_is_answered_with_all_that_can_be_turned_on() -> None:
    message = refusal("--with", "rural")
    assert message.startswith("没有例外条款“rural”")
    for name in ("pe_arts_visiting", "dense_centre_venues", "room_count=separate|summed"):
        assert name in message
