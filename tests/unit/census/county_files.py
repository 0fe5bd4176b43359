"""A small county without a fault, to be spoilt in one place and read."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import xlsxwriter

from junheng.census.defects import Defect
from junheng.census.reading import Reading, read
from junheng.census.tables import BY_NAME, TABLES

Row = dict[str, Any]


def school(code: str, name: str, type_: str = "primary", **more: Any) -> Row:
    """A school whose figures agree with one another."""
    return {
        "county_code": "999901",
        "school_code": code,
        "name": name,
        "type": type_,
        "operator": "7",
        "area_class": "town",
        "boarding": "否",
        "teaching_area_m2": "3000.5",
        "indoor_sports_m2": "100",
        "sports_ground_m2": "4000",
        "equipment_yuan": "1200000.25",
        "multimedia_rooms": "12",
        "public_fund_yuan": "300000",
        "training_fund_yuan": "30000",
        **more,
    }


def stage(code: str, stage_: str = "primary", **more: Any) -> Row:
    """A stage whose figures agree with one another: 240 pupils, 20 teachers, 6 classes."""
    return {
        "school_code": code,
        "stage": stage_,
        "pupils": "240",
        "grades": "6" if stage_ == "primary" else "3",
        "classes": "6",
        "largest_class": "42",
        "classes_over": "0",
        "boarders": "0",
        "migrant_pupils": "10",
        "catchment_pupils": "230",
        "teachers": "20",
        "degree_associate": "4",
        "degree_bachelor": "14",
        "degree_master": "1",
        "degree_doctor": "0",
        "backbone": "3",
        "pe": "1",
        "music": "1",
        "art": "1",
        "arts": "0",
        "certified": "20",
        "trained_360": "19",
        **more,
    }


FIRST, SECOND, THIRD = "9990000001", "9990000002", "9990000003"


@dataclass
class County:
    """The tables as rows of text by English column name; ``folder`` and ``workbook`` write them."""

    path: Path
    schools: list[Row] = field(
        default_factory=lambda: [
            school(FIRST, "示例一小"),
            school(SECOND, "示例二小", teaching_area_m2="3100", sports_ground_m2="4100"),
            school(
                THIRD,
                "示例九年制学校",
                "nine_year",
                teaching_area_m2="6000",
                sports_ground_m2="8000",
                equipment_yuan="2400000",
            ),
        ]
    )
    stages: list[Row] = field(
        default_factory=lambda: [
            stage(FIRST),
            stage(SECOND),
            stage(THIRD),
            stage(THIRD, "junior"),
        ]
    )
    rooms: list[Row] = field(default_factory=list)
    classes: list[Row] = field(default_factory=list)
    county: list[Row] = field(default_factory=list)
    attestations: list[Row] = field(default_factory=list)

    def read(self, **options: Any) -> Reading:
        """Read the county from a folder of CSV files."""
        return read(self.folder(), **options)

    def folder(self, name: str = "county") -> Path:
        """A folder of CSV files with English headers."""
        target = self.path / name
        target.mkdir()
        for table in TABLES:
            rows: list[Row] = getattr(self, table.name)
            if rows or table.required:
                columns = [column.name for column in table.columns]
                write_csv(target / f"{table.name}.csv", columns, rows)
        return target

    def workbook(self, name: str = "county.xlsx", **sheets: Sequence[Sequence[Any]]) -> Path:
        """A workbook with Chinese headers; ``sheets`` are rows to write instead of a table's own."""
        target = self.path / name
        book = xlsxwriter.Workbook(str(target), {"strings_to_formulas": False})
        for table in TABLES:
            rows: list[Row] = getattr(self, table.name)
            if table.name not in sheets and not rows and not table.required:
                continue
            sheet = book.add_worksheet(table.sheet)
            for down, cells in enumerate(sheets.get(table.name) or self.cells(table.name)):
                for across, cell in enumerate(cells):
                    sheet.write(down, across, cell)
        book.close()
        return target

    def cells(self, name: str) -> list[list[Any]]:
        """A table as the cells of a sheet: Chinese headers, numbers as numbers."""
        table = BY_NAME[name]
        return [
            [column.header for column in table.columns],
            *(
                [_cell(column.kind, row.get(column.name, "")) for column in table.columns]
                for row in getattr(self, name)
            ),
        ]


def write_csv(path: Path, columns: Sequence[str], rows: Sequence[Row]) -> None:
    """Write one table as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, columns, restval="")
        out.writeheader()
        out.writerows(rows)


def _cell(kind: str, value: Any) -> Any:
    if kind in ("count", "amount", "year", "degrees") and isinstance(value, str) and value:
        try:
            return float(value)
        except ValueError:
            return value
    return value


def of(reading: Reading, check: str) -> list[Defect]:
    """The defects of one check."""
    return [each for each in reading.defects if each.check == check]


def the(reading: Reading) -> Defect:
    """The only defect there is, columns left out of the file apart."""
    found = [each for each in reading.defects if each.check != "header.absent"]
    assert len(found) == 1, [str(each) for each in found]
    return found[0]
