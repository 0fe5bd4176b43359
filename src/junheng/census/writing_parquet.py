"""A data set written as a folder of Parquet files, one a table."""

from __future__ import annotations

from pathlib import Path

import duckdb

from junheng.census.records import Census
from junheng.census.tables import Kind
from junheng.census.writing import prepare_folder, present_tables, rows_of, text_of
from junheng.files import replacing, unwritable


def write_parquet(census: Census, folder: Path) -> None:
    """Write ``census`` as Parquet: counts as integers, all else as exact text; English names.

    Raises ``UserError`` where :func:`junheng.census.writing.write_folder` does.
    """
    content = [(table, rows_of(census, table, clerk=False)) for table in present_tables(census)]
    prepare_folder(folder, [table for table, _ in content], ".parquet")
    for table, rows in content:
        path = folder / f"{table.name}.parquet"
        types = ", ".join(
            f'"{column.name}" {"BIGINT" if column.kind is Kind.COUNT else "VARCHAR"}'
            for column in table.columns
        )
        marks = ", ".join("?" for _ in table.columns)
        lines = [[text_of(value) or None for value in row] for row in rows]
        with duckdb.connect() as database:
            database.execute(f"CREATE TABLE content ({types})")
            if lines:
                insert = f"INSERT INTO content VALUES ({marks})"  # noqa: S608 - question marks only
                database.executemany(insert, lines)
            try:
                with replacing(path) as unfinished:
                    database.table("content").write_parquet(str(unfinished))
            except duckdb.IOException as problem:
                raise unwritable(path, problem) from problem
