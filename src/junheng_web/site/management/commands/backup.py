"""``junheng_web backup FILE``: everything the site holds, in one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from junheng.errors import UserError
from junheng_web.site.backup import make


class Command(BaseCommand):
    """Make a backup while the site runs."""

    help = (
        "备份数据库和文件到一个文件，站点可以照常使用。 / Back up database and files into one file."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to."""
        parser.add_argument("target", type=Path, help="备份文件，例如 备份.tar.gz")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        try:
            backup = make(options["target"])
        except UserError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(
            f"已备份到 {options['target']}（{len(backup.parts)} 个部分，{backup.made_at}）"
        )
