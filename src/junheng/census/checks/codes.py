"""Codes: their form, and that none stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from junheng.census.checks.draft import Draft, Record
from junheng.census.defects import Defect
from junheng.model.identifiers import county_code_problem, has_known_province


def check(draft: Draft) -> Iterator[Defect]:
    """Forms first, then doubles."""
    yield from _county_codes(draft)
    yield from _lengths(draft)
    yield from _twice(draft, draft.schools, ("school_code",), "code.school_twice", "学校标识码")
    yield from _twice(
        draft, draft.stages, ("school_code", "stage"), "code.stage_twice", "学校的这个学段"
    )
    yield from _twice(
        draft,
        draft.classes,
        ("school_code", "stage", "grade", "class_no"),
        "code.class_twice",
        "班级",
    )
    yield from _twice(draft, draft.county, ("county_code", "key"), "code.fact_twice", "项目")
    yield from _twice(
        draft, draft.attestations, ("county_code", "clause"), "code.clause_twice", "条款"
    )


def _county_codes(draft: Draft) -> Iterator[Defect]:
    for table in (draft.schools, draft.county, draft.attestations):
        seen: dict[str, str] = {}
        for record in table:
            code: str = record.county_code
            if code not in seen:
                seen[code] = county_code_problem(code)
            if seen[code]:
                digits = len(code) == 6 and code.isdigit()
                # A list of provinces can grow; a code that is no county's code at all cannot be one.
                strange = digits and not has_known_province(code)
                yield draft.defect(
                    "code.county_place" if strange else "code.county_form",
                    record,
                    "county_code",
                    seen[code],
                    found=code,
                    expected="6 位县级行政区划代码（GB/T 2260），如 532323",
                )


def _lengths(draft: Draft) -> Iterator[Defect]:
    """A code shorter than nearly all others has probably lost its leading zeros."""
    lengths = Counter(len(school.school_code) for school in draft.schools)
    if len(lengths) < 2:
        return
    usual, often = lengths.most_common(1)[0]
    if often * 10 < 9 * len(draft.schools):
        return
    for school in draft.schools:
        if len(school.school_code) != usual:
            yield draft.defect(
                "code.school_length",
                school,
                "school_code",
                f"是 {len(school.school_code)} 位，别的学校都是 {usual} 位，可能丢了前面的 0 或少了几位",
                found=school.school_code,
                expected=f"{usual} 位的学校标识码",
                remedy="把整列的格式改为“文本”，再按原始材料填写",
            )


def _twice(
    draft: Draft, records: Sequence[Record], key: tuple[str, ...], check_id: str, what: str
) -> Iterator[Defect]:
    first: dict[Any, Record] = {}
    for record in records:
        values = tuple(getattr(record, name) for name in key)
        before = first.setdefault(values, record)
        if before is not record:
            yield draft.defect(
                check_id,
                record,
                key[-1],
                f"这个{what}在第 {before.row} 行已经有了",
                found=str(values[-1]) if key != ("school_code", "stage") else values[1].zh,
                remedy="只留下一行；如果是两个不同的，改正代码",
            )
