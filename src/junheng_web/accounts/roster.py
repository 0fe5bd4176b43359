"""A workbook of accounts: what it looks like, and what is wrong with one that was filled in.

Every defect is told at once, with the row, the column, what was found, what is expected and how to mend
it. Nothing is stored here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from junheng.census.grids import Grid
from junheng.census.workbook import SUFFIXES, grids
from junheng.errors import InputError
from junheng_web.accounts.fields import check_name, check_phone, check_username
from junheng_web.accounts.models import User
from junheng_web.accounts.places import NotThere, Spot, find
from junheng_web.accounts.roles import Role, by_name
from junheng_web.lib.looking import Defect

SHEET = "账号"
MOST_ROWS = 2000
USERNAME, NAME, PHONE, ROLE, PLACE, SINCE, UNTIL = (
    "用户名",
    "姓名",
    "手机",
    "角色",
    "机构",
    "起",
    "止",
)
COLUMNS = (USERNAME, NAME, PHONE, ROLE, PLACE, SINCE, UNTIL)
NEEDED = (USERNAME, NAME, ROLE, PLACE)
_HEADER_WITHIN = 20
_ISO = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One row of the workbook, as text; ``row`` is its number there."""

    row: int
    cells: dict[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One role of one account, as a row without defects asks for it."""

    username: str
    name: str
    phone: str
    role: Role
    spot: Spot
    since: date | None
    until: date | None


def lines_of(path: Path) -> list[Line]:
    """The rows of the first sheet that has the columns. Raises ``InputError`` for anything else."""
    if path.suffix.lower() not in SUFFIXES:
        raise InputError(
            f"{path.name} 不是工作簿",
            remedy="请上传 .xlsx 等 Excel 或 WPS 工作簿，最好用下载的模板",
        )
    found, _oddities = grids(path)
    for grid in found:
        header = _header(grid)
        if header is not None:
            return _lines(grid, header)
    raise InputError(
        f"{path.name} 里没有找到表头：{'、'.join(NEEDED)}", remedy="请下载模板，填好后再上传"
    )


def _header(grid: Grid) -> int | None:
    for index, cells in enumerate(grid.rows[:_HEADER_WITHIN]):
        if set(NEEDED) <= {_text(cell) for cell in cells}:
            return index
    return None


def _lines(grid: Grid, header: int) -> list[Line]:
    titles = [_text(cell) for cell in grid.rows[header]]
    doubled = sorted({title for title in titles if title in COLUMNS and titles.count(title) > 1})
    if doubled:
        raise InputError(f"表头“{'、'.join(doubled)}”出现了两次", remedy="请删去多出的一列再上传")
    found = []
    for index, cells in enumerate(grid.rows[header + 1 :], header + 1):
        texts = dict.fromkeys(COLUMNS, "") | {
            title: _text(cell)
            for title, cell in zip(titles, cells, strict=False)
            if title in COLUMNS
        }
        if any(texts.values()):
            found.append(Line(row=grid.first_row + index, cells=texts))
    if not found:
        raise InputError("表头下面没有内容", remedy="从表头的下一行起，每行填一个账号的一个角色")
    if len(found) > MOST_ROWS:
        raise InputError(
            f"有 {len(found)} 行，一次最多 {MOST_ROWS} 行", remedy="请分成几个文件上传"
        )
    return found


def _text(cell: Any) -> str:
    """A cell as people see it: whole numbers without a point, days as 2025-09-01."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell).strip()


class Look:
    """One look through the lines, by an administrator: what they ask for, and every defect."""

    def __init__(self, user: User, lines: Sequence[Line]) -> None:
        self.user, self.lines = user, lines
        self.defects: list[Defect] = []
        self.wanted: list[Wanted] = []
        self._roles = by_name()
        self._names: dict[str, str] = {}
        self._held: dict[tuple[str, str, Spot], int] = {}
        for line in lines:
            self._take(line)

    @cached_property
    def _taken(self) -> set[str]:
        asked = {line.cells[USERNAME].lower() for line in self.lines}
        return set(User.objects.filter(username__in=asked).values_list("username", flat=True))

    def _take(self, line: Line) -> None:
        before = len(self.defects)
        self.defects += self._person(line)
        role, spot = self._role(line)
        since, until = self._day(line, SINCE), self._day(line, UNTIL)
        if since and until and until <= since:
            self._tell(line, UNTIL, _("晚于起日的日期"), _("止日当天起不再持有；改正日期或留空。"))
        username = line.cells[USERNAME].lower()
        if role is not None and spot is not None:
            first = self._held.setdefault((username, role.key, spot), line.row)
            if first != line.row:
                self._tell(
                    line,
                    ROLE,
                    _("每个账号的同一角色在同一机构只填一行"),
                    _("与第 %(row)s 行重复，请删去一行。") % {"row": first},
                )
            if len(self.defects) == before:
                self.wanted.append(
                    Wanted(
                        username=username,
                        name=line.cells[NAME],
                        phone=line.cells[PHONE],
                        role=role,
                        spot=spot,
                        since=since,
                        until=until,
                    )
                )

    def _person(self, line: Line) -> Iterator[Defect]:
        cells = line.cells
        for column, check, expected in (
            (USERNAME, check_username, _("小写字母开头，3 至 30 个小写字母、数字、点、横线")),
            (NAME, check_name, _("姓名，60 字以内")),
            (PHONE, check_phone, _("手机或电话号码，可留空")),
        ):
            try:
                check(cells[column].lower() if column == USERNAME else cells[column])
            except ValidationError as wrong:
                yield _defect(line, column, expected, " ".join(wrong.messages))
        username = cells[USERNAME].lower()
        if username in self._taken:
            yield _defect(
                line,
                USERNAME,
                _("还没有人使用的用户名"),
                _("换一个用户名；若是同一个人，请在他的账号页授予角色。"),
            )
        if username and self._names.setdefault(username, cells[NAME]) != cells[NAME]:
            yield _defect(
                line,
                NAME,
                _("同一用户名的姓名前后一致：%(name)s") % {"name": self._names[username]},
                _("改正姓名；若不是同一个人，请换一个用户名。"),
            )

    def _role(self, line: Line) -> tuple[Role | None, Spot | None]:
        role = self._roles.get(line.cells[ROLE])
        if role is None:
            names = "、".join(self._roles)
            self._tell(line, ROLE, _("下列之一：%(names)s") % {"names": names}, _("从下拉框里选。"))
            return None, None
        try:
            return role, find(self.user, role, line.cells[PLACE])
        except NotThere as problem:
            self._tell(line, PLACE, problem.expected, problem.remedy)
            return role, None

    def _day(self, line: Line, column: str) -> date | None:
        text = line.cells[column]
        if not text:
            return None
        try:
            if _ISO.fullmatch(text):
                return date(*map(int, text.split("-")))
        except ValueError:
            pass
        self._tell(line, column, _("日期，写作 2025-09-01"), _("按样子改写，或留空。"))
        return None

    def _tell(self, line: Line, column: str, expected: str, remedy: str) -> None:
        self.defects.append(_defect(line, column, expected, remedy))


def _defect(line: Line, column: str, expected: str, remedy: str) -> Defect:
    return Defect(
        row=line.row,
        column=column,
        found=line.cells[column] or _("（空）"),
        expected=expected,
        remedy=remedy,
    )


def stored(lines: Sequence[Line]) -> list[dict[str, Any]]:
    """Lines as they wait in the database."""
    return [asdict(line) for line in lines]


def restored(rows: Sequence[dict[str, Any]]) -> list[Line]:
    """Lines as they waited in the database."""
    return [Line(row=each["row"], cells=each["cells"]) for each in rows]
