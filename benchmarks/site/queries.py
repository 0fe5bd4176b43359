"""``python -m benchmarks.site.queries NAME=PATH ...``: how many queries each page makes, by size.

``PATH`` may hold ``{county}`` and ``{prefecture}``; what is known of the land comes on standard input.
"""

from __future__ import annotations

import json
import sys

import django

if __name__ == "__main__":
    django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from junheng_web.accounts.models import User


def main() -> None:
    """Count, and print by name and size."""
    land = json.load(sys.stdin)
    pages = dict(word.split("=", 1) for word in sys.argv[1:])
    found: dict[str, dict[str, int]] = {name: {} for name in pages}
    for size, known in land["by_size"].items():
        client = Client(headers={"host": "127.0.0.1"})
        user = User.objects.get(pk=known["user"])
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        for name, path in pages.items():
            address = path.format(**known, year=land["year"])
            client.get(address)  # once before: what the process keeps is kept
            with CaptureQueriesContext(
                connection,
            ) as counted:
                answer = client.get(address)
            if answer.status_code != 200:
                raise RuntimeError(f"{address}: {answer.status_code}")
            found[name][size] = len(counted)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
