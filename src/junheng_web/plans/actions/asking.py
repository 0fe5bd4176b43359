"""Asking for a plan."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.census.folder import WORKBOOKS
from junheng.errors import UserError
from junheng_web.assessments.models import Assessment
from junheng_web.audit.actions import By, record
from junheng_web.collection.models import Round
from junheng_web.jobs.actions import ask
from junheng_web.jobs.models import State
from junheng_web.plans.models import Plan, PlanState
from junheng_web.plans.planners import Planner
from junheng_web.plans.queries.plans import basis_of

KIND = "plan"
MOST_SECONDS = 3600


class NotPossible(UserError):
    """What was asked for cannot be done; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is asked for. ``seconds`` is the limit of time, 0 for none.

    ``file`` is a workbook of further tables; without one, that of the plan ``like`` is taken again.
    """

    name: str
    options: Mapping[str, Any]
    seconds: int = 0
    file: UploadedFile | None = None
    like: Plan | None = None


def ask_plan(*, round: Round, planner: Planner, wish: Wish, by: By) -> Plan:  # noqa: A002 - the word of the house
    """Put the making of a plan into the queue.

    Raises :class:`NotPossible` where the planner needs an assessment or a workbook that is not there,
    or the same is waiting already.
    """
    if not planner.available:
        raise NotPossible(
            _("这个站点没有安装规划所用的程序库"), remedy=_("请管理员安装：pip install .[plan]")
        )
    kept = _workbook(planner, wish)
    with transaction.atomic():
        held = Round.everything.select_for_update().get(pk=round.pk)
        assessment = basis_of(held)
        _refuse(held, planner, wish, assessment)
        made = Plan(
            round=held,
            assessment=assessment if planner.needs_assessment else None,
            kind=planner.kind,
            name=wish.name,
            options=dict(wish.options),
            seconds=wish.seconds,
            asked_by=by.user,
        )
        if kept is not None:
            made.workbook_name, content = kept
            made.workbook_digest = hashlib.sha256(content).hexdigest()
            suffix = PurePath(made.workbook_name).suffix.lower()
            made.workbook.save(f"{uuid.uuid4().hex}{suffix}", ContentFile(content), save=False)
        made.save()
        made.job = ask(
            kind=KIND,
            title=_("编制规划：%(county)s %(year)s %(title)s（%(name)s）")[:200]
            % {
                "county": held.county.name,
                "year": held.campaign.year,
                "title": planner.title,
                "name": made.name,
            },
            arguments={"plan": str(made.pk)},
            owner=by.user,
            path=held.county.path,
        )
        made.save(update_fields=["job"])
        record(
            "plans.ask",
            by=by,
            subject=made,
            path=held.county.path,
            after={
                "kind": made.kind,
                "options": made.options,
                "workbook": made.workbook_name,
                "sha256": made.workbook_digest,
            },
        )
    return made


def _refuse(held: Round, planner: Planner, wish: Wish, assessment: Assessment | None) -> None:
    if planner.needs_assessment and assessment is None:
        raise NotPossible(
            _("这种规划要以判定为依据，本县这一年还没有判定"), remedy=_("先发起判定，再编制规划")
        )
    same = Plan.everything.filter(
        round=held,
        kind=planner.kind,
        name=wish.name,
        state=PlanState.PENDING,
        job__state__in=(State.WAITING, State.RUNNING),
    )
    if same.exists():
        raise NotPossible(_("同名的方案正在编制"), remedy=_("等它结束，或先停止它；或换一个名称"))


def _workbook(planner: Planner, wish: Wish) -> tuple[str, bytes] | None:
    """Name and content of the workbook, or ``None``. Raises :class:`NotPossible`."""
    if wish.file is None:
        if wish.like is not None and wish.like.workbook:
            with wish.like.workbook.open("rb") as file:
                return wish.like.workbook_name, file.read()
        if planner.needs_workbook:
            raise NotPossible(_("没有上传附表"), remedy=_("下载模板，填好后上传"))
        return None
    name = PurePath((wish.file.name or "").replace("\\", "/")).name[-200:]
    if PurePath(name).suffix.lower() not in WORKBOOKS:
        raise NotPossible(_("附表不是工作簿"), remedy=_("用 Excel 或 WPS 另存为 .xlsx，再上传"))
    size = wish.file.size or 0
    if size > settings.UPLOAD_LIMIT:
        raise NotPossible(_("附表太大"), remedy=_("只留下要用的工作表"))
    if not size:
        raise NotPossible(_("附表是空的"), remedy=_("检查选中的文件"))
    return name, wish.file.read()


def address_of(plan: Plan) -> str:
    """The page of a plan."""
    return reverse("plans:plan", args=[plan.pk])
