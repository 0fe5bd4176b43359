"""What other apps hear of: every way into an account was closed."""

from __future__ import annotations

from django.dispatch import Signal

access_ended = Signal()
"""Sent with ``person``, ``by`` (who acts) and ``act`` (as the trail calls it), in the transaction of the

act. Whoever keeps a way into the account closes it: for good, not until later.
"""
