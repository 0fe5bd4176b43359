"""A whole invented county with its round, for the tests of uploading."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from junheng.census.records import Census
from junheng.census.writing import write_workbook
from junheng.synthesis.prefecture import LAST_YEAR, prefecture
from junheng_web.accounts.models import User
from junheng_web.collection.models import Campaign, CampaignState, Return, Round, Upload
from junheng_web.territory.models import Department, Region, School
from junheng_web.territory.units import BY_KIND
from tests.site.conftest import Land, person

KINDS = ("education", "finance", "statistics", "personnel", "disabled", "supervision")


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """A county whose census is known, the round it is to be handed in to, and who does it."""

    round: Round
    census: Census
    statistician: User
    clerk: User
    code: str


@cache
def census(year: int = LAST_YEAR) -> Census:
    """The county of the prefecture that is invented from 1."""
    return prefecture(1, counties=1, years=2).counties[0].years[year]


def some(whole: Census, codes: Sequence[str]) -> Census:
    """Only these schools, without the county's own figures."""
    kept: dict[str, Any] = {
        table: tuple(row for row in getattr(whole, table) if row.school_code in codes)
        for table in ("schools", "stages", "rooms", "classes")
    }
    return replace(whole, **kept, county=(), attestations=(), layouts={})


def county_of(land: Land) -> County:
    """The county with all its schools and departments in a round that nobody began."""
    whole = census()
    region: Region = land.county
    region.codes.update(code=whole.county_codes[0])
    region.code = whole.county_codes[0]
    region.save()
    School.everything.exclude(county=land.other_county).delete()
    School.everything.bulk_create(
        School(
            code=each.school_code,
            name=each.name,
            county=region,
            type=each.type.value,
            area_class=each.area_class.value,
        )
        for each in whole.schools
    )
    Department.everything.bulk_create(
        Department(region=region, kind=kind, name=f"{region.name}{BY_KIND[kind].name}")
        for kind in KINDS
        if kind not in ("education", "finance")
    )
    campaign = Campaign.everything.create(
        region=land.prefecture,
        year=LAST_YEAR,
        title="年度采集",
        opens_on=date(LAST_YEAR, 9, 1),
        deadline=date(LAST_YEAR, 12, 31),
        rules_on=date(LAST_YEAR, 9, 1),
        state=CampaignState.OPEN,
    )
    of = Round.everything.create(campaign=campaign, county=region)
    Return.everything.bulk_create(
        [
            *(Return(round=of, school=each) for each in School.everything.filter(county=region)),
            *(
                Return(round=of, department=each)
                for each in Department.everything.filter(region=region)
            ),
        ]
    )
    first = School.everything.get(code=whole.schools[0].school_code)
    return County(
        round=of,
        census=whole,
        statistician=person("stat", "county_statistician", region=region),
        clerk=person("clerk1", "school_clerk", school=first),
        code=first.code,
    )


def workbook(of: Census, folder: Path, *, edit: Callable[[Any], None] | None = None) -> bytes:
    """The census as a workbook, changed by hand with ``edit``."""
    from openpyxl import load_workbook  # noqa: PLC0415 - only here

    path = folder / "data.xlsx"
    path.unlink(missing_ok=True)
    write_workbook(of, path)
    if edit is not None:
        book = load_workbook(path)
        edit(book)
        book.save(path)
    return path.read_bytes()


def sent(content: bytes, name: str = "全县.xlsx") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def stored_documents(upload: Upload) -> dict[int, Any]:
    """What the returns of the upload's round hold."""
    return dict(Return.everything.filter(round=upload.round_id).values_list("pk", "document"))
