"""Telling people in their own language, whatever the language of who acts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import override

from junheng_web.accounts.models import User
from junheng_web.notices.actions import tell


def announce(
    users: Iterable[User],
    text: str | Promise,
    given: Mapping[str, object],
    *,
    link: str = "",
    mail: bool = False,
) -> None:
    """Leave a notice for each user, once. ``text`` is not translated yet; ``given`` is put into it."""
    by_language: dict[str, list[User]] = {}
    for user in {user.pk: user for user in users}.values():
        by_language.setdefault(user.language or settings.LANGUAGE_CODE, []).append(user)
    with override("zh-hans"):  # what they have in common, whatever language is spoken
        kind = str(text)
    for language, some in by_language.items():
        with override(language):
            tell(some, str(text) % given, link=link, mail=mail, kind=kind)
