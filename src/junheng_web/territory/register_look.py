"""What a workbook of schools asks for, and what is wrong with it: every defect at once."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from junheng.census.tables import SCHOOLS
from junheng.census.words import CHOICE_WORDS, folded
from junheng.model.school import AreaClass, SchoolType
from junheng_web.lib.looking import Defect
from junheng_web.territory.models import Level, Region, RegionCode, School
from junheng_web.territory.queries import bearers_of_any, counties_in, schools_in, schools_of_codes
from junheng_web.territory.register import COLUMNS, Line
from junheng_web.territory.words import AREAS, TYPES

_COUNTY = re.compile(r"[0-9]{6}")
_SCHOOL = re.compile(r"[0-9A-Za-z]{4,32}")
_LONGEST_NAME = 120
_WORDS = {
    name: {
        folded(word): meant
        for words in (SCHOOLS.column(name).choices, CHOICE_WORDS.get(name, {}))
        for word, meant in words.items()
    }
    for name in ("type", "area_class")
}


class What(TextChoices):
    """What becomes of a school."""

    ADD = "add", gettext_lazy("新登记")
    RENAME = "rename", gettext_lazy("改名")
    STAY = "stay", gettext_lazy("不变")
    ABSENT = "absent", gettext_lazy("名册里没有")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What becomes of one school. ``row`` is None for one that is not in the workbook."""

    what: str
    county: Region
    code: str
    name: str
    type: str
    area_class: str
    row: int | None = None
    school: School | None = None
    note: str = ""


