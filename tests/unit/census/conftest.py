"""The county that every chapter begins with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.census.county_files import County


@pytest.fixture
def county(tmp_path: Path) -> County:
    """Three schools without a fault."""
    return County(tmp_path)
