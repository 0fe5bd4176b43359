"""What browser tests need of the machine: Debian's Chromium and the files that ``make vendor`` fetches."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "src/junheng_web/site/static/vendor"
AXE = ROOT / "build/npm/node_modules/axe-core/axe.min.js"


def chromium() -> str:
    """The browser. Skips where anything is missing, except where ``JUNHENG_CI=1`` demands it."""
    found = shutil.which("chromium")
    lacking = [
        *(() if found else ("chromium",)),
        *(() if VENDOR.is_dir() and AXE.is_file() else ("the files of make vendor",)),
    ]
    if lacking:
        reason = f"needs {' and '.join(lacking)}"
        if os.environ.get("JUNHENG_CI") == "1":
            pytest.fail(reason)
        pytest.skip(reason)
    return str(found)
