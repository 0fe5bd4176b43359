"""The columns of a file: which canonical ones they are, and what cannot be taken for one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import ibis.expr.types as ir

from junheng.census.tables import Kind, Table
from junheng.census.words import normal, without_brackets
from junheng.engine.typed import meanings, renamed
from junheng.errors import InputError


def named(found: ir.Table, table: Table, parts: Sequence[Path]) -> ir.Table:
    """The columns of ``found`` that the table knows. Raises :class:`InputError` if there is none, if
    two mean the same, or if a header has words in brackets that may change its meaning.
    """
    where = f"“{table.sheet}”（{table.name}）的文件 {parts[0].name} "
    known = meanings(table)
    meant: dict[str, list[str]] = {}
    for header in found.columns:
        if (name := known.get(normal(header))) is not None:
            meant.setdefault(name, []).append(header)
    if not meant:
        raise InputError(
            f"{where}里没有一列认得",
            remedy=f"第一行应是表头，如 {table.columns[0].header}、{table.columns[1].header}",
        )
    twice = ["、".join(headers) for headers in meant.values() if len(headers) > 1]
    if twice:
        raise InputError(f"{where}有几列是同一个意思：{'；'.join(twice)}", remedy="只留一列")
    for header in found.columns:
        bare, inside = without_brackets(normal(header))
        if inside and normal(header) not in known and bare in known:
            column = table.column(known[bare])
            unit = f"，以{column.unit}为单位" if column.unit else ""
            raise InputError(
                f"{where}的表头“{header}”括号里有别的话，成批判定不换算单位",
                remedy=f"改成“{column.header}”{unit}",
            )
    return renamed(found, table)


def unknown(found: ir.Table, table: Table) -> list[str]:
    """The columns of a file that the table does not know, as ``学校.备注``."""
    known = meanings(table)
    return [f"{table.sheet}.{header}" for header in found.columns if normal(header) not in known]


def unreadable(raw: ir.Table, table: Table) -> list[str]:
    """The columns whose type can hold neither text nor numbers, or codes that lost their form."""
    wrong = []
    for column in table.columns:
        if column.name not in raw.columns:
            continue
        kind = raw[column.name].type()
        where = f"“{table.sheet}”（{table.name}）的{column.header}（{column.name}）"
        if kind.is_nested() or (column.kind in _NUMERIC and kind.is_temporal()):
            wrong.append(f"{where}是 {kind} 类型，应是数或文字")
        elif column.name in _CODES and kind.is_floating():
            wrong.append(f"{where}被存成小数（{kind}），代码应是文字")
    return wrong


_NUMERIC = (Kind.COUNT, Kind.AMOUNT, Kind.DEGREES, Kind.YEAR, Kind.FLAG)
_CODES = ("county_code", "school_code")
"""Not the code of a central school: a column without any is often stored as empty decimals."""
