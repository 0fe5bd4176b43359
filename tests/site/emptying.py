"""Emptying the database after a test that commits: the triggers that refuse it are put aside for it.

Only tests do this. In production nothing in the program takes the triggers away.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connections
from django.db.backends.base.operations import BaseDatabaseOperations
from django.db.backends.postgresql.base import DatabaseOperations as OnPostgreSQL
from django.db.backends.sqlite3.base import DatabaseOperations as OnSQLite


@contextmanager
def emptied_in_spite_of_triggers() -> Iterator[None]:
    """For as long as the block runs, emptying the database works."""
    kept = {each: each.__dict__.get("execute_sql_flush") for each in (OnSQLite, OnPostgreSQL)}
    for each in kept:
        each.execute_sql_flush = _without_triggers
    try:
        yield
    finally:
        for each, method in kept.items():
            if method is None:
                del each.execute_sql_flush
            else:
                each.execute_sql_flush = method


def _without_triggers(self: BaseDatabaseOperations, sql_list: list[str]) -> None:
    connection: Any = connections[self.connection.alias]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            BaseDatabaseOperations.execute_sql_flush(self, sql_list)
            cursor.execute("SET session_replication_role = DEFAULT")
            return
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f'DROP TRIGGER "{name}"')
        BaseDatabaseOperations.execute_sql_flush(self, sql_list)
        for _name, sql in triggers:
            cursor.execute(sql)