class Look:
    """One look through the lines, by one who manages the regions of ``paths``."""

    def __init__(self, paths: Sequence[str], lines: Sequence[Line]) -> None:
        self.paths, self.lines = tuple(paths), lines
        self.defects: list[Defect] = []
        self.plans: list[Plan] = []
        self._rows: dict[str, int] = {}
        self._counties = {each.code: each for each in counties_in(self.paths)}
        self._registered = {each.code: each for each in schools_of_codes(self._all("school_code"))}
        for line in lines:
            self._take(line)

    def _all(self, name: str) -> set[str]:
        return {line.cells[name] for line in self.lines}

    def of(self, what: str) -> list[Plan]:
        """The plans of one sort."""
        return [each for each in self.plans if each.what == what]

    @property
    def changes(self) -> int:
        """How many schools would be added or renamed."""
        return len(self.of(What.ADD)) + len(self.of(What.RENAME))

    @cached_property
    def absent(self) -> list[Plan]:
        """The open schools of the counties in the workbook that are not in it: they stay as they are."""
        named = {code for code in self._all("county_code") if code in self._counties}
        codes = self._all("school_code")
        return [
            Plan(
                what=What.ABSENT,
                county=each.county,
                code=each.code,
                name=each.name,
                type=each.type,
                area_class=each.area_class,
                school=each,
                note=_("仍在办，这里不撤销；确已撤销的，到学校页办理。"),
            )
            for each in schools_in([self._counties[code].path for code in sorted(named)])
            if each.code not in codes
        ]

    @cached_property
    def _bearers(self) -> dict[str, RegionCode]:
        """Who bears or bore the codes that are of no county in reach."""
        unknown = self._all("county_code") - set(self._counties)
        return {each.code: each for each in bearers_of_any(unknown)}

    def _take(self, line: Line) -> None:
        before = len(self.defects)
        county = self._county(line)
        self._code(line, county)
        self._name(line)
        kind = self._word(line, "type")
        area = self._word(line, "area_class")
        if len(self.defects) == before and county is not None:
            self.plans.append(self._plan(line, county, kind, area))

    def _plan(self, line: Line, county: Region, kind: str, area: str) -> Plan:
        cells, school = line.cells, self._registered.get(line.cells["school_code"])
        what, note = What.ADD, ""
        if school is not None:
            what = What.STAY if school.name == cells["name"] else What.RENAME
            notes = [_("原名%(name)s。") % {"name": school.name}] if what == What.RENAME else []
            for title, words, now, then in (
                (COLUMNS["type"], TYPES, school.type, kind),
                (COLUMNS["area_class"], AREAS, school.area_class, area),
            ):
                if now != then:
                    notes.append(
                        _("%(column)s登记的是%(now)s，名册里是%(then)s；这里不改。")
                        % {"column": title, "now": words[now], "then": words[then]}
                    )
            note = " ".join(notes)
        return Plan(
            what=what,
            county=county,
            code=cells["school_code"],
            name=cells["name"],
            type=kind,
            area_class=area,
            row=line.row,
            school=school,
            note=note,
        )

    def _legible(self, line: Line, name: str) -> bool:
        """Whether there is something in the cell that can be read; if not, it is told."""
        if name in line.unreadable:
            self._tell(line, name, *line.unreadable[name])
            return False
        if not line.cells[name]:
            self._tell(line, name, _("不能空"), _("填上；整行不要的，删去这一行。"))
            return False
        return True

    def _county(self, line: Line) -> Region | None:
        name = "county_code"
        if not self._legible(line, name):
            return None
        code = line.cells[name]
        county = self._counties.get(code)
        if county is not None:
            return county
        bearer = self._bearers.get(code)
        if not _COUNTY.fullmatch(code):
            self._tell(line, name, _("6 位数字"), _("填现行的县级行政区划代码，见模板的“区划”表。"))
        elif bearer is None:
            self._tell(
                line,
                name,
                _("已登记的县级行政区划代码"),
                _("到“区划与机构”查代码；还没有登记的，先新增区划。"),
            )
        elif bearer.region.level != Level.COUNTY:
            self._tell(
                line,
                name,
                _("县（市、区）的代码"),
                _("%(name)s不是县级区划；学校填所在县（市、区）的代码。")
                % {"name": bearer.region.name},
            )
        elif bearer.region.code in self._counties:
            self._tell(
                line,
                name,
                _("现行代码 %(code)s") % {"code": bearer.region.code},
                _("%(name)s已改用现行代码，请改正。") % {"name": bearer.region.name},
            )
        else:
            self._tell(
                line,
                name,
                _("您所辖区划内的县级代码"),
                _("%(name)s不在您所辖的现行区划内；删去这一行，或改正代码。")
                % {"name": bearer.region.name},
            )
        return None

    def _code(self, line: Line, county: Region | None) -> None:
        name = "school_code"
        if not self._legible(line, name):
            return
        code = line.cells[name]
        if not _SCHOOL.fullmatch(code):
            self._tell(
                line,
                name,
                _("4 至 32 位数字和字母，一般是 10 位数字"),
                _("核对标识码，按文本填写。"),
            )
            return
        first = self._rows.setdefault(code, line.row)
        if first != line.row:
            self._tell(
                line,
                name,
                _("每所学校只填一行"),
                _("与第 %(row)s 行重复，核对标识码或删去一行。") % {"row": first},
            )
        school = self._registered.get(code)
        if school is None:
            return
        if county is not None and school.county_id != county.pk:
            self._tell(
                line,
                name,
                _("没有登记给别的县的标识码"),
                _("已登记给%(county)s的%(name)s；核对标识码和区划代码。")
                % {"county": school.county.name, "name": school.name},
            )
        elif school.closed is not None:
            self._tell(
                line,
                name,
                _("在办学校的标识码"),
                _("%(name)s已经撤销；核对标识码，或删去这一行。") % {"name": school.name},
            )

    def _name(self, line: Line) -> None:
        if self._legible(line, "name") and len(line.cells["name"]) > _LONGEST_NAME:
            self._tell(
                line,
                "name",
                _("学校名称，%(most)s 字以内") % {"most": _LONGEST_NAME},
                _("改用学校的正式名称。"),
            )

    def _word(self, line: Line, name: str) -> str:
        """What a word means; "" where it means nothing, which is told."""
        if not self._legible(line, name):
            return ""
        words: Mapping[str, str] = _WORDS[name]
        meant = words.get(folded(line.cells[name]), "")
        if not meant:
            names = "、".join(each.zh for each in (SchoolType if name == "type" else AreaClass))
            self._tell(line, name, _("下列之一：%(names)s") % {"names": names}, _("从下拉框里选。"))
        return meant

    def _tell(self, line: Line, name: str, expected: str, remedy: str) -> None:
        self.defects.append(
            Defect(
                row=line.row,
                column=COLUMNS[name],
                found=line.cells[name] or _("（空）"),
                expected=expected,
                remedy=remedy,
            )
        )
