"""Titles of clauses in the language of the page: stored in Chinese, in English from the rule cards."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import get_language

from junheng.errors import UserError
from junheng_web.assessments.actions.judging_work import terms_of
from junheng_web.assessments.models import Assessment, ClauseLine


def title_of(assessment: Assessment, clause: str, stored: str) -> str:
    """The title of a clause; the stored one where the cards no longer know it."""
    if get_language() != "en":
        return stored
    try:
        card = terms_of(assessment).rules().clauses.get(clause)
    except UserError:
        return stored
    return stored if card is None else card.title.en


def entitle(assessment: Assessment, lines: Iterable[ClauseLine] = ()) -> None:
    """Put the titles of lines, and of the nearest clause, into the language; nothing is saved."""
    for line in lines:
        line.title = title_of(assessment, line.clause, line.title)
    nearest = assessment.summary.get("nearest")
    if nearest:
        nearest["title"] = title_of(assessment, nearest["clause"], nearest["title"])
