"""``python -m benchmarks.site.settled``: PostgreSQL counts its rows, as it does by itself in time."""

from __future__ import annotations

import django
from django.db import connection

if __name__ == "__main__":
    django.setup()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
