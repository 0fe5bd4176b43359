"""A browser watched: nothing may fail, nothing may be asked of another host, nothing may be refused

by the page's own content security policy.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Response

GONE = ("net::ERR_ABORTED",)
"""What the browser says of a request that it gave up itself: another page was opened, or a download."""


class Watch:
    """Notes all that goes wrong in the pages of one context."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.address, self.wrong = address, list[str]()
        self._expected: tuple[int, ...] = ()
        context.on("console", self._console)
        context.on("weberror", lambda found: self.wrong.append(f"script: {found.error}"))
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    @contextmanager
    def expecting(self, *statuses: int) -> Iterator[None]:
        """Answers of these statuses are what the test is about."""
        self._expected = statuses
        yield
        self._expected = ()

    def _console(self, message: ConsoleMessage) -> None:
        refused = self._expected and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not refused:
            where = message.location
            self.wrong.append(f"console: {message.text} ({where.get('url')})")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.address + "/", "data:", "blob:")):
            self.wrong.append(f"another host: {request.url}")

    def _failed(self, request: Request) -> None:
        if request.failure not in GONE:
            self.wrong.append(f"failed: {request.method} {request.url} {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self._expected:
            self.wrong.append(f"{response.status}: {response.request.method} {response.url}")
