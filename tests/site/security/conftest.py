"""The world that the security tests stand in."""

from __future__ import annotations

import pytest

from tests.site.security.things import fill
from tests.site.security.world import World, build


@pytest.fixture
def world(db: None) -> World:
    """Built for a test that goes through all of it, and rolls back each of its requests."""
    made = build()
    fill(made)
    return made
