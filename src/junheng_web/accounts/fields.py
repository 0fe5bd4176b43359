"""What the name of an account, a person's name and a number may look like."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_USERNAME = re.compile(r"[a-z][a-z0-9.-]{2,29}")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{4,18}")


def check_username(text: str) -> None:
    """Raise ``ValidationError`` unless it can be the name of an account."""
    if not _USERNAME.fullmatch(text):
        raise ValidationError(
            _(
                "用户名以小写字母开头，用 3 至 30 个小写字母、数字、点、横线，例如 mouding.zhangsan。"
            )
        )


def check_name(text: str) -> None:
    """Raise ``ValidationError`` unless it can be a person's name."""
    if not text.strip() or len(text) > 60:
        raise ValidationError(_("请填写姓名，60 字以内。"))


def check_phone(text: str) -> None:
    """Raise ``ValidationError`` unless it is empty or can be a number."""
    if text and not _PHONE.fullmatch(text):
        raise ValidationError(_("电话号码只含数字、空格、横线，5 至 20 位，可留空。"))


def masked_phone(phone: str) -> str:
    """A number of which the middle is hidden."""
    return f"{phone[:3]}****{phone[-2:]}" if len(phone) > 6 else "****" if phone else ""
