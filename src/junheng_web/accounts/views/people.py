"""Accounts, for those who administer them. Nothing of education is to be seen here."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from junheng_web.accounts.actions import holdings, people
from junheng_web.accounts.actions.doors import NotPossible
from junheng_web.accounts.fields import masked_phone
from junheng_web.accounts.forms import GrantForm, InviteForm
from junheng_web.accounts.models import User
from junheng_web.accounts.permissions import require
from junheng_web.accounts.places import offered
from junheng_web.accounts.queries import (
    holdings_for,
    home_of,
    locked_addresses,
    people_for,
    wholly_within,
)
from junheng_web.accounts.roles import ROLES
from junheng_web.audit.actions import by_request, record
from junheng_web.lib.doors import Permission
from junheng_web.lib.listings import Column, Filter, Listing


def _administrator(request: HttpRequest) -> User:
    """The user, who administers accounts somewhere. Raises ``PermissionDenied``."""
    user = request.user
    if not isinstance(user, User):
        raise PermissionDenied
    require(user, Permission.MANAGE_ACCOUNTS)
    return user


def _person(request: HttpRequest, pk: int) -> tuple[User, User]:
    user = _administrator(request)
    return user, get_object_or_404(people_for(user), pk=pk)


def _columns() -> tuple[Column, ...]:
    def held(person: User) -> str:
        return "；".join(f"{each.role.name}（{each.place}）" for each in person.held_here)  # type: ignore[attr-defined]

    return (
        Column(key="username", label=_("用户名"), link=lambda each: f"/account/users/{each.pk}/"),
        Column(key="name", label=_("姓名")),
        Column(key="roles", label=_("角色"), value=held),
        Column(
            key="is_active",
            label=_("状态"),
            value=lambda each: _("启用") if each.is_active else _("停用"),
            sort="is_active",
        ),
        Column(
            key="has_factor",
            label=_("动态验证码"),
            value=lambda each: _("已启用") if each.has_factor else _("未启用"),
            sort="has_factor",
        ),
        Column(key="last_login", label=_("最近登录")),
        Column(
            key="must_change_password",
            label=_("密码"),
            value=lambda each: _("一次性密码") if each.must_change_password else _("已自设"),
            sort="must_change_password",
            hidden=True,
        ),
        Column(
            key="phone",
            label=_("手机"),
            value=lambda each: masked_phone(each.phone),
            hidden=True,
        ),
    )


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """The accounts that hold roles within reach."""
    user = _administrator(request)
    listing = Listing(
        request,
        people_for(user).distinct(),
        columns=_columns(),
        search=("username", "name"),
        filters=(
            Filter(
                key="holdings__role_key",
                label=_("角色"),
                choices=[(role.key, role.name) for role in ROLES],
            ),
            Filter(
                key="is_active",
                label=_("状态"),
                choices=(("True", _("启用")), ("False", _("停用"))),
            ),
        ),
        name=_("账号"),
    )
    workbook = listing.export()
    if workbook is not None:
        record(
            "account.export_people",
            by=by_request(request),
            subject=user,
            path=home_of(user),
            personal=True,
        )
    return workbook or render(request, "accounts/people.html", {"listing": listing})


@login_required
@require_http_methods(["GET", "POST"])
def invite(request: HttpRequest) -> HttpResponse:
    """Open an account; the one-time password is shown in the answer and nowhere else."""
    user = _administrator(request)
    form = InviteForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person, password = people.invite(
                username=given["username"],
                name=given["name"],
                phone=given["phone"],
                role=form.chosen,  # type: ignore[arg-type]
                spot=form.spot,  # type: ignore[arg-type]
                since=given["since"],
                until=given["until"],
                by=by_request(request),
            )
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            return _once(request, person, password)
    context = {"form": form, "places": offered(user)}
    return render(request, "accounts/invite.html", context)


def _once(request: HttpRequest, person: User, password: str) -> HttpResponse:
    answer = render(
        request, "accounts/password_once.html", {"person": person, "password": password}
    )
    add_never_cache_headers(answer)
    return answer


@login_required
@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: the roles held within reach, what can be done, a further role."""
    user, found = _person(request, pk)
    form = GrantForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            holdings.grant(
                person=found,
                role=form.chosen,  # type: ignore[arg-type]
                spot=form.spot,  # type: ignore[arg-type]
                since=given["since"],
                until=given["until"],
                by=by_request(request),
            )
        except NotPossible as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("已授予角色。"))
            return redirect("accounts:person", pk=found.pk)
    if found.phone:
        record(
            "account.read_person",
            by=by_request(request),
            subject=found,
            path=home_of(found),
            personal=True,
        )
    context = {
        "person": found,
        "form": form,
        "places": offered(user),
        "own": found.pk == user.pk,
        "whole": wholly_within(user, found),
        "locked": locked_addresses(found),
    }
    return render(request, "accounts/person.html", context)


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int, holding: int) -> HttpResponse:
    """End a role."""
    user, found = _person(request, pk)
    held = get_object_or_404(holdings_for(user).filter(user=found), pk=holding)
    try:
        holdings.withdraw(holding=held, by=by_request(request))
        messages.success(request, _("已收回角色。"))
    except NotPossible as problem:
        messages.warning(request, str(problem))
    return redirect("accounts:person", pk=found.pk)


@login_required
@require_POST
def change(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    """Disable, enable, unlock, reset the password or the second factor."""
    _user, found = _person(request, pk)
    by = by_request(request)
    try:
        if verb == "reset-password":
            return _once(request, found, people.reset_password(person=found, by=by))
        if verb == "disable":
            people.disable(person=found, by=by)
            says = _("已停用：所有登录已退出，接口令牌已撤销，不能再登录。")
        elif verb == "enable":
            people.enable(person=found, by=by)
            says = _("已恢复：可以用原来的密码登录；接口令牌须重新创建。")
        elif verb == "reset-factor":
            people.reset_factor(person=found, by=by)
            says = _("已重置动态验证码：下次登录时重新绑定。")
        else:
            people.unlock(person=found, request=request, by=by)
            says = _("已解除登录锁定。")
        messages.success(request, says)
    except NotPossible as problem:
        messages.warning(request, str(problem))
    return redirect("accounts:person", pk=found.pk)
