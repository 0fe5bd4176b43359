"""A user's own uploads, and the marked copy of one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from junheng.census.defects import Defect, Severity
from junheng.census.marked import write_marked
from junheng_web.accounts.models import User
from junheng_web.collection.models import Round, Upload
from junheng_web.collection.queries.returns import rounds_seen_by
from junheng_web.lib.doors import Permission, Reach
from junheng_web.territory.models import School


def uploads_of(user: User) -> QuerySet[Upload]:
    """The workbooks that the user sent and all of which the user may still fill in.

    Nobody sees those of others; nor does whoever has another role by now see the data of schools that
    the old one reached.
    """
    mine = Upload.everything.filter(by=user, round__in=rounds_seen_by(user).values("pk"))
    slim = mine.select_related("round__county").only("scope", "round__county__path")
    kept = [each.pk for each in slim if still_reached(user, each)]
    named = mine.select_related("round__campaign", "round__county", "school", "by")
    return named.filter(pk__in=kept)


def scope_of(user: User, of: Round, school: School | None) -> dict[str, Any]:
    """Whose returns a workbook of the user may change: ``schools`` and ``departments``, as numbers, or

    True for all of the county.
    """
    if school is not None:
        return {"schools": [school.pk], "departments": []}
    schools, departments = _reaches(user)
    return {
        "schools": schools.covers(region=of.county) or sorted(schools.schools),
        "departments": departments.covers(region=of.county) or sorted(departments.departments),
    }


def _reaches(user: User) -> tuple[Reach, Reach]:
    return user.reach(Permission.FILL_SCHOOL), user.reach(Permission.FILL_FACTS)


def still_reached(user: User, upload: Upload) -> bool:
    """Whether the user still fills in whatever the workbook could have changed."""
    if upload.scope is None:
        return False
    schools, departments = _reaches(user)
    county = upload.round.county
    then = (
        (upload.scope["schools"], schools, schools.schools),
        (
            upload.scope["departments"],
            departments,
            departments.departments,
        ),
    )
    return all(
        now.covers(region=county) or (numbers is not True and set(numbers) <= own)
        for numbers, now, own in then
    )


def defect_of(stored: dict[str, Any]) -> Defect:
    """A defect as an upload keeps it."""
    return Defect(**{**stored, "severity": Severity(stored["severity"])})


def marked_copy(upload: Upload) -> bytes:
    """The workbook of an upload with its defects marked. Raises ``UserError``."""
    path = Path(upload.file.path)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "marked.xlsx"
        write_marked(path, [defect_of(each) for each in upload.defects], target)
        return target.read_bytes()
