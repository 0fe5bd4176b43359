"""The lists on the pages of uploads."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from junheng.census.tables import BY_NAME
from junheng_web.collection.columns import words_of
from junheng_web.collection.models import Upload
from junheng_web.collection.queries.changed import shown_changes
from junheng_web.collection.views.history import row_name
from junheng_web.lib.listings import Column, Filter, Listing


def uploads_listing(request: HttpRequest, rows: QuerySet[Upload]) -> Listing:
    """The user's own uploads of a round."""
    return Listing(
        request,
        rows,
        columns=(
            Column(
                key="name",
                label=_("文件"),
                link=lambda each: reverse("collection:preview", args=[each.pk]),
            ),
            Column(key="at", label=_("时间")),
            Column(key="state", label=_("状态"), value=lambda each: each.get_state_display()),
            Column(key="committed_at", label=_("入库时间")),
            Column(key="digest", label="SHA-256", hidden=True),
        ),
        search=("name",),
        name=_("上传记录"),
    )


def defects_listing(request: HttpRequest, upload: Upload) -> Listing:
    """Everything that is wrong with a workbook."""
    words = {"error": _("错误"), "warning": _("提醒")}
    rows = [{**each, "grave": words[each["severity"]]} for each in upload.defects]
    rows.sort(key=lambda row: row["severity"] != "error")
    return Listing(
        request,
        rows,
        columns=(
            Column(key="grave", label=_("程度")),
            Column(key="sheet", label=_("工作表")),
            Column(key="row", label=_("行"), numeric=True),
            Column(key="column", label=_("列")),
            Column(key="header", label=_("表头")),
            Column(key="school_code", label=_("学校标识码")),
            Column(key="message", label=_("问题")),
            Column(key="found", label=_("填的是")),
            Column(key="expected", label=_("应为")),
            Column(key="remedy", label=_("怎么改")),
        ),
        search=("message",),
        filters=(
            Filter(key="grave", label=_("程度"), choices=[(word, word) for word in words.values()]),
        ),
        name=_("错误和提醒"),
        prefix="d",
    )


def differences_listing(request: HttpRequest, upload: Upload) -> Listing:
    """Every cell that the workbook would change."""
    rows = [
        {
            "whose": name,
            "table": _(BY_NAME[change.table].sheet),
            "line": row_name(change.table, change.key),
            "item": _(BY_NAME[change.table].column(change.column).header),
            "before": _shown(change.table, change.column, change.before),
            "after": _shown(change.table, change.column, change.after),
        }
        for name, change in shown_changes(upload)
    ]
    return Listing(
        request,
        rows,
        columns=(
            Column(key="whose", label=_("学校或部门")),
            Column(key="table", label=_("表")),
            Column(key="line", label=_("行")),
            Column(key="item", label=_("项目")),
            Column(key="before", label=_("现在")),
            Column(key="after", label=_("入库后")),
        ),
        search=("whose",),
        name=_("与现有数据的差异"),
        prefix="c",
    )


def _shown(table: str, column: str, text: Any) -> Any:
    if not text:
        return text
    word = dict(words_of(table, column)).get(text)
    return _(word) if word else text
