"""What waits in the judging: rounds that are locked and not judged, runs that came to nothing."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from junheng_web.accounts.models import User
from junheng_web.assessments.models import Assessment, AssessmentState, Basis
from junheng_web.assessments.queries.verdicts import HEAVY
from junheng_web.collection.models import Round, RoundState
from junheng_web.jobs.models import State
from junheng_web.lib.doors import Permission

_OVER = (AssessmentState.REFUSED, AssessmentState.FAILED)


def locked_not_judged(user: User) -> list[Round]:
    """The locked rounds that the user may have judged and nobody has, or is about to, by county."""
    reach = user.reach(Permission.RUN_ASSESSMENTS)
    if not reach:
        return []
    judged = Assessment.everything.filter(round=OuterRef("pk"), basis=Basis.LOCKED)
    done = Q(state=AssessmentState.DONE)
    under_way = Q(state=AssessmentState.PENDING, job__state__in=(State.WAITING, State.RUNNING))
    found = Round.everything.filter(
        reach.q(path="county__path"),
        ~Exists(judged.filter(done | under_way)),
        state=RoundState.LOCKED,
    )
    order = ("-campaign__year", "county__code")
    return list(found.select_related("campaign", "county").order_by(*order))


def failed_of(user: User) -> list[Assessment]:
    """The user's own judgements that were refused or failed, and not asked for again since."""
    later = Assessment.everything.filter(round=OuterRef("round"), asked_at__gt=OuterRef("asked_at"))
    found = Assessment.everything.filter(~Exists(later), asked_by=user, state__in=_OVER)
    return list(found.select_related("round__campaign", "round__county").defer(*HEAVY)[:20])
