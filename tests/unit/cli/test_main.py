"""The group of commands: help in Chinese, errors for the person who can mend them, exit codes."""

from __future__ import annotations

import pytest
from tests.unit.cli.conftest import Run

from junheng import __version__


def test_help_lists_every_command_in_chinese(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    for command in ("template", "check", "evaluate", "explain", "rules"):
        assert command in ran.out
    assert "用法：junheng [选项] 命令" in ran.out
    assert "Options" not in ran.out


def test_help_of_a_command_is_in_chinese(run: Run) -> None:
    ran = run("evaluate", "--help")
    assert ran.code == 0
    assert "--jurisdiction CODE" in ran.out
    assert "显示这段说明" in ran.out
    assert "Show this message" not in ran.out


def test_version_is_the_packages(run: Run) -> None:
    assert run("--version").out.strip() == f"junheng {__version__}"


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["evaluat"], "✗ 没有命令“evaluat”\n  用法见：junheng --help\n"),
        (["--foo"], "✗ 没有选项 --foo\n  用法见：junheng --help\n"),
        (["evaluate"], "✗ 少了参数 DATA\n  用法见：junheng evaluate --help\n"),
        (
            ["evaluate", "x.xlsx", "--on", "2024"],
            "✗ 参数 --on 不对：“2024”不是日期，应写作 2025-09-01\n  用法见：junheng evaluate --help\n",
        ),
        (
            ["evaluate", "x.xlsx", "y.xlsx"],
            "✗ 多出了参数 y.xlsx\n  用法见：junheng evaluate --help\n",
        ),
        (
            ["evaluate", "x.xlsx", "--formt", "json"],
            "✗ 没有选项 --formt，是不是 --format、--out？\n  用法见：junheng evaluate --help\n",
        ),
    ],
)
def test_a_wrong_argument_ends_with_two_and_says_what_is_wrong(
    run: Run, args: list[str], message: str
) -> None:
    ran = run(*args)
    assert (ran.code, ran.out, ran.err) == (2, "", message)


def test_a_wrong_choice_names_the_right_ones(run: Run) -> None:
    ran = run("evaluate", "x.xlsx", "--format", "yaml")
    assert ran.code == 2
    assert (
        ran.err
        == "✗ 参数 --format 不对：“yaml”不在可选之列：table、json\n  用法见：junheng evaluate --help\n"
    )


def test_a_stop_by_the_user_leaves_no_traceback(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("junheng.cli.evaluate.judged", stop)
    ran = run("evaluate", "x.xlsx")
    assert ran.code == 130
    assert ran.err == "\n已停止。没有写完的文件不会留下。\n"
