"""The interface as a whole: versions, authentication, and how errors are told."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from junheng.errors import UserError
from junheng_web.api.auth import ByToken
from junheng_web.api.routes import assessments, plans, returns, territory
from junheng_web.collection.actions.entry import Conflict
from junheng_web.collection.actions.refusals import Refused

api = NinjaAPI(
    title="均衡",
    version="1",
    description="读取判定结果、提交数据。与网页走同样的检查和权限。"
    "请求头 Authorization: Bearer 令牌；令牌在“我的账号 → 接口令牌”中创建。",
    auth=ByToken(),
    docs_url=None,
    docs_decorator=require_GET,
    urls_namespace="api-1",
)
api.add_router("", territory.router)
api.add_router("", returns.router)
api.add_router("", assessments.router)
api.add_router("", plans.router)


@api.exception_handler(HttpError)
def _unreadable(request: HttpRequest, problem: HttpError) -> HttpResponse:
    """No valid token, or a body that is not what it says it is."""
    words = {
        401: "没有有效的令牌：请求头应为 Authorization: Bearer 令牌",
        400: "请求的内容无法读取：应为 JSON",
    }
    message = words.get(problem.status_code, str(problem))
    return api.create_response(
        request, {"message": message, "defects": []}, status=problem.status_code
    )


@api.exception_handler(PermissionDenied)
def _denied(request: HttpRequest, problem: PermissionDenied) -> HttpResponse:
    return api.create_response(request, {"message": "没有权限", "defects": []}, status=403)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, problem: Http404) -> HttpResponse:
    """Not there, or not within reach: the answer does not tell which."""
    return api.create_response(
        request, {"message": "没有，或不在权限范围内", "defects": []}, status=404
    )


@api.exception_handler(UserError)
def _refused(request: HttpRequest, problem: UserError) -> HttpResponse:
    lines = problem.lines if isinstance(problem, Refused) else ()
    defects = [{"message": line} for line in lines]
    return api.create_response(request, {"message": str(problem), "defects": defects}, status=422)


@api.exception_handler(Conflict)
def _conflict(request: HttpRequest, problem: Conflict) -> HttpResponse:
    """Others changed the same cells: which, to what, who. Nothing was saved."""
    defects = [
        {
            "table": each.table,
            "key": list(each.key),
            "column": each.column,
            "mine": each.mine,
            "theirs": each.theirs,
            "who": each.who,
            "at": each.at.isoformat() if each.at else None,
        }
        for each in problem.clashes
    ]
    message = "别人已改过同一格，没有保存；请重新读取后再改"
    return api.create_response(request, {"message": message, "defects": defects}, status=409)


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    """Every field that is wrong, where it stands and why; what was sent is not repeated."""
    defects = [
        {"where": "/".join(str(part) for part in each["loc"]), "message": each["msg"]}
        for each in problem.errors
    ]
    return api.create_response(
        request, {"message": "请求的内容不符合约定", "defects": defects}, status=422
    )
