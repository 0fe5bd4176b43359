"""The main pages: what they are called, who opens them, and where they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class MainPage:
    """``address`` is filled in from what is known of the land; "" for ``person`` is a stranger."""

    name: str
    person: str
    address: str

    def at(self, land: Mapping[str, Any]) -> str:
        """Where it is on this site."""
        known = {"last": land["year"] - 1, "county": land["counties"]["busy"]}
        return self.address.format(**land["returns"], **land, **known)


PAGES = tuple(
    MainPage(name=name, person=person, address=address)
    for name, person, address in (
        ("sign-in", "", "/account/sign-in/"),
        ("home-clerk", "school_clerk", "/"),
        ("home-supervisor", "county_supervisor", "/"),
        ("home-inspector", "prefecture_inspector", "/"),
        ("my-account", "county_supervisor", "/account/me/"),
        ("notices", "county_supervisor", "/notices/"),
        ("jobs", "county_supervisor", "/jobs/"),
        ("not-found", "school_clerk", "/no/such/page"),
        ("accounts", "account_administrator", "/account/users/"),
        ("territory", "account_administrator", "/territory/"),
        ("audit", "auditor", "/audit/"),
        ("invite", "account_administrator", "/account/users/invite"),
        ("roles", "account_administrator", "/account/roles/"),
        ("import-accounts", "account_administrator", "/account/users/import/"),
        ("sessions", "school_clerk", "/account/sessions/"),
        ("verify-trail", "auditor", "/audit/verify/"),
        ("collection-clerk", "school_clerk", "/collection/"),
        ("collection-statistician", "county_statistician", "/collection/"),
        ("collection-inspector", "prefecture_inspector", "/collection/"),
        ("review", "county_statistician", "/collection/review/"),
        ("fill", "school_head", "/collection/returns/{draft}/"),
        ("fill-history", "school_head", "/collection/returns/{draft}/history/"),
        ("evidence", "department_clerk", "/collection/returns/{finance}/"),
        ("review-return", "county_statistician", "/collection/review/{submitted}/"),
        ("upload", "county_statistician", "/collection/rounds/{rounds[busy]}/upload/"),
        ("round", "county_statistician", "/collection/rounds/{rounds[busy]}/"),
        ("seal", "county_statistician", "/collection/rounds/{rounds[busy]}/seal/"),
        ("board", "prefecture_inspector", "/collection/board/{campaign}/"),
        ("campaign", "prefecture_inspector", "/collection/campaigns/{campaign}/"),
        ("campaign-new", "prefecture_inspector", "/collection/campaigns/new/"),
        ("county", "county_leader", "/assessments/{county}/{last}/"),
        ("clause", "county_leader", "/assessments/{county}/{last}/clauses/6.school/"),
        ("school", "county_leader", "/assessments/{county}/{last}/schools/{county}0001/"),
        ("what-if", "county_leader", "/assessments/{judged}/what-if/?school={county}0001"),
        ("why", "county_leader", "/assessments/{judged}/explain/{county}"),
        ("matrix", "county_leader", "/assessments/{judged}/matrix"),
        ("map", "county_leader", "/assessments/{judged}/map"),
        ("files", "county_leader", "/assessments/{judged}/files"),
        ("run", "county_supervisor", "/assessments/run/{rounds[busy]}/"),
        ("own-county", "school_head", "/assessments/"),
        ("plans", "county_supervisor", "/plans/"),
        ("plan-choose", "county_supervisor", "/plans/new/?round={last_round}"),
        ("plan-ask", "county_supervisor", "/plans/new/comply/{last_round}/"),
        ("plan", "county_supervisor", "/plans/{plans[0]}/"),
        ("plan-leader", "county_leader", "/plans/{plans[1]}/"),
        ("plan-table", "county_leader", "/plans/{plans[0]}/tables/tasks/"),
        ("plan-compare", "county_leader", "/plans/compare/?plan={plans[0]}&plan={plans[1]}"),
        ("plan-tasks", "county_supervisor", "/plans/tasks/"),
        ("plan-tasks-school", "school_head", "/plans/tasks/"),
        ("plan-task", "county_supervisor", "/plans/tasks/{task}/"),
        ("tokens", "county_supervisor", "/api/tokens/"),
        ("assessments-supervisor", "county_supervisor", "/assessments/"),
        ("assessments-inspector", "prefecture_inspector", "/assessments/"),
    )
)
