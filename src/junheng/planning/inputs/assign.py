"""What the sunshine classes are drawn from: the roster, wishes of pairs, head teachers, slips.

Only the roster is needed. Every column but number, name and sex may be missing; a blank cell is not
known, and never "no".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

from junheng.census.containers.access import opening
from junheng.census.containers.limits import check_file_size
from junheng.census.other_tables import OtherTables, Rows, read_tables
from junheng.census.tables import Column, Kind, Table
from junheng.errors import InputError
from junheng.model.identifiers import masked
from junheng.model.text import printable

SUBJECTS = {
    "chinese": "语文",
    "math": "数学",
    "english": "英语",
    "science": "科学",
    "morality": "道德与法治",
    "history": "历史",
    "geography": "地理",
    "biology": "生物",
    "physics": "物理",
    "chemistry": "化学",
    "music": "音乐",
    "art": "美术",
    "sports": "体育",
    "technology": "信息科技",
    "total": "总分",
}
"""Columns of scores and their headers. Any of them may be there; each one that is, is balanced."""

MOST_PUPILS = 3000
HIGHEST_SCORE = 1500
_WISHES = {
    "同班": "together",
    "together": "together",
    "分班": "apart",
    "不同班": "apart",
    "apart": "apart",
}


def _text(name: str, header: str, **more: Any) -> Column:
    return Column(name=name, header=header, kind=Kind.TEXT, **more)


def _flag(name: str, header: str, **more: Any) -> Column:
    return Column(name=name, header=header, kind=Kind.FLAG, **more)


ROSTER = Table(
    name="roster",
    sheet="分班名册",
    required=True,
    key=(),
    note="每名学生一行；成绩有几科填几科，没有成绩也可以分班",
    columns=(
        _text(
            "person_id",
            "学号",
            required=True,
            note="学籍号、报名号或序号，同一年级不重复；只在校内的名单里出现",
            aliases=("学籍号", "报名号", "全国学籍号", "编号"),
        ),
        _text(
            "name",
            "姓名",
            required=True,
            note="相同的姓名尽量分到不同的班；只在校内的名单里出现",
        ),
        Column(
            name="sex",
            header="性别",
            kind=Kind.CHOICE,
            choices={"男": "男", "女": "女"},
            required=True,
        ),
        _flag("boarding", "寄宿", note="是、否；不知道留空", aliases=("寄宿生", "住校")),
        _flag("left_behind", "留守", note="是、否；不知道留空", aliases=("留守儿童",)),
        _flag("migrant", "随迁", note="是、否；不知道留空", aliases=("随迁子女",)),
        _text(
            "special_needs",
            "特殊需要",
            note="如 视力、听力、智力；没有留空或写“无”",
            aliases=("随班就读", "残疾类别"),
        ),
        _text("origin", "毕业学校", note="来自哪所小学、幼儿园；尽量均分", aliases=("来源学校",)),
        _text(
            "siblings",
            "多胞胎组",
            note="双胞胎、多胞胎写同一个组名，没有留空",
            aliases=("双胞胎组", "双胞胎"),
        ),
        Column(
            name="siblings_wish",
            header="多胞胎意愿",
            kind=Kind.CHOICE,
            choices=_WISHES,
            note="同班或分班，由家长选择",
            aliases=("双胞胎意愿",),
        ),
        *(
            Column(name=name, header=header, kind=Kind.AMOUNT, note="分数，缺考留空，不要填 0")
            for name, header in SUBJECTS.items()
        ),
    ),
)

PAIRS = Table(
    name="pairs",
    sheet="同班分班要求",
    key=(),
    note="必须同班或必须分开的两名学生一行；理由只在校内留存",
    columns=(
        _text("first_code", "学号甲", required=True),
        _text("second_code", "学号乙", required=True),
        Column(name="wish", header="要求", kind=Kind.CHOICE, choices=_WISHES, required=True),
        _text("reason", "理由"),
    ),
)

HEAD_TEACHERS = Table(
    name="head_teachers",
    sheet="班主任",
    key=("teacher_code",),
    note="抽签担任班主任的教师（连同所配的任课教师组）一行，不少于班数",
    columns=(
        _text("teacher_code", "工号", required=True),
        _text("name", "姓名", required=True, note="公示时写明"),
        _text("avoids_code", "回避学生学号", note="子女等应回避的学生，不担任其班主任"),
    ),
)

TABLES = (ROSTER, PAIRS, HEAD_TEACHERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pupil:
    """One pupil. ``None`` is not known; ``scores`` are hundredths by subject."""

    person_id: str
    name: str
    sex: str
    boarding: bool | None = None
    left_behind: bool | None = None
    migrant: bool | None = None
    special_needs: str = ""
    origin: str = ""
    scores: Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two pupils who must be in one class (``together``), or must not."""

    first: str
    second: str
    together: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Teacher:
    """A head teacher, and the pupil whose class he or she is not to have."""

    teacher_code: str
    name: str
    avoids: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignInputs:
    """The roster in its own order, the subjects it has, pairs (those of siblings among them)."""

    pupils: tuple[Pupil, ...]
    subjects: tuple[str, ...]
    known: tuple[str, ...] = ("boarding", "left_behind", "migrant")
    pairs: tuple[Pair, ...] = ()
    teachers: tuple[Teacher, ...] = ()


