"""The county that the tests fill in."""

from __future__ import annotations

import pytest

from junheng.census.records import Census
from junheng.synthesis import PASSES, county


@pytest.fixture(scope="session")
def census() -> Census:
    """An invented county with every table filled in."""
    return county(1, PASSES)
