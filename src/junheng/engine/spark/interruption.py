"""Ctrl-C while Spark works: its jobs are cancelled, then the program stops as it always does.

PySpark's own handler asks Java to cancel from within the call that is being interrupted, and breaks
the connection by that. Here another thread asks, the call is left to come back, and only then the
interruption is raised.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import Any

_AGAIN = 0.5  # seconds: a job may just be about to begin
_FAREWELL = 10.0  # seconds for Java to answer what it was asked last


class Interruption:
    """What Ctrl-C does while a session lives. Does nothing outside the main thread, where Python
    allows no handler; restores what was there before.
    """

    def __init__(self) -> None:
        self._main = threading.current_thread() is threading.main_thread()
        self._before: Any = signal.getsignal(signal.SIGINT) if self._main else None
        self._cancel: Callable[[], None] = lambda: None
        self._asked = threading.Event()
        self._delivered = threading.Event()
        self._cancelling: threading.Thread | None = None

    def watch(self, client: Any, cancel: Callable[[], None]) -> None:
        """Take over from PySpark. ``client`` sends the calls to Java; ``cancel`` ends all its jobs."""
        if not self._main:
            return
        self._cancel = cancel
        send = client.send_command

        def send_and_stop(*command: Any, **options: Any) -> Any:
            answer = send(*command, **options)
            if self._asked.is_set() and not self._delivered.is_set() and _in_main_thread():
                self._delivered.set()
                raise KeyboardInterrupt
            return answer

        client.send_command = send_and_stop
        signal.signal(signal.SIGINT, self._interrupt)

    def settle(self) -> None:
        """Ask Java for nothing more: it is about to be ended."""
        self._delivered.set()
        if self._cancelling is not None:
            self._cancelling.join(timeout=_FAREWELL)

    def restore(self) -> None:
        """Let Ctrl-C do again what it did before."""
        if self._main and _in_main_thread():
            signal.signal(signal.SIGINT, self._before)

    def _interrupt(self, _signal: int, frame: FrameType | None) -> None:
        insisting = self._asked.is_set()
        self._asked.set()
        if not insisting:
            self._cancelling = threading.Thread(target=self._cancel_all, daemon=True)
            self._cancelling.start()
        if insisting or not _within_a_call(frame):
            self._delivered.set()
            raise KeyboardInterrupt

    def _cancel_all(self) -> None:
        while True:
            with suppress(Exception):  # Java may be gone by now
                self._cancel()
            if self._delivered.wait(_AGAIN):
                return


def interrupted(problem: BaseException | None) -> bool:
    """Whether a failure came of an interruption, which the clearing up after it has hidden."""
    while problem is not None:
        if isinstance(problem, KeyboardInterrupt):
            return True
        problem = problem.__context__
    return False


def _within_a_call(frame: FrameType | None) -> bool:
    """Whether a call to Java waits for its answer."""
    while frame is not None:
        if frame.f_globals.get("__name__", "").startswith("py4j."):
            return True
        frame = frame.f_back
    return False


def _in_main_thread() -> bool:
    return threading.current_thread() is threading.main_thread()
