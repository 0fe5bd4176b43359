"""How each table is laid out as a sheet: which columns, how wide, how many rows to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from junheng.census.grids import letter
from junheng.census.tables import (
    ATTESTATIONS,
    CLASSES,
    COUNTY,
    ROOMS,
    SCHOOLS,
    STAGES,
    Column,
    Kind,
    Table,
)

TITLE, HEADER, NOTES, FIRST = 0, 1, 2, 3
"""Rows of every data sheet, 0-based: title, headers, notes, first row to fill in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a sheet. ``column`` is ``None`` where it only helps the person filling in."""

    header: str
    width: int
    column: Column | None = None
    note: str = ""

    @property
    def required(self) -> bool:
        """Whether a row without it is refused."""
        return self.column is not None and self.column.required


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPlan:
    """One sheet.

    ``rows`` is how many rows the checks and drop-downs cover; ``title`` stands beside the sheet's
    name where the table's own note does not say enough to the person filling it in.
    """

    table: Table
    fields: tuple[Field, ...]
    rows: int
    title: str = ""
    frozen: int = 0
    pages_wide: int = 1

    @property
    def last(self) -> int:
        """The last row to fill in, 0-based."""
        return FIRST + self.rows - 1

    def index(self, name: str) -> int:
        """The 0-based place of a column, by its English name. Raises ``KeyError``."""
        for place, field in enumerate(self.fields):
            if field.column is not None and field.column.name == name:
                return place
        raise KeyError(name)

    def cell(self, name: str) -> str:
        """The first cell to fill in of a column, row left free: ``$B4``."""
        return f"${letter(self.index(name))}{FIRST + 1}"

    def area(self, name: str, *, sheet: bool = False) -> str:
        """All cells to fill in of a column, fixed: ``$B$4:$B$2003``, ``sheet`` in front if asked."""
        column = letter(self.index(name))
        cells = f"${column}${FIRST + 1}:${column}${self.last + 1}"
        return f"'{self.table.sheet}'!{cells}" if sheet else cells


def _field(column: Column) -> Field:
    header = f"{column.header}\n（{column.unit}）" if column.unit else column.header
    return Field(header=header, width=_width(column), column=column, note=column.note)


def _width(column: Column) -> int:
    match column.name:
        case "name":
            return 30
        case "school_code" | "parent_code":
            return 15
        case "note" | "file":
            return 34
        case "visiting_pe_arts":
            return 20
        case "equipment_yuan" | "public_fund_yuan" | "training_fund_yuan" | "operator":
            return 15
    return 9 if column.kind is Kind.FLAG else 12


def _fields(table: Table, *, skip: Sequence[str] = ()) -> tuple[Field, ...]:
    return tuple(_field(column) for column in table.columns if column.name not in skip)


def _named(table: Table) -> tuple[Field, ...]:
    """The columns of a table of schools, the school's name beside its code for the reader's eye."""
    code, *rest = _fields(table)
    name = Field(header="学校名称", width=26, note="自动显示；后面新增的行可从上一行向下拖")
    return (code, name, *rest)


_COUNTY_CODE = _field(COUNTY.column("county_code"))

PLANS = {
    plan.table.name: plan
    for plan in (
        SheetPlan(table=SCHOOLS, fields=_fields(SCHOOLS), rows=2000, frozen=3, pages_wide=2),
        SheetPlan(table=STAGES, fields=_named(STAGES), rows=3000, frozen=3, pages_wide=2),
        SheetPlan(table=ROOMS, fields=_named(ROOMS), rows=3000, frozen=2),
        SheetPlan(table=CLASSES, fields=_fields(CLASSES), rows=20_000, frozen=1),
        SheetPlan(
            table=COUNTY,
            fields=(
                Field(header="条款", width=8),
                Field(header="项目", width=34, column=COUNTY.column("key")),
                Field(header="数值", width=20, column=COUNTY.column("value"), note="没有数据留空"),
                Field(header="单位", width=9),
                Field(header="提供部门", width=24),
                Field(header="说明", width=40),
                _COUNTY_CODE,
            ),
            rows=200,
            title="由县里填报：只填“数值”一栏，其余已经给出；没有数据的留空",
            frozen=2,
        ),
        SheetPlan(
            table=ATTESTATIONS,
            fields=(
                Field(header="条款", width=8, column=ATTESTATIONS.column("clause")),
                Field(header="条款内容", width=46),
                Field(header="结论", width=10, column=ATTESTATIONS.column("conclusion")),
                *(_field(ATTESTATIONS.column(name)) for name in ("note", "file", "county_code")),
            ),
            rows=100,
            title="凭材料判定的条款填“达标”或“未达标”，一票否决各条填“不存在”或“存在”；尚无结论的留空",
            frozen=2,
        ),
    )
}
"""The sheets by table name, in the order of the workbook."""
