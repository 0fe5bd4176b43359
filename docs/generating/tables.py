"""The page of the canonical tables, written from their declaration."""

from __future__ import annotations

from collections.abc import Iterator

from generating import markdown
from junheng.census.facts import FACTS
from junheng.census.microdata.lists import LISTS
from junheng.census.tables import TABLES, Column, Kind, Table

KINDS = {
    Kind.TEXT: "文本",
    Kind.COUNT: "整数",
    Kind.AMOUNT: "小数",
    Kind.DEGREES: "经纬度",
    Kind.YEAR: "年份",
    Kind.FLAG: "是 / 否",
    Kind.CHOICE: "选择",
    Kind.FIGURE: "由项目决定",
}
INTRODUCTION = (
    "一个数据集是一个工作簿（工作表用中文名），或者一个文件夹（文件用英文名，"
    "`.csv` 或 `.parquet`）。表头按意思识别：空格、换行、全角字符、括号里的单位、合并表头都可以；"
    "下面的中文表头、英文标识和其他写法都认。“必填”以外的格子可以留空，留空表示没有填报，不等于 0。"
)


def page() -> str:
    """The whole page."""
    return markdown.page(
        "数据表",
        [INTRODUCTION],
        *(block for table in (*TABLES, *LISTS.values()) for block in section(table)),
        [
            "## 县级数据的项目",
            "",
            "“县级数据”表一行一个项目，“项目”栏可以写英文标识，也可以写中文名。",
        ],
        markdown.table(
            ("标识", "项目", "类型", "单位", "条款", "一般由谁提供"),
            (
                (
                    f"`{fact.key}`",
                    fact.label,
                    "比例，可写 0.87、87% 或 87" if fact.share else KINDS[fact.kind],
                    fact.unit,
                    fact.clause,
                    fact.department,
                )
                for fact in FACTS
            ),
        ),
    )


def section(table: Table, level: str = "##") -> Iterator[list[str]]:
    """A heading, what the table is for, and its columns."""
    yield [f"{level} {table.sheet}（{table.name}）"]
    required = "必须有。" if table.required else "可以没有。"
    key = f"关键列：{'、'.join(f'`{name}`' for name in table.key)}。" if table.key else ""
    note = f"{table.note.rstrip('。')}。" if table.note else ""
    yield [f"{note}{required}{key}"]
    yield markdown.table(
        ("标识", "表头", "类型", "必填", "说明"),
        (_row(column) for column in table.columns),
    )


def _row(column: Column) -> tuple[str, ...]:
    unit = f"（{column.unit}）" if column.unit and column.kind is not Kind.YEAR else ""
    words: dict[str, list[str]] = {}
    for word, value in column.choices.items():
        words.setdefault(value, []).append(word)
    listed = "、".join(" = ".join(spellings) for spellings in words.values())
    whole = "全校数" if column.whole_school and "全校数" not in column.note else ""
    aliases = f"表头也可写“{'”“'.join(column.aliases)}”" if column.aliases else ""
    return (
        f"`{column.name}`",
        column.header,
        KINDS[column.kind] + unit,
        "是" if column.required else "",
        "；".join(part for part in (column.note or listed, whole, aliases) if part),
    )
