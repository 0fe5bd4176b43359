"""The secret of a second factor is not readable in the database."""

from __future__ import annotations

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.test import override_settings
from django.utils import timezone

from junheng_web.accounts.models import User


def code(secret: str) -> str:
    """The code of this moment."""
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def test_the_secret_is_sealed_and_still_opens_the_door(people: dict[str, User]) -> None:
    secret = generate_totp_secret()
    factor = TOTP.activate(people["county_supervisor"], secret).instance
    kept = Authenticator.objects.get(pk=factor.pk)
    assert secret not in str(kept.data)
    assert TOTP(kept).validate_code(code(secret))


def test_under_another_key_no_code_fits(people: dict[str, User]) -> None:
    secret = generate_totp_secret()
    sealed = get_adapter().encrypt(secret)
    with override_settings(SECRET_KEY="another"):
        assert get_adapter().decrypt(sealed) != secret
