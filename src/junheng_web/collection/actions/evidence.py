"""Evidence files: taken in by what they are and not by what they are called, never thrown away."""

from __future__ import annotations

import hashlib
import uuid
import zipfile
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.audit.actions import By, record
from junheng_web.collection.actions.entry import held
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.clauses import attested
from junheng_web.collection.models import Evidence, Return

KINDS = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""The kinds taken, each with the type it is served as."""
_STARTS = {"pdf": b"%PDF-", "jpg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
_MOST_PARTS = 5000


def add_evidence(*, of: Return, clause: str, file: UploadedFile, by: By) -> Evidence:
    """Keep a file as evidence for a clause.

    Raises :class:`Refused` for a clause that needs none, a file that is too large, empty, of no kind
    taken, of another kind than its name says, or already there for this clause.
    """
    _refuse_unknown(of, clause)
    kind = kind_of(file)
    content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    storage = Evidence._meta.get_field("file").storage  # noqa: SLF001 - Django's documented way
    kept = ""
    try:
        with transaction.atomic():
            now = held(of, by=by)
            _refuse_twice(now, clause, digest)
            made = Evidence(
                of=now,
                clause=clause,
                name=_plain_name(file.name or ""),
                size=len(content),
                kind=kind,
                digest=digest,
                by=by.user,
            )
            made.file.save(f"{uuid.uuid4().hex}.{kind}", ContentFile(content), save=False)
            kept = made.file.name or ""
            made.save()
            record(
                "collection.add_evidence",
                by=by,
                subject=made,
                path=now.round.county.path,
                after=_told(made),
            )
    except BaseException:
        if kept:
            storage.delete(kept)
        raise
    return made


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, by: By) -> None:
    """Withdraw a file: it is kept, and counts no more. Once withdrawn, nothing happens again."""
    now = held(evidence.of, by=by)
    found = Evidence.everything.select_for_update().get(pk=evidence.pk)
    if found.withdrawn_at is not None:
        return
    found.withdrawn_at = timezone.now()
    found.save(update_fields=["withdrawn_at"])
    record(
        "collection.withdraw_evidence",
        by=by,
        subject=found,
        path=now.round.county.path,
        before=_told(found),
    )


def note_reading(*, evidence: Evidence, by: By) -> None:
    """Put on record that the file was read."""
    record(
        "collection.read_evidence",
        by=by,
        subject=evidence,
        path=evidence.of.round.county.path,
        after=_told(evidence),
    )


def same_elsewhere(evidence: Evidence) -> list[Evidence]:
    """The other places of the same return where the same file is evidence."""
    return list(
        Evidence.everything.filter(
            of=evidence.of_id, digest=evidence.digest, withdrawn_at__isnull=True
        ).exclude(pk=evidence.pk)
    )


def kind_of(file: UploadedFile) -> str:
    """What the file is by its content. Raises :class:`Refused`."""
    limit = settings.UPLOAD_LIMIT
    if not file.size:
        raise Refused(_("文件是空的"), remedy=_("重新选择文件"))
    if file.size > limit:
        raise Refused(
            _("文件太大，最多 %(limit)s MB") % {"limit": limit // 1_000_000},
            remedy=_("压缩图片，或把文件分开上传"),
        )
    found = _by_content(file)
    suffix = PurePath(file.name or "").suffix.lower().removeprefix(".")
    if not found:
        raise Refused(
            _("不是能收的文件"), remedy=_("只收 PDF、JPG、PNG、Word（docx）、Excel（xlsx）文件")
        )
    if {"jpeg": "jpg"}.get(suffix, suffix) != found:
        raise Refused(
            _("文件内容是 %(found)s，名称却以 %(suffix)s 结尾")
            % {"found": found.upper(), "suffix": suffix or "—"},
            remedy=_("用原来的程序重新保存，再上传"),
        )
    return found


def _by_content(file: UploadedFile) -> str:
    file.seek(0)
    start = file.read(8)
    for kind, sign in _STARTS.items():
        if start.startswith(sign):
            file.seek(0)
            return kind
    found = ""
    if start.startswith(b"PK\x03\x04"):
        file.seek(0)
        try:
            with zipfile.ZipFile(file) as archive:
                names = set(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            names = set()
        if len(names) <= _MOST_PARTS and not any(name.endswith("vbaProject.bin") for name in names):
            found = next((kind for kind, part in _PARTS.items() if part in names), "")
    file.seek(0)
    return found


def _refuse_unknown(of: Return, clause: str) -> None:
    if clause not in dict(attested(of.round.campaign)):
        raise Refused(_("没有这一条，或这一条不需要佐证"), remedy=_("从列表里选择条款"))


def _refuse_twice(of: Return, clause: str, digest: str) -> None:
    there = Evidence.everything.filter(
        of=of, clause=clause, digest=digest, withdrawn_at__isnull=True
    ).first()
    if there is not None:
        raise Refused(
            _("这个文件已经上传过：“%(name)s”") % {"name": there.name},
            remedy=_("不用再传；要换文件，先撤下原来的"),
        )


def _plain_name(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    shown = "".join(sign for sign in last if sign.isprintable()).strip()
    return shown[-200:] or _("未命名")


def _told(evidence: Evidence) -> dict[str, object]:
    return {
        "clause": evidence.clause,
        "name": evidence.name,
        "size": evidence.size,
        "sha256": evidence.digest,
    }
