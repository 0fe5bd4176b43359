"""Laying one card over the clause handed down from above."""

from __future__ import annotations

from dataclasses import replace

from junheng.model.quantity import exactly
from junheng.standards.card import Card, Effect
from junheng.standards.clause import Bound, Citation, Clause, Edition, Judged, Scope


class Conflict(Exception):
    """A card does not fit the clause it is laid over. ``str()`` says why, in the user's words."""


def laid_over(above: Clause | None, card: Card, edition: Edition, place: str) -> Clause:
    """The clause after ``card`` with ``edition``; ``place`` is the name of the jurisdiction.

    ``above`` is the clause as handed down, ``None`` where there is none. Raises :class:`Conflict`.
    """
    lineage = (place, card.effect.value, edition.cite)
    if card.effect in (Effect.DEFINES, Effect.ADDS):
        if above is not None:
            raise Conflict(
                f"{card.id} 在上级已有，不能再“{card.effect}”；应为 raises、refines 或 rescopes"
            )
        return _new(card, edition, lineage)
    if above is None:
        raise Conflict(f"{card.id} 在上级没有，“{card.effect}”无从谈起；新增条款用 adds")
    bounds = dict(above.edition.bounds)
    for slot, bound in edition.bounds.items():
        bounds[slot] = _merged(card, slot, bounds.get(slot), bound)
    restates = card.effect is Effect.RAISES and bounds == above.edition.bounds
    return replace(
        above,
        title=card.title or above.title,
        summary=card.summary or above.summary,
        scope=card.scope or above.scope,
        # A card that only repeats the figures from above leaves their edition and source in force.
        edition=above.edition if restates else replace(edition, bounds=bounds),
        lineage=(*above.lineage, lineage),
    )


def _new(card: Card, edition: Edition, lineage: tuple[str, str, Citation]) -> Clause:
    if card.title is None or card.summary is None or card.judged is None:
        raise Conflict(f"{card.id} 没有写明名称、摘要或判定方式")
    return Clause(
        id=card.id,
        title=card.title,
        summary=card.summary,
        judged=card.judged,
        decides=card.decides and card.judged not in OUTSIDE_THE_VERDICT,
        measure=card.measure,
        scope=card.scope or Scope.EVERY,
        cite=card.cite,
        edition=edition,
        lineage=(lineage,),
    )


OUTSIDE_THE_VERDICT = frozenset({Judged.ELIGIBILITY, Judged.PARAMETER, Judged.DUTY, Judged.TARGET})
"""Kinds of clauses that never decide a verdict."""


def _merged(card: Card, slot: str, above: Bound | None, own: Bound) -> Bound:
    where = f"{card.id} 的“{slot}”"
    if above is not None and above.unit is not own.unit:
        raise Conflict(f"{where}单位与上级不同：上级 {shown(above)}，这里 {shown(own)}")
    if card.effect is Effect.RAISES:
        if above is None:
            raise Conflict(f"{where}上级没有要求，无从提高")
        if not above.tightened_by(own):
            raise Conflict(f"{where}写着提高，却比上级宽：上级 {shown(above)}，这里 {shown(own)}")
    elif card.effect is Effect.REFINES and above is not None and above.value is not None:
        raise Conflict(f"{where}上级已有规定（{shown(above)}），不是留给下级填的")
    elif card.effect is Effect.RESCOPES and above != own:
        raise Conflict(f"{card.id} 只调整适用范围（rescopes），不能同时改“{slot}”的要求")
    return own


def shown(bound: Bound) -> str:
    """A bound as printed in messages: ``≥ 0.05 比例``; an open one ``≥ （留空）``."""
    return (
        f"{bound.operator.sign} {exactly(bound.value, missing='（留空）')} {bound.unit.zh}".strip()
    )
