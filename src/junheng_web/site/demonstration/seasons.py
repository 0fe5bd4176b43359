"""Three years of campaigns: the past locked and judged, the present at every stage of the work."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from junheng.census.differences import differences
from junheng.census.entry import Entered, cells_of
from junheng.census.records import Census
from junheng_web.accounts.models import User
from junheng_web.audit.actions import SYSTEM, By, record
from junheng_web.collection.actions.campaigns import (
    Plan,
    close_campaign,
    open_campaign,
    plan_campaign,
)
from junheng_web.collection.actions.entry import as_stored
from junheng_web.collection.checking import COUNTS, check_return
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import (
    Campaign,
    Return,
    ReturnState,
    Revision,
    Round,
    RoundState,
    Source,
)
from junheng_web.territory.models import Region

STAGES = (
    RoundState.LOCKED,
    RoundState.LOCKED,
    RoundState.SEALED,
    RoundState.SEALED,
    RoundState.PROPOSED,
)
"""How far the first counties are in the present year; the others are still collecting."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """Who brings a county through the year."""

    statistician: User
    supervisor: User
    inspector: User


def season(region: Region, year: int, *, past: bool, by: By) -> Campaign:
    """The campaign of a year, opened. The present one has ten days left."""
    today = timezone.localdate()
    deadline = date(year, 10, 31) if past else today + timedelta(days=10)
    plan = Plan(
        year=year,
        title=f"{year}年义务教育优质均衡数据采集",
        opens_on=min(date(year, 9, 1), deadline),
        deadline=deadline,
        rules_on=date(year, 9, 1),
    )
    campaign = plan_campaign(region=region, plan=plan, by=by)
    open_campaign(campaign=campaign, by=by)
    return campaign


def fill(round_: Round, census: Census, *, by: By, leave: int = 0) -> None:
    """Enter a county's census into its returns; every ``leave``-th school is left as it is."""
    entered = cells_of(census)
    returns = list(
        Return.everything.filter(round=round_).select_related(
            "round__campaign", "round__county", "school__county", "department__region"
        )
    )
    made = []
    for number, each in enumerate(returns, 1):
        if leave and each.school is not None and number % leave == 0:
            continue
        before = document_of(each)
        each.document = document_of(each, _part(entered, each))
        check_return(each).stored_on(each)
        each.version, each.changed_at = 1, timezone.now()
        made.append(_revision(each, before, by))
    Return.everything.bulk_update(
        [each for each in returns if each.version], ["document", "version", "changed_at", *COUNTS]
    )
    Revision.everything.bulk_create(made)
    after = {"returns": len(made), "digest": census.digest}
    record(
        "site.demonstration_fill", by=SYSTEM, subject=round_, path=round_.county.path, after=after
    )


def _part(entered: Entered, of: Return) -> dict[str, list[dict[str, str]]]:
    """The rows of a county's data that belong to one return."""
    if of.school is not None:
        code = of.school.code
        return {
            table: [dict(row) for row in rows if row.get("school_code") == code]
            for table, rows in entered.items()
        }
    return {
        table: [dict(row) for row in entered.get(table, ())] for table in ("county", "attestations")
    }


def _revision(of: Return, before: object, by: By) -> Revision:
    changes = differences(before, of.document)  # type: ignore[arg-type]
    return Revision(
        of=of,
        version=1,
        by=by.user,
        source=Source.UPLOAD,
        changes=[as_stored(each) for each in changes],
        reason="演示数据",
    )


def settle(round_: Round, state: str, team: Team) -> None:
    """Bring a round, with all its returns, to a state that people would have brought it to."""
    now = timezone.now()
    returns = Return.everything.filter(round=round_)
    locked = state == RoundState.LOCKED
    returns.update(
        state=ReturnState.LOCKED if locked else ReturnState.APPROVED,
        submitted_at=now,
        submitted_by=team.statistician,
        approved_at=now,
        approved_by=team.supervisor,
    )
    round_.state = state
    round_.proposed_by, round_.proposed_at = team.statistician, now
    if state in (RoundState.SEALED, RoundState.LOCKED):
        round_.sealed_by, round_.sealed_at = team.supervisor, now
    if locked:
        round_.locked_by, round_.locked_at = team.inspector, now
    round_.save()
    record(
        "site.demonstration_settle",
        by=SYSTEM,
        subject=round_,
        path=round_.county.path,
        after={"state": state},
    )


def mix(round_: Round) -> Iterator[Return]:
    """Of a county still collecting: two of three filled returns without errors, to be submitted."""
    filled = Return.everything.filter(round=round_, version__gt=0, errors=0, school__isnull=False)
    for number, each in enumerate(filled.order_by("pk")):
        if number % 3:
            yield each


def finish(campaign: Campaign, by: By) -> None:
    """Close a campaign of the past."""
    close_campaign(campaign=campaign, by=by)
