"""Taking over last year's figures where nothing changed."""

from __future__ import annotations

from junheng.census.grids import is_blank
from junheng_web.audit.actions import By
from junheng_web.collection.actions.entry import Saved, save_document
from junheng_web.collection.columns import STOCK
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Return, Source
from junheng_web.collection.queries.last_year import document_before


def carry_last_year(*, of: Return, version: int, by: By) -> Saved:
    """Fill the blank cells of ground, buildings, rooms and equipment with last year's figures.

    Nothing that was entered this year is touched, and nothing that changes every year is taken over.
    Rooms are taken over where there are none yet. Raises as :func:`save_document`.
    """
    document = document_of(of)
    last = document_before(of)
    if last is not None and of.school_id is not None:
        before = (last["schools"] or [{}])[0]
        row = document["schools"][0]
        for column in STOCK:
            if is_blank(row.get(column, "")) and before.get(column):
                row[column] = before[column]
        if not document["rooms"]:
            document["rooms"] = last["rooms"]
    return save_document(of=of, version=version, document=document, by=by, source=Source.CARRIED)
