"""Opening many accounts from a workbook: looked through, then all at once or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from junheng_web.accounts.actions.doors import NotPossible, administrator
from junheng_web.accounts.actions.holdings import grant
from junheng_web.accounts.actions.people import invite
from junheng_web.accounts.models import Roster, User
from junheng_web.accounts.places import spoken
from junheng_web.accounts.queries import home_of, rosters_of
from junheng_web.accounts.roster import Line, Look, restored, stored
from junheng_web.accounts.roster_book import deciphered, enciphered, passwords_book
from junheng_web.audit.actions import By, record
from junheng_web.lib.doors import Permission


@transaction.atomic
def keep(*, name: str, lines: Sequence[Line], by: By) -> Roster:
    """Keep lines until they are committed; those that the same administrator left before go."""
    user = administrator(by)
    Roster.everything.filter(uploaded_by=user, committed_at__isnull=True).delete()
    kept = Roster.everything.create(
        uploaded_by=user,
        name=name[:200],
        rows=stored(lines),
        reach=list(user.reach(Permission.MANAGE_ACCOUNTS).paths),
    )
    after = {"name": kept.name, "lines": len(kept.rows)}
    record("account.upload_roster", by=by, subject=kept, path=home_of(user), after=after)
    return kept


@transaction.atomic
def commit(*, roster: Roster, by: By) -> Roster:
    """Open every account of the roster. Raises :class:`NotPossible` where it has defects by now."""
    user = administrator(by)
    found = _held(roster, user)
    if found.committed_at is not None:
        raise NotPossible(_("这份名单已经开通过了。"))
    look = Look(user, restored(found.rows))
    if look.defects:
        raise NotPossible(_("名单里有错误，没有开通任何账号；请改好后重新上传。"))
    opened: dict[str, tuple[User, str]] = {}
    for each in look.wanted:
        if each.username in opened:
            person = opened[each.username][0]
            grant(
                person=person,
                role=each.role,
                spot=each.spot,
                by=by,
                since=each.since,
                until=each.until,
            )
        else:
            opened[each.username] = invite(
                username=each.username,
                name=each.name,
                phone=each.phone,
                role=each.role,
                spot=each.spot,
                by=by,
                since=each.since,
                until=each.until,
            )
    rows = [
        (each.username, each.name, str(each.role.name), spoken(each.spot), opened[each.username][1])
        for each in look.wanted
    ]
    found.passwords = enciphered(passwords_book(rows), found.pk)
    found.rows, found.opened, found.committed_at = [], len(opened), timezone.now()
    found.save()
    record(
        "account.import", by=by, subject=found, path=home_of(user), after={"opened": len(opened)}
    )
    return found


@transaction.atomic
def take_passwords(*, roster: Roster, by: By) -> bytes:
    """The workbook of one-time passwords, once. Raises :class:`NotPossible` the second time."""
    user = administrator(by)
    found = _held(roster, user)
    if found.passwords is None:
        raise NotPossible(_("一次性密码已经下载过，不再保存。丢失的，请在账号页逐个重置密码。"))
    content = deciphered(bytes(found.passwords), found.pk)
    found.passwords = None
    found.save(update_fields=["passwords"])
    record("account.download_passwords", by=by, subject=found, path=home_of(user), personal=True)
    return content


def _held(roster: Roster, user: User) -> Roster:
    """The roster as it stands now, held for a change. Raises ``PermissionDenied`` where out of reach."""
    found = rosters_of(user).select_for_update().filter(pk=roster.pk).first()
    if found is None:
        raise PermissionDenied
    return found
