"""Writing the audit trail: the one way, in the transaction of the act itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.utils import timezone

from junheng_web.audit.chain import seal_of
from junheng_web.audit.models import Entry, Head

if TYPE_CHECKING:
    from django.http import HttpRequest

    from junheng_web.accounts.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who acts, and how: ``channel`` is web, api, command or worker. ``user`` is None for the system,

    or for somebody unknown: then ``stranger`` says so.
    """

    user: User | None
    address: str = ""
    channel: str = "web"
    stranger: str = ""

    @property
    def name(self) -> str:
        """The name the trail keeps, even when the account is gone."""
        return self.user.called if self.user is not None else self.stranger or "系统"


def by_request(request: HttpRequest) -> By:
    """The signed-in user of a request. The address is the one the trusted proxy or the socket gives."""
    user = request.user if request.user.is_authenticated else None
    channel = getattr(request, "channel", "web")
    return By(user=user, address=address_of(request), channel=channel)


def address_of(request: HttpRequest) -> str:
    """The client's address: what the one trusted proxy appended, or the socket's."""
    from django.conf import settings  # noqa: PLC0415 - settings are read when a request is there

    if settings.BEHIND_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()
        if forwarded:
            return str(forwarded)[:45]
    return str(request.META.get("REMOTE_ADDR", ""))[:45]


SYSTEM = By(user=None, channel="command")


@transaction.atomic
def record(
    action: str,
    *,
    by: By,
    subject: models.Model,
    path: str = "",
    before: Any = None,
    after: Any = None,
    reason: str = "",
    personal: bool = False,
) -> Entry:
    """Append one row. Call it last in the act's transaction: writers wait for one another here.

    ``path`` is the region's whose auditors see the row. A ``subject`` that was never stored stands for
    something that does not exist, such as an account that somebody tried to sign in to.
    """
    head, _ = Head.everything.select_for_update().get_or_create(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=timezone.now(),
        actor=by.user,
        actor_name=by.name[:150],
        address=by.address,
        channel=by.channel,
        action=action,
        subject_kind=subject._meta.label_lower,  # noqa: SLF001 - Django's documented way
        subject_id="" if subject.pk is None else str(subject.pk),
        subject_name=str(subject)[:200],
        path=path,
        personal=personal,
        reason=reason[:500],
        before=before,
        after=after,
    )
    entry.seal = seal_of(entry, previous=head.seal)
    entry.save(force_insert=True)
    head.number, head.seal = entry.number, entry.seal
    head.save(update_fields=["number", "seal"])
    return entry
