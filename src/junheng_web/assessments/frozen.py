"""Database triggers: what the database refuses once an assessment is done."""

from __future__ import annotations

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ASSESSMENT = "assessments_assessment"
LINES = (
    "assessments_clauseline",
    "assessments_disparityline",
    "assessments_schoolline",
    "assessments_schoolcase",
)
_MESSAGE = "a finished assessment is frozen"


def protect(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Refuse UPDATE and DELETE of finished assessments, and every change of their lines."""
    if editor.connection.vendor == "sqlite":
        _protect_sqlite(editor)
    else:
        _protect_postgresql(editor)


def release(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Take the triggers away."""
    sqlite = editor.connection.vendor == "sqlite"
    for table in (ASSESSMENT, *LINES):
        for verb in ("insert", "update", "delete") if sqlite else ("",):
            name = f"{table}_frozen_{verb}" if verb else f"{table}_frozen"
            editor.execute(f"DROP TRIGGER IF EXISTS {name}" + ("" if sqlite else f" ON {table}"))
    if not sqlite:
        editor.execute("DROP FUNCTION IF EXISTS assessments_frozen()")
        editor.execute("DROP FUNCTION IF EXISTS assessments_line_frozen()")


def _protect_sqlite(editor: BaseDatabaseSchemaEditor) -> None:
    for verb in ("UPDATE", "DELETE"):
        editor.execute(
            f"CREATE TRIGGER {ASSESSMENT}_frozen_{verb.lower()} BEFORE {verb} ON {ASSESSMENT} "
            f"WHEN OLD.state = 'done' BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
        )
    for table in LINES:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            ids = {
                "INSERT": "NEW.assessment_id",
                "DELETE": "OLD.assessment_id",
                "UPDATE": "OLD.assessment_id, NEW.assessment_id",
            }[verb]
            editor.execute(  # the names are those above, nothing comes from outside
                f"CREATE TRIGGER {table}_frozen_{verb.lower()} BEFORE {verb} ON {table} WHEN EXISTS "  # noqa: S608
                f"(SELECT 1 FROM {ASSESSMENT} WHERE state = 'done' AND id IN ({ids})) "
                f"BEGIN SELECT RAISE(ABORT, '{_MESSAGE}'); END"
            )


def _protect_postgresql(editor: BaseDatabaseSchemaEditor) -> None:
    editor.execute(_WHOLE)
    editor.execute(_LINE)
    editor.execute(
        f"CREATE TRIGGER {ASSESSMENT}_frozen BEFORE UPDATE OR DELETE ON {ASSESSMENT} "
        "FOR EACH ROW EXECUTE FUNCTION assessments_frozen()"
    )
    for table in LINES:
        editor.execute(
            f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION assessments_line_frozen()"
        )


_WHOLE = """
CREATE FUNCTION assessments_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'done' THEN RAISE EXCEPTION 'a finished assessment is frozen'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END$$
"""
_LINE = """
CREATE FUNCTION assessments_line_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one uuid; other uuid;
BEGIN
  IF TG_OP <> 'DELETE' THEN one := NEW.assessment_id; END IF;
  IF TG_OP <> 'INSERT' THEN other := OLD.assessment_id; END IF;
  IF EXISTS (SELECT 1 FROM assessments_assessment WHERE state = 'done' AND id IN (one, other))
  THEN RAISE EXCEPTION 'a finished assessment is frozen'; END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END$$
"""
