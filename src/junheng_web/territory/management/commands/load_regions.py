"""``junheng_web load_regions FILE``: the regions of a table of codes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from junheng.errors import UserError
from junheng_web.audit.actions import SYSTEM
from junheng_web.territory.loading import load_regions


class Command(BaseCommand):
    """Load regions; what is there stays."""

    help = "载入行政区划（CSV：代码,名称,起,原代码）。 / Load regions from a CSV file."

    def add_arguments(self, parser: CommandParser) -> None:
        """The file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it."""
        try:
            added, renamed = load_regions(options["file"], by=SYSTEM)
        except UserError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"新增 {added} 个区划，变更代码 {renamed} 个")
