"""``junheng_web work``: do what waits in the queue, and look after jobs whose worker was lost."""

from __future__ import annotations

import os
import socket
import threading
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.db.utils import DatabaseError
from django_tasks_db.management.commands.db_worker import Worker

from junheng_web.audit.refusals import settle
from junheng_web.jobs.actions import logger, reap


class Command(BaseCommand):
    """A worker. Start as many as there are cores to spare; end it with Ctrl-C or SIGTERM."""

    help = "后台任务：处理排队的判定、导入等。 / Do the work in the queue."

    def add_arguments(self, parser: CommandParser) -> None:
        """How it works."""
        parser.add_argument(
            "--once", action="store_true", help="做完排队的就结束 / end when the queue is empty"
        )
        parser.add_argument(
            "--interval", type=float, default=0.5, help="空闲时隔几秒看一次 / seconds between looks"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Work until told to end."""
        over = threading.Event()
        worker = Worker(
            queue_names=["default"],
            interval=options["interval"],
            batch=options["once"],
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=f"{socket.gethostname()}-{os.getpid()}"[:64],
            excluded_queue_names=[],
        )
        if options["once"]:
            _tidy()
            worker.run()
            return
        worker.configure_signals()
        reaper = threading.Thread(target=_look_after, args=(over,), daemon=True)
        reaper.start()
        try:
            worker.run()
        finally:
            over.set()


def _tidy() -> None:
    """What has to be seen to now and again, whoever asks."""
    reap()
    settle()


def _look_after(over: threading.Event) -> None:
    """Tidy now and again; a database that is away is tried again later."""
    while True:
        try:
            _tidy()
        except DatabaseError:
            logger.warning("the database is away: lost jobs are looked for later")
        finally:
            close_old_connections()
        if over.wait(settings.JOB_LEASE.total_seconds() / 2):
            return
