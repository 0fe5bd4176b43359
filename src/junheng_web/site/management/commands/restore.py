"""``junheng_web restore FILE``: put a backup in the place of the site's data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from junheng.errors import UserError
from junheng_web.audit.chain import breaks
from junheng_web.site.backup import restore, unpacked


class Command(BaseCommand):
    """Restore a backup, bring it up to this version, verify its audit trail."""

    help = "从备份恢复；先停止网站和后台程序。 / Restore a backup; stop the site first."

    def add_arguments(self, parser: CommandParser) -> None:
        """What, and whether over existing data."""
        parser.add_argument("source", type=Path, help="备份文件")
        parser.add_argument(
            "--over", action="store_true", help="覆盖现有数据 / replace existing data"
        )
        parser.add_argument(
            "--check", action="store_true", help="只检查备份是否完整 / only check the backup"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore it."""
        try:
            if options["check"]:
                with unpacked(options["source"]) as (backup, _folder):
                    self.stdout.write(f"备份完整：{len(backup.parts)} 个部分，{backup.made_at}")
                return
            backup = restore(options["source"], over=options["over"])
        except UserError as problem:
            raise CommandError(str(problem)) from problem
        call_command("migrate", interactive=False, verbosity=0)
        broken = next(breaks(), None)
        if broken is not None:
            raise CommandError(f"已恢复，但操作记录第 {broken.number} 条不完整：{broken.reason}")
        self.stdout.write(f"已恢复 {backup.made_at} 的备份，操作记录完整")
