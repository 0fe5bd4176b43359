"""``junheng_web demonstration``: an invented prefecture to try the site with."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from junheng.errors import UserError
from junheng_web.site.demonstration import load


class Command(BaseCommand):
    """Load the demonstration into an empty site and print its people with their one-time passwords."""

    help = (
        "载入虚构的演示数据：1 个州、10 个县、约 400 所学校、三年。 / Load an invented prefecture."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """How much."""
        parser.add_argument("--counties", type=int, default=10, help="几个县（1–10）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it."""
        try:
            with _quiet():
                loaded = load(tell=self.stderr.write, counties=options["counties"])
        except UserError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"演示数据：{loaded.counties} 个县，{loaded.schools} 所学校，"
            f"{loaded.years[0]}–{loaded.years[-1]} 年，{loaded.assessments} 次判定（全部虚构）"
        )
        self.stdout.write("账号、一次性密码（登录后须更换）、角色、范围：")
        for each in loaded.people:
            self.stdout.write(
                f"  {each.username:<12} {each.password:<14} {each.role}  {each.place}"
            )


@contextmanager
def _quiet() -> Iterator[None]:
    """Without the log of the jobs: what is done is told in plain words here."""
    logger = logging.getLogger("junheng_web.jobs")
    before = logger.level
    logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        logger.setLevel(before)
