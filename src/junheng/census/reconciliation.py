"""The totals of one table as read, for a clerk to compare with the workbook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from fractions import Fraction
from math import lcm

from junheng.census.assemble import Assembled
from junheng.census.records import Exact
from junheng.census.tables import Kind
from junheng.census.totals import ColumnTotal, TableTotals


def totals(table: Assembled, refused: Collection[int]) -> TableTotals:
    """Rows in, accepted and refused (those whose line is in ``refused``), and every column's sum."""
    columns = []
    for found in table.heading.columns.values():
        column = found.column
        if column.kind not in (Kind.COUNT, Kind.AMOUNT):
            continue
        values = [value for row in table.raw if (value := row[column.name]) is not None]
        unreadable = len(table.unreadable.get(column.name, ()))
        columns.append(
            ColumnTotal(
                name=column.name,
                header=column.header,
                unit=column.unit,
                filled=len(values),
                blank=len(table.raw) - len(values) - unreadable,
                unreadable=unreadable,
                total=exact_sum(values),
            )
        )
    turned_away = sum(row["row"] in refused for row in table.raw) if refused else 0
    return TableTotals(
        table=table.place.table.name,
        source=table.place.sheet or table.place.file,
        rows_in=len(table.raw),
        accepted=len(table.raw) - turned_away,
        refused=turned_away,
        blank=table.lines.blank,
        subtotals=len(table.lines.subtotals),
        remarks=table.lines.remarks,
        columns=tuple(columns),
    )


def exact_sum(values: Sequence[Exact]) -> Exact:
    """The sum over one common denominator: many times faster than adding fraction to fraction."""
    whole = lcm(*(value.denominator for value in values))
    total = Fraction(sum(value.numerator * (whole // value.denominator) for value in values), whole)
    return total.numerator if total.denominator == 1 else total