def read_assign(path: Path) -> AssignInputs:
    """Read roster, pairs and head teachers. Raises :class:`junheng.errors.UserError`."""
    tables = read_tables(path, TABLES)
    roster, pairs, teachers = (tables[each.name] for each in TABLES)
    _check_roster(roster)
    ids = {row["person_id"] for row in roster.rows}
    for rows, column in (
        (pairs, "first_code"),
        (pairs, "second_code"),
        (teachers, "avoids_code"),
    ):
        _check_link(rows, column, ids)
    for row in pairs.rows:
        if row["first_code"] and row["first_code"] == row["second_code"]:
            pairs.refuse(row, "second_code", "两个学号是同一名学生", found=_hidden(row))
    siblings = _siblings(roster)
    _check_contradictions(pairs)
    tables.require()
    return _inputs(tables, siblings)


def _hidden(row: Mapping[str, Any], column: str = "second_code") -> str:
    """A number that may be an identity number, never shown whole."""
    return masked(str(row[column]))


def _check_roster(roster: Rows) -> None:
    seen: dict[str, int] = {}
    for row in roster.rows:
        person = row["person_id"]
        if person is not None and person in seen:
            roster.refuse(
                row,
                "person_id",
                f"与第 {seen[person]} 行的学号相同",
                "plan.twice",
                found=_hidden(row, "person_id"),
                remedy="一名学生只留一行，或改正学号",
            )
        elif person is not None:
            seen[person] = row["row"]
        for name, header in SUBJECTS.items():
            _check_score(roster, row, name, header)
    if len(roster.rows) > MOST_PUPILS:
        last = roster.rows[MOST_PUPILS]
        roster.refuse(
            last,
            "person_id",
            f"一次最多分 {MOST_PUPILS} 名学生",
            found=f"{len(roster.rows)} 行",
            remedy="一个年级一份名册",
        )


def _check_score(roster: Rows, row: Mapping[str, Any], name: str, header: str) -> None:
    score = row[name]
    if score is None:
        return
    if score > HIGHEST_SCORE:
        roster.refuse(
            dict(row), name, f"{header}成绩不可能这样高", expected=f"0 到 {HIGHEST_SCORE}"
        )
    elif Fraction(score) * 100 % 1:
        roster.refuse(dict(row), name, f"{header}成绩的小数太多", expected="最多两位小数")


def _check_link(rows: Rows, column: str, ids: set[str]) -> None:
    for row in rows.rows:
        if row[column] is not None and row[column] not in ids:
            rows.refuse(
                row,
                column,
                "分班名册里没有这个学号",
                "plan.link",
                found=_hidden(row, column),
                remedy="改正学号，或在分班名册里补上",
            )


