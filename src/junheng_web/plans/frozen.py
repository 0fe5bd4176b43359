"""Database triggers: what the database refuses once a plan is done."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

PLAN = "plans_plan"
_MESSAGE = "a finished plan is frozen"
_VERBS = ("UPDATE", "DELETE")


def protect(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse UPDATE and DELETE of finished plans."""
    if editor.connection.vendor == "sqlite":
        for verb in _VERBS:
            editor.execute(
                f"CREATE TRIGGER {PLAN}_frozen_{verb.lower()} BEFORE {verb} ON {PLAN} "
                f"WHEN OLD.state = 'done' BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
            )
        return
    editor.execute(_FUNCTION)
    editor.execute(
        f"CREATE TRIGGER {PLAN}_frozen BEFORE UPDATE OR DELETE ON {PLAN} "
        "FOR EACH ROW EXECUTE FUNCTION plans_frozen()"
    )


def release(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    if editor.connection.vendor == "sqlite":
        for verb in _VERBS:
            editor.execute(f"DROP TRIGGER IF EXISTS {PLAN}_frozen_{verb.lower()}")
        return
    editor.execute(f"DROP TRIGGER IF EXISTS {PLAN}_frozen ON {PLAN}")
    editor.execute("DROP FUNCTION IF EXISTS plans_frozen()")


_FUNCTION = """
CREATE FUNCTION plans_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'done' THEN RAISE EXCEPTION 'a finished plan is frozen'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END$$
"""
