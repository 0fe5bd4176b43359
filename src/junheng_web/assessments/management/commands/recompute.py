"""``junheng_web recompute``: compute stored assessments again and compare."""

from __future__ import annotations

import sys
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import QuerySet

from junheng.errors import UserError
from junheng_web.assessments.actions.rechecking import recompute
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.audit.actions import SYSTEM


class Command(BaseCommand):
    """Ends with 0 where all are equal, with 1 where one is not, with 2 where there is nothing to compare."""

    help = "重新计算已存的判定并逐项核对。 / Recompute stored assessments and compare."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which ones."""
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("id", nargs="?", help="判定编号 / number of one assessment")
        which.add_argument("--all", action="store_true", help="全部 / all of them")
        which.add_argument("--campaign", type=int, metavar="YEAR", help="某一年度 / of one year")

    def handle(self, *args: Any, **options: Any) -> None:
        """Recompute one by one; every difference is printed."""
        wanted = self._wanted(options).values_list("pk", flat=True)
        count = different = 0
        for pk in list(wanted):
            assessment = Assessment.everything.select_related(
                "round__campaign", "round__county"
            ).get(pk=pk)
            count += 1
            different += not self._compared(assessment)
        if not count:
            raise CommandError("没有这样的判定 / no such assessment", returncode=2)
        self.stdout.write(f"核对 {count} 份，不一致 {different} 份")
        if different:
            sys.exit(1)

    def _wanted(self, options: dict[str, Any]) -> QuerySet[Assessment]:
        done = Assessment.everything.filter(state=AssessmentState.DONE).order_by("asked_at")
        if options["all"]:
            return done
        if options["campaign"]:
            return done.filter(round__campaign__year=options["campaign"])
        try:
            return done.filter(pk=UUID(options["id"]))
        except ValueError:
            raise CommandError(f"不是判定编号：{options['id']}", returncode=2) from None

    def _compared(self, assessment: Assessment) -> bool:
        try:
            found = recompute(assessment=assessment, by=SYSTEM)
        except UserError as problem:
            self.stdout.write(f"{assessment.pk} {assessment}：无法重算：{problem}")
            return False
        word = "一致" if found.equal else f"不一致，{len(found.differences)} 处"
        self.stdout.write(f"{assessment.pk} {assessment}：{word}")
        for note in found.notes:
            self.stdout.write(f"  {note}")
        for each in found.differences:
            self.stdout.write(f"  {each}")
        return found.equal
