"""Tokens end for good with the access of their owners."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.dispatch import receiver
from django.urls import reverse
from django.utils.translation import ngettext, override

from junheng_web.accounts.access import access_ended
from junheng_web.accounts.models import User
from junheng_web.api.actions import withdraw_token
from junheng_web.api.queries import tokens_of
from junheng_web.audit.actions import By
from junheng_web.audit.labels import action_label
from junheng_web.notices.actions import tell


@receiver(access_ended)
def withdraw_all(person: User, by: By, act: str, **more: Any) -> None:
    """Withdraw every token of the person, and tell them."""
    with override("zh-hans"):  # words that are kept, whatever language is spoken
        reason = action_label(act)
    ended = list(tokens_of(person).filter(withdrawn_at__isnull=True))
    for token in ended:
        withdraw_token(token=token, by=by, reason=reason)
    if not ended:
        return
    with override(person.language or settings.LANGUAGE_CODE):
        text = ngettext(
            "您的 %(number)s 个接口令牌已撤销（%(reason)s）；还要用的，请重新创建。",
            "您的 %(number)s 个接口令牌已撤销（%(reason)s）；还要用的，请重新创建。",
            len(ended),
        ) % {"number": len(ended), "reason": action_label(act)}
    tell([person], text, link=reverse("api:tokens"))
