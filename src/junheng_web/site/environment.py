"""What the site reads from its environment; every variable is named in deploy/environment.example.

Safe by default: without any variable the site answers on this machine only, on SQLite, with a secret
made on first use and kept in its data folder.
"""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import Any

import environ

env = environ.Env()


def data_folder() -> Path:
    """Where the embedded database, uploads and the secret live (``JUNHENG_WEB_DATA``)."""
    folder = Path(env.str("JUNHENG_WEB_DATA", default="build/site")).resolve()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def secret_key(folder: Path) -> str:
    """The key that signs sessions: given, or made once and kept where only its owner reads it."""
    given = env.str("JUNHENG_WEB_SECRET_KEY", default="")
    if given:
        return str(given)
    kept = folder / "secret-key"
    try:
        with kept.open("x", encoding="ascii") as file:
            kept.chmod(0o600)
            file.write(secrets.token_urlsafe(64))
    except FileExistsError:
        pass
    return kept.read_text(encoding="ascii")


def database(folder: Path) -> dict[str, Any]:
    """The database of ``DATABASE_URL``; without it an embedded one in the data folder."""
    given: dict[str, Any] = env.db_url(
        "DATABASE_URL", default=f"sqlite:///{folder / 'site.sqlite3'}"
    )
    if given["ENGINE"].endswith("sqlite3"):
        given["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            "PRAGMA busy_timeout=20000; PRAGMA foreign_keys=ON",
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
        }
    elif "postgresql" in given["ENGINE"]:
        given["CONN_MAX_AGE"] = env.int("JUNHENG_WEB_CONNECTION_AGE", default=60)
        given["CONN_HEALTH_CHECKS"] = True
        given.setdefault("OPTIONS", {})["connect_timeout"] = 5
    return given
