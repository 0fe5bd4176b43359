"""The app on a person's phone that shows one-time codes (RFC 6238: SHA-1, six digits, 30 seconds)."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time

PERIOD = 30


def code_of(secret: str, step: int) -> str:
    """The code of one period of 30 seconds."""
    key = base64.b32decode(secret + "=" * (-len(secret) % 8), casefold=True)
    digest = hmac.new(key, struct.pack(">Q", step), hashlib.sha1).digest()
    offset = digest[-1] & 0x0F
    (number,) = struct.unpack(">I", digest[offset : offset + 4])
    return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


class Authenticator:
    """Shows a code that was not shown before, as the site takes each only once.

    The site takes the code of the period to come, too; whoever asks more often waits. That of the
    period before is not shown: it may be out of date before it is typed.
    """

    def __init__(self, secret: str) -> None:
        self.secret = secret
        self._last = 0

    def code(self) -> str:
        """The next code that the site will take."""
        step = max(self._last + 1, self._now)
        while step > self._now + 1:
            time.sleep(0.2)
        self._last = step
        return code_of(self.secret, step)

    @property
    def _now(self) -> int:
        return int(time.time()) // PERIOD
