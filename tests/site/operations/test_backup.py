"""A backup is tested by restoring it, on both databases, by the commands an administrator uses."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import postgresql

pytestmark = pytest.mark.one_database  # its databases are its own

PEOPLE = """
from junheng_web.accounts.models import User
from junheng_web.audit.actions import SYSTEM, record
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
"""


class Place:
    """One installation of the site: a folder and a database."""

    def __init__(self, folder: Path, url: str = "") -> None:
        self.folder, self.url = folder, url

    def run(self, *arguments: str, fails: bool = False) -> str:
        """Run a command of the site; return what it says."""
        environment = {**os.environ, "JUNHENG_WEB_DATA": str(self.folder)}
        environment.pop("DATABASE_URL", None)
        environment["DJANGO_SETTINGS_MODULE"] = "junheng_web.site.settings"
        if self.url:
            environment["DATABASE_URL"] = self.url
        done = subprocess.run(
            [sys.executable, "-m", "junheng_web", *arguments],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert bool(done.returncode) == fails, done.stderr
        return done.stdout + done.stderr

    def shell(self, code: str) -> str:
        """Run a few lines inside the site."""
        return self.run("shell", "-v", "0", "-c", PEOPLE + code)


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Place]:
    """A new installation with one user, one file and one row in its trail."""
    if request.param == "sqlite":
        yield _filled(Place(tmp_path / "data"))
        return
    with postgresql.running() as server:
        yield _filled(Place(tmp_path / "data", server.url()))


def _filled(place: Place) -> Place:
    place.run("migrate", "--no-input", "-v", "0")
    place.shell(
        "user = User.objects.create_user('wang', name='王老师')\n"
        "record('accounts.invite', by=SYSTEM, subject=user, after={'name': '王老师'})\n"
        "default_storage.save('evidence/2026/a.pdf', ContentFile(b'%PDF-1.7 evidence'))"
    )
    return place


def test_a_backup_restores_database_files_and_trail(place: Place, tmp_path: Path) -> None:
    kept = tmp_path / "kept.tar.gz"
    place.run("backup", str(kept))
    place.shell(
        "User.objects.filter(username='wang').update(name='改过了')\n"
        "default_storage.delete('evidence/2026/a.pdf')"
    )
    assert "已经有数据" in place.run("restore", str(kept), fails=True)
    assert "操作记录完整" in place.run("restore", str(kept), "--over")
    said = place.shell(
        "print(User.objects.get(username='wang').name)\n"
        "print(default_storage.open('evidence/2026/a.pdf').read())"
    )
    assert "王老师" in said
    assert "%PDF-1.7 evidence" in said


def test_a_backup_that_was_changed_is_refused(place: Place, tmp_path: Path) -> None:
    kept, spoilt = tmp_path / "kept.tar.gz", tmp_path / "spoilt.tar.gz"
    place.run("backup", str(kept))
    with tarfile.open(kept) as archive:
        archive.extractall(tmp_path / "open", filter="data")
    (tmp_path / "open/files/evidence/2026/a.pdf").write_bytes(b"something else")
    with tarfile.open(spoilt, "w:gz") as archive:
        for name in sorted(path.name for path in (tmp_path / "open").iterdir()):
            archive.add(tmp_path / "open" / name, name)
    assert "被改动" in place.run("restore", str(spoilt), "--over", fails=True)
    assert "备份完整" in place.run("restore", str(kept), "--check")


def test_a_file_that_is_no_backup_is_refused(tmp_path: Path) -> None:
    place = Place(tmp_path / "data")
    wrong = tmp_path / "photo.jpg"
    wrong.write_bytes(b"\xff\xd8\xff not an archive")
    assert "不是完整的备份" in place.run("restore", str(wrong), "--check", fails=True)
