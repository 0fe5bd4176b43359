"""What holds for every test: no network but loopback, and one way to run generated examples."""

from __future__ import annotations

import ipaddress
import os
import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "default",
    derandomize=True,
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("ci", settings.get_profile("default"), max_examples=150, print_blob=True)
settings.register_profile(
    "explore", derandomize=False, max_examples=1000, deadline=timedelta(seconds=5)
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


UNMEASURED = (
    "browser",
    "docs",
    "engine/checks/test_lists_of_people.py",
    "engine/checks/test_on_spark.py",
    "engine/checks/test_the_same_defects_as_the_reference.py",
    "engine/checks/test_what_a_defect_says.py",
    "engine/people/test_counting_as_the_reference_does.py",
    "engine/spark/test_interruption.py",
    "engine/spark/test_whole_engine.py",
    "engine/test_both_engines.py",
    "engine/test_command.py",
    "engine/test_exactness.py",
    "generative",
    "published",
    "site/api/test_interface.py",
    "site/operations/test_demonstration.py",
    "site/security",
    "unit/nation",
    "unit/planning/comply/test_oracles.py",
    "unit/planning/quota/test_apportion.py",
)
"""What runs here runs elsewhere too, in fewer and plainer tests; to measure it twice takes long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage in what is named: it takes half as long again."""
    left_out = [Path(__file__).parent / each for each in UNMEASURED]
    for item in items:
        if any(item.path.is_relative_to(each) for each in left_out):
            item.add_marker(pytest.mark.no_cover)


class NetworkRefused(AssertionError):
    """A test tried to reach another machine."""


def _is_here(address: Any) -> bool:
    """Whether a socket address is on this machine: a path, or a loopback address or name."""
    if not isinstance(address, tuple):
        return True
    host = str(address[0])
    if host in ("", "localhost"):
        return True
    try:
        return ipaddress.ip_address(host.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse every connection that leaves this machine."""
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if not _is_here(address):
            raise NetworkRefused(f"a test may not connect to {address!r}")
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        if not _is_here(address):
            raise NetworkRefused(f"a test may not connect to {address!r}")
        return connect_ex(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
