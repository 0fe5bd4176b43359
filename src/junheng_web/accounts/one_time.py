"""One-time passwords: random, easy to read out, to be changed at the first sign-in."""

from __future__ import annotations

import secrets

from django.contrib.auth.hashers import get_hashers_by_algorithm, make_password

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without signs that are taken for one another."""
GROUPS, SIGNS = 4, 4


def one_time_password() -> str:
    """A new one of about 79 bits, in groups: ``k7mp-x2wd-9fha-qc3t``."""
    return "-".join(
        "".join(secrets.choice(ALPHABET) for _each in range(SIGNS)) for _group in range(GROUPS)
    )


def kept(password: str) -> str:
    """What the database keeps of it.

    Slow hashes protect passwords that people choose. This one cannot be guessed however fast one
    tries, and a roster brings hundreds at once; signing in replaces it by a slow hash.
    """
    hasher = get_hashers_by_algorithm().get("pbkdf2_sha256")
    if hasher is None:
        return make_password(password)
    return str(hasher.encode(password, hasher.salt(), iterations=10_000))  # type: ignore[call-arg]
