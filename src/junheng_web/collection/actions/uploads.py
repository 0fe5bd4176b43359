"""Uploaded workbooks: kept, read against what is stored, and taken in whole or not at all."""

from __future__ import annotations

import hashlib
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path, PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from junheng.census.defects import Defect, Severity
from junheng.census.folder import WORKBOOKS
from junheng.census.reading import Progress, silent
from junheng.census.writing import decimal_text
from junheng.errors import UserError
from junheng_web.accounts.models import User
from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.entry import why_closed
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.checking import COUNTS, Check, check_joined, check_return, joined
from junheng_web.collection.columns import how_full
from junheng_web.collection.comparing import changed_cells
from junheng_web.collection.models import Return, Round, Upload, UploadState
from junheng_web.collection.queries.last_year import (
    all_returns,
    census_before,
    document_before,
)
from junheng_web.collection.queries.returns import returns_fillable_by
from junheng_web.collection.queries.uploads import scope_of, still_reached
from junheng_web.collection.workbooks import Content, content_of, target_of
from junheng_web.jobs.actions import ask
from junheng_web.jobs.models import Job
from junheng_web.territory.models import School

AT_ONCE = 1_000_000
"""Bytes: a larger workbook is read in the background."""
_FEW = 20
JOB = "collection.read_upload"


def receive(
    *, of: Round, school: School | None, file: UploadedFile, by: By
) -> tuple[Upload, Job | None]:
    """Keep a workbook and read it: at once where it is small, else by the job that is returned.

    Raises :class:`Refused` for what is no workbook, empty or too large, and ``PermissionDenied``
    where there is no return of the round that the user fills in.
    """
    if not _fillable(by, of, school).exists():
        raise PermissionDenied
    suffix = _suffix(file)
    content = file.read()
    with transaction.atomic():
        made = Upload(
            round=of,
            school=school,
            by=by.user,
            name=PurePath((file.name or "").replace("\\", "/")).name[-200:],
            digest=hashlib.sha256(content).hexdigest(),
            scope=scope_of(by.user, of, school),  # type: ignore[arg-type]
        )
        made.file.save(f"{uuid.uuid4().hex}{suffix}", ContentFile(content), save=False)
        made.save()
        record(
            "collection.upload",
            by=by,
            subject=made,
            path=of.county.path,
            after={"name": made.name, "sha256": made.digest, "size": len(content)},
        )
        if len(content) > AT_ONCE:
            title = _("读取“%(name)s”") % {"name": made.name}
            return made, ask(
                kind=JOB,
                title=title[:200],
                arguments={"upload": str(made.pk)},
                owner=by.user,
                path=of.county.path,
            )
    read_upload(made)
    return made, None


def read_upload(upload: Upload, *, progress: Progress | None = None) -> None:
    """Read a workbook again against what is stored now. Its state tells whether it can be taken in."""
    _read(upload, progress)
    upload.save()


def _read(upload: Upload, progress: Progress | None) -> None:
    """Put into the upload what is in its workbook; it is not saved here."""
    of = upload.round
    returns = all_returns(of)
    fillable = frozenset(_fillable(By(user=upload.by), of, upload.school))
    schools = [each.school_id for each in returns if each.pk in fillable and each.school_id]
    path = Path(upload.file.path)
    try:
        content = content_of(
            path,
            target_of(returns, fillable),
            last_year=lambda: census_before(of, schools),
            progress=progress,
        )
    except UserError as problem:
        message = str(problem).replace(path.name, upload.name)
        content = Content(defects=[_as_a_whole(message)], totals=())
    (progress or silent)("比较", 1, 1)
    _compare(upload, content, returns)


def compare_again(*, upload: Upload, by: By) -> None:
    """Compare a workbook with what is stored now. Nothing happens to one that is settled."""
    with transaction.atomic():
        now = _named().select_for_update(of=("self",)).get(pk=upload.pk)
        require_owner(now, by)
        if now.state in (UploadState.COMMITTED, UploadState.DISCARDED):
            return
        read_upload(now)
        record("collection.compare_upload", by=by, subject=now, path=now.round.county.path)


def _compare(upload: Upload, content: Content, returns: Sequence[Return]) -> None:
    """Put into the upload what the workbook would change, and what stands against it."""
    upload.entered, upload.versions, upload.differences = {}, {}, []
    touched = []
    if not content.refused:
        touched = [
            each
            for each in returns
            if each.pk in content.documents
            and any(changed_cells(content.before[each.pk], content.documents[each.pk]))
        ]
    content.defects += [_closed(each, why) for each in touched if (why := why_closed(each))]
    upload.defects = [asdict(each) for each in content.defects]
    upload.totals = [_total(each) for each in content.totals]
    upload.state = UploadState.REFUSED if content.refused else UploadState.READY
    if upload.state == UploadState.READY:
        upload.versions = {str(each.pk): each.version for each in touched}
        upload.differences = [each.pk for each in touched]
        upload.entered = {
            "documents": {str(each.pk): content.documents[each.pk] for each in touched},
            "counts": _counts(upload.round, returns, touched, content),
        }


