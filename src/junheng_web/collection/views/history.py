"""Every change of a return: who, when, how, what before and after."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from junheng.census.facts import BY_KEY
from junheng.census.tables import BY_NAME
from junheng_web.collection.columns import words_of
from junheng_web.collection.queries.history import all_changes
from junheng_web.collection.queries.returns import returns_seen_by
from junheng_web.lib.listings import Column, Listing


@login_required
@require_GET
def history(request: HttpRequest, return_id: int) -> HttpResponse:
    """The changes of one return, the last first."""
    of = get_object_or_404(returns_seen_by(request.user), pk=return_id)  # type: ignore[arg-type]
    rows = [
        {
            "at": told.at,
            "who": told.who,
            "how": told.how,
            "table": _(BY_NAME[table].sheet),
            "row": row_name(table, key),
            "column": _(BY_NAME[table].column(column).header),
            "before": told.before,
            "after": told.after,
            "reason": told.reason,
        }
        for table, key, column, told in all_changes(of)
    ]
    listing = Listing(
        request,
        rows,
        columns=(
            Column(key="at", label=_("时间")),
            Column(key="who", label=_("填写人")),
            Column(key="how", label=_("途径")),
            Column(key="table", label=_("表")),
            Column(key="row", label=_("行")),
            Column(key="column", label=_("项目")),
            Column(key="before", label=_("原来")),
            Column(key="after", label=_("改为")),
            Column(key="reason", label=_("事由")),
        ),
        search=("who",),
        name=_("修改记录"),
    )
    return listing.export() or render(
        request, "collection/fill_history.html", {"of": of, "listing": listing}
    )


def row_name(table: str, key: Any) -> str:
    """The row of a key in words: the school's code is left out, its page says it."""
    words: list[str] = []
    names = BY_NAME[table].key or ("school_code", "kind")
    for place, word in enumerate(key):
        name = names[place] if place < len(names) else ""
        if name in ("school_code", "county_code"):
            continue
        if name == "key" and word in BY_KEY:
            words.append(_(BY_KEY[word].label))
        elif name:
            choice = dict(words_of(table, name)).get(word)
            words.append(_(choice) if choice else str(word))
        else:
            words.append(str(word))
    return " ".join(words)
