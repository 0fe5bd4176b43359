"""A user's own uploads, and the marked copy of one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.db.models import QuerySet

from junheng.census.defects import Defect, Severity
from junheng.census.marked import write_marked
from junheng_web.accounts.models import User
from junheng_web.collection.models import Upload
from junheng_web.collection.queries.returns import rounds_seen_by


def uploads_of(user: User) -> QuerySet[Upload]:
    """The workbooks that the user sent, of rounds still within reach: nobody sees those of others."""
    return Upload.everything.filter(
        by=user, round__in=rounds_seen_by(user).values("pk")
    ).select_related("round__campaign", "round__county", "school", "by")


def defect_of(stored: dict[str, Any]) -> Defect:
    """A defect as an upload keeps it."""
    return Defect(**{**stored, "severity": Severity(stored["severity"])})


def marked_copy(upload: Upload) -> bytes:
    """The workbook of an upload with its defects marked. Raises ``UserError``."""
    path = Path(upload.file.path)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "marked.xlsx"
        write_marked(path, [defect_of(each) for each in upload.defects], target)
        return target.read_bytes()
