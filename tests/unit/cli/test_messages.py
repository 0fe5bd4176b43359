"""Wrong numbers are refused in Chinese: what was found, what it has to be."""

from __future__ import annotations

import click
import pytest

from junheng.cli.messages import in_chinese


def said(kind: click.ParamType[object], value: str) -> str:
    command = click.Command("c", params=[click.Option(["--n"], type=kind)])
    with pytest.raises(click.ClickException) as refused:
        command.make_context("c", ["--n", value])
    return in_chinese(refused.value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (click.IntRange(1, 200), "201", "“201”，应为 1 到 200 的整数"),
        (click.IntRange(0), "-1", "“-1”，应为不小于 0 的整数"),
        (click.IntRange(max=9), "10", "“10”，应为不大于 9 的整数"),
        (click.FloatRange(min=0, min_open=True), "0", "“0.0”，应为大于 0 的数"),
        (click.FloatRange(min=1), "x", "“x”，应为不小于 1 的数"),
        (click.INT, "1.5", "“1.5”，应为整数"),
    ],
)
def test_a_number_out_of_range(kind: click.ParamType[object], value: str, expected: str) -> None:
    text = said(kind, value)
    assert f"参数 --n 不对：{expected}" in text
    assert "is not" not in text
