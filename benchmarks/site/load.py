"""``python -m benchmarks.site.load ADDRESS COOKIE SECONDS PATH ...``: fifty users on each page in turn.

A process of its own, because gevent changes Python's sockets. Prints the times of every page as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import gevent
from locust import FastHttpUser, constant, task
from locust.env import Environment

USERS = 50
WARMING = 4.0
ENOUGH = 100
"""Answers without which nothing can be said of the slowest twentieth."""


def main() -> None:
    """Ask, and print milliseconds by path."""
    address, cookie, seconds, *paths = sys.argv[1:]
    found = {path: _asked(address, cookie, float(seconds), path) for path in paths}
    print(json.dumps(found))


def _asked(address: str, cookie: str, seconds: float, path: str) -> list[float]:
    """How long each answer took, in seconds of fifty users who ask again as soon as they are answered.

    Raises ``RuntimeError`` for any answer but 200.
    """

    class Reader(FastHttpUser):
        """One user; sees the page, its pictures and styles being in the browser already."""

        host = address
        wait_time = constant(0)

        @task
        def read(self) -> None:
            """Open the page."""
            self.client.get(path, headers={"Cookie": f"sessionid={cookie}"}, allow_redirects=False)

    environment = Environment(user_classes=[Reader])
    times: list[float] = []
    wrong: list[str] = []

    @environment.events.request.add_listener
    def _note(response_time: float, exception: object, response: Any, **_: object) -> None:
        if exception is not None or response.status_code != 200:
            wrong.append(f"{getattr(response, 'status_code', '')} {exception}")
        times.append(response_time)

    runner = environment.create_local_runner()
    runner.start(USERS, spawn_rate=USERS)
    gevent.sleep(WARMING)
    times.clear()  # the first answers come while users are still arriving
    gevent.sleep(seconds)
    asked = list(times)
    runner.quit()
    if wrong:
        raise RuntimeError(f"{path}: {len(wrong)} wrong answers, such as {wrong[0]}")
    if len(asked) < ENOUGH:
        raise RuntimeError(f"{path}: only {len(asked)} answers in {seconds} seconds")
    return asked


if __name__ == "__main__":
    main()