def _counts(
    of: Round, returns: Sequence[Return], touched: Sequence[Return], content: Content
) -> dict[str, list[int]]:
    """How each return that changes will stand: cells filled and expected, errors, warnings.

    Of a few returns each is checked by itself, as the form does it. Of many the whole county is,
    unless the workbook is all there is: then its own check has said it.
    """
    documents = {each.pk: content.documents[each.pk] for each in touched}
    checks: dict[int, Check] = {}
    if len(touched) > _FEW and not content.alone:
        checks, _nobody = check_joined(
            joined(returns, instead=documents), last_year=census_before(of)
        )
    found = {}
    warned = Counter(each.school_code for each in content.defects)
    for each in touched:
        if each.pk in checks:
            check = checks[each.pk]
        elif len(touched) > _FEW and each.school is not None:
            full = how_full(documents[each.pk])
            found[str(each.pk)] = [*full, 0, warned[each.school.code]]
            continue
        else:
            check = check_return(each, document=documents[each.pk], last_year=document_before(each))
        found[str(each.pk)] = [getattr(check, name) for name in COUNTS]
    return found


def discard(*, upload: Upload, by: By) -> None:
    """Give an upload up; the file is kept. Nothing happens to one that was taken in."""
    with transaction.atomic():
        now = Upload.everything.select_for_update().get(pk=upload.pk)
        require_owner(now, by)
        if now.state in (UploadState.COMMITTED, UploadState.DISCARDED):
            return
        now.state = UploadState.DISCARDED
        now.save(update_fields=["state"])
        record("collection.discard_upload", by=by, subject=now, path=now.round.county.path)


def work(arguments: dict[str, Any], report: Any) -> tuple[str, str]:
    """The job: read an upload in the background."""
    upload = _named().get(pk=arguments["upload"])
    if upload.state != UploadState.READING:
        return _("已经读过"), _address(upload)
    _read(upload, report)
    with transaction.atomic():
        now = Upload.everything.select_for_update().only("state").get(pk=upload.pk)
        if now.state == UploadState.READING:  # nobody gave it up or compared it meanwhile
            upload.save()
            now = upload
    return str(UploadState(now.state).label), _address(upload)


def abandoned(arguments: dict[str, Any], outcome: str) -> None:
    """The job was stopped or lost: the upload says so and can be read again."""
    for upload in _named().filter(pk=arguments["upload"], state=UploadState.READING):
        upload.state = UploadState.REFUSED
        upload.defects = [asdict(_as_a_whole(outcome))]
        upload.save(update_fields=["state", "defects"])


def _named() -> Any:
    return Upload.everything.select_related("round__campaign", "round__county", "school", "by")


def _address(upload: Upload) -> str:
    return f"/collection/uploads/{upload.pk}/"


def _fillable(by: By, of: Round, school: School | None) -> QuerySet[Return, int]:
    """The numbers of the returns that a workbook of this user may change."""
    if not isinstance(by.user, User):
        raise PermissionDenied
    found = returns_fillable_by(by.user).filter(round=of)
    if school is not None:
        found = found.filter(school=school)
    return found.values_list("pk", flat=True)


def require_owner(upload: Upload, by: By) -> None:
    """Raise ``PermissionDenied`` for all but the one who uploaded it, and still reaches all of it."""
    if by.user is None or by.user.pk != upload.by_id or not still_reached(by.user, upload):
        raise PermissionDenied


def _suffix(file: UploadedFile) -> str:
    suffix = PurePath(file.name or "").suffix.lower()
    if suffix not in WORKBOOKS:
        raise Refused(
            _("“%(name)s”不是工作簿") % {"name": file.name},
            remedy=_("应是 %(kinds)s 文件") % {"kinds": "、".join(WORKBOOKS)},
        )
    if not file.size:
        raise Refused(_("文件是空的"), remedy=_("重新选择文件"))
    if file.size > settings.UPLOAD_LIMIT:
        raise Refused(
            _("文件太大，最多 %(limit)s MB") % {"limit": settings.UPLOAD_LIMIT // 1_000_000},
            remedy=_("删去与填报无关的工作表和图片"),
        )
    return suffix


def _as_a_whole(message: str) -> Defect:
    return Defect(check="site.unreadable", severity=Severity.ERROR, message=message)


def _closed(of: Return, why: str) -> Defect:
    return Defect(
        check="site.return_closed",
        severity=Severity.ERROR,
        message=why,
        sheet="学校" if of.school_id else "县级数据",
        school_code=of.school.code if of.school is not None else "",
        remedy="请审核人退回后再上传；或从工作簿里删去这些行",
    )


def _total(table: Any) -> dict[str, Any]:
    """The totals of one table as plain values."""
    columns: Iterable[Any] = table.columns
    return {
        **{name: getattr(table, name) for name in ("table", "source", "rows_in", "accepted")},
        **{name: getattr(table, name) for name in ("refused", "blank", "subtotals", "remarks")},
        "columns": [{**each._asdict(), "total": _decimal(each.total)} for each in columns],
    }


def _decimal(value: Any) -> str:
    try:
        return decimal_text(value)
    except UserError:
        return str(value)
