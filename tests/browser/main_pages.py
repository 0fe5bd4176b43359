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
        return self.address.format(**land["returns"], **land)


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
        ("collection-clerk", "school_clerk", "/collection/"),
        ("collection-statistician", "county_statistician", "/collection/"),
        ("collection-inspector", "prefecture_inspector", "/collection/"),
        ("review", "county_statistician", "/collection/review/"),
        ("assessments-supervisor", "county_supervisor", "/assessments/"),
        ("assessments-inspector", "prefecture_inspector", "/assessments/"),
    )
)
