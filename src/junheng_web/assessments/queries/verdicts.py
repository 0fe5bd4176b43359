"""Which assessments a user sees: whole ones in the regions reached, one line for a school's own county."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment, AssessmentState, Basis
from junheng_web.collection.models import Round
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Region

HEAVY = ("entered", "document", "versions", "openings", "defects")
"""Columns that lists never need."""


def assessments_seen_by(user: User) -> QuerySet[Assessment]:
    """The assessments of all counties within reach, without their heavy columns."""
    reach = user.reach(Permission.READ_ASSESSMENTS)
    found = Assessment.everything.filter(reach.q(path="round__county__path"))
    return found.select_related("round__campaign", "round__county__parent").defer(*HEAVY)


def rounds_judged_for(user: User) -> QuerySet[Round]:
    """The rounds of the counties whose assessments the user sees."""
    reach = user.reach(Permission.READ_ASSESSMENTS)
    found = Round.everything.filter(reach.q(path="county__path"))
    return found.select_related("campaign", "county__parent")


def verdicts_of_own_county(user: User) -> QuerySet[Assessment]:
    """What schools see of their county: finished assessments, of which a page shows the verdict line."""
    own = user.reach(Permission.READ_ASSESSMENTS).schools
    found = Assessment.everything.filter(
        round__county__in=Region.everything.filter(schools__in=own), state=AssessmentState.DONE
    )
    return found.select_related("round__campaign", "round__county").only(
        "verdict", "basis", "done_at", "unmet", "undetermined", "state", "round__state",
        "round__campaign__year", "round__campaign__title", "round__county__name",
        "round__county__code", "round__county__path",
    )  # fmt: skip


def of_county(code: str, *, lookup: str) -> Q:
    """What belongs to the county that bears this code, or bore it."""
    found = Region.everything.filter(Q(code=code) | Q(codes__code=code))
    return Q(**{f"{lookup}__in": found.values("pk")})


def best(assessments: Iterable[Assessment]) -> Assessment | None:
    """The one that counts: done, on locked data rather than on drafts, the latest of them."""
    done = [each for each in assessments if each.state == AssessmentState.DONE]
    return max(
        done,
        key=lambda each: (each.basis == Basis.LOCKED, each.done_at),
        default=None,
    )


def best_by_round(assessments: Iterable[Assessment]) -> dict[int, Assessment]:
    """The one that counts of every round."""
    grouped: dict[int, list[Assessment]] = {}
    for each in assessments:
        grouped.setdefault(each.round_id, []).append(each)
    return {number: found for number, group in grouped.items() if (found := best(group))}


@dataclass(frozen=True, slots=True, kw_only=True)
class CountyYear:
    """A county in a year: its round, all assessments of it, and the one that is shown."""

    round: Round
    all: list[Assessment]
    shown: Assessment | None

    @property
    def county(self) -> Region:
        """The county."""
        return self.round.county

    @property
    def year(self) -> int:
        """The year."""
        return self.round.campaign.year


def county_years(user: User, code: str) -> list[CountyYear]:
    """Every year of the county within the user's reach, the latest first; two queries."""
    rounds = list(
        rounds_judged_for(user)
        .filter(of_county(code, lookup="county"))
        .order_by("-campaign__year", "-campaign__region__path")
    )
    found: dict[int, list[Assessment]] = {}
    for each in assessments_seen_by(user).filter(round__in=[round_.pk for round_ in rounds]):
        found.setdefault(each.round_id, []).append(each)
    years: dict[int, CountyYear] = {}
    for round_ in rounds:
        mine = found.get(round_.pk, [])
        entry = CountyYear(round=round_, all=mine, shown=best(mine))
        known = years.get(entry.year)
        if known is None or (known.shown is None and entry.shown is not None):
            years[entry.year] = entry
    return list(years.values())
