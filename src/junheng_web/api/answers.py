"""What every operation may answer, declared, so that programs can be written against it."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Path, Query, Schema
from ninja.pagination import LimitOffsetPagination

from junheng_web.api.schemas import Problem

PROBLEMS = frozenset({400, 401, 403, 404, 409, 422})
"""Not readable; no valid token; not allowed; not there or out of reach; contradicts what others did;

refused by the checks."""
LARGEST = 2**63 - 1
"""The largest number that any database here can look for."""
MOST_ROWS = 1000

Number = Annotated[int, Path(ge=1, le=LARGEST)]
"""The number of something, in an address."""
AskedNumber = Annotated[int | None, Query(ge=1, le=LARGEST)]
"""The number of something that is asked for, or none."""


def answers(shape: Any, *, status: int = 200) -> dict[Any, Any]:
    """The answers of an operation that gives this shape when all is well."""
    return {status: shape, PROBLEMS: Problem}


class Slices(LimitOffsetPagination):
    """So many rows from a place on; at most ``MOST_ROWS`` at once."""

    class Input(Schema):
        """What is asked for."""

        limit: int = Field(100, ge=1, le=MOST_ROWS, description="最多几条")
        offset: int = Field(0, ge=0, le=LARGEST - MOST_ROWS, description="跳过几条")

    def paginate_queryset(
        self, queryset: QuerySet[Any], pagination: Any, request: HttpRequest, **params: Any
    ) -> Any:
        """The rows asked for, and how many there are."""
        begin = pagination.offset
        return {
            "items": queryset[begin : begin + pagination.limit],
            "count": queryset.count(),
        }
