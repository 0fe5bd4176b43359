"""Colours of statuses on the terminal; the words and marks say the same without them."""

from __future__ import annotations

from junheng.model import Status

STYLES = {
    Status.MET: "bold green",
    Status.NOT_MET: "bold red",
    Status.UNDETERMINED: "bold yellow",
    Status.NOT_APPLICABLE: "dim",
}
STATUS_STYLES = {
    **{status.zh: style for status, style in STYLES.items()},
    "未达标但达到85%": "yellow",
    "未达标且低于85%": "bold red",
    "未纳入七项指标": "dim",
}
"""Style by the word shown, indicator statuses included."""
