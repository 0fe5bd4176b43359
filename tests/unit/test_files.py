"""Files are written whole or not at all, and a refusal says why, in Chinese."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from junheng.errors import UserError
from junheng.files import explained, make_folder, refuse_overwriting, replacing, write_whole

OPEN_ELSEWHERE = (
    "没有写入权限，或者文件正在别的程序中打开",
    "如果文件正在 Excel、WPS 或 Word 中打开，先关闭它；否则换一个允许写入的位置",
)


def system_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


def contents(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")
    return path


def write_half_and_raise(target: Path, problem: BaseException) -> None:
    with replacing(target) as unfinished:
        unfinished.write_text("half", encoding="utf-8")
        raise problem


def test_what_was_written_takes_the_place_of_the_old_file(target: Path) -> None:
    write_whole(target, b"new")
    assert contents(target.parent) == {"a.txt": "new"}


@pytest.mark.parametrize("problem", [ValueError("broken"), KeyboardInterrupt(), SystemExit(1)])
def test_a_stop_leaves_the_old_file_and_nothing_half_written(
    problem: BaseException, target: Path
) -> None:
    with pytest.raises(type(problem)):
        write_half_and_raise(target, problem)
    assert contents(target.parent) == {"a.txt": "old"}


def test_a_full_disk_leaves_the_old_file_and_is_told(target: Path) -> None:
    with pytest.raises(UserError) as refused:
        write_half_and_raise(target, system_error(errno.ENOSPC))
    assert str(refused.value) == (f"写不了 {target}：磁盘已满\n  怎么改：清理磁盘，或换一个位置")
    assert contents(target.parent) == {"a.txt": "old"}


def test_two_runs_to_one_place_do_not_meet_and_the_last_one_wins_whole(target: Path) -> None:
    with replacing(target) as first:
        first.write_text("first", encoding="utf-8")
        with replacing(target) as second:
            second.write_text("second", encoding="utf-8")
        assert contents(target.parent) == {first.name: "first", "a.txt": "second"}
    assert contents(target.parent) == {"a.txt": "first"}


def test_a_link_at_the_target_is_replaced_and_what_it_leads_to_is_untouched(
    target: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(target)
    write_whole(link, b"new")
    assert contents(tmp_path) == {"a.txt": "old", "link.txt": "new"}
    assert not link.is_symlink()


def test_a_private_file_stays_private(target: Path) -> None:
    target.chmod(0o600)
    write_whole(target, b"new")
    assert target.stat().st_mode & 0o777 == 0o600


def test_a_new_file_gets_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_whole(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_a_file_protected_against_writing_is_refused(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: (path, mode) != (target, os.W_OK))
    with pytest.raises(UserError) as refused:
        write_whole(target, b"new")
    assert (
        str(refused.value) == f"写不了 {target}：{OPEN_ELSEWHERE[0]}\n  怎么改：{OPEN_ELSEWHERE[1]}"
    )
    assert contents(target.parent) == {"a.txt": "old"}


def test_a_pipe_or_device_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UserError, match="没有写入权限"):
        write_whole(pipe, b"new")
    assert list(tmp_path.iterdir()) == [pipe]
    assert not pipe.is_file()


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("folder", "这是一个文件夹\n  怎么改：换一个文件名，或先移走这个文件夹"),
        ("nowhere/b.txt", "文件夹不存在\n  怎么改：先建好文件夹，或换一个位置"),
        ("a.txt/b.txt", "路径里有一段是文件，不是文件夹\n  怎么改：检查路径，或换一个位置"),
        (f"{'长' * 86}.txt", "名字太长\n  怎么改：换一个短一些的名字，一般不超过 80 个汉字"),
    ],
)
def test_an_impossible_place_is_refused_and_nothing_is_left(
    place: str, told: str, target: Path
) -> None:
    folder = target.parent
    (folder / "folder").mkdir()
    with pytest.raises(UserError) as refused:
        write_whole(folder / place, b"new")
    assert str(refused.value) == f"写不了 {folder / place}：{told}"
    assert {path.name for path in folder.iterdir()} == {"a.txt", "folder"}


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_only_a_missing_permission_may_mean_that_the_file_is_open_elsewhere(number: int) -> None:
    assert explained(system_error(number)) == OPEN_ELSEWHERE


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "这个磁盘只能读，不能写"),
        (errno.EISDIR, "这是一个文件夹"),
        (errno.ENOTDIR, "路径里有一段是文件，不是文件夹"),
        (errno.ENAMETOOLONG, "名字太长"),
        (errno.ENOENT, "文件夹不存在"),
    ],
)
def test_the_usual_reasons_of_the_system_are_told_in_chinese(number: int, reason: str) -> None:
    told, remedy = explained(system_error(number))
    assert told == reason
    assert "Excel" not in remedy


def test_a_reason_handed_on_without_its_number_is_recognised() -> None:
    assert explained(RuntimeError("IO Error: No space left on device"))[0] == "磁盘已满"


def test_a_reason_that_is_not_known_is_told_as_the_system_tells_it() -> None:
    assert explained(OSError(errno.EMFILE, "Too many open files")) == (
        "系统报告“Too many open files”",
        "换一个位置再试",
    )


def test_a_folder_that_cannot_be_made_is_named(target: Path) -> None:
    with pytest.raises(UserError) as refused:
        make_folder(target)
    assert str(refused.value) == (
        f"不能建立文件夹 {target}：已经有一个同名的文件\n  怎么改：换一个名字，或先移走这个文件"
    )


def test_an_existing_file_is_overwritten_only_when_that_is_asked_for(target: Path) -> None:
    refuse_overwriting(target, force=True)
    refuse_overwriting(target.with_name("new"), force=False)
    with pytest.raises(UserError) as refused:
        refuse_overwriting(target, force=False)
    assert str(refused.value) == (
        f"{target} 已经存在，没有覆盖\n  怎么改：换一个文件名，或者加上 --force 覆盖它"
    )


def test_force_does_not_help_against_a_folder(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="这是一个文件夹"):
        refuse_overwriting(tmp_path, force=True)
