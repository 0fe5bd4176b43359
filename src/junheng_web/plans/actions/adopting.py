"""Adopting a plan: from now on the county goes by it, and its dated tasks are set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from junheng.planning.outcome import Ending, Outcome, unpacked
from junheng.planning.tasks import NAME as DATED
from junheng_web.accounts.permissions import require
from junheng_web.audit.actions import By, record
from junheng_web.lib.doors import Permission
from junheng_web.plans.actions.asking import NotPossible
from junheng_web.plans.models import Adoption, Plan, PlanState, Step, Task, TaskState
from junheng_web.plans.queries.plans import outcome_of
from junheng_web.territory.models import Department, Region, School
from junheng_web.territory.units import UNITS

_EARLIEST, _LATEST = 1990, 2200
A_YEAR = timedelta(days=365)


@transaction.atomic
def adopt(*, plan: Plan, note: str, by: By) -> Adoption:
    """Let the county go by this plan instead of the one of its kind that it went by.

    The open tasks of that one end as superseded. Raises :class:`NotPossible` for a plan that is not
    done, says that it cannot be done, or is adopted already; ``PermissionDenied``.
    """
    county = Region.everything.select_for_update().get(pk=plan.round.county_id)
    _allowed(county, by)
    if plan.state != PlanState.DONE or plan.ending == Ending.IMPOSSIBLE.value:
        raise NotPossible(_("这个方案没有做成，不能采用"))
    before = Adoption.everything.filter(county=county, kind=plan.kind, ended_at__isnull=True)
    former = before.select_related("plan").first()
    if former is not None:
        if former.plan_id == plan.pk:
            raise NotPossible(_("已经采用了这个方案"))
        _end(former, by, _("由方案“%(name)s”取代") % {"name": plan.name})
    made = Adoption.everything.create(
        plan=plan, county=county, kind=plan.kind, by=by.user, note=note[:500]
    )
    tasks = _tasks(made, unpacked(outcome_of(plan)), county)
    Task.everything.bulk_create(tasks, batch_size=500)
    record(
        "plans.adopt",
        by=by,
        subject=made,
        path=county.path,
        before={"plan": str(former.plan_id), "name": former.plan.name} if former else None,
        after={"plan": str(plan.pk), "kind": plan.kind, "tasks": len(tasks)},
        reason=note,
    )
    return made


@transaction.atomic
def withdraw(*, adoption: Adoption, note: str, by: By) -> None:
    """Let the county no longer go by this plan; its open tasks end. Raises ``PermissionDenied``."""
    county = Region.everything.select_for_update().get(pk=adoption.county_id)
    _allowed(county, by)
    held = Adoption.everything.select_for_update().get(pk=adoption.pk)
    if held.ended_at is not None:
        raise NotPossible(_("已经不采用这个方案了"))
    ended = _end(held, by, note or _("停止采用"))
    record(
        "plans.withdraw",
        by=by,
        subject=held,
        path=county.path,
        after={"tasks": ended},
        reason=note,
    )


def _allowed(county: Region, by: By) -> None:
    if by.user is None:
        raise PermissionDenied
    require(by.user, Permission.MAKE_PLANS, region=county)
    require(by.user, Permission.CONFIRM_SEAL, region=county)


def _end(adoption: Adoption, by: By, why: str) -> int:
    """End an adoption and its open tasks; how many they were."""
    now = timezone.now()
    Adoption.everything.filter(pk=adoption.pk).update(ended_at=now)
    still = Task.everything.filter(adoption=adoption, state=TaskState.OPEN)
    open_ones = list(still.select_for_update())
    still.update(state=TaskState.SUPERSEDED, changed_at=now, changed_by=by.user)
    Step.everything.bulk_create(
        (
            Step(task=task, state=TaskState.SUPERSEDED, by=by.user, note=why[:500])
            for task in open_ones
        ),
        batch_size=500,
    )
    return len(open_ones)


def _tasks(adoption: Adoption, outcome: Outcome, county: Region) -> list[Task]:
    rows = [row for table in outcome.tables if table.name == DATED for row in table.records()]
    codes = {_text(row, "school_code") for row in rows}
    schools = {each.code: each for each in School.everything.filter(county=county, code__in=codes)}
    units = {each.kind: each for each in Department.everything.filter(region=county)}
    return list(_each(adoption, rows, schools, units))


def _each(
    adoption: Adoption,
    rows: Iterable[Mapping[str, Any]],
    schools: Mapping[str, School],
    units: Mapping[str, Department],
) -> Iterable[Task]:
    usual = _usual(adoption)
    for order, row in enumerate(rows, 1):
        due = _due(row, usual)
        code, kind = _text(row, "school_code"), _kind(_text(row, "responsible"))
        school = schools.get(code)
        yield Task(
            adoption=adoption,
            order=order,
            year=_year(row.get("year")) or due.year,
            due=due,
            school=school,
            school_code=code[:32],
            school_name=(_text(row, "school", "name") or (school.name if school else ""))[:120],
            responsible=kind[:24],
            department=units.get(kind),
            what=_what(row)[:300],
            amount=_number(row.get("amount", row.get("quantity"))),
            unit=_text(row, "unit")[:24],
            cost_yuan=_number(row.get("cost_yuan")),
            clause=_text(row, "clause")[:40],
        )


def _text(row: Mapping[str, Any], *names: str) -> str:
    """The first of these columns that says something."""
    found = (row.get(name) for name in names)
    return next((str(value) for value in found if value not in (None, "")), "")


def _what(row: Mapping[str, Any]) -> str:
    """What is to be done; of which stage, where the row tells."""
    said, stage = _text(row, "what", "task"), _text(row, "stage")
    return f"{said}（{stage}）" if stage else said


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _kind(named: str) -> str:
    """The kind of a department that is named by its kind, its name or as the facts call it."""
    with translation.override("zh-hans"):  # plans are told in Chinese, whoever adopts them
        for unit in UNITS:
            if named and named in (unit.kind, str(unit.name), unit.holder):
                return unit.kind
    return named


def _year(value: Any) -> int | None:
    text = str(value)
    whole = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if whole and _EARLIEST <= int(text) <= _LATEST else None


def _usual(adoption: Adoption) -> date:
    """When a task is due for which the plan names no day: the end of the year after that of the data, and
    not before a year has gone by.
    """
    end = date(adoption.plan.round.campaign.year + 1, 12, 31)
    return max(end, timezone.localdate() + A_YEAR)


def _due(row: Mapping[str, Any], usual: date) -> date:
    """The day that a row names; the end of its year where it names none; else the usual day."""
    named = _text(row, "due")
    try:
        return date.fromisoformat(named)
    except ValueError:
        year = _year(named) or _year(row.get("year"))
        return usual if year is None else date(year, 12, 31)
