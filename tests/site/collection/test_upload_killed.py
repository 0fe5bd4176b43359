"""A program that is killed while it takes a workbook in leaves nothing half-written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.one_database  # its databases are its own

ROOT = Path(__file__).parents[3]
_BEGIN = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "junheng_web.site.settings"
sys.path.insert(0, os.environ["TESTS"])
import django
django.setup()
"""
_SET_UP = (
    _BEGIN
    + """
from pathlib import Path
from django.core.management import call_command
call_command("migrate", verbosity=0)
from junheng_web.collection.actions import uploads
from tests.site import conftest
from tests.site.collection.fill_world import by
from tests.site.collection.upload_world import county_of, sent, workbook
county = county_of(conftest.land.__wrapped__(None))
content = workbook(county.census, Path(os.environ["FOLDER"]))
uploads.receive(of=county.round, school=None, file=sent(content), by=by(county.statistician))
"""
)
_COMMIT = (
    _BEGIN
    + """
import signal
from junheng_web.collection.actions import taking_in
from junheng_web.collection.models import Upload
from tests.site.collection.fill_world import by
store, record = taking_in._store, taking_in.record
def killed_after_storing(*args):
    store(*args)
    os.kill(os.getpid(), signal.SIGKILL)
def killed_before_the_end(*args, **more):
    record(*args, **more)
    os.kill(os.getpid(), signal.SIGKILL)
if os.environ["KILL"] == "storing":
    taking_in._store = killed_after_storing
elif os.environ["KILL"] == "end":
    taking_in.record = killed_before_the_end
upload = Upload.everything.get()
taking_in.commit_upload(upload=upload, by=by(upload.by))
"""
)
_LOOK = (
    _BEGIN
    + """
import json
from junheng_web.audit.models import Entry
from junheng_web.collection.models import Return, Revision, Upload
print(json.dumps({
    "state": Upload.everything.get().state,
    "revisions": Revision.everything.count(),
    "changed": Return.everything.exclude(version=0).count(),
    "returns": Return.everything.count(),
    "recorded": Entry.everything.filter(action="collection.commit_upload").count(),
}))
"""
)


def run(script: str, folder: Path, kill: str = "") -> subprocess.CompletedProcess[str]:
    known = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    environment = {
        **known,
        "JUNHENG_WEB_DATA": str(folder / "data"),
        "JUNHENG_WEB_SECRET_KEY": "only-for-tests",
        "DATABASE_URL": f"sqlite:///{folder / 'killed.sqlite3'}",
        "TESTS": str(ROOT),
        "FOLDER": str(folder),
        "KILL": kill,
    }
    return subprocess.run(
        [sys.executable, "-c", script],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def seen(folder: Path) -> dict[str, object]:
    looked = run(_LOOK, folder)
    assert looked.returncode == 0, looked.stderr
    found: dict[str, object] = json.loads(looked.stdout.splitlines()[-1])
    return found


def test_a_killed_commit_leaves_nothing_and_can_be_done_again(tmp_path: Path) -> None:
    made = run(_SET_UP, tmp_path)
    assert made.returncode == 0, made.stderr
    for kill in ("storing", "end"):
        assert run(_COMMIT, tmp_path, kill).returncode == -signal.SIGKILL
        found = seen(tmp_path)
        assert (found["state"], found["revisions"], found["changed"], found["recorded"]) == (
            "ready",
            0,
            0,
            0,
        )
    done = run(_COMMIT, tmp_path)
    assert done.returncode == 0, done.stderr
    found = seen(tmp_path)
    assert (found["state"], found["recorded"]) == ("committed", 1)
    assert found["changed"] == found["revisions"] == found["returns"]
