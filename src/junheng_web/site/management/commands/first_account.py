"""``junheng_web first_account``: the account administrator who invites everybody else."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from junheng_web.accounts.models import Holding, User
from junheng_web.audit.actions import SYSTEM, record
from junheng_web.territory.models import Region


class Command(BaseCommand):
    """Make an account administrator of a region; the password is printed once and must be changed."""

    help = "建立第一个账号管理员，一次性密码显示一次。 / Create the first account administrator."

    def add_arguments(self, parser: CommandParser) -> None:
        """Who and where."""
        parser.add_argument("username", help="账号名，例如 admin")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument(
            "--region", required=True, help="区划代码（先用 load_regions 载入区划）"
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make it."""
        region = Region.everything.filter(code=options["region"]).first()
        if region is None:
            raise CommandError(f"没有代码为 {options['region']} 的区划；先用 load_regions 载入")
        username = options["username"]
        try:
            UnicodeUsernameValidator()(username)
        except ValidationError as problem:
            raise CommandError(f"账号名“{username}”不能用：{problem.messages[0]}") from problem
        if User.objects.filter(username__iexact=username).exists():
            raise CommandError(f"账号 {username} 已经有了")
        password = secrets.token_urlsafe(12)
        user = User.objects.create_user(
            username, password=password, name=options["name"], must_change_password=True
        )
        Holding.everything.create(user=user, role_key="account_administrator", region=region)
        after = {"username": username, "role": "account_administrator", "region": region.code}
        record("site.first_account", by=SYSTEM, subject=user, path=region.path, after=after)
        self.stdout.write(f"账号 {username}，一次性密码 {password}（登录后须更换，并绑定二次验证）")
