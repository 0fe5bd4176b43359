"""Whose token it is; regions."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Router
from ninja.pagination import paginate

from junheng_web.api.answers import Slices, answers
from junheng_web.api.schemas import MeOut, RegionOut, RoleOut
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Region
from junheng_web.territory.queries import regions

router = Router(tags=["账号与区划"])


@router.get("/me", response=answers(MeOut), summary="令牌的主人和权限")
def me(request: HttpRequest) -> MeOut:
    """Whose token it is, and what it may do."""
    user = request.user
    return MeOut(
        username=user.username,
        name=user.called,  # type: ignore[union-attr]
        roles=[
            RoleOut(key=each.role.key, name=str(each.role.name), place=str(each.place))
            for each in user.holdings_now  # type: ignore[union-attr]
        ],
        permissions=[each.value for each in Permission if user.reach(each)],  # type: ignore[union-attr]
    )


@router.get("/regions", response=answers(list[RegionOut]), summary="行政区划（现行代码）")
@paginate(Slices)
def all_regions(request: HttpRequest) -> QuerySet[Region]:
    """All regions by code. Their names are public."""
    return regions().select_related("parent")
