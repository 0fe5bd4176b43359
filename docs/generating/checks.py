"""The page of the data checks, written from their catalogue."""

from __future__ import annotations

from generating import markdown
from junheng.census.catalogue import SEVERITY, TITLES
from junheng.census.defects import Severity

INTRODUCTION = (
    "`junheng check` 逐项检查，一次列出全部问题。每个问题写明工作表、行、列、填的是什么、"
    "应当是什么、怎么改。编号固定不变，可以用来查这张表。"
)
MEANINGS = {
    Severity.ERROR: "有错误的数据不能判定，必须先改正。",
    Severity.WARNING: "提醒不妨碍判定，但请再看一眼：可能是填错，也可能确实如此。",
}


def page() -> str:
    """The whole page."""
    blocks: list[list[str]] = [[INTRODUCTION]]
    for severity, meaning in MEANINGS.items():
        blocks += [
            [f"## {severity.zh}（{severity.value}）"],
            [meaning],
            markdown.table(
                ("编号", "检查什么"),
                (
                    (f"`{check}`", TITLES[check])
                    for check, grave in SEVERITY.items()
                    if grave is severity
                ),
            ),
        ]
    return markdown.page("数据检查", *blocks)
