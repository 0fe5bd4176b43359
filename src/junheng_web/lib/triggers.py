"""Database triggers for migrations: what the database itself refuses, whatever the program does."""

from __future__ import annotations

from collections.abc import Callable

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import RunPython

_Step = Callable[[Apps, BaseDatabaseSchemaEditor], None]


def append_only(table: str) -> RunPython:
    """Make UPDATE, DELETE (and TRUNCATE, where there is one) on a table fail in SQLite and PostgreSQL."""
    return RunPython(_protect(table), _release(table))


def _protect(table: str) -> _Step:
    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        name = f"{table}_append_only"
        if editor.connection.vendor == "sqlite":
            for verb in ("UPDATE", "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
                )
            return
        editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$BEGIN RAISE EXCEPTION '{table} is append-only'; END$$"
        )
        editor.execute(
            f"CREATE TRIGGER {name} BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
        )

    return run


def _release(table: str) -> _Step:
    def run(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        name = f"{table}_append_only"
        if editor.connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                editor.execute(f"DROP TRIGGER {name}_{verb}")
            return
        editor.execute(f"DROP TRIGGER {name} ON {table}")
        editor.execute(f"DROP FUNCTION {name}()")

    return run
