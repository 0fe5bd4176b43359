"""The tests themselves: none of them can reach another machine."""

import socket

import pytest


def test_another_machine_cannot_be_reached() -> None:
    with socket.socket() as sock, pytest.raises(AssertionError, match="may not connect"):
        sock.connect(("192.0.2.1", 80))


def test_a_name_cannot_be_reached_either() -> None:
    with socket.socket() as sock, pytest.raises(AssertionError, match="may not connect"):
        sock.connect(("example.org", 443))


def test_this_machine_can() -> None:
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        socket.create_connection(server.getsockname()) as client,
    ):
        assert client.getpeername() == server.getsockname()
