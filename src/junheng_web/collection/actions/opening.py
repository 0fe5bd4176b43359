"""What is made when a campaign opens: rounds, and returns with what is known of everybody beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from junheng.census.template.prefill import KNOWN_BEFOREHAND, STAGES_TO_FILL
from junheng.model import SchoolType
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.columns import how_full
from junheng_web.collection.documents import Document, document_of
from junheng_web.collection.models import AT_WORK, Campaign, Return, Round
from junheng_web.territory.models import Department, Level, School
from junheng_web.territory.queries import counties_within

_BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """What came into being. ``sealed`` names the counties under seal that lack returns and got none."""

    rounds: int
    returns: int
    sealed: tuple[str, ...] = ()
    fresh: list[Return] = field(default_factory=list, repr=False)

    @property
    def counts(self) -> dict[str, object]:
        """For the audit trail."""
        sealed = {"sealed": list(self.sealed)} if self.sealed else {}
        return {"rounds": self.rounds, "returns": self.returns, **sealed}


def refuse_second_season(campaign: Campaign) -> None:
    """Raise :class:`Refused` if a county takes part in another campaign of the same year.

    Holds the counties, so that two campaigns cannot be opened over one of them at the same time.
    """
    counties = counties_within(campaign.region)
    list(counties.select_for_update().order_by("pk").values_list("pk"))
    taken = (
        Round.everything.filter(county__in=counties, campaign__year=campaign.year)
        .exclude(campaign=campaign)
        .select_related("county", "campaign")
        .first()
    )
    if taken is not None:
        raise Refused(
            _("%(county)s已经参加了“%(campaign)s”")
            % {"county": taken.county, "campaign": taken.campaign},
            remedy=_("一个县一个年度只能参加一次采集"),
        )


def make_rounds(campaign: Campaign) -> Made:
    """Make every round and return of the campaign that is not there yet, each with its identity.

    A county whose seal is proposed, confirmed or locked gets none: what two people sealed stays whole.
    """
    counties = list(counties_within(campaign.region).filter(level=Level.COUNTY))
    there = set(Round.everything.filter(campaign=campaign).values_list("county", flat=True))
    fresh = [Round(campaign=campaign, county=each) for each in counties if each.pk not in there]
    Round.everything.bulk_create(fresh)
    held = Round.everything.filter(campaign=campaign).select_for_update(of=("self",))
    every = {each.county_id: each for each in held.select_related("county").order_by("pk")}
    rounds = {number: each for number, each in every.items() if each.state in AT_WORK}
    under_seal = {number: each for number, each in every.items() if number not in rounds}
    left_out = [*_of_schools(campaign, under_seal), *_of_departments(campaign, under_seal)]
    sealed = tuple(sorted({each.round.county.name for each in left_out}))
    returns = [*_of_schools(campaign, rounds), *_of_departments(campaign, rounds)]
    for each in returns:
        each.filled, each.expected = how_full(each.document)
    Return.everything.bulk_create(returns, batch_size=_BATCH)
    return Made(rounds=len(fresh), returns=len(returns), sealed=sealed, fresh=returns)


def _of_schools(campaign: Campaign, rounds: Mapping[int, Round]) -> list[Return]:
    there = Return.everything.filter(round__campaign=campaign, school__isnull=False)
    schools = list(
        School.everything.filter(county__in=rounds, closed__isnull=True)
        .exclude(pk__in=there.values("school"))
        .select_related("county")
    )
    known = _known_of_schools(campaign, schools)
    made = [Return(round=rounds[school.county_id], school=school) for school in schools]
    for each, school in zip(made, schools, strict=True):
        each.document = document_of(each, known_of_school(school, known.get(school.pk, {})))
    return made


def known_of_school(school: School, last: Mapping[str, Any]) -> Document:
    """What is known of a school before anything is entered, from the register and from ``last``, its

    document of last year: what seldom changes of it, and the rows of its stages.
    """
    before = (last.get("schools") or [{}])[0]
    row = {name: text for name in KNOWN_BEFOREHAND if (text := str(before.get(name) or ""))}
    row |= {"type": school.type, "area_class": school.area_class}
    stages = [str(each["stage"]) for each in last.get("stages", ()) if each.get("stage")]
    if not stages and school.type in set(SchoolType):
        stages = [stage.value for stage in STAGES_TO_FILL[SchoolType(school.type)]]
    return {"schools": [row], "stages": [{"stage": stage} for stage in stages]}


def _known_of_schools(campaign: Campaign, schools: list[School]) -> dict[int, dict[str, Any]]:
    before = Return.everything.filter(
        round__campaign__year=campaign.year - 1, school__in=[each.pk for each in schools]
    )
    return {each.school_id: each.document for each in before if each.school_id}


def _of_departments(campaign: Campaign, rounds: Mapping[int, Round]) -> list[Return]:
    there = Return.everything.filter(round__campaign=campaign, department__isnull=False)
    departments = (
        Department.everything.filter(region__in=rounds)
        .exclude(pk__in=there.values("department"))
        .select_related("region")
    )
    made = []
    for department in departments:
        each = Return(round=rounds[department.region_id], department=department)
        name = {"key": "name", "value": department.region.name}
        each.document = document_of(each, {"county": [name]})
        if any(each.document.values()):  # a department that answers for nothing is not asked
            made.append(each)
    return made
