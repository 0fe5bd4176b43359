"""Evaluations made again from frozen input, a few kept in the memory of this process."""

from __future__ import annotations

import threading
from collections import OrderedDict
from uuid import UUID

from junheng.evaluation import Evaluation
from junheng_web.assessments.actions.judging_work import source_of, terms_of
from junheng_web.assessments.judging import judge
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.queries.input import codes_of

KEPT = 6
"""A county of 300 schools takes some 15 megabytes."""

_kept: OrderedDict[UUID, Evaluation] = OrderedDict()
_lock = threading.Lock()


def evaluation_of(assessment: Assessment) -> Evaluation:
    """The evaluation of a finished assessment. Raises ``LookupError`` where it no longer comes out."""
    with _lock:
        found = _kept.get(assessment.pk)
        if found is not None:
            _kept.move_to_end(assessment.pk)
            return found
    judged = judge(
        assessment.entered,
        terms_of(assessment),
        codes=codes_of(assessment.round.county),
        source=source_of(assessment.round),
    )
    if judged.evaluation is None:
        raise LookupError(f"assessment {assessment.pk} cannot be evaluated any more")
    with _lock:
        _kept[assessment.pk] = judged.evaluation
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return judged.evaluation


def forget() -> None:
    """Drop what is kept: tests use numbers again."""
    with _lock:
        _kept.clear()
