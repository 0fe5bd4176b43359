"""The workbooks that go with a roster: the template to fill in, and the one-time passwords."""

from __future__ import annotations

import base64
import hashlib
import io
from collections.abc import Sequence
from uuid import UUID

import xlsxwriter
from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.translation import gettext as _

from junheng_web.accounts.roles import ROLES, by_name
from junheng_web.accounts.roster import COLUMNS, MOST_ROWS, PLACE, ROLE, SHEET, SINCE
from junheng_web.lib.spreadsheets import workbook

_ROLES_SHEET = "角色说明"
_PLACES_SHEET = "机构"
_NOTES = (
    ("用户名", "登录用。小写字母开头，3 至 30 个小写字母、数字、点、横线。一经开通不能更改。"),
    ("姓名", "本人姓名。同一用户名的各行须一致。"),
    ("手机", "可留空。"),
    ("角色", "从下拉框选，各角色能做什么见“角色说明”。一人有几个角色就填几行。"),
    (
        "机构",
        "学校角色填学校标识码；部门经办人填“区划代码 部门名称”；其他角色填区划代码。见“机构”。",
    ),
    ("起、止", "日期，写作 2025-09-01。起日留空为今天；止日当天起不再持有，留空为长期。"),
)


def template(places: Sequence[str]) -> bytes:
    """The workbook to fill in, with notes, the roles and the places to choose from."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False})
    head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "bottom": 1})
    text, wrap = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True})
    sheet = book.add_worksheet(SHEET)
    for place, title in enumerate(COLUMNS):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, 12 if place >= COLUMNS.index(SINCE) else 22, text)
    sheet.freeze_panes(1, 1)
    _choices(sheet, COLUMNS.index(ROLE), f"={_ROLES_SHEET}!$A$2:$A${len(ROLES) + 1}")
    if places:
        _choices(
            sheet, COLUMNS.index(PLACE), f"={_PLACES_SHEET}!$A$2:$A${len(places) + 1}", strict=False
        )
    _table(book, _("填写说明"), (_("列"), _("怎样填")), _NOTES, head, wrap)
    rows = [(name, str(role.description)) for name, role in by_name().items()]
    _table(book, _ROLES_SHEET, (_("角色"), _("能做什么")), rows, head, wrap)
    _table(book, _PLACES_SHEET, (_("机构"),), [(each,) for each in places], head, wrap)
    book.close()
    return made.getvalue()


def _choices(
    sheet: xlsxwriter.worksheet.Worksheet, column: int, source: str, *, strict: bool = True
) -> None:
    """Offer a list in a column; where it is not strict, other words may be typed."""
    options = {"validate": "list", "source": source, "show_error": strict}
    sheet.data_validation(1, column, MOST_ROWS, column, options)


def _table(
    book: xlsxwriter.Workbook,
    name: str,
    titles: Sequence[str],
    rows: Sequence[Sequence[str]],
    head: object,
    wrap: object,
) -> None:
    sheet = book.add_worksheet(name)
    for place, title in enumerate(titles):
        sheet.write_string(0, place, title, head)
        sheet.set_column(place, place, 28 if place == 0 else 80)
    for line, row in enumerate(rows, 1):
        for place, word in enumerate(row):
            sheet.write_string(line, place, word, wrap)


def passwords_book(rows: Sequence[Sequence[str]]) -> bytes:
    """Who signs in with what, the first time."""
    heads = (_("用户名"), _("姓名"), _("角色"), _("机构"), _("一次性密码"))
    return workbook(_("一次性密码"), heads, rows)


def enciphered(content: bytes, roster: UUID) -> bytes:
    """What the database keeps of a workbook of passwords: of no use without the site's secret."""
    return _cipher(roster).encrypt(content)


def deciphered(content: bytes, roster: UUID) -> bytes:
    """The workbook again. Raises ``InvalidToken`` where the site's secret has changed since."""
    return _cipher(roster).decrypt(content)


def _cipher(roster: UUID) -> Fernet:
    key = hashlib.scrypt(
        settings.SECRET_KEY.encode(), salt=roster.bytes, n=2**12, r=8, p=1, dklen=32
    )
    return Fernet(base64.urlsafe_b64encode(key))
