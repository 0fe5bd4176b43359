"""What planners read, put together in one place: the census as judged and the uploaded tables."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from junheng.census.words import normal
from junheng.census.workbook import grids
from junheng.census.writing import text_of, write_folder
from junheng.errors import UserError
from junheng_web.plans.models import Plan
from junheng_web.plans.planners import Planner

if TYPE_CHECKING:
    from junheng.census.grids import Cell
    from junheng.census.records import Census


@contextmanager
def data_of(plan: Plan, planner: Planner, census: Census | None) -> Iterator[Path | None]:
    """The place that the planner reads, for as long as the block runs.

    Errors that name it speak of the uploaded workbook, or of the county and year.
    """
    workbook = Path(plan.workbook.path) if plan.workbook else None
    if not (planner.subject is not None and planner.subject.census and census is not None):
        with _named(workbook, plan.workbook_name):
            yield workbook
        return
    with TemporaryDirectory(prefix="plan-") as room:
        folder = Path(room)
        write_folder(census, folder)
        if workbook is not None:
            with _named(workbook, plan.workbook_name):
                _sheets(workbook, planner, folder)
        about = f"{plan.round.county.name} {plan.round.campaign.year}"
        with _named(folder, f"{about} {plan.workbook_name}".strip()):
            yield folder


@contextmanager
def _named(path: Path | None, name: str) -> Iterator[None]:
    """Errors raised inside call the path by a name that people know."""
    try:
        yield
    except UserError as problem:
        text = str(problem)
        if path is None or (str(path) not in text and path.name not in text):
            raise
        raise UserError(text.replace(str(path), name).replace(path.name, name)) from problem


def _sheets(workbook: Path, planner: Planner, folder: Path) -> None:
    """The workbook's sheets that the planner knows, each as a file named as the sheet."""
    known = {normal(word) for table in planner.tables for word in (table.name, table.sheet)}
    found, _odd = grids(workbook)
    for grid in found:
        if normal(grid.sheet) not in known:
            continue
        with (folder / f"{grid.sheet}.csv").open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerows([] for _ in range(grid.first_row - 1))
            for row in grid.rows:
                out.writerow([""] * grid.first_column + [_text(cell) for cell in row])


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if cell is None or isinstance(cell, str):
        return cell or ""
    return text_of(cell) if isinstance(cell, int) else str(cell)
