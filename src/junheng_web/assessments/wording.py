"""How figures of a verdict are put into words and short text when an assessment is stored."""

from __future__ import annotations

from fractions import Fraction
from math import ceil

from junheng.census.facts import BY_KEY as FACTS
from junheng.diagnosis import Kind
from junheng.evaluation.figures import shown, shown_bound
from junheng.evaluation.results import ClauseResult, CountyResult, Finding, Missing, Part
from junheng.model import Status
from junheng.model.quantity import exactly, printed
from junheng_web.territory.units import EDUCATION, UNITS

NAMED = 3
"""Schools that a clause's line names; its page names all."""


def exact_text(value: Fraction | int | None) -> str:
    """An exact number as text: ``3/8``, ``12``; ``""`` where there is none."""
    return "" if value is None else str(value)


def two_places(value: Fraction | None) -> str:
    """What ``printed(value, 2)`` says of a value that is not negative, several times as fast.

    A county has thousands of them, and a run is measured against the evaluation itself.
    """
    if value is None:
        return "—"
    numerator, denominator = value.numerator * 200, value.denominator
    hundredths = (numerator + denominator) // (2 * denominator)
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def finding_text(finding: Finding) -> str:
    """The finding in words, as ``finding.text`` puts it; whole numbers the short way."""
    shown_ = {
        name: str(each) if type(each) is int else exactly(each, missing="未填报")
        for name, each in finding.figures.items()
    }
    return finding.wording.format(**shown_)


def quantity(value: Fraction | int | None, kind: Kind) -> str:
    """What is lacking with its unit, exact where a short decimal says it, else rounded up to a hundredth."""
    if value is None:
        return ""
    text = exactly(value)
    if "/" in text:
        text = f"{printed(Fraction(ceil(value * 100), 100), 2)}（进位）"
    return f"{text} {kind.zh}"


def outcome(clause: ClauseResult, county: CountyResult) -> str:
    """What was found, in one line: how many comply, the figures that decide, or the conclusion."""
    if clause.findings:
        return _of_findings(clause)
    if not clause.parts:
        return _of_disparities(county)
    telling = [part for part in clause.parts if part.status is clause.status] or clause.parts
    words = [_of_part(part) for part in telling if part.bound is not None]
    return "；".join(words) or clause.note


def _of_part(part: Part) -> str:
    found = "缺数据" if part.value is None else shown(part.value, part.unit)
    return f"{part.label} {found}（标准 {shown_bound(part.bound, part.operator, part.unit)}）"


def _of_findings(clause: ClauseResult) -> str:
    looked_at = [each for each in clause.findings if each.status is not Status.NOT_APPLICABLE]
    words = [f"共 {len(looked_at)} 个"]
    for status in (Status.NOT_MET, Status.UNDETERMINED):
        names = [each.label for each in looked_at if each.status is status]
        if names:
            more = "等" if len(names) > NAMED else ""
            words.append(f"{status.zh} {len(names)} 个（{'、'.join(names[:NAMED])}{more}）")
    return "，".join(words) if len(words) > 1 else f"{words[0]}，全部达标" if looked_at else ""


def _of_disparities(county: CountyResult) -> str:
    judged = [each for each in county.disparities if each.status is not Status.NOT_APPLICABLE]
    words = [f"共 {len(judged)} 个系数"]
    over = sum(each.status is Status.NOT_MET for each in judged)
    waiting = sum(each.status is Status.UNDETERMINED for each in judged)
    if over:
        words.append(f"超限 {over} 个")
    if waiting:
        words.append(f"无法判定 {waiting} 个")
    return "，".join(words) if len(words) > 1 else f"{words[0]}，都在限内"


def gap_of(clause: ClauseResult, county: CountyResult) -> float | None:
    """The part of its bound that a failing clause lacks; ``None`` where it fails by no figure.

    A clause that looks at schools one by one has none: how many of them fail is no part of a bound, and
    the two are not put into one order.
    """
    if clause.status is not Status.NOT_MET or clause.findings:
        return None
    gaps = [
        abs(part.value - part.bound) / part.bound
        for part in clause.parts
        if part.status is Status.NOT_MET and part.value is not None and part.bound
    ]
    if not clause.parts:
        gaps = [
            (each.cv - each.limit) / each.limit
            for each in county.disparities
            if each.status is Status.NOT_MET and each.cv is not None
        ]
    return float(max(gaps)) if gaps else None


def failing_share(clause: ClauseResult) -> tuple[int, int]:
    """How many of the schools that the clause looks at fail it, and how many it looks at."""
    looked_at = [each for each in clause.findings if each.status is not Status.NOT_APPLICABLE]
    return sum(each.status is Status.NOT_MET for each in looked_at), max(len(looked_at), 1)


def owner(missing: Missing) -> dict[str, str]:
    """Whose a missing input is: a department of a kind, or the school of a code."""
    if missing.table == "county":
        fact = FACTS.get(missing.column)
        holder = fact.department if fact else ""
        kind = next((unit.kind for unit in UNITS if unit.holder == holder), EDUCATION)
        return {"department": kind, "school": ""}
    if missing.table == "attestations":
        return {"department": EDUCATION, "school": ""}
    return {"department": "", "school": missing.key.partition("/")[0]}
