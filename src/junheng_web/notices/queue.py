"""Sending to group robots in the background.

Needs no way to stop it: three attempts of at most five seconds, and seven seconds of pauses.
"""

from __future__ import annotations

import logging
import time

from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from junheng_web.notices.models import Webhook
from junheng_web.notices.webhooks import NotSent, send

logger = logging.getLogger("junheng_web.notices")
PAUSES = (0, 2, 5)
"""Seconds before each attempt."""


@task()
def deliver(webhook_id: int, text: str) -> None:
    """Send, try again where it fails, and keep how it went for those who look after the robot."""
    webhook = Webhook.everything.filter(pk=webhook_id, enabled=True).first()
    if webhook is None:
        return
    outcome = ""
    for pause in PAUSES:
        time.sleep(pause)
        try:
            send(webhook, text)
        except NotSent as problem:
            outcome = str(problem)
        else:
            outcome = _("已送达")
            break
    else:
        logger.warning("a group robot was not reached", extra={"kind": webhook.kind})
    Webhook.everything.filter(pk=webhook_id).update(tried_at=timezone.now(), outcome=outcome[:200])
