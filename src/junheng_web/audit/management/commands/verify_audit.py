"""``junheng_web verify_audit``: does the audit trail hold?"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from junheng_web.audit.chain import breaks, end


class Command(BaseCommand):
    """Ends with 0 where every row is sealed to the one before it, with 1 and every break otherwise."""

    help = "核验操作记录是否完整：有断裂时逐条列出，退出码 1。 / Verify the audit trail."

    def add_arguments(self, parser: CommandParser) -> None:
        """Where to begin."""
        parser.add_argument(
            "--from-number",
            type=int,
            default=1,
            help="从第几条开始；只有从第 1 条开始才证明全部 / the row to begin with",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Walk along the chain."""
        start = options["from_number"]
        if start < 1:
            raise CommandError("--from-number 须是 1 以上的整数")
        looked = [0]
        broken = 0
        for broken, each in enumerate(  # noqa: B007 - counted to the end
            breaks(start=start, looked_at=lambda count: looked.__setitem__(0, count)), 1
        ):
            self.stdout.write(f"第 {each.number} 条：{each.reason}")
        if broken:
            raise CommandError(f"操作记录有 {broken} 处断裂", returncode=1)
        last, seal = end()
        self.stdout.write(f"操作记录完整：核验 {looked[0]} 条；末条 {last}，封印 {seal}")
        self.stdout.write("请把末条序号和封印抄存在系统之外，日后可据以发现整链被换。")
