"""Every address of the site, and who may open it: declared here by hand, apart from the program.

``get`` and ``post`` name the actors for whom the method works; ``None`` says that there is no such
method. ``on`` names the kind of thing that the address speaks of, and ``reach`` how far an actor
reaches among them:

* ``below``: what lies in the actor's own place or under it;
* ``line``: that, and what lies above it (a school's county, say);
* ``own``: only what is the actor's own;
* ``all``: whatever exists, wherever it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tests.site.security.world import STANDS, Thing, covers

ROLES = frozenset(STANDS)
SIGNED_IN = ROLES | {"nobody", "former"}
STARTING = SIGNED_IN | {"stale_password", "no_second_factor"}
"""Also those who must first change their password or set up a second factor."""
EVERYONE = STARTING | {"anonymous", "disabled"}

READ_RETURNS = frozenset(
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
READ_ASSESSMENTS = (READ_RETURNS - {"school_clerk", "department_clerk"}) | {"publisher"}
RUN_ASSESSMENTS = frozenset(
    {"county_statistician", "county_supervisor", "prefecture_inspector", "province_assessor"}
)
MANAGE_CAMPAIGNS = frozenset({"county_supervisor", "prefecture_inspector"})
REVIEW = frozenset({"county_statistician", "county_supervisor"})
FILL_SCHOOL = frozenset({"school_clerk", "school_head", "county_statistician"})
SUBMIT_SCHOOL = frozenset({"school_head", "county_statistician"})
FILL_FACTS = frozenset({"department_clerk", "county_statistician"})
LOCK = frozenset({"prefecture_inspector"})
ADMINISTRATOR = frozenset({"account_administrator"})
AUDITOR = frozenset({"auditor"})
PROGRAMS = READ_RETURNS | READ_ASSESSMENTS
"""Who can have a token at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """One address."""

    route: str
    get: frozenset[str] | None = None
    post: frozenset[str] | None = None
    on: str = ""
    reach: str = "below"
    program: bool = False
    """Whether it is opened by a token and not by a session."""
    also: dict[str, Any] = field(default_factory=dict)
    """Other parts of the address."""
    query: str = ""
    """What has to be asked for a GET to make sense."""
    form: dict[str, Any] = field(default_factory=dict)
    """What a POST says."""

    def opens(self, method: str, actor: str, thing: Thing | None) -> bool:
        """Whether the actor may do this to this thing."""
        who = self.get if method == "GET" else self.post
        if who is None or actor not in who:
            return False
        if thing is None or self.reach == "all":
            return True
        if self.reach == "own":
            return thing.owner == actor
        stands = STANDS.get(actor, "")
        return covers(stands, thing.place) or (self.reach == "line" and covers(thing.place, stands))


def _door(route: str, **how: Any) -> Door:
    return Door(route=route, **how)


def _pages(routes: Iterable[str], **how: Any) -> list[Door]:
    return [Door(route=route, **how) for route in routes]


SITE = (
    _door("", get=SIGNED_IN),
    _door("language/", post=EVERYONE),
    _door("health/live", get=EVERYONE),
    _door("health/ready", get=EVERYONE),
)
ACCOUNT = (
    _door("account/sign-in/", get=EVERYONE, post=EVERYONE),
    _door("account/sign-out/", get=STARTING, post=STARTING),
    _door("account/reauthenticate/", get=STARTING, post=STARTING),
    _door("account/password/change/", get=STARTING, post=STARTING),
    _door("account/second-factor/", get=STARTING),
    _door("account/second-factor/authenticate/"),
    _door("account/second-factor/reauthenticate/", get=STARTING, post=STARTING),
    _door("account/second-factor/totp/activate/", get=STARTING, post=STARTING),
    _door("account/second-factor/totp/deactivate/", get=STARTING, post=STARTING),
    _door("account/second-factor/recovery-codes/", get=STARTING),
    _door("account/second-factor/recovery-codes/download/", get=STARTING),
    _door("account/second-factor/recovery-codes/generate/", get=STARTING, post=STARTING),
    _door("account/me/", get=SIGNED_IN),
    _door("account/sessions/", get=SIGNED_IN, post=SIGNED_IN),
)
NOTICES = (
    _door("notices/", get=SIGNED_IN),
    _door("notices/read", post=SIGNED_IN),
    _door("jobs/", get=SIGNED_IN),
    _door("jobs/<uuid:job_id>/", get=SIGNED_IN, on="job", reach="own"),
    _door("jobs/<uuid:job_id>/stop", post=SIGNED_IN, on="job", reach="own"),
)
PROGRAM = (
    _door("api/", get=SIGNED_IN),
    _door("api/tokens/", get=SIGNED_IN, post=SIGNED_IN),
    _door("api/tokens/<int:token_id>/withdraw", post=SIGNED_IN, on="token", reach="own"),
    _door("api/v1/", get=frozenset()),
    _door("api/v1/openapi.json", get=EVERYONE),
    _door("api/v1/me", get=PROGRAMS, program=True),
    _door("api/v1/regions", get=PROGRAMS, program=True),
    _door("api/v1/rounds", get=PROGRAMS, program=True),
    _door("api/v1/returns", get=PROGRAMS, program=True),
    _door("api/v1/returns/<return_id>", get=READ_RETURNS, on="return", program=True),
)
DOORS: tuple[Door, ...] = (*SITE, *ACCOUNT, *NOTICES, *PROGRAM)
