"""Taking an uploaded workbook in: all its returns in one transaction, or none."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.entry import FIELDS, why_closed
from junheng_web.collection.actions.locks import on_behalf
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.uploads import require_owner
from junheng_web.collection.checking import COUNTS
from junheng_web.collection.models import Return, Revision, Source, Upload, UploadState
from junheng_web.collection.queries.changed import changes_of_upload
from junheng_web.collection.queries.returns import returns_fillable_by
from junheng_web.lib.bulk import each_document_by_itself

_BATCH = 50


@transaction.atomic
def commit_upload(*, upload: Upload, by: By) -> bool:
    """Store everything that the upload changes; called again, it does nothing and gives False.

    Raises :class:`Refused`, naming every return that stands in the way, where one was changed since
    the comparison or is closed now, and where the workbook has errors. Then nothing is stored.
    """
    now = (
        Upload.everything.select_for_update(of=("self",))
        .select_related("round__campaign", "round__county", "by")
        .get(pk=upload.pk)
    )
    require_owner(now, by)
    if now.state == UploadState.COMMITTED:
        return False
    if now.state != UploadState.READY:
        raise Refused(_("这个工作簿有错误，不能入库"), remedy=_("改正后重新上传"))
    returns = _held(now)
    _refuse_what_changed(now, returns, by)
    made = _store(now, returns, by)
    now.state, now.committed_at = UploadState.COMMITTED, timezone.now()
    now.save(update_fields=["state", "committed_at"])
    record(
        "collection.commit_upload",
        by=by,
        subject=now,
        path=now.round.county.path,
        before={"versions": now.versions},
        after={
            "sha256": now.digest,
            "versions": {str(each.pk): each.version for each in returns},
            "cells": made,
            "on_behalf": sum(on_behalf(each, now.by) for each in returns),
        },
    )
    return True


def _held(upload: Upload) -> list[Return]:
    found = list(
        Return.everything.select_for_update(of=("self",))
        .filter(pk__in=[int(pk) for pk in upload.versions])
        .select_related("school", "department")
        .order_by("pk")
    )
    for each in found:
        each.round = upload.round
    return found


def _refuse_what_changed(upload: Upload, returns: Sequence[Return], by: By) -> None:
    reached = set(
        returns_fillable_by(upload.by)
        .filter(pk__in=[each.pk for each in returns])
        .values_list("pk", flat=True)
    )
    lines = []
    for each in returns:
        if each.pk not in reached:
            lines.append(_("“%(name)s”不在您的填报范围内") % {"name": each.subject.name})
        elif why := why_closed(each):
            lines.append(why)
        elif each.version != upload.versions[str(each.pk)]:
            lines.append(_changed(each))
    if lines:
        raise Refused(
            _("没有入库：有 %(number)s 份报表在比较以后变了") % {"number": len(lines)},
            remedy=_("按“重新比较”，看过新的差异再入库"),
            lines=lines,
        )


def _changed(of: Return) -> str:
    last = Revision.everything.filter(of=of).select_related("by").order_by("-version").first()
    who = last.by.called if last is not None and last.by is not None else _("别人")
    return _("“%(name)s”刚由%(who)s改过") % {"name": of.subject.name, "who": who}


def _store(upload: Upload, returns: Sequence[Return], by: By) -> int:
    """Write documents, counts and revisions; how many cells changed."""
    changes = changes_of_upload(upload, returns)
    moment = timezone.now()
    for each in returns:
        each.document = upload.entered["documents"][str(each.pk)]
        for name, value in zip(COUNTS, upload.entered["counts"][str(each.pk)], strict=True):
            setattr(each, name, value)
        each.version += 1
        each.changed_at = moment
    with each_document_by_itself(returns, "document"):
        Return.everything.bulk_create(  # all of them are there: one statement writes many
            returns,
            update_conflicts=True,
            update_fields=FIELDS,
            unique_fields=["id"],
            batch_size=_BATCH,
        )
    reason = _("工作簿“%(name)s”") % {"name": upload.name}
    revisions = [
        Revision(
            of=each,
            version=each.version,
            by=by.user,
            source=Source.CORRECTION if each.correcting else Source.UPLOAD,
            changes=changes[each.pk],
            reason=reason[:500],
        )
        for each in returns
    ]
    with each_document_by_itself(revisions, "changes"):
        Revision.everything.bulk_create(revisions, batch_size=_BATCH)
    return sum(map(len, changes.values()))
