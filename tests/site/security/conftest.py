"""The world that the security tests stand in."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from tests.site.security.things import fill
from tests.site.security.world import World, build


@pytest.fixture
def world(db: None, caplog: pytest.LogCaptureFixture) -> Iterator[World]:
    """Built for a test that goes through all of it, and rolls back each of its requests."""
    caplog.set_level(logging.CRITICAL)  # thousands of lines help nobody
    made = build()
    fill(made)
    cache.clear()
    yield made
    cache.clear()  # how often somebody tried to sign in is no matter of the next test
