"""The page of the tables that planning reads, written from their declaration."""

from __future__ import annotations

from generating import markdown
from generating.tables import section
from junheng.planning.subjects import SUBJECTS

INTRODUCTION = (
    "规划（`junheng plan`）除了“学校”“学段”等[数据表](tables.md)，还读下面的表：放在同一个工作簿或"
    "文件夹里，工作表用中文名，文件用英文名。用不到的表可以没有。"
    "`junheng plan template 规划的名称` 生成要填的工作簿。"
)


def page() -> str:
    """The whole page."""
    blocks = [[INTRODUCTION]]
    for subject in SUBJECTS:
        blocks.append([f"## {subject.title}（{subject.name}）"])
        blocks.append(["也读数据表。" if subject.census else "不读数据表。"])
        blocks += [block for table in subject.tables for block in section(table, "###")]
    return markdown.page("规划用的表", *blocks)
