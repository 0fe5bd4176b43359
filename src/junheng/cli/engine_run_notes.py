"""What to know about the rules that many counties were judged by: where others hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from junheng.evaluation.county import RECORDED_ONLY
from junheng.rulebook import nearest_place, rules
from junheng.standards import Judged, RuleSet


def notes(codes: Sequence[str], rule_set: RuleSet) -> list[str]:
    """Places whose rules differ in a figure, and counties that the rules are not for."""
    used = _figures(rule_set)
    others: dict[object, list[str]] = {}
    for place, counties in _by_place(codes).items():
        own = rules(jurisdiction=place, on=rule_set.on, with_=_chosen(rule_set))
        if _figures(own) != used:
            others.setdefault(_figures(own), []).extend(counties)
    said = [
        f"有 {len(counties)} 个县所在地另有规定（{_name(counties)}），"
        f"要按它判定：--only {_common(counties)} --jurisdiction {_common(counties)}"
        for counties in others.values()
    ]
    strange = sum(not code.startswith(rule_set.jurisdiction) for code in codes)
    if strange:
        said.append(
            f"有 {strange} 个县不在{rule_set.jurisdiction_name}，"
            f"却按{rule_set.jurisdiction_name}的规则判定"
        )
    return said


def _by_place(codes: Iterable[str]) -> dict[str, list[str]]:
    """The counties of every place that the rule book knows."""
    found: dict[str, list[str]] = {}
    for code in codes:
        place = nearest_place(code)
        if place is not None:
            found.setdefault(place.code, []).append(code)
    return found


def _chosen(rule_set: RuleSet) -> list[str]:
    return [*rule_set.switches, *(f"{name}={choice}" for name, choice in rule_set.chosen.items())]


def _figures(rule_set: RuleSet) -> object:
    """Everything of a rule set that a verdict depends on."""
    return tuple(
        (clause.id, clause.decides, tuple(clause.edition.bounds.items()))
        for clause in rule_set
        if clause.judged is Judged.PARAMETER or clause.judged not in RECORDED_ONLY
    )


def _common(counties: Sequence[str]) -> str:
    """The code of the smallest place that all these counties lie in, or the first county's."""
    first = counties[0]
    for length in (4, 2):
        if len({code[:length] for code in counties}) == 1 and len(counties) > 1:
            return first[:length]
    return first


def _name(counties: Sequence[str]) -> str:
    place = nearest_place(_common(counties))
    return place.name if place is not None else _common(counties)
