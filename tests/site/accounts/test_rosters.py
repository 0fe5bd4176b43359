"""Accounts from a workbook: every defect at once, all or none, passwords once."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from junheng_web.accounts.actions.rosters import take_passwords
from junheng_web.accounts.models import Holding, Roster, User
from junheng_web.audit.actions import By
from junheng_web.audit.models import Entry
from junheng_web.lib.spreadsheets import workbook
from tests.site.accounts.signing import try_to
from tests.site.conftest import Land, signed_in

IMPORT = "/account/users/import/"
HEADS = ("用户名", "姓名", "手机", "角色", "机构", "起", "止")
GOOD = (
    ("zhang.san", "张三", 13800001234, "学校填报员", "9999010001 甲县第一小学", None, None),
    ("li.si", "李四", "", "部门经办人", "999901 甲县财政局", "2025-09-01", "2030-09-01"),
    ("li.si", "李四", "", "县领导", "999901", None, None),
)


@pytest.fixture
def admin(people: dict[str, User]) -> Client:
    return signed_in(people["account_administrator"])


def sent(client: Client, content: bytes, name: str = "名单.xlsx") -> object:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def uploaded(client: Client, *rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> str:
    answer = sent(client, workbook("账号", heads, rows))
    assert answer.status_code == 302, answer.content.decode()  # type: ignore[attr-defined]
    return str(answer["Location"])  # type: ignore[index]


def test_a_good_workbook_is_shown_then_opened_then_its_passwords_taken_once(
    admin: Client, land: Land
) -> None:
    before = User.objects.count()
    page = uploaded(admin, *GOOD)
    text = admin.get(page).content.decode()
    assert "将开通 2 个账号，授予 3 个角色" in text
    assert User.objects.count() == before, "nothing is opened by looking"
    assert Entry.everything.filter(action="account.upload_roster").get().after["lines"] == 3
    admin.post(f"{page}commit")
    assert User.objects.count() == before + 2
    assert "已开通 2 个账号" in admin.get(page).content.decode()
    stored = Roster.everything.get()
    assert stored.rows == []
    assert stored.passwords is not None
    answer = admin.post(f"{page}passwords")
    assert "no-store" in answer["Cache-Control"]
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.active is not None
    rows = [[cell.value for cell in row] for row in book.active.iter_rows(min_row=2)]
    assert [row[0] for row in rows] == ["zhang.san", "li.si", "li.si"]
    assert rows[1][4] == rows[2][4]
    assert rows[0][4].encode() not in bytes(stored.passwords)
    assert try_to(Client(), "zhang.san", rows[0][4]).status_code == 302
    assert admin.post(f"{page}passwords").status_code == 302, "only once"
    assert Roster.everything.get().passwords is None
    assert User.objects.get(username="zhang.san").phone == "13800001234"
    assert Holding.everything.filter(user__username="li.si").count() == 2


def test_committing_twice_opens_nothing_twice(admin: Client, land: Land) -> None:
    page = uploaded(admin, *GOOD)
    admin.post(f"{page}commit")
    count = User.objects.count()
    admin.post(f"{page}commit")
    assert User.objects.count() == count
    assert Entry.everything.filter(action="account.import").count() == 1


def test_every_defect_is_told_with_row_column_and_remedy(admin: Client, land: Land) -> None:
    page = uploaded(
        admin,
        ("clerk", "甲", "", "学校填报员", "9999010001", None, None),
        ("Bad Name", "", "x", "厨师", "9999010001", "昨天", None),
        ("wang", "王", "", "校长", "9999020001", "2025-09-01", "2025-09-01"),
        ("zhao", "赵", "", "州（市）督导员", "999900", None, None),
        ("zhao", "钱", "", "县领导", "999901", "2025-02-30", None),
        ("sun", "孙", "", "县领导", "999901", None, None),
        ("sun", "孙", "", "县领导", "999901", None, None),
    )
    answer = admin.get(page)
    found = [(each.row, each.column, each.found) for each in answer.context["look"].defects]
    assert found == [
        (2, "用户名", "clerk"),
        (3, "用户名", "Bad Name"),
        (3, "姓名", "（空）"),
        (3, "手机", "x"),
        (3, "角色", "厨师"),
        (3, "起", "昨天"),
        (4, "机构", "9999020001"),
        (4, "止", "2025-09-01"),
        (5, "机构", "999900"),
        (6, "姓名", "钱"),
        (6, "起", "2025-02-30"),
        (8, "角色", "县领导"),
    ]
    assert all(each.expected and each.remedy for each in answer.context["look"].defects)
    assert "有 12 处错误" in answer.content.decode()
    before = User.objects.count()
    admin.post(f"{page}commit")
    assert User.objects.count() == before, "all or none"


def test_a_name_taken_between_looking_and_committing_opens_nothing(
    admin: Client, land: Land
) -> None:
    page = uploaded(admin, *GOOD)
    User.objects.create_user(username="li.si")
    before = User.objects.count()
    admin.post(f"{page}commit")
    assert User.objects.count() == before
    assert "有 2 处错误" in admin.get(page).content.decode()


def test_the_template_reads_as_a_roster_and_offers_roles_and_places(admin: Client) -> None:
    content = admin.get(f"{IMPORT}template.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["账号", "填写说明", "角色说明", "机构"]
    assert tuple(cell.value for cell in book["账号"][1]) == HEADS
    assert len(book["账号"].data_validations.dataValidation) == 2
    places = [row[0].value for row in book["机构"].iter_rows(min_row=2)]
    assert "9999010001 甲县第一小学" in places
    assert "999901 甲县财政局" in places
    assert not any("乙县" in str(place) for place in places)
    for values, row in zip(GOOD, book["账号"].iter_rows(min_row=2, max_row=4), strict=True):
        for value, cell in zip(values, row, strict=False):
            cell.value = value  # type: ignore[union-attr]
    filled = io.BytesIO()
    book.save(filled)
    answer = sent(admin, filled.getvalue())
    assert "没有错误" in admin.get(answer["Location"]).content.decode()  # type: ignore[index]


def bomb() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 400_000_000)
    return made.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "名单.xlsx", "空"),
        (b"PK\x03\x04broken", "名单.xlsx", "名单.xlsx"),
        (b"<html><table></table></html>", "名单.xls", "网页"),
        (b"MZ\x90\x00", "名单.exe", "不是工作簿"),
        (b"\x00" * 100, "名单.xlsx", "不是工作簿"),
        (b"x" * 5_000_001, "名单.xlsx", "最大"),
        (workbook("账号", ("甲", "乙"), [("1", "2")]), "名单.xlsx", "表头"),
        (workbook("账号", HEADS, []), "名单.xlsx", "没有内容"),
        (workbook("账号", (*HEADS, "角色"), [GOOD[0]]), "名单.xlsx", "两次"),
    ],
)
def test_what_is_no_roster_is_refused_with_the_reason(
    admin: Client, content: bytes, name: str, says: str
) -> None:
    answer = sent(admin, content, name)
    assert answer.status_code == 200  # type: ignore[attr-defined]
    text = answer.content.decode()  # type: ignore[attr-defined]
    assert says in text[text.index("field-error") :]
    assert not Roster.everything.exists()


def test_a_workbook_that_unpacks_to_gigabytes_is_refused(admin: Client) -> None:
    answer = sent(admin, bomb())
    assert "field-error" in answer.content.decode()  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["../../etc/名单.xlsx", "..\\x.xlsx", "-.xlsx", "a\nb.xlsx"])
def test_a_name_that_leads_elsewhere_leads_nowhere(admin: Client, land: Land, name: str) -> None:
    assert sent(admin, workbook("账号", HEADS, GOOD), name).status_code == 302  # type: ignore[attr-defined]


def test_an_administrator_of_another_region_by_now_does_not_open_the_old_roster(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    page = uploaded(admin, *GOOD)
    admin.post(f"{page}commit")
    user = people["account_administrator"]
    Holding.everything.filter(user=user).update(region=land.other_county)
    assert admin.get(page).status_code == 404
    assert admin.post(f"{page}passwords").status_code == 404
    with pytest.raises(PermissionDenied):
        take_passwords(roster=Roster.everything.get(), by=By(user=User.objects.get(pk=user.pk)))
    Holding.everything.filter(user=user).update(region=land.prefecture)  # reaches the county again
    assert admin.get(page).status_code == 200


def test_nobody_sees_the_roster_of_another(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    page = uploaded(admin, *GOOD)
    other = User.objects.create_user(username="second-admin")
    Holding.everything.create(user=other, role_key="account_administrator", region=land.county)
    client = signed_in(other)
    for address in (page, f"{page}commit", f"{page}passwords"):
        answer = client.get(address) if address == page else client.post(address)
        assert answer.status_code == 404, address
