"""What an upload changes, or changed, cell by cell."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from junheng.census.differences import Difference
from junheng_web.collection.comparing import changed_cells
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Return, Revision, Upload, UploadState
from junheng_web.collection.queries.history import difference_of
from junheng_web.collection.queries.last_year import all_returns


def changes_of_upload(upload: Upload, returns: Iterable[Return]) -> dict[int, list[dict[str, Any]]]:
    """What the upload changes in each of these returns as they are now, by their numbers: as

    revisions keep it.
    """
    documents = upload.entered.get("documents", {})
    return {
        each.pk: [
            {"table": table, "key": list(key), "column": column, "before": before, "after": after}
            for table, key, column, before, after in changed_cells(
                document_of(each), documents[str(each.pk)]
            )
        ]
        for each in returns
        if str(each.pk) in documents
    }


def shown_changes(upload: Upload) -> list[tuple[str, Difference]]:
    """Whose cell, and what it would become or, once taken in, became."""
    returns = all_returns(upload.round)
    names = {each.pk: each.subject.name for each in returns}
    if upload.state == UploadState.COMMITTED:
        made = Revision.everything.filter(of__in=[int(pk) for pk in upload.versions])
        return [
            (names[each.of_id], difference_of(change))
            for each in made.order_by("of", "version")
            if each.version == upload.versions[str(each.of_id)] + 1
            for change in each.changes
        ]
    found = changes_of_upload(upload, returns)
    return [
        (names[pk], difference_of(change)) for pk, changes in found.items() for change in changes
    ]
