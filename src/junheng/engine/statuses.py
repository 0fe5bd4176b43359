"""Statuses inside expressions: small whole numbers, so that Kleene's "and" is the minimum.

See docs/explanation/four-statuses.md. Words appear only in what is handed out.
"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from junheng.model import Status

NOT_MET, UNDETERMINED, MET, NOT_APPLICABLE = range(4)
"""One ``not_met`` decides, then one ``undetermined``; ``not_applicable`` neither helps nor harms."""

BELOW_FLOOR, WITHIN_FLOOR, REACHED = range(3)
"""Where a row stands on one indicator; null where that is undetermined."""

WORDS = {
    NOT_MET: Status.NOT_MET.value,
    UNDETERMINED: Status.UNDETERMINED.value,
    MET: Status.MET.value,
    NOT_APPLICABLE: Status.NOT_APPLICABLE.value,
}
INDICATOR_WORDS = {
    BELOW_FLOOR: "below_floor",
    WITHIN_FLOOR: "within_floor",
    REACHED: "met",
    None: "undetermined",
}


def status_of(holds: ir.BooleanValue) -> ir.Value:
    """The status of a comparison; null is "cannot be compared, something is missing"."""
    return (holds.cast("int8") * (MET - NOT_MET) + NOT_MET).fill_null(UNDETERMINED)


def all_met(*codes: ir.Value) -> ir.Value:
    """Kleene's "and" of several statuses, none of them null."""
    return ibis.least(*codes) if len(codes) > 1 else codes[0]


def all_of(*, failing: ir.Value, open_: ir.Value, met: ir.Value) -> ir.Value:
    """The status of a clause that every school must meet, from how many do what."""
    return ibis.cases(
        (failing > 0, NOT_MET), (open_ > 0, UNDETERMINED), (met > 0, MET), else_=NOT_APPLICABLE
    )


def words(code: ir.Value) -> ir.Value:
    """The word of a status, for people and other programs."""
    return code.cases(*WORDS.items(), else_=ibis.null("string"))


def indicator_words(code: ir.Value) -> ir.Value:
    """The word for where a row stands on an indicator."""
    known = [(number, word) for number, word in INDICATOR_WORDS.items() if number is not None]
    return code.cases(*known, else_=INDICATOR_WORDS[None])
