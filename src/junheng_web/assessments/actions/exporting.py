"""Writing the files of an assessment: forms I-VI, report, school pages and the whole result."""

from __future__ import annotations

import json
import shutil
import time
import zipfile
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng import __version__
from junheng_web.assessments.actions.asking import NotPossible
from junheng_web.assessments.evaluations import evaluation_of
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.audit.actions import By, record
from junheng_web.jobs.actions import ask
from junheng_web.jobs.kinds import Report
from junheng_web.jobs.models import Job
from junheng_web.lib.spreadsheets import workbook

KIND = "write-files"
RESULT = "evaluation.json"
ABSENT = "本年度不报.xlsx"
UNFINISHED = "writing-"
LONG_AGO = 24 * 3600
"""Seconds: no writing takes so long."""


def archive_of(assessment: Assessment) -> Path:
    """Where the files of an assessment are kept, written by this version of the program."""
    return Path(default_storage.path(f"assessments/{assessment.pk}-{__version__}.zip"))


@transaction.atomic
def ask_files(*, assessment: Assessment, by: By) -> Job:
    """Put the writing of the files into the queue."""
    if assessment.state != AssessmentState.DONE:
        raise NotPossible(_("只有已完成的判定可以下载"))
    round_ = assessment.round
    job = ask(
        kind=KIND,
        title=_("写出 %(county)s %(year)s 的申报表、报告和一校一案")
        % {"county": round_.county.name, "year": round_.campaign.year},
        arguments={"assessment": str(assessment.pk)},
        owner=by.user,
        path=round_.county.path,
    )
    record("assessments.ask_files", by=by, subject=assessment, path=round_.county.path)
    return job


def work(arguments: dict[str, Any], report: Report) -> tuple[str, str]:
    """Write all files into an archive that appears whole or not at all."""
    assessment = Assessment.everything.select_related("round__campaign", "round__county").get(
        pk=arguments["assessment"]
    )
    link = reverse("assessments:files", args=[assessment.pk])
    target = archive_of(assessment)
    if not target.exists():
        _write(assessment, target, report)
    return _("文件已写好，可以下载"), link


def _write(assessment: Assessment, target: Path, report: Report) -> None:
    from junheng.reports import write_all  # noqa: PLC0415 - Word, Excel and charts are slow to import

    report(_("读取判定结果"), 0, 5)
    evaluation = evaluation_of(assessment)
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _clear_away(target.parent)
    with TemporaryDirectory(dir=target.parent, prefix=UNFINISHED) as folder:
        files = write_all(evaluation, Path(folder) / "files", progress=report)
        whole = Path(folder) / "whole.zip"
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, file.name)
            archive.writestr(RESULT, json_of(assessment))
            if assessment.absent:
                archive.writestr(ABSENT, absent_book(assessment.absent))
        whole.chmod(0o600)
        whole.replace(target)


def _clear_away(folder: Path) -> None:
    """Remove what workers that were killed left half-written long ago."""
    for left in folder.glob(f"{UNFINISHED}*"):
        with suppress(OSError):  # another worker clears it away, or has just ended
            if left.stat().st_mtime < time.time() - LONG_AGO:
                shutil.rmtree(left)


def absent_book(absent: Sequence[Mapping[str, str]]) -> bytes:
    """Who was declared absent and so was not judged, with the reason; in Chinese, as all files are."""
    heads = ("学校或部门", "学校标识码", "不报原因", "判定")
    rows = [(each["name"], each["code"], each["reason"], "不参加判定") for each in absent]
    return workbook("本年度不报", heads, rows)


def json_of(assessment: Assessment) -> str:
    """The stored result, as ``junheng evaluate`` writes it."""
    return json.dumps(assessment.document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


@transaction.atomic
def note_download(*, assessment: Assessment, what: str, by: By) -> None:
    """Write to the trail that files of an assessment were taken."""
    record(
        "assessments.download",
        by=by,
        subject=assessment,
        path=assessment.round.county.path,
        after={"what": what},
    )
