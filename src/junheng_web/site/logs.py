"""One JSON object a line on standard error: what happened, when, to which request; never who or what data.

Users are given by their number, addresses and query strings are left out.
"""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime
from typing import Any

_OWN = ("request_id", "method", "route", "status", "milliseconds", "user", "job", "kind")
_QUOTING = ("django", "axes", "allauth", "ninja")
"""Libraries that put what they were sent into their sentences."""


class AsJson(logging.Formatter):
    """A record as one line of JSON. Only chosen fields of it are written, so nothing slips in."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": _said(record),
        }
        line |= {key: getattr(record, key) for key in _OWN if hasattr(record, key)}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = _where(record)
        return json.dumps(line, ensure_ascii=False)


def _said(record: logging.LogRecord) -> str:
    """What happened. Our own sentences hold no data. Those of libraries quote addresses, names of hosts

    and what was typed: of them the sentence is kept without what was put into it.
    """
    if record.name.partition(".")[0] == "junheng_web":
        return record.getMessage()
    if isinstance(record.msg, str) and (record.args or not record.name.startswith(_QUOTING)):
        return record.msg
    return "…"


def _where(record: logging.LogRecord) -> list[str]:
    """The places a failure passed, without its message: messages may quote people's data."""
    places, trace = [], record.exc_info[2] if record.exc_info else None
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(
            f"{trace.tb_frame.f_globals.get('__name__', '')}.{code.co_name}:{trace.tb_lineno}"
        )
        trace = trace.tb_next
    return places


def logging_settings(*, debug: bool) -> dict[str, Any]:
    """Django's ``LOGGING``."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"json": {"()": AsJson}},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
        "root": {"handlers": ["stderr"], "level": "INFO" if not debug else "DEBUG"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {"level": "ERROR"},
            "axes": {"level": "ERROR"},
            # Without what is put into them their sentences say nothing; our own tell of every job.
            "django_tasks": {"level": "WARNING"},
            "django_tasks_db": {"level": "WARNING"},
        },
    }
