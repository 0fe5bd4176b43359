"""From a workbook to the documents of the returns it speaks of, and what is wrong on the way.

A blank cell takes nothing away: it leaves what is stored. Rooms and classes of a school that the
workbook lists replace those that are stored; a school of which it lists none keeps them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from junheng.census.assemble import Assembled, assemble
from junheng.census.defects import Defect, Severity
from junheng.census.entry import cells_of
from junheng.census.facts import BY_KEY
from junheng.census.grids import is_blank
from junheng.census.headers import locate
from junheng.census.places import Place
from junheng.census.reading import Progress, Reading, checked, silent
from junheng.census.records import Census
from junheng.census.sources import Source, opened
from junheng.census.tables import BY_NAME
from junheng.census.totals import TableTotals
from junheng_web.collection.documents import Document, Row, county_code, document_of, keys_of
from junheng_web.collection.models import Return

_WHOLE = ("rooms", "classes")
"""Tables whose rows of a school are taken or left together."""
_OUTSIDE = "link.no_parent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """The returns of a round that a workbook may speak of, and which of them its sender fills in."""

    schools: Mapping[str, Return]
    facts: Mapping[str, Return]
    attestations: Return | None
    fillable: frozenset[int]
    county_code: str


@dataclass(slots=True, kw_only=True)
class Content:
    """What came of a workbook: ``documents`` of the returns it speaks of, by number, or none where

    an error refuses it; ``before`` are the same returns as they are stored. ``alone``: nothing that
    is stored stands in the documents beside what the workbook says.
    """

    defects: list[Defect]
    totals: tuple[TableTotals, ...]
    documents: dict[int, Document] = field(default_factory=dict)
    before: dict[int, Document] = field(default_factory=dict)
    alone: bool = True

    @property
    def refused(self) -> bool:
        """Whether it cannot be taken in."""
        return any(each.severity is Severity.ERROR for each in self.defects)


def content_of(
    path: Path,
    target: Target,
    *,
    last_year: Callable[[], Census | None] | None = None,
    progress: Progress | None = None,
) -> Content:
    """Read the workbook against a round. Raises ``InputError`` where there is nothing to read."""
    (progress or silent)("打开数据", 0, 1)
    source = opened(path)
    reading = _read(source, last_year, progress or silent)
    defects = [each for each in reading.defects if not _known_outside(each, target)]
    schools = _typed(source, "schools")
    if schools is not None:
        defects += _of_register(schools, target)
    found = Content(defects=defects, totals=reading.totals)
    if not found.refused:
        census = reading.census if reading.census is not None else _census_of(source)
        _shared_out(found, cells_of(census), target)
    return found


def _read(source: Source, last_year: Callable[[], Census | None] | None, tell: Progress) -> Reading:
    before = last_year() if last_year is not None else None
    return checked(source, last_year=None if before is None else lambda: before, tell=tell)


def _known_outside(defect: Defect, target: Target) -> bool:
    """A central school that is not in the workbook, but in the round."""
    return defect.check == _OUTSIDE and defect.found in target.schools


def _typed(source: Source, name: str) -> Assembled | None:
    grid = source.grids.get(name)
    if grid is None:
        return None
    table = BY_NAME[name]
    heading = source.headings.get(name) or locate(grid, table)
    if heading is None:
        return None
    columns = {
        column: (grid.letter(found.index), found.header)
        for column, found in heading.columns.items()
    }
    place = Place(table=table, file=grid.file, sheet=grid.sheet, columns=columns)
    return assemble(grid, heading, place)


def _census_of(source: Source) -> Census:
    """The rows as typed, where only central schools outside of the workbook stood in the way."""
    tables = {name: _typed(source, name) for name in source.grids}
    return Census(
        **{name: tuple(table.records) for name, table in tables.items() if table is not None}  # type: ignore[arg-type]
    )


def _of_register(schools: Assembled, target: Target) -> Iterator[Defect]:
    """Schools that are not of this round, or not the sender's, or called otherwise there."""
    for row in schools.raw:
        code = row.get("school_code")
        if not code:
            continue
        found = target.schools.get(code)
        if found is None:
            yield _defect(
                schools,
                "site.school_unknown",
                row["row"],
                "school_code",
                "本轮采集没有这所学校",
                found=code,
                remedy="核对学校标识码；新设的学校先由县里登记",
            )
        elif found.pk not in target.fillable:
            yield _defect(
                schools,
                "site.school_out_of_reach",
                row["row"],
                "school_code",
                "这所学校不在您的填报范围内",
                found=code,
                remedy="删去这所学校的行，只留您负责的学校",
            )
        elif row.get("county_code") not in (None, target.county_code):
            yield _defect(
                schools,
                "site.county_differs",
                row["row"],
                "county_code",
                f"县级行政区划代码应是 {target.county_code}",
                found=str(row["county_code"]),
                remedy="改正代码，或换到所在县的采集里上传",
            )
        elif found.school is not None and row.get("name") not in (None, found.school.name):
            yield _defect(
                schools,
                "site.name_differs",
                row["row"],
                "name",
                f"登记的名称是“{found.school.name}”，入库时以登记的为准",
                found=str(row["name"]),
                remedy="学校改名请先由县里变更登记",
                severity=Severity.WARNING,
            )


