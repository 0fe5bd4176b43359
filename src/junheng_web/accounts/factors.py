"""How second factors are kept: the shared secret of an authenticator never lies readable in the database."""

from __future__ import annotations

import base64
import hashlib
import secrets

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.translation import gettext_lazy as _


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Encrypts secrets with a key that is made of the site's own.

    Who changes ``JUNHENG_WEB_SECRET_KEY`` makes all second factors void: people set theirs up anew.
    """

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _(
            "验证码不对。验证器每 30 秒换一个 6 位数字，手机的时间要准；恢复码每个只能用一次。"
        )
    }

    def encrypt(self, text: str) -> str:
        """The secret as it is stored."""
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """The secret again; one that another key sealed is as good as none."""
        try:
            return _cipher().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return base64.b32encode(secrets.token_bytes(20)).decode()  # matches no code


def _cipher() -> Fernet:
    key = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
