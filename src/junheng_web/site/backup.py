"""One file with everything the site holds: the database and the files, as of one moment.

The database is copied by its own means (SQLite's online backup, ``pg_dump``), which give one
consistent state while people go on working. Files are never changed once stored, so those copied
after the database include every file that the copy of the database names. A manifest lists the
SHA-256 of each part; a restored site is checked against it, and its audit trail is verified.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess  # nosec B404 - PostgreSQL's own tools, found on the path, no shell
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from junheng.errors import UserError
from junheng.files import replacing

MANIFEST = "manifest.json"
FORMAT = 1
_NAMES = {"sqlite": "database.sqlite3", "postgresql": "database.dump"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """What a backup says of itself."""

    made_at: str
    version: str
    vendor: str
    migrations: list[str]
    parts: dict[str, str]


def make(target: Path) -> Backup:
    """Write a backup of this site to ``target``, whole or not at all.

    Raises :class:`UserError` where the database's own tool is missing or fails, or the file cannot be
    written.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA) as room, replacing(target) as unfinished:
        database = Path(room) / _NAMES[connection.vendor]
        migrations = _migrations()
        _copy_database(database)
        files = _files_folder()
        parts = {database.name: _hash(database)}
        parts |= {
            f"files/{path.relative_to(files).as_posix()}": _hash(path) for path in _all(files)
        }
        backup = Backup(
            made_at=timezone.now().isoformat(timespec="seconds"),
            version=settings.VERSION,
            vendor=connection.vendor,
            migrations=migrations,
            parts=parts,
        )
        manifest = Path(room) / MANIFEST
        manifest.write_text(
            json.dumps({"format": FORMAT, **_fields(backup)}, ensure_ascii=False, indent=1),
            encoding="utf-8",
        )
        with tarfile.open(unfinished, "w:gz") as archive:
            archive.add(manifest, MANIFEST)
            archive.add(database, database.name)
            for name in parts:
                if name.startswith("files/"):
                    archive.add(files / name.removeprefix("files/"), name)
        unfinished.chmod(0o600)
    return backup


@contextmanager
def unpacked(source: Path) -> Iterator[tuple[Backup, Path]]:
    """Unpack a backup beside the data and check every part of it.

    Raises :class:`UserError` for a file that is no backup, or in which a part is missing or changed.
    """
    with tempfile.TemporaryDirectory(dir=settings.DATA) as room:
        folder = Path(room)
        try:
            with tarfile.open(source, "r:gz") as archive:
                archive.extractall(folder, filter="data")
            found = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        except (OSError, tarfile.TarError, EOFError, ValueError) as problem:
            raise UserError(
                f"{source} 不是完整的备份：{problem}", remedy="换一份备份，或检查文件是否传输完整"
            ) from problem
        if found.pop("format", None) != FORMAT:
            raise UserError(f"{source} 的备份格式不认识", remedy="用制作它的版本恢复")
        backup = Backup(**found)
        wrong = [name for name, digest in backup.parts.items() if _spoilt(folder / name, digest)]
        if wrong:
            raise UserError(
                f"备份中有 {len(wrong)} 个文件缺失或被改动：{'、'.join(wrong[:5])}",
                remedy="换一份备份",
            )
        yield backup, folder


def restore(source: Path, *, over: bool = False) -> Backup:
    """Put a backup in the place of this site's data. Stop web server and worker first.

    Raises :class:`UserError` if the site already holds data and ``over`` is not set, or if the backup
    is of another kind of database or of a later version of the site.
    """
    with unpacked(source) as (backup, folder):
        if backup.vendor != connection.vendor:
            raise UserError(
                f"备份来自 {backup.vendor}，现在的数据库是 {connection.vendor}",
                remedy="在同一种数据库上恢复",
            )
        known = _known_migrations()
        later = [name for name in backup.migrations if name not in known]
        if later:
            raise UserError(
                f"备份来自更新的版本（{backup.version}），本版本没有 {later[0]}",
                remedy="先升级程序再恢复",
            )
        if not over and _holds_data():
            raise UserError("这里已经有数据，不覆盖", remedy="确认要覆盖时加 --over")
        _restore_database(folder / _NAMES[backup.vendor])
        files = _files_folder()
        fresh = files.with_name(f"{files.name}.restored")
        shutil.rmtree(fresh, ignore_errors=True)
        if (folder / "files").is_dir():
            shutil.copytree(folder / "files", fresh)
        else:
            fresh.mkdir(parents=True)
        shutil.rmtree(files, ignore_errors=True)
        fresh.rename(files)
    return backup


def _fields(backup: Backup) -> dict[str, Any]:
    return {name: getattr(backup, name) for name in Backup.__slots__}


def _copy_database(target: Path) -> None:
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as now,
            closing(sqlite3.connect(target)) as copy,
        ):
            now.backup(copy)
        return
    _run("pg_dump", "--format=custom", "--no-owner", "--no-privileges", f"--file={target}")


def _restore_database(source: Path) -> None:
    connection.close()
    if connection.vendor == "sqlite":
        place = Path(settings.DATABASES["default"]["NAME"])
        with closing(sqlite3.connect(source)) as copy, closing(sqlite3.connect(place)) as now:
            copy.backup(now)
        return
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges",
        "--single-transaction", "--exit-on-error", f"--dbname={connection.settings_dict['NAME']}",
        str(source),
    )  # fmt: skip


def _run(tool: str, *arguments: str) -> None:
    """Run a tool of PostgreSQL. The password goes by the environment, where other users do not see it."""
    found = shutil.which(tool)
    if found is None:
        raise UserError(
            f"没有找到 {tool}", remedy="安装 PostgreSQL 的客户端工具（postgresql-client）"
        )
    given = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(given.get("HOST") or ""),
        "PGPORT": str(given.get("PORT") or ""),
        "PGUSER": str(given.get("USER") or ""),
        "PGPASSWORD": str(given.get("PASSWORD") or ""),
        "PGDATABASE": str(given["NAME"]),
    }
    environment = {name: value for name, value in environment.items() if value}
    done = subprocess.run(  # noqa: S603  # nosec B603 - our own arguments, no shell
        [found, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise UserError(f"{tool} 没有成功：{done.stderr.strip()[:500]}", remedy="按提示检查数据库")


def _holds_data() -> bool:
    if "accounts_user" not in connection.introspection.table_names():
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM accounts_user LIMIT 1")
        return cursor.fetchone() is not None


def _migrations() -> list[str]:
    recorder = MigrationRecorder(connection)
    return sorted(f"{app}.{name}" for app, name in recorder.applied_migrations())


def _known_migrations() -> set[str]:
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415 - reads every migration

    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}


def _files_folder() -> Path:
    folder = Path(default_storage.path(""))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _all(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _spoilt(path: Path, digest: str) -> bool:
    return not path.is_file() or _hash(path) != digest