def _defect(
    table: Assembled,
    check: str,
    row: int,
    column: str,
    message: str,
    *,
    found: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Defect:
    letter, header = table.place.columns.get(column, ("", ""))
    return Defect(
        check=check,
        severity=severity,
        message=message,
        file=table.place.file,
        sheet=table.place.sheet,
        row=row,
        column=letter,
        header=header,
        found=found,
        remedy=remedy,
    )


def _shared_out(content: Content, cells: Mapping[str, Sequence[Row]], target: Target) -> None:
    """Every row goes to the return it belongs to, over what is stored there."""
    rows: dict[int, dict[str, list[Row]]] = {}
    owners = {each.pk: each for each in target.schools.values()}
    for table in ("schools", "stages", "rooms", "classes"):
        for row in cells.get(table, ()):
            of = target.schools[row["school_code"]]
            rows.setdefault(of.pk, {}).setdefault(table, []).append(row)
    for table, what in (("county", "value"), ("attestations", "conclusion")):
        for row in cells.get(table, ()):
            if all(is_blank(row.get(name, "")) for name in (what, "note", "file")):
                continue
            owner = _owner(table, row, target)
            if owner is None or owner.pk not in target.fillable:
                content.defects.append(_not_yours(table, row, owner))
            elif row.get("county_code") != target.county_code:
                content.defects.append(_other_county(table, row, target))
            else:
                owners[owner.pk] = owner
                rows.setdefault(owner.pk, {}).setdefault(table, []).append(row)
    for pk, tables in rows.items():
        stored = content.before[pk] = document_of(owners[pk])
        document, alone = _laid_over(stored, tables)
        content.documents[pk] = document_of(owners[pk], document)
        content.alone &= alone


def _owner(table: str, row: Row, target: Target) -> Return | None:
    return target.facts.get(row["key"]) if table == "county" else target.attestations


def _not_yours(table: str, row: Row, owner: Return | None) -> Defect:
    sheet = BY_NAME[table].sheet
    what = _named(table, row)
    unit = f"由{owner.subject.name}填报，" if owner is not None else "没有登记填报的部门，"
    return Defect(
        check="site.fact_out_of_reach",
        severity=Severity.ERROR,
        message=f"“{what}”{unit}不在您的填报范围内",
        sheet=sheet,
        found=row.get("value") or row.get("conclusion", ""),
        remedy="把这一行的数值清空",
    )


def _other_county(table: str, row: Row, target: Target) -> Defect:
    return Defect(
        check="site.county_differs",
        severity=Severity.ERROR,
        message=f"“{_named(table, row)}”的县级行政区划代码应是 {target.county_code}",
        sheet=BY_NAME[table].sheet,
        found=row.get("county_code", ""),
        remedy="改正代码，或换到所在县的采集里上传",
    )


def _named(table: str, row: Row) -> str:
    if table == "attestations":
        return f"第 {row['clause']} 条"
    return BY_KEY[row["key"]].label if row["key"] in BY_KEY else row["key"]


def _laid_over(
    stored: Mapping[str, list[Row]], tables: Mapping[str, list[Row]]
) -> tuple[Document, bool]:
    """What is stored with the workbook over it, and whether nothing of what was stored is left."""
    document = {table: [dict(row) for row in rows] for table, rows in stored.items()}
    alone = all(table in tables or not rows for table, rows in stored.items())
    for table, rows in tables.items():
        if table not in document:
            continue
        if table in _WHOLE:
            document[table] = rows
            continue
        there = dict(zip(keys_of(table, document[table]), document[table], strict=True))
        keys = keys_of(table, rows)
        alone &= there.keys() <= set(keys)
        for key, row in zip(keys, rows, strict=True):
            filled = {name: text for name, text in row.items() if text}
            if key in there:
                there[key].update(filled)
                alone &= len(there[key]) == len(filled)
            else:
                document[table].append(filled)
    return document, alone


def target_of(returns: Sequence[Return], fillable: frozenset[int]) -> Target:
    """What a workbook for a round may speak of. The returns share their round."""
    schools = {each.school.code: each for each in returns if each.school is not None}
    facts: dict[str, Return] = {}
    attestations = None
    for each in returns:
        if each.department is None:
            continue
        document = document_of(each)
        facts |= {row["key"]: each for row in document["county"]}
        attestations = each if "attestations" in document else attestations
    return Target(
        schools=schools,
        facts=facts,
        attestations=attestations,
        fillable=fillable,
        county_code=county_code(returns[0]) if returns else "",
    )
