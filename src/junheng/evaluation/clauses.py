"""Building the result of one clause: parts for figures, findings for schools, Kleene logic upward."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from junheng.census.records import Exact
from junheng.evaluation.county_data import CountyData
from junheng.evaluation.results import ClauseResult, Finding, Input, Missing, Part
from junheng.evaluation.rounding import flips
from junheng.model import Status, all_met
from junheng.standards import Bound, Clause, Operator, RuleSet, Unit


def part(
    bound: Bound,
    value: Fraction | None,
    *,
    name: str,
    label: str,
    formula: str,
    inputs: tuple[Input, ...] = (),
    missing: tuple[Missing, ...] = (),
) -> Part:
    """One comparison. A missing value is undetermined."""
    return Part(
        name=name,
        label=label,
        value=value,
        bound=bound.value,
        operator=bound.operator,
        unit=bound.unit,
        status=Status.of(None if value is None else bound.holds(value)),
        formula=formula,
        inputs=inputs,
        missing=missing,
    )


def quotient(numerator: Exact | None, denominator: Exact | None) -> Fraction | None:
    """``numerator / denominator``; ``None`` if either is missing or nothing is divided by."""
    if numerator is None or not denominator:
        return None
    return Fraction(numerator) / denominator


def county_figure(county: CountyData, bound: Bound, key: str, *, label: str, formula: str) -> Part:
    """A part that compares one county fact as it stands."""
    figure = county.fact(key)
    return part(
        bound,
        None if figure is None else Fraction(figure),
        name=key,
        label=label,
        formula=formula,
        inputs=county.inputs(key),
        missing=county.missing(key),
    )


def county_share(
    county: CountyData,
    bound: Bound,
    *,
    name: str,
    label: str,
    numerator: Sequence[str],
    denominator: str,
) -> Part:
    """A part whose value is the sum of some county facts over another fact.

    Where the denominator is 0 and so is what is counted, there is nobody the rule could be about:
    not applicable. A count above a denominator of 0 contradicts itself: undetermined.
    """
    keys = (*numerator, denominator)
    values = [county.fact(key) for key in numerator]
    base = county.fact(denominator)
    total = None if None in values else sum(value for value in values if value is not None)
    labels = [entry.label for entry in county.inputs(*keys)]
    formula = (
        f"（{' + '.join(labels[:-1])}）÷ {labels[-1]}" if len(labels) > 2 else " ÷ ".join(labels)
    )
    found = part(
        bound,
        quotient(total, base),
        name=name,
        label=label,
        formula=formula,
        inputs=county.inputs(*keys),
        missing=county.missing(*keys),
    )
    return not_applicable(found) if base == 0 and not total else found


def not_applicable(found: Part) -> Part:
    """The same part, about nobody: nothing is missing and nothing can fail."""
    return Part(
        name=found.name,
        label=found.label,
        value=None,
        bound=found.bound,
        operator=found.operator,
        unit=found.unit,
        status=Status.NOT_APPLICABLE,
        formula=found.formula,
        inputs=found.inputs,
    )


ANSWERS = {Status.MET: "达标", Status.NOT_MET: "未达标"}
EXISTENCE = {Status.MET: "不存在", Status.NOT_MET: "存在"}
"""The words of an attested conclusion, of a veto: whether the fact it forbids exists."""


def attested(
    clause_id: str, county: CountyData, title: str, answers: Mapping[Status, str] = ANSWERS
) -> Part:
    """The attested conclusion on a clause, as a part without figure."""
    attestation = county.attestations.get(clause_id)
    conclusion = attestation.conclusion if attestation else None
    cell = county.census.cell("attestations", "conclusion", attestation.row) if attestation else ""
    status = Status.UNDETERMINED if conclusion is None else Status(conclusion)
    missing = (
        ()
        if conclusion
        else (
            Missing(
                table="attestations",
                column="conclusion",
                key=f"{county.code}/{clause_id}",
                label=f"佐证：{title}",
            ),
        )
    )
    return Part(
        name="evidence",
        label="佐证结论",
        value=None,
        bound=None,
        operator=Operator.EQUAL,
        unit=Unit.NONE,
        status=status,
        formula="按佐证材料审核的结论",
        inputs=(Input(label="佐证结论", value=answers.get(status), cell=cell),),
        missing=missing,
    )


def _leading(parts: Sequence[Part]) -> Part | None:
    for status in (Status.NOT_MET, Status.UNDETERMINED):
        for each in parts:
            if each.status is status:
                return each
    return parts[0] if parts else None


def _has_no_denominator(found: Part) -> bool:
    """Whether a part is open although nothing is missing: there was nothing to divide by."""
    return found.status is Status.UNDETERMINED and not found.missing and found.bound is not None


def of_parts(
    clause: Clause, rules: RuleSet, parts: Sequence[Part], *, note: str = ""
) -> ClauseResult:
    """A clause whose every part must hold.

    Its leading figure is the part that decides its status: the first one that fails, else the first
    that is open, else the first. A value and its bound therefore never contradict the status.
    """
    leading = _leading([each for each in parts if each.bound is not None])
    undivided = [each.label for each in parts if _has_no_denominator(each)]
    if undivided:
        note = "；".join([*filter(None, [note]), f"{'、'.join(undivided)}的分母为 0，无法计算"])
    return ClauseResult(
        id=clause.id,
        title=clause.title,
        status=all_met(each.status for each in parts),
        decides=clause.decides,
        cite=clause.edition.cite,
        cited=rules.cited(clause.edition.cite),
        value=leading.value if leading else None,
        bound=leading.bound if leading else None,
        operator=leading.operator if leading else None,
        unit=leading.unit if leading else Unit.NONE,
        parts=tuple(parts),
        missing=tuple(item for each in parts for item in each.missing),
        note=note,
        rounding_flip=any(
            flips(
                each.value,
                Bound(operator=each.operator, value=each.bound, unit=each.unit),
                clause=clause.id,
                name=each.name,
            )
            for each in parts
        ),
    )


def of_findings(
    clause: Clause, rules: RuleSet, findings: Sequence[Finding], *, note: str = ""
) -> ClauseResult:
    """A clause that every school (or row) must meet by itself.

    Its figure is the share of those that comply, its bound 1; the share is unknown while one of them
    is undetermined.
    """
    looked_at = [each for each in findings if each.status is not Status.NOT_APPLICABLE]
    statuses = [each.status for each in looked_at]
    status = all_met(statuses)
    known = statuses and Status.UNDETERMINED not in statuses
    share = Fraction(statuses.count(Status.MET), len(statuses)) if known else None
    everyone = Bound(operator=Operator.AT_LEAST, value=Fraction(1), unit=Unit.SHARE)
    return ClauseResult(
        id=clause.id,
        title=clause.title,
        status=status,
        decides=clause.decides,
        cite=clause.edition.cite,
        cited=rules.cited(clause.edition.cite),
        value=share,
        bound=everyone.value,
        operator=everyone.operator,
        unit=everyone.unit,
        findings=tuple(findings),
        missing=tuple(item for each in looked_at for item in each.missing),
        note=note,
        rounding_flip=flips(share, everyone, clause=clause.id),
    )
