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


UNMEASURED = {"generative", "published", "docs", "browser"}
"""What runs here runs elsewhere too, in fewer and plainer tests; to measure it twice takes long."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage in the folders named: it takes half as long again."""
    root = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(root) and item.path.relative_to(root).parts[0] in UNMEASURED:
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
