"""The counties of a year side by side, with what became of them since the year before."""

from __future__ import annotations

from dataclasses import dataclass

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.queries.verdicts import (
    assessments_seen_by,
    best_by_round,
    rounds_judged_for,
)
from junheng_web.collection.models import Round
from junheng_web.territory.models import Region


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One county in one year, judged or not, and its judgement of the year before."""

    round: Round
    assessment: Assessment | None
    before: Assessment | None

    @property
    def county(self) -> Region:
        """The county."""
        return self.round.county

    @property
    def verdict(self) -> str:
        """The verdict, or "" where it is not judged."""
        return self.assessment.verdict if self.assessment else ""

    @property
    def basis(self) -> str:
        """What the verdict rests on, or ""."""
        return self.assessment.basis if self.assessment else ""

    @property
    def change(self) -> str:
        """``slipped``, ``risen``, ``same``, or "" where one of the two is not known."""
        if self.assessment is None or self.before is None:
            return ""
        then, now = self.before.verdict, self.assessment.verdict
        if then == now:
            return "same"
        if then == "met":
            return "slipped"
        return "risen" if now == "met" else ""

    @property
    def nearest(self) -> dict[str, object] | None:
        """The unmet clause that lacks the smallest part of its bound."""
        return self.assessment.summary.get("nearest") if self.assessment else None

    def area(self, article: str) -> str:
        """The status of one area, or ""."""
        if self.assessment is None:
            return ""
        return str(self.assessment.areas.get(article, {}).get("status", ""))

    @property
    def closeness(self) -> tuple[int, bool, float]:
        """How far from the standard: what is open, then the smallest gap.

        Gaps of figures and shares of schools are two scales: counties that lack figures come first.
        """
        if self.assessment is None:
            return (10_000, True, 0.0)
        nearest = self.nearest or {}
        gap, share = nearest.get("gap"), nearest.get("share", 1.0)
        by_schools = gap is None
        how_far = float(str(share if by_schools else gap))
        return (self.assessment.unmet + self.assessment.undetermined, by_schools, how_far)


def years_seen_by(user: User) -> list[int]:
    """The years with rounds within reach, the latest first."""
    years = rounds_judged_for(user).order_by("-campaign__year")
    return list(years.values_list("campaign__year", flat=True).distinct())


def standings(user: User, year: int) -> list[Standing]:
    """The counties of a year by code; two queries whatever their number."""
    rounds = list(
        rounds_judged_for(user)
        .filter(campaign__year__in=(year, year - 1))
        .order_by("county__code", "campaign__region__path")
    )
    judged = best_by_round(
        assessments_seen_by(user).filter(round__campaign__year__in=(year, year - 1))
    )
    before = {
        round_.county_id: judged[round_.pk]
        for round_ in rounds
        if round_.campaign.year == year - 1 and round_.pk in judged
    }
    now: dict[int, Standing] = {}
    for round_ in rounds:
        if round_.campaign.year != year:
            continue
        known = now.get(round_.county_id)
        if known is None or (known.assessment is None and round_.pk in judged):
            now[round_.county_id] = Standing(
                round=round_,
                assessment=judged.get(round_.pk),
                before=before.get(round_.county_id),
            )
    return list(now.values())
