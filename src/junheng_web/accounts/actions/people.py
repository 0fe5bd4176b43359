"""Opening, closing and mending accounts."""

from __future__ import annotations

from datetime import date

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.utils import reset
from django.contrib.sessions.models import Session
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _

from junheng_web.accounts.access import access_ended
from junheng_web.accounts.actions.doors import NotPossible, administrator, owner_of
from junheng_web.accounts.actions.holdings import grant
from junheng_web.accounts.models import User
from junheng_web.accounts.one_time import kept, one_time_password
from junheng_web.accounts.places import Spot
from junheng_web.accounts.queries import home_of
from junheng_web.accounts.roles import Role
from junheng_web.audit.actions import By, record


@transaction.atomic
def invite(
    *,
    username: str,
    name: str,
    phone: str,
    role: Role,
    spot: Spot,
    by: By,
    since: date | None = None,
    until: date | None = None,
) -> tuple[User, str]:
    """Open an account with its first role; returns it and the one-time password, which is kept nowhere.

    Raises :class:`NotPossible` where the name is taken, ``PermissionDenied`` where the role is not
    theirs to grant.
    """
    administrator(by)
    password = one_time_password()
    person = User(
        username=username.lower(),
        name=name,
        phone=phone,
        must_change_password=True,
        password=kept(password),
    )
    try:
        with transaction.atomic():
            person.save(force_insert=True)
    except IntegrityError as taken:
        raise NotPossible(
            _("用户名 %(name)s 已有人使用，请换一个。") % {"name": username}
        ) from taken
    holding = grant(person=person, role=role, spot=spot, by=by, since=since, until=until)
    after = {"username": person.username, "name": name, "role": role.key, "place": str(spot)}
    record("account.invite", by=by, subject=person, path=holding.path, after=after)
    return person, password


@transaction.atomic
def disable(*, person: User, by: By) -> None:
    """Take away all access at once: sessions and tokens end, nobody signs in with it."""
    owner_of(by, person)
    _change_active(person, by, active=False)


@transaction.atomic
def enable(*, person: User, by: By) -> None:
    """Give access back, with the roles that are still held. Tokens have to be made anew."""
    owner_of(by, person)
    _change_active(person, by, active=True)


def _change_active(person: User, by: By, *, active: bool) -> None:
    if person.is_active == active:
        return
    # While it still is, or already is, in use: what is told is told to accounts in use only.
    if not active:
        end_access(person, by, act="account.disable")
    person.is_active = active
    person.save(update_fields=["is_active"])
    if active:
        end_access(person, by, act="account.enable")
    record(
        "account.enable" if active else "account.disable",
        by=by,
        subject=person,
        path=home_of(person),
        before={"active": not active},
        after={"active": active},
    )


@transaction.atomic
def reset_password(*, person: User, by: By) -> str:
    """Give a one-time password in place of a forgotten one; returns it. Sessions and tokens end."""
    owner_of(by, person)
    password = one_time_password()
    person.password = kept(password)
    person.must_change_password = True
    person.save(update_fields=["password", "must_change_password"])
    end_access(person, by, act="account.reset_password")
    record("account.reset_password", by=by, subject=person, path=home_of(person))
    return password


@transaction.atomic
def reset_factor(*, person: User, by: By) -> None:
    """Forget a lost second factor and its recovery codes. Sessions and tokens end."""
    owner_of(by, person)
    removed, _kinds = Authenticator.objects.filter(user=person).delete()
    end_access(person, by, act="account.reset_factor")
    if removed:
        record("account.reset_factor", by=by, subject=person, path=home_of(person))


@transaction.atomic
def unlock(*, person: User, request: HttpRequest, by: By) -> None:
    """Forget the failed attempts, so that the right password works again at once."""
    administrator(by, person)
    reset(username=person.username)
    get_adapter(request).forget_failures(request, person.username)
    record("account.unlock", by=by, subject=person, path=home_of(person))


def end_access(person: User, by: By, *, act: str, but: str = "") -> None:
    """End the person's sessions, the one of the key ``but`` apart, and every other way in."""
    end_sessions(person, but=but)
    access_ended.send(sender=User, person=person, by=by, act=act)


def end_sessions(person: User, *, but: str = "") -> int:
    """End the person's sessions, the one of the key ``but`` apart. Returns how many ended."""
    listed = UserSession.objects.filter(user=person).exclude(session_key=but)
    keys = list(listed.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(session_key__in=keys).delete()
    return len(keys)
