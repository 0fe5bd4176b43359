"""The clauses that a county attests by evidence: their numbers and titles."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from junheng.rulebook import rules
from junheng.standards import Judged
from junheng_web.collection.models import Campaign

_CONDITIONS = ("evidence", "basic_balance_cv")
VETO_ARTICLE = "10."
"""Clauses of this article forbid a fact: their conclusion is 不存在 or 存在."""


def attested(campaign: Campaign) -> tuple[tuple[str, str], ...]:
    """Number and title of every clause for which a county gives a conclusion, by the rules of the

    campaign's day and place. Raises ``RuleSetError`` where there are no such rules.
    """
    return _attested(campaign.jurisdiction, campaign.rules_on)


@lru_cache(maxsize=64)
def _attested(jurisdiction: str, on: date) -> tuple[tuple[str, str], ...]:
    return tuple(
        (clause.id, clause.title.zh)
        for clause in rules(jurisdiction=jurisdiction, on=on)
        if clause.judged in (Judged.EVIDENCE, Judged.VETO)
        or (clause.judged is Judged.ELIGIBILITY and clause.measure in _CONDITIONS)
        or clause.measure == "migrant"
    )
