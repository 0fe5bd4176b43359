"""The menu: what a user's roles reach, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from junheng_web.lib.doors import Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry. Shown to users who hold any of the permissions anywhere; to all where none is named."""

    label: str | Promise
    address: str
    needs: tuple[Permission, ...] = ()


ITEMS = (
    Item(label=_("首页"), address="/"),
    Item(
        label=_("数据采集"),
        address="/collection/",
        needs=(Permission.READ_RETURNS, Permission.MANAGE_CAMPAIGNS),
    ),
    Item(
        label=_("审核"),
        address="/collection/review/",
        needs=(Permission.REVIEW_RETURNS, Permission.LOCK_COUNTY),
    ),
    Item(label=_("判定"), address="/assessments/", needs=(Permission.READ_ASSESSMENTS,)),
    Item(label=_("规划"), address="/plans/", needs=(Permission.READ_PLANS,)),
    Item(label=_("任务"), address="/plans/tasks/", needs=(Permission.WORK_ON_TASKS,)),
    Item(label=_("账号"), address="/account/users/", needs=(Permission.MANAGE_ACCOUNTS,)),
    Item(
        label=_("区划与机构"),
        address="/territory/",
        needs=(Permission.MANAGE_ACCOUNTS, Permission.READ_RETURNS),
    ),
    Item(label=_("操作记录"), address="/audit/", needs=(Permission.READ_AUDIT,)),
)


def menu_of(request: HttpRequest) -> list[dict[str, object]]:
    """The entries for the user of the request; the one that the page belongs to is marked."""
    held = {
        permission
        for holding in request.user.holdings_now  # type: ignore[union-attr]
        for permission in holding.role.permissions
    }
    shown = [item for item in ITEMS if not item.needs or held & set(item.needs)]
    fitting = [item for item in shown if _leads_to(item.address, request.path)]
    here = max(fitting, key=lambda item: len(item.address), default=None)
    return [{"label": item.label, "address": item.address, "here": item is here} for item in shown]


def _leads_to(address: str, path: str) -> bool:
    """Whether a page belongs to an entry; to the front page, only itself."""
    return path == "/" if address == "/" else path.startswith(address)
