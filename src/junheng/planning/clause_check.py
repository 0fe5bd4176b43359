"""A clause that looks at figures of the county alone, judged by the reference evaluator."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.census.records import Census, CountyFact, Exact
from junheng.evaluation.county import MEASURES
from junheng.evaluation.county_data import CountyData
from junheng.evaluation.results import ClauseResult
from junheng.standards import RuleSet


def county_clause(rules: RuleSet, clause_id: str, facts: Mapping[str, Exact]) -> ClauseResult:
    """The clause judged by ``facts`` (keys of the table ``county``); others are missing.

    Raises ``KeyError`` where the rules have no such clause.
    """
    clause = rules[clause_id]
    rows = {key: CountyFact(county_code="", key=key, value=value) for key, value in facts.items()}
    county = CountyData(
        code="",
        census=Census(schools=(), stages=(), county=tuple(rows.values())),
        rules=rules,
        schools=(),
        judged=(),
        left_out=(),
        unreported=(),
        rooms_known=False,
        facts=rows,
        attestations={},
    )
    return MEASURES[clause.measure](clause, county)


def cited(rules: RuleSet, clause_id: str) -> dict[str, object]:
    """What a plan tells of its rules (``basis``): the rule set, and where the clause stands."""
    return {
        "ruleset": {
            "id": rules.id,
            "jurisdiction": rules.jurisdiction,
            "on": rules.on.isoformat(),
            "fingerprint": rules.fingerprint,
        },
        "clause": {"id": clause_id, "cited": rules.cited(rules[clause_id].cite)},
    }
