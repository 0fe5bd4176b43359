"""What every page may count on when its examples run."""

from __future__ import annotations

from pathlib import Path

import pytest

import tests.docs.pages  # noqa: F401 - makes the generators importable

from generating import workplace  # isort: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder as a reader of the manual has it: the examples, and the cards of the how-to."""
    workplace.prepare(tmp_path)
    return tmp_path
