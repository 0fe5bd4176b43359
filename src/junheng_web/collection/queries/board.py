"""The board: how complete and how late, by county and by school; and whom to remind."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import (
    BooleanField,
    Case,
    Count,
    F,
    FloatField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone

from junheng_web.accounts.models import User
from junheng_web.collection.models import (
    Campaign,
    CampaignState,
    Reminder,
    Return,
    ReturnState,
    Round,
)
from junheng_web.collection.queries.returns import returns_seen_by
from junheng_web.collection.queries.rounds import rounds_overseen_by, with_progress
from junheng_web.lib.doors import Permission

OPEN = (ReturnState.DRAFT, ReturnState.RETURNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """All returns of the campaign that the user oversees."""

    asked: int
    done: int
    submitted: int
    open: int
    overdue: int

    @property
    def handed_in(self) -> int:
        """How many are handed in, approved, locked or declared absent."""
        return self.asked - self.open


def counties_of(campaign: Campaign, user: User) -> QuerySet[Round]:
    """The rounds of the campaign that the user oversees, each with its progress and completeness."""
    found = with_progress(rounds_overseen_by(user).filter(campaign=campaign))
    return found.annotate(full=_share("filled", "expected")).order_by("county__code")


def returns_of(campaign: Campaign, user: User) -> QuerySet[Return]:
    """The returns of the campaign that the user reads, each with its completeness, whether it is

    overdue, and when its people were reminded last.
    """
    return with_board(returns_seen_by(user).filter(round__campaign=campaign))


def with_board(returns: QuerySet[Return]) -> QuerySet[Return]:
    """The returns with what the board shows of each."""
    reminded = Reminder.everything.filter(of=OuterRef("pk")).order_by("-day").values("day")[:1]
    return returns.defer("document").annotate(
        full=_share("filled", "expected"),
        subject_name=Coalesce("school__name", "department__name"),
        subject_code=Coalesce("school__code", "department__kind"),
        kind=Case(When(school__isnull=False, then=Value("school")), default=Value("department")),
        overdue=Case(
            When(
                Q(
                    state__in=OPEN,
                    correcting=False,
                    round__campaign__deadline__lt=timezone.localdate(),
                ),
                then=Value(True),
            ),
            default=Value(False),
            output_field=BooleanField(),
        ),
        reminded=Subquery(reminded),
    )


def totals_of(campaign: Campaign, user: User) -> Totals:
    """The totals of the board, in one query."""
    rounds = rounds_overseen_by(user).filter(campaign=campaign).order_by()
    found = Return.everything.filter(round__in=rounds.values("pk")).aggregate(
        asked=Count("pk"),
        done=Count("pk", filter=Q(state__in=_DONE)),
        submitted=Count("pk", filter=Q(state=ReturnState.SUBMITTED)),
        open=Count("pk", filter=Q(state__in=OPEN)),
        overdue=Count(
            "pk",
            filter=Q(
                state__in=OPEN,
                correcting=False,
                round__campaign__deadline__lt=timezone.localdate(),
            ),
        ),
    )
    return Totals(**found)


def own_returns(user: User) -> QuerySet[Return]:
    """The returns of open campaigns of the very schools and departments the user fills for."""
    schools = user.reach(Permission.FILL_SCHOOL).schools
    departments = user.reach(Permission.FILL_FACTS).departments
    own = Q(school__in=schools) | Q(department__in=departments)
    return with_board(returns_seen_by(user).filter(own)).filter(
        round__campaign__state=CampaignState.OPEN
    )


_DONE = (ReturnState.APPROVED, ReturnState.LOCKED, ReturnState.ABSENT)


def _share(part: str, whole: str) -> Case:
    """In percent; None where nothing is expected."""
    percent = Cast(F(part), FloatField()) * 100.0 / Cast(F(whole), FloatField())
    return Case(When(**{f"{whole}__gt": 0}, then=percent), default=None, output_field=FloatField())
