"""Plans as files, written when they are asked for."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db import transaction

from junheng.planning.outcome import Outcome, document
from junheng_web.audit.actions import By, record
from junheng_web.lib.spreadsheets import XLSX
from junheng_web.plans.models import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One kind of file."""

    suffix: str
    type: str


KINDS: Mapping[str, File] = {
    "workbook": File(suffix=".xlsx", type=XLSX),
    "report": File(
        suffix=".docx",
        type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "page": File(suffix=".html", type="application/octet-stream"),  # saved, never shown by the site
    "data": File(suffix=".json", type="application/json"),
}


def written(outcome: Outcome, what: str) -> bytes:
    """The plan as a file of one kind."""
    if what == "data":
        text = json.dumps(document(outcome), ensure_ascii=False, indent=1, allow_nan=False)
        return f"{text}\n".encode()
    from junheng.reports.plans import write_plan  # noqa: PLC0415 - Word and Excel are slow to import

    with TemporaryDirectory(prefix="plan-") as room:
        paths = write_plan(outcome, Path(room))
        return next(path for path in paths if path.suffix == KINDS[what].suffix).read_bytes()


@transaction.atomic
def note_download(*, plan: Plan, what: str, by: By, personal: bool = False) -> None:
    """Write to the trail that a plan was taken."""
    record(
        "plans.download",
        by=by,
        subject=plan,
        path=plan.round.county.path,
        after={"what": what},
        personal=personal,
    )
