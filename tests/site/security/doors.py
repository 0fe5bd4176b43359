"""Every address of the site, and who may open it: declared here by hand, apart from the program.

``get``, ``post`` and ``patch`` name the actors for whom the method works; ``None`` says that there is no
such method. ``on`` names the kind of thing that the address speaks of, and ``reach`` how far an actor
reaches among them:

* ``below``: what lies in the actor's own place or under it;
* ``line``: that, and what lies above it (a school's county, say);
* ``own``: only what is the actor's own;
* ``all``: whatever exists, wherever it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.site.security.world import STANDS, Thing, covers

Who = frozenset[str]

ROLES: Who = frozenset(STANDS)
SIGNED_IN: Who = ROLES | {"nobody", "former"}
STARTING: Who = SIGNED_IN | {"stale_password", "no_second_factor"}
"""Also those who must first change their password or set up a second factor."""
WITHOUT_FACTOR: Who = SIGNED_IN | {"no_second_factor"}
EVERYONE: Who = STARTING | {"anonymous", "disabled"}
NOT_STARTING: Who = SIGNED_IN | {"anonymous", "disabled"}
HAS_FACTOR: Who = (ROLES - {"school_clerk", "school_head", "department_clerk", "county_leader"}) | {
    "former"
}

READ_RETURNS: Who = frozenset(
    {
        "school_clerk",
        "school_head",
        "county_statistician",
        "county_supervisor",
        "department_clerk",
        "county_leader",
        "prefecture_inspector",
        "province_assessor",
    }
)
OVERSEE: Who = READ_RETURNS - {"school_clerk", "school_head", "department_clerk"}
"""Those who read a whole county."""
READ_ASSESSMENTS: Who = OVERSEE | {"school_head", "publisher"}
READ_COUNTIES: Who = OVERSEE | {"publisher"}
RUN: Who = frozenset(
    {"county_statistician", "county_supervisor", "prefecture_inspector", "province_assessor"}
)
MANAGE_CAMPAIGNS: Who = frozenset({"county_supervisor", "prefecture_inspector"})
STATISTICIAN: Who = frozenset({"county_statistician"})
SUPERVISOR: Who = frozenset({"county_supervisor"})
REVIEW: Who = STATISTICIAN | SUPERVISOR
FILL_SCHOOL: Who = frozenset({"school_clerk", "school_head", "county_statistician"})
SUBMIT_SCHOOL: Who = frozenset({"school_head", "county_statistician"})
FILL_FACTS: Who = frozenset({"department_clerk", "county_statistician"})
FILL: Who = FILL_SCHOOL | FILL_FACTS
REMIND: Who = REVIEW | MANAGE_CAMPAIGNS
LOCK: Who = frozenset({"prefecture_inspector"})
READ_PLANS: Who = OVERSEE
MAKE_PLANS: Who = SUPERVISOR
WORK_ON_TASKS: Who = REVIEW | {"school_head", "department_clerk"}
ADMINISTRATOR: Who = frozenset({"account_administrator"})
AUDITOR: Who = frozenset({"auditor"})
PROGRAMS: Who = READ_RETURNS | READ_ASSESSMENTS | {"former"}
"""Those who can have made a token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address."""

    route: str
    get: Who | None = None
    post: Who | None = None
    patch: Who | None = None
    on: str = ""
    reach: str = "below"
    post_reach: str = ""
    """How far a POST reaches, where that is not as far as a GET."""
    public: bool = False
    """Whether it is no secret that the thing exists."""
    program: bool = False
    """Whether it is opened by a token and not by a session."""
    also: Mapping[str, Any] = field(default_factory=dict)
    """Other parts of the address."""
    query: str = ""
    """What has to be asked for a GET to make sense."""
    form: Mapping[str, Any] = field(default_factory=dict)
    """What a POST or PATCH says."""
    instead: str = ""
    """Where those are led for whom it is closed, if not to an error."""

    @property
    def methods(self) -> tuple[str, ...]:
        """What is tried."""
        return ("GET", "POST", "PATCH") if self.program else ("GET", "POST")

    def whom(self, method: str) -> Who | None:
        """Those for whom the method works; None if there is none."""
        return {"GET": self.get, "POST": self.post, "PATCH": self.patch}[method]

    def opens(self, method: str, actor: str, thing: Thing | None) -> bool:
        """Whether the actor may do this to this thing."""
        who = self.whom(method)
        if who is None or actor not in who:
            return False
        reach = self.reach if method == "GET" else self.post_reach or self.reach
        if thing is None or reach == "all":
            return True
        if reach == "own":
            return thing.owner == actor
        stands = STANDS.get(actor, "-")
        return covers(stands, thing.place) or (reach == "line" and covers(thing.place, stands))


def door(route: str, **how: Any) -> Door:
    """One address."""
    return Door(route=route, **how)


_WEBHOOK = "notices/^webhooks/(?P<pk>[0-9]+)/(?P<verb>try|enable|disable|remove)$"
SITE = (
    door("", get=SIGNED_IN),
    door("language/", post=EVERYONE),
    door("health/live", get=EVERYONE),
    door("health/ready", get=EVERYONE),
    door("notices/", get=SIGNED_IN),
    door("notices/read", post=SIGNED_IN),
    door("notices/<int:pk>/", get=SIGNED_IN, on="notice", reach="own"),
    door("notices/webhooks/", get=MANAGE_CAMPAIGNS, post=MANAGE_CAMPAIGNS),
    door("notices/webhooks/<int:pk>/", get=MANAGE_CAMPAIGNS, on="webhook"),
    *(
        door(_WEBHOOK, post=MANAGE_CAMPAIGNS, on="webhook", also={"verb": verb})
        for verb in ("try", "enable", "disable", "remove")
    ),
    door("jobs/", get=SIGNED_IN),
    door("jobs/<uuid:job_id>/", get=SIGNED_IN, on="job", reach="own"),
    door("jobs/<uuid:job_id>/stop", post=SIGNED_IN, on="job", reach="own"),
)

_FACTOR = "account/second-factor/"
_USER = "account/users/<int:pk>/"
_CHANGE = (
    "account/^users/(?P<pk>[0-9]+)/(?P<verb>disable|enable|unlock|reset-password|reset-factor)$"
)
_ROSTER = "account/users/import/<uuid:pk>/"
ACCOUNT = (
    door("account/sign-in/", get=NOT_STARTING, post=NOT_STARTING),
    door("account/sign-out/", get=EVERYONE, post=EVERYONE),
    door("account/reauthenticate/", get=WITHOUT_FACTOR, post=WITHOUT_FACTOR),
    door("account/password/change/", get=STARTING, post=STARTING),
    door(_FACTOR, get=SIGNED_IN),
    door(f"{_FACTOR}authenticate/", instead="/"),  # only between password and session
    door(f"{_FACTOR}reauthenticate/", get=WITHOUT_FACTOR, post=WITHOUT_FACTOR),
    door(f"{_FACTOR}totp/activate/", get=WITHOUT_FACTOR, post=WITHOUT_FACTOR),
    door(f"{_FACTOR}totp/deactivate/", get=HAS_FACTOR, post=HAS_FACTOR),
    door(f"{_FACTOR}recovery-codes/", get=HAS_FACTOR, instead="/account/"),
    door(f"{_FACTOR}recovery-codes/download/", get=HAS_FACTOR, instead="/account/"),
    door(f"{_FACTOR}recovery-codes/generate/", get=SIGNED_IN, post=SIGNED_IN),
    door("account/me/", get=SIGNED_IN),
    door("account/roles/", get=SIGNED_IN),
    door("account/sessions/", get=SIGNED_IN),
    door("account/sessions/<int:pk>/end", post=SIGNED_IN, on="session", reach="own"),
    door("account/sessions/end-others", post=SIGNED_IN),
    door("account/users/", get=ADMINISTRATOR),
    door("account/users/invite", get=ADMINISTRATOR, post=ADMINISTRATOR),
    door(_USER, get=ADMINISTRATOR, post=ADMINISTRATOR, on="user"),
    door(f"{_USER}roles/<int:holding>/withdraw", post=ADMINISTRATOR, on="user"),
    *(
        door(_CHANGE, post=ADMINISTRATOR, on="user", also={"verb": verb})
        for verb in ("disable", "enable", "unlock", "reset-password", "reset-factor")
    ),
    door("account/users/import/", get=ADMINISTRATOR, post=ADMINISTRATOR),
    door("account/users/import/template.xlsx", get=ADMINISTRATOR),
    door(_ROSTER, get=ADMINISTRATOR, on="roster", reach="own"),
    door(f"{_ROSTER}commit", post=ADMINISTRATOR, on="roster", reach="own"),
    door(f"{_ROSTER}passwords", post=ADMINISTRATOR, on="roster", reach="own"),
)
AUDIT = (
    door("audit/", get=AUDITOR),
    door("audit/verify/", get=AUDITOR, post=AUDITOR),
    door("audit/verify/<int:pk>/stop", post=AUDITOR, on="verification", reach="all"),
    door("audit/verify/<int:pk>/", get=AUDITOR, on="verification", reach="all"),
    door("audit/<int:number>/", get=AUDITOR, on="entry"),
)

_REGION, _SCHOOL = "territory/regions/<int:pk>/", "territory/schools/<int:pk>/"
_DEPARTMENT, _REGISTER = "territory/departments/<int:pk>/", "territory/schools/import/"
_KNOWN: dict[str, Any] = {
    "get": SIGNED_IN,
    "reach": "all",
    "post": ADMINISTRATOR,
    "post_reach": "below",
    "public": True,
}
TERRITORY = (
    door("territory/", get=SIGNED_IN),
    door("territory/on", get=SIGNED_IN),
    door("territory/on/<str:day>/", get=SIGNED_IN, also={"day": "2024-09-01"}),
    door("territory/units/", get=SIGNED_IN),
    door(_REGION, on="region", **_KNOWN),
    door(f"{_REGION}schools/", get=SIGNED_IN, on="region", reach="all", public=True),
    door(f"{_REGION}departments/", on="region", **_KNOWN),
    door(f"{_REGION}schools/new", get=ADMINISTRATOR, post=ADMINISTRATOR, on="county", public=True),
    door(f"{_REGION}departments/add-missing", post=ADMINISTRATOR, on="region", public=True),
    door(_REGISTER, get=ADMINISTRATOR, post=ADMINISTRATOR),
    door(f"{_REGISTER}template.xlsx", get=ADMINISTRATOR),
    door(f"{_REGISTER}<uuid:pk>/", get=ADMINISTRATOR, on="register", reach="own"),
    door(f"{_REGISTER}<uuid:pk>/commit", post=ADMINISTRATOR, on="register", reach="own"),
    door(_SCHOOL, on="school", **_KNOWN),
    door(_DEPARTMENT, on="department", **_KNOWN),
)
"""Names of regions, schools and departments are public. Writing is not."""

_RETURN = "collection/returns/<int:return_id>/"
_CAMPAIGN = "collection/campaigns/<int:pk>/"
_ROUND = "collection/rounds/<int:pk>/"
_REVIEW = "collection/review/<int:pk>/"
_SUBMIT, _RECALL = "collection/returns/<int:pk>/submit", "collection/returns/<int:pk>/withdraw"
_UPLOAD = "collection/uploads/<uuid:upload_id>/"
FILLING = (
    door(_RETURN, get=READ_RETURNS, post=FILL_SCHOOL, on="school_return", form={"version": 1}),
    door(_RETURN, get=READ_RETURNS, post=FILL_FACTS, on="department_return", form={"version": 1}),
    door(f"{_RETURN}cells", post=FILL_SCHOOL, on="school_return"),
    door(f"{_RETURN}cells", post=FILL_FACTS, on="department_return"),
    door(f"{_RETURN}summary", get=READ_RETURNS, on="return"),
    door(f"{_RETURN}history/", get=READ_RETURNS, on="return"),
    door(f"{_RETURN}evidence/", get=READ_RETURNS, post=FILL_SCHOOL, on="school_return"),
    door(f"{_RETURN}evidence/", get=READ_RETURNS, post=FILL_FACTS, on="department_return"),
    door(f"{_RETURN}template", get=READ_RETURNS, on="school_return"),
    door(f"{_RETURN}template", get=frozenset(), on="department_return"),
    door(_SUBMIT, get=SUBMIT_SCHOOL, post=SUBMIT_SCHOOL, on="school_return"),
    door(_SUBMIT, get=FILL_FACTS, post=FILL_FACTS, on="department_return"),
    door(_RECALL, post=SUBMIT_SCHOOL, on="school_return"),
    door(_RECALL, post=FILL_FACTS, on="department_return"),
    door("collection/evidence/<int:evidence_id>/", get=READ_RETURNS, on="evidence"),
    door("collection/evidence/<int:evidence_id>/withdraw", post=FILL, on="evidence"),
    door("collection/rounds/<int:round_id>/template", get=FILL, on="round", reach="line"),
    door("collection/rounds/<int:round_id>/upload/", get=FILL, post=FILL, on="round", reach="line"),
    door(_UPLOAD, get=READ_RETURNS, on="upload", reach="own"),
    door(f"{_UPLOAD}marked", get=READ_RETURNS, on="upload", reach="own"),
    door(f"{_UPLOAD}act", post=READ_RETURNS, on="upload", reach="own"),
)
CAMPAIGNS = (
    door("collection/", get=SIGNED_IN),
    door("collection/campaigns/new/", get=MANAGE_CAMPAIGNS, post=MANAGE_CAMPAIGNS),
    door(_CAMPAIGN, get=READ_RETURNS, on="campaign", reach="line"),
    *(
        door(f"{_CAMPAIGN}<slug:verb>", post=MANAGE_CAMPAIGNS, on="campaign", also={"verb": verb})
        for verb in ("open", "close", "reopen", "add-missing", "extend")
    ),
    door("collection/board/<int:pk>/", get=OVERSEE, on="campaign", reach="line"),
    door("collection/board/<int:pk>/returns/", get=OVERSEE, on="campaign", reach="line"),
    door("collection/board/<int:pk>/remind", post=REMIND, on="campaign", reach="line"),
    door(_ROUND, get=OVERSEE, on="round"),
)
REVIEWING = (
    door("collection/review/", get=REVIEW | LOCK),
    door("collection/review/decide", post=REVIEW, form={"verb": "approve"}),
    door(_REVIEW, get=READ_RETURNS, on="return"),
    door(f"{_REVIEW}say", get=READ_RETURNS, post=REVIEW | LOCK | FILL_SCHOOL, on="school_return"),
    door(
        f"{_REVIEW}say", get=READ_RETURNS, post=REVIEW | LOCK | FILL_FACTS, on="department_return"
    ),
    *(
        door(f"{_REVIEW}act/<slug:verb>", post=REVIEW, on="return", also={"verb": verb})
        for verb in ("begin", "approve", "return", "absent", "recall")
    ),
    door(f"{_REVIEW}act/<slug:verb>", post=SUPERVISOR, on="return", also={"verb": "unlock"}),
    door("collection/review/remarks/<int:pk>/settle", post=REVIEW, on="remark"),
    door(f"{_ROUND}seal/", get=OVERSEE, on="round"),
    *(
        door(f"{_ROUND}seal/<slug:verb>", post=who, on="round", also={"verb": verb})
        for verb, who in (
            ("propose", REVIEW),
            ("confirm", SUPERVISOR),
            ("withdraw", REVIEW),
            ("return", LOCK),
            ("lock", LOCK),
        )
    ),
    *(
        door("collection/unlocks/<int:pk>/<slug:verb>", post=LOCK, on="unlock", also={"verb": verb})
        for verb in ("grant", "refuse")
    ),
)

_ONE = "assessments/<uuid:pk>/"
_JUDGED = "assessments/<slug:code>/<int:year>/"
_BOARD = "/assessments/"
ASSESSMENTS = (
    door("assessments/", get=READ_ASSESSMENTS),
    door("assessments/run/<int:round_id>/", get=RUN, post=RUN, on="round", form={"basis": "draft"}),
    door(f"{_ONE}matrix", get=READ_COUNTIES, on="assessment"),
    door(f"{_ONE}map", get=READ_COUNTIES, on="assessment"),
    door(
        f"{_ONE}explain/<path:address>", get=READ_COUNTIES, on="assessment", also={"address": "7.1"}
    ),
    door(f"{_ONE}explain/<path:address>", get=READ_ASSESSMENTS, on="judged_figure"),
    door(f"{_ONE}what-if/", get=READ_COUNTIES, post=READ_COUNTIES, on="assessment"),
    door(f"{_ONE}recompute", post=RUN, on="assessment"),
    door(f"{_ONE}files", get=READ_COUNTIES, post=READ_COUNTIES, on="assessment"),
    door(f"{_ONE}files/all.zip", get=READ_COUNTIES, on="assessment"),
    door(f"{_ONE}files/evaluation.json", get=READ_COUNTIES, on="assessment"),
    door(_JUDGED, get=READ_COUNTIES, on="judged", instead=_BOARD),
    door(f"{_JUDGED}clauses/<str:clause>/", get=READ_COUNTIES, on="judged_clause", instead=_BOARD),
    door(f"{_JUDGED}schools/<str:school_code>/", get=READ_ASSESSMENTS, on="judged_school"),
)

_NEW, _PLAN = "plans/new/<slug:kind>/<int:round_id>/", "plans/<uuid:pk>/"
_TASK = "plans/tasks/<int:pk>/"
_PLANNED = {"name": "新方案", "minutes": "1", "option-method": "mean"}
PLANS = (
    door("plans/", get=READ_PLANS),
    door("plans/new/", get=MAKE_PLANS),
    door(_NEW, get=MAKE_PLANS, post=MAKE_PLANS, on="round", also={"kind": "places"}, form=_PLANNED),
    door(f"{_NEW}template.xlsx", get=MAKE_PLANS, on="round", also={"kind": "quota"}),
    door("plans/compare/", get=READ_PLANS),
    door("plans/tasks/", get=READ_PLANS | WORK_ON_TASKS),
    door(_TASK, get=READ_PLANS | WORK_ON_TASKS, on="plan_task"),
    door(f"{_TASK}<slug:verb>", post=WORK_ON_TASKS, on="plan_task", also={"verb": "finish"}),
    door(f"{_TASK}<slug:verb>", post=WORK_ON_TASKS, on="plan_task", also={"verb": "reopen"}),
    door(_PLAN, get=READ_PLANS, on="plan"),
    door(f"{_PLAN}tables/<slug:name>/", get=READ_PLANS, on="plan", also={"name": "tasks"}),
    *(
        door(f"{_PLAN}files/<slug:what>", get=READ_PLANS, on="plan", also={"what": what})
        for what in ("workbook", "report", "page", "data")
    ),
    door(f"{_PLAN}workbook", get=READ_PLANS, on="plan"),
    *(
        door(f"{_PLAN}<slug:verb>", post=SUPERVISOR, on="plan", also={"verb": verb})
        for verb in ("adopt", "withdraw")
    ),
)

_API = "api/v1/"
_API_RETURN, _API_ONE = f"{_API}returns/<return_id>", f"{_API}assessments/<assessment_id>"
_CELLS = {
    "version": 1,
    "changes": [{"table": "schools", "key": ["x"], "column": "name", "value": "新"}],
}


def asks(route: str, **how: Any) -> Door:
    """An address for programs."""
    return Door(route=route, program=True, **how)


INTERFACE = (
    door("api/", get=SIGNED_IN),
    door("api/tokens/", get=SIGNED_IN, post=SIGNED_IN),
    door("api/tokens/<int:token_id>/withdraw", post=SIGNED_IN, on="token", reach="own"),
    door(_API, get=frozenset()),
    door(f"{_API}openapi.json", get=EVERYONE - {"stale_password", "no_second_factor"}),
    asks(f"{_API}me", get=PROGRAMS),
    asks(f"{_API}regions", get=PROGRAMS),
    asks(f"{_API}rounds", get=PROGRAMS),
    asks(f"{_API}returns", get=PROGRAMS),
    asks(_API_RETURN, get=READ_RETURNS, on="return"),
    asks(f"{_API_RETURN}/cells", patch=FILL_SCHOOL, on="school_return", form=_CELLS),
    asks(f"{_API_RETURN}/cells", patch=FILL_FACTS, on="department_return", form=_CELLS),
    asks(f"{_API_RETURN}/submit", post=SUBMIT_SCHOOL, on="school_return", form={"note": ""}),
    asks(f"{_API_RETURN}/submit", post=FILL_FACTS, on="department_return", form={"note": ""}),
    asks(f"{_API}assessments", get=PROGRAMS),
    asks(_API_ONE, get=READ_COUNTIES, on="assessment"),
    asks(f"{_API_ONE}/clauses", get=READ_COUNTIES, on="assessment"),
    asks(f"{_API_ONE}/disparities", get=READ_COUNTIES, on="assessment"),
    asks(f"{_API_ONE}/schools", get=READ_COUNTIES, on="assessment"),
    asks(f"{_API_ONE}/explain", get=READ_COUNTIES, on="assessment", query="?address=7.1"),
    asks(f"{_API}rounds/<round_id>/assessments", post=RUN, on="round", form={"basis": "draft"}),
    asks(f"{_API}plans", get=PROGRAMS),
    asks(f"{_API}plans/<plan_id>", get=READ_PLANS, on="plan"),
    asks(f"{_API}jobs/<job_id>", get=PROGRAMS, on="job", reach="own"),
)
DOORS: tuple[Door, ...] = (
    *SITE,
    *ACCOUNT,
    *AUDIT,
    *TERRITORY,
    *CAMPAIGNS,
    *FILLING,
    *REVIEWING,
    *ASSESSMENTS,
    *PLANS,
    *INTERFACE,
)
