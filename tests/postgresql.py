"""A PostgreSQL server of the tests' own, from Debian's package, on a free port of the loopback.

A test asks for a server with ``running()``. A whole run of the site's tests is put on one, shared by
all of its workers, by naming this module as a plugin, before Django reads its settings::

    python -m pytest -p tests.postgresql tests/site
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp
from urllib.parse import quote

import pytest

USER, PASSWORD = "clerk", "s3cr@t/50%"


def programs() -> Path | None:
    """Where ``initdb`` and ``pg_ctl`` are installed, if anywhere."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return versions[-1].parent if versions else None


@dataclass(slots=True, kw_only=True)
class Server:
    """A server in ``folder``, which belongs to the user it runs as: it refuses to run as root."""

    programs: Path
    folder: Path
    port: int = 0

    def start(self) -> None:
        """Make a database cluster and start the server on it."""
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        secret = self.folder / "password"
        secret.write_text(PASSWORD, encoding="utf-8")
        if os.geteuid() == 0:
            for path in (self.folder, secret):
                shutil.chown(path, "postgres")
        self._run("initdb", "-U", USER, "-A", "scram-sha-256", f"--pwfile={secret}", "-E", "UTF8",
                  "--locale=C", "--no-sync")  # fmt: skip
        self.resume()

    def resume(self) -> None:
        """Start the server again on what it holds and on the same port."""
        settings = (
            f"-c port={self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            "-c fsync=off -c max_connections=300"
        )
        self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", settings, "start")

    @property
    def is_running(self) -> bool:
        """Whether it has been started and not been stopped."""
        return (self.folder / "data" / "postmaster.pid").exists()

    def stop(self) -> None:
        """Stop the server at once."""
        self._run("pg_ctl", "-w", "-m", "immediate", "stop")

    def url(self, database: str = "postgres", *, password: str = PASSWORD) -> str:
        """The address of one of its databases."""
        return f"postgresql://{USER}:{quote(password, safe='')}@127.0.0.1:{self.port}/{database}"

    def _run(self, program: str, *options: str) -> None:
        subprocess.run(
            [self.programs / program, "-D", str(self.folder / "data"), *options],
            user="postgres" if os.geteuid() == 0 else None,
            cwd="/",
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


@contextmanager
def running() -> Iterator[Server]:
    """A server for as long as the block runs. Raises :class:`LookupError` if it is not installed."""
    found = programs()
    if found is None:
        raise LookupError("needs postgresql, not installed")
    folder = Path(mkdtemp(prefix="junheng-postgresql-"))  # the server's user must reach it
    server = Server(programs=found, folder=folder)
    try:
        server.start()
        try:
            yield server
        finally:
            if server.is_running:
                server.stop()
    finally:
        shutil.rmtree(folder)


SHARED = "JUNHENG_TEST_POSTGRESQL"
"""The variable by which the workers of a run know that their server is running already."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None]:
    """As a plugin: start the server that ``DATABASE_URL`` then names, unless a worker is starting."""
    if os.environ.get(SHARED) is None:
        stack = ExitStack()
        try:
            server = stack.enter_context(running())
        except LookupError as problem:
            raise pytest.UsageError(str(problem)) from None
        early_config.add_cleanup(stack.close)
        os.environ[SHARED] = os.environ["DATABASE_URL"] = server.url()
    return (yield)
