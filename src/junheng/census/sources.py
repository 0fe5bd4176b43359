"""From a path to one grid for each table: what is data, what is not, what is there twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from stat import S_ISDIR

from junheng.census import delimited, folder
from junheng.census.catalogue import SEVERITY
from junheng.census.containers.access import opening
from junheng.census.defects import Defect
from junheng.census.folder import WORKBOOKS
from junheng.census.grids import Grid
from junheng.census.headers import Heading, locate
from junheng.census.tables import BY_NAME, TABLES, Table
from junheng.census.words import IGNORED_SHEETS, LIST_NAMES, normal
from junheng.errors import InputError


@dataclass(slots=True, kw_only=True)
class Source:
    """The grids found, by table name, and what was odd on the way. ``files`` were read.

    ``lists`` are lists of people, each to be read in pieces. ``name`` is what the user knows the
    source by; ``digest`` is the SHA-256 of its content where that did not come from ``files``.
    """

    path: Path
    name: str
    digest: str = ""
    grids: dict[str, Grid] = field(default_factory=dict)
    headings: dict[str, Heading] = field(default_factory=dict)
    defects: list[Defect] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    lists: dict[str, Callable[[], Iterator[Grid]]] = field(default_factory=dict)

    def note(
        self, check: str, message: str, *, file: str, sheet: str = "", remedy: str = ""
    ) -> None:
        """Add a defect of a file or sheet as a whole."""
        self.defects.append(
            Defect(
                check=check,
                severity=SEVERITY[check],
                message=message,
                file=file,
                sheet=sheet,
                remedy=remedy,
            )
        )


def opened(path: Path) -> Source:
    """The tables that ``path``, a workbook or a folder, holds.

    Raises ``InputError`` if there is nothing of the kind to read.
    """
    with opening(path):
        folder_given = S_ISDIR(path.stat().st_mode)
    source = Source(path=path, name=str(path))
    if folder_given:
        _open_folder(source)
    else:
        _open_file(source)
    for table in missing(source):
        source.note(
            "table.missing",
            f"缺少“{table.sheet}”表（{table.name}）",
            file=path.name,
            remedy=f"工作簿里要有名为“{table.sheet}”的工作表，文件夹里要有 {table.name}.csv",
        )
    return source


def missing(source: Source) -> list[Table]:
    """The required tables that the source does not hold."""
    return [table for table in TABLES if table.required and table.name not in source.grids]


def _open_file(source: Source) -> None:
    path = source.path
    suffix = path.suffix.lower()
    if suffix in (*delimited.SUFFIXES, ".parquet"):
        raise InputError(
            f"{path.name} 只是一张表，一份数据要有“学校”“学段”等几张表",
            remedy=f"把各张表的文件放在同一个文件夹里，再给出这个文件夹，例如 {path.parent}",
        )
    if suffix not in WORKBOOKS:
        raise InputError(
            f"{path.name} 不是能读的格式",
            remedy=f"应是工作簿（{'、'.join(WORKBOOKS)}）或装有 CSV、Parquet 的文件夹",
        )
    from junheng.census import workbook  # noqa: PLC0415 - a folder needs no workbook reader

    source.files.append(path)
    grids, notes = workbook.grids(path)
    source.defects.extend(notes)
    rest = []
    for grid in grids:
        table = folder.table_of(grid.sheet)
        if normal(grid.sheet) in LIST_NAMES and grid.rows:
            _take_list(source, LIST_NAMES[normal(grid.sheet)], grid.sheet, partial(_once, grid))
        elif table is None:
            rest.append(grid)
        else:
            _take(source, table, grid)
    _guess(source, rest)


def _take(source: Source, table: Table, grid: Grid) -> None:
    if table.name in source.grids:
        source.note(
            "table.twice",
            f"“{table.sheet}”表给了两份：{source.grids[table.name].source}、{grid.source}",
            file=grid.file,
            sheet=grid.sheet,
            remedy="只留下一份",
        )
        return
    source.grids[table.name] = grid
    if grid.hidden:
        source.note(
            "sheet.hidden",
            "这个工作表是隐藏的，也读取了",
            file=grid.file,
            sheet=grid.sheet,
            remedy="取消隐藏后核对内容；不需要就删除",
        )


def _take_list(source: Source, name: str, title: str, pieces: Callable[[], Iterator[Grid]]) -> None:
    if name in source.lists:
        source.note("table.twice", f"“{title}”给了两份名册", file=source.path.name, sheet=title)
        return
    source.lists[name] = pieces


def _guess(source: Source, grids: Iterable[Grid]) -> None:
    """Sheets of other names: taken if their headers are a missing table's, otherwise named."""
    for grid in grids:
        if not grid.rows or normal(grid.sheet) in IGNORED_SHEETS:
            continue
        for table in TABLES:
            if table.name in source.grids or grid.hidden:
                continue
            heading = locate(grid, table)
            if heading and not any(column.required for column in heading.missing):
                source.headings[table.name] = heading
                source.note(
                    "sheet.guessed",
                    f"按表头认作“{table.sheet}”表",
                    file=grid.file,
                    sheet=grid.sheet,
                    remedy=f"把工作表改名为“{table.sheet}”",
                )
                _take(source, table, grid)
                break
        else:
            source.note("sheet.ignored", "不是数据表，没有读取", file=grid.file, sheet=grid.sheet)


def _open_folder(source: Source) -> None:
    found = folder.contents(source.path)
    for name, files in found.files.items():
        table = BY_NAME[name]
        parquet = [file for file in files if file.suffix.lower() == ".parquet"]
        text = [file for file in files if file.suffix.lower() != ".parquet"]
        if len(text) > 1 or (text and parquet):
            source.note(
                "table.twice",
                f"“{table.sheet}”表给了几份：{'、'.join(file.name for file in files)}",
                file=files[0].name,
                remedy="只留下一份",
            )
        source.files.extend(files)
        if text:
            source.grids[name] = delimited.grid(text[0])
        else:
            from junheng.census import parquet as parquet_files  # noqa: PLC0415 - as it says

            one = parquet[0].relative_to(source.path).as_posix()
            shown = one if len(parquet) == 1 else f"{table.name}/*.parquet"
            source.grids[name] = parquet_files.grid(shown, parquet)
    for name, files in found.lists.items():
        source.files.extend(files)
        if len(files) > 1 and any(file.suffix.lower() != ".parquet" for file in files):
            source.note("table.twice", f"“{name}”给了几份名册", file=files[0].name)
        _take_list(source, name, name, partial(_pieces, source.path, files))
    for name in found.ignored:
        source.note("sheet.ignored", "不是数据表，没有读取", file=name)
    if not found.files:
        books = [name for name in found.ignored if name.lower().endswith(WORKBOOKS)]
        raise InputError(
            f"文件夹 {source.path} 里没有数据表",
            remedy=f"要读工作簿就直接给出它，例如 {source.path / books[0]}"
            if books
            else "应有 schools.csv（学校.csv）、stages.csv（学段.csv）等文件",
        )


def _once(grid: Grid) -> Iterator[Grid]:
    yield grid


def _pieces(folder_path: Path, files: list[Path]) -> Iterator[Grid]:
    """A list's rows: a text file at once, Parquet in pieces."""
    if files[0].suffix.lower() != ".parquet":
        yield delimited.grid(files[0])
        return
    from junheng.census import parquet as parquet_files  # noqa: PLC0415 - as it says

    yield from parquet_files.pieces(files[0].relative_to(folder_path).parts[0], files)