def _siblings(roster: Rows) -> list[Pair]:
    """The pairs that siblings make; groups that cannot be used are noted."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in roster.rows:
        if row["siblings"]:
            groups.setdefault(_plain(row["siblings"]), []).append(row)
    pairs: list[Pair] = []
    for rows in groups.values():
        wishes = sorted({row["siblings_wish"] for row in rows if row["siblings_wish"]})
        trouble = (
            "这一组只有 1 名学生"
            if len(rows) < 2
            else "同一组的意愿不一致"
            if len(wishes) > 1
            else ""
            if wishes
            else "没有写同班还是分班"
        )
        if trouble:
            column = "siblings" if len(rows) < 2 else "siblings_wish"
            roster.refuse(rows[0], column, trouble, remedy="与家长确认后填写同班或分班")
            continue
        people = [row["person_id"] for row in rows]
        pairs += [
            Pair(first=first, second=second, together=wishes[0] == "together")
            for place, first in enumerate(people)
            for second in people[place + 1 :]
        ]
    return pairs


def _check_contradictions(pairs: Rows) -> None:
    """The same two pupils, once together and once apart."""
    seen: dict[frozenset[str], tuple[str, int]] = {}
    for row in pairs.rows:
        pair = frozenset((row["first_code"] or "", row["second_code"] or ""))
        wish, line = seen.setdefault(pair, (row["wish"], row["row"]))
        if row["wish"] and wish and row["wish"] != wish:
            pairs.refuse(
                row,
                "wish",
                f"与第 {line} 行的要求相反",
                found="同班" if row["wish"] == "together" else "分班",
                remedy="只留下一个要求",
            )


def _inputs(tables: OtherTables, siblings: list[Pair]) -> AssignInputs:
    rows = tables["roster"].rows
    subjects = [name for name in SUBJECTS if any(row[name] is not None for row in rows)]
    flags = ("boarding", "left_behind", "migrant")
    return AssignInputs(
        pupils=tuple(_pupil(row, subjects) for row in rows),
        subjects=tuple(SUBJECTS[name] for name in subjects),
        known=tuple(name for name in flags if any(row[name] is not None for row in rows)),
        pairs=(
            *siblings,
            *(
                Pair(
                    first=row["first_code"],
                    second=row["second_code"],
                    together=row["wish"] == "together",
                )
                for row in tables["pairs"].rows
            ),
        ),
        teachers=tuple(
            Teacher(
                teacher_code=row["teacher_code"],
                name=_plain(row["name"]),
                avoids=row["avoids_code"],
            )
            for row in tables["head_teachers"].rows
        ),
    )


def _pupil(row: Mapping[str, Any], subjects: list[str]) -> Pupil:
    needs = _plain(row["special_needs"] or "")
    return Pupil(
        person_id=row["person_id"],
        name=_plain(row["name"]),
        sex=row["sex"],
        boarding=row["boarding"],
        left_behind=row["left_behind"],
        migrant=row["migrant"],
        special_needs="" if needs in ("无", "否", "没有") else needs,
        origin=_plain(row["origin"] or ""),
        scores={
            SUBJECTS[name]: None if row[name] is None else int(row[name] * 100) for name in subjects
        },
    )


def _plain(text: str) -> str:
    """A text in one form: compatible signs made one, white space single, nothing invisible."""
    return " ".join(printable(unicodedata.normalize("NFKC", text)).split())


LONGEST_SLIP = 200


def read_slips(path: Path) -> tuple[str, ...]:
    """The slips of a text file, one a line, in their order; blank lines are left out.

    Raises :class:`junheng.errors.InputError`.
    """
    with opening(path):
        check_file_size(path.name, path.stat().st_size)
        content = path.read_bytes()
    slips = tuple(found for line in _decoded(path, content).splitlines() if (found := _plain(line)))
    for number, slip in enumerate(slips, start=1):
        if len(slip) > LONGEST_SLIP:
            raise InputError(
                f"{path.name} 第 {number} 张纸条有 {len(slip)} 个字",
                remedy=f"一行一张，最多 {LONGEST_SLIP} 个字",
            )
    if not slips:
        raise InputError(f"{path.name} 里没有一张纸条", remedy="一行写一张纸条上的字")
    return slips


def _decoded(path: Path, content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise InputError(
        f"{path.name} 的编码认不出来，既不是 UTF-8 也不是 GB18030",
        remedy="用记事本另存为 UTF-8 的文本文件，一行一张纸条",
    )
