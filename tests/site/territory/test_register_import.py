"""Schools from a workbook: every defect at once, all or none, nothing closed; departments all at once."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from junheng.census.template.workbook import write_template
from junheng_web.accounts.models import Holding, User
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.models import Entry
from junheng_web.lib.spreadsheets import workbook
from junheng_web.territory.actions import NotPossible, close_school, rename_region
from junheng_web.territory.actions.register import MOST_COUNTIES, add_missing_departments
from junheng_web.territory.forms import RegisterForm
from junheng_web.territory.models import Department, Level, Region, School, SchoolRegister
from junheng_web.territory.units import UNITS
from tests.site.conftest import Land, person, signed_in

IMPORT = "/territory/schools/import/"
HEADS = ("县级行政区划代码", "学校标识码", "学校名称", "学校类型", "城乡类型")
NEW = ("999901", "9999010009", "甲县第九小学", "小学", "乡村")
RENAMED = ("999901", "9999010001", "甲县城关小学", "小学", "镇区")
SAME = ("999901", "9999010002", "甲县第二小学", "小学", "镇区")
FAR = ("999902", "9999020007", "乙县中学", "初级中学", "城区")


@pytest.fixture
def admin(people: dict[str, User]) -> Client:
    return signed_in(people["account_administrator"])


@pytest.fixture
def prefecture(land: Land) -> Client:
    """The administrator of the whole prefecture."""
    return signed_in(person("all", "account_administrator", region=land.prefecture))


def sent(client: Client, content: bytes, name: str = "名册.xlsx") -> Any:
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def uploaded(client: Client, *rows: tuple[object, ...], heads: tuple[str, ...] = HEADS) -> str:
    answer = sent(client, workbook("学校", heads, rows))
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def planned(client: Client, page: str) -> list[tuple[str, str]]:
    look = client.get(page).context["look"]
    return [(each.code, str(each.what)) for each in [*look.plans, *look.absent]]


def test_a_good_register_is_shown_then_registered_in_one_go(prefecture: Client, land: Land) -> None:
    before = School.everything.count()
    page = uploaded(prefecture, NEW, RENAMED, FAR)
    text = prefecture.get(page).content.decode()
    assert "没有错误：新登记 2 所，改名 1 所，不变 0 所" in text
    assert "原名甲县第一小学" in text
    assert planned(prefecture, page) == [
        ("9999010009", "add"),
        ("9999010001", "rename"),
        ("9999020007", "add"),
        ("9999010002", "absent"),
        ("9999020001", "absent"),
    ]
    assert School.everything.count() == before, "nothing is registered by looking"
    prefecture.post(f"{page}commit")
    assert "已登记 2 所学校，改名 1 所" in prefecture.get(page).content.decode()
    added = School.everything.get(code="9999020007")
    assert (added.county, added.type, added.area_class) == (land.other_county, "junior", "urban")
    land.school.refresh_from_db()
    assert land.school.name == "甲县城关小学"
    assert not School.everything.filter(closed__isnull=False).exists(), "absence closes nothing"
    trail = list(Entry.everything.order_by("number").values_list("action", flat=True))[-5:]
    assert trail == [
        "territory.upload_register",
        "territory.add_school",
        "territory.add_school",
        "territory.rename_school",
        "territory.import_schools",
    ]
    assert SchoolRegister.everything.get().rows == []


def test_committing_twice_registers_nothing_twice(admin: Client, land: Land) -> None:
    page = uploaded(admin, NEW)
    admin.post(f"{page}commit")
    count = Entry.everything.count()
    admin.post(f"{page}commit")
    assert Entry.everything.count() == count


def test_every_defect_is_told_with_row_column_and_remedy(admin: Client, land: Land) -> None:
    close_school(school=land.second_school, on=land.county.codes.get().since, by=SYSTEM)
    page = uploaded(
        admin,
        NEW,
        ("999999", "9999010010", "一", "小学", "镇区"),
        ("999902", "9999010011", "二", "小学", "镇区"),
        ("999900", "9999010012", "三", "小学", "镇区"),
        ("99990", "9999010013", "四", "小学", "镇区"),
        ("999901", "9999010009", "五", "小学", "镇区"),
        ("999901", "9999020001", "六", "小学", "镇区"),
        ("999901", "9999010002", "七", "小学", "镇区"),
        ("999901", "99-9", "八" * 121, "城堡", "太空"),
        ("", "9999010014", "", "", "镇区"),
        ("999901", 10**16, "#N/A", "小学", "镇区"),
    )
    answer = admin.get(page)
    defects = answer.context["look"].defects
    assert [(each.row, each.column, each.found[:12]) for each in defects] == [
        (3, "县级行政区划代码", "999999"),
        (4, "县级行政区划代码", "999902"),
        (5, "县级行政区划代码", "999900"),
        (6, "县级行政区划代码", "99990"),
        (7, "学校标识码", "9999010009"),
        (8, "学校标识码", "9999020001"),
        (9, "学校标识码", "9999010002"),
        (10, "学校标识码", "99-9"),
        (10, "学校名称", "八" * 12),
        (10, "学校类型", "城堡"),
        (10, "城乡类型", "太空"),
        (11, "县级行政区划代码", "（空）"),
        (11, "学校名称", "（空）"),
        (11, "学校类型", "（空）"),
        (12, "学校标识码", "1e+16"),
        (12, "学校名称", "#N/A"),
    ]
    assert all(each.expected and each.remedy for each in defects)
    remedies = [each.remedy for each in defects]
    assert "先新增区划" in remedies[0]
    assert "乙县不在您所辖的现行区划内" in remedies[1]
    assert "虚构州不是县级区划" in remedies[2]
    assert "与第 2 行重复" in remedies[4]
    assert "已登记给乙县的乙县第一小学" in remedies[5]
    assert "甲县第二小学已经撤销" in remedies[6]
    assert "有 16 处错误" in answer.content.decode()
    before = School.everything.count()
    admin.post(f"{page}commit")
    assert School.everything.count() == before, "all or none"


def test_the_words_to_fill_in_are_offered_as_the_workbook_has_them(
    admin: Client, land: Land
) -> None:
    page = uploaded(admin, (*NEW[:4], "太空"))
    admin.cookies["django_language"] = "en"
    (defect,) = admin.get(page).context["look"].defects
    assert "城区、镇区、乡村" in defect.expected


def test_a_county_of_a_former_code_is_told_its_present_one(admin: Client, land: Land) -> None:
    day = land.county.codes.get().since.replace(year=2021)
    rename_region(region=land.county, code="999911", name="甲市", since=day, by=SYSTEM)
    page = uploaded(admin, NEW)
    (defect,) = admin.get(page).context["look"].defects
    assert defect.expected == "现行代码 999911"


def test_both_lists_of_the_preview_are_exported(admin: Client, land: Land) -> None:
    page = uploaded(admin, NEW, ("999901", "9999010010", "", "小学", "镇区"))
    for query, name in (({"export": "xlsx"}, "甲县第九小学"), ({"wrong-export": "xlsx"}, "3")):
        book = openpyxl.load_workbook(io.BytesIO(admin.get(page, query).content))
        assert book.active is not None
        assert str(book.active["A2"].value) == name
    only = admin.get(page, {"what": "absent"}).context["plans"].page
    assert [each.code for each in only] == ["9999010001", "9999010002"]


def test_what_is_registered_alike_stays_and_other_words_are_only_noted(
    admin: Client, land: Land
) -> None:
    page = uploaded(admin, SAME, ("999901", "9999010001", "甲县第一小学", "九年一贯制", "镇区"))
    text = admin.get(page).content.decode()
    assert "没有要做的" in text
    assert "学校类型登记的是小学，名册里是九年一贯制；这里不改。" in text
    admin.post(f"{page}commit")
    land.school.refresh_from_db()
    assert land.school.type == "primary"


def test_a_code_taken_between_looking_and_committing_registers_nothing(
    admin: Client, land: Land
) -> None:
    page = uploaded(admin, NEW, RENAMED)
    School.everything.create(
        code=NEW[1], name="别校", county=land.other_county, type="primary", area_class="town"
    )
    admin.post(f"{page}commit")
    land.school.refresh_from_db()
    assert land.school.name == "甲县第一小学"
    assert "有 1 处错误" in admin.get(page).content.decode()


def test_the_template_reads_as_a_register_and_offers_words_and_counties(
    admin: Client, land: Land
) -> None:
    content = admin.get(f"{IMPORT}template.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["学校", "填写说明", "区划"]
    assert tuple(cell.value for cell in book["学校"][1]) == HEADS
    assert len(book["学校"].data_validations.dataValidation) == 3
    assert [row[0].value for row in book["区划"].iter_rows(min_row=2)] == ["999901"]
    for value, cell in zip(NEW, book["学校"][2], strict=True):
        cell.value = value
    filled = io.BytesIO()
    book.save(filled)
    answer = sent(admin, filled.getvalue())
    assert "没有错误" in admin.get(answer["Location"]).content.decode()


def test_the_official_workbook_is_read_as_it_is_and_further_columns_are_named(
    admin: Client, land: Land, tmp_path: Path
) -> None:
    path = tmp_path / "填报.xlsx"
    write_template(path)
    book = openpyxl.load_workbook(path)
    sheet = book["学校"]
    places = {
        str(cell.value).split("\n")[0]: cell.column for cell in sheet[2] if cell.value is not None
    }
    for head, value in zip(HEADS, NEW, strict=True):
        sheet.cell(row=4, column=places[head], value=value)
    book.save(path)
    page = sent(admin, path.read_bytes())["Location"]
    assert planned(admin, page)[0] == ("9999010009", "add")
    text = admin.get(page).content.decode()
    assert "没有读的列：中心校标识码、举办者类型代码、建校年份" in text


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "名册.xlsx", "空"),
        (b"PK\x03\x04broken", "名册.xlsx", "名册.xlsx"),
        (b"MZ\x90\x00", "名册.exe", "不是工作簿"),
        (workbook("学校", ("甲", "乙"), [("1", "2")]), "名册.xlsx", "没有找到表头"),
        (workbook("学校", HEADS[:4], [NEW[:4]]), "名册.xlsx", "没有找到表头：城乡类型"),
        (workbook("学校", HEADS, []), "名册.xlsx", "没有内容"),
        (workbook("学校", HEADS, [NEW] * 2001), "名册.xlsx", "一次最多 2000 行"),
        (workbook("学校", (*HEADS, "学校名称"), [(*NEW, "x")]), "名册.xlsx", "两次"),
    ],
)
def test_what_is_no_register_is_refused_with_the_reason(
    admin: Client, content: bytes, name: str, says: str
) -> None:
    text = sent(admin, content, name).content.decode()
    assert says in text[text.index("field-error") :]
    assert not SchoolRegister.everything.exists()


def test_a_file_larger_than_the_site_takes_is_refused(settings: Any) -> None:
    settings.UPLOAD_LIMIT = 3
    form = RegisterForm({}, {"file": SimpleUploadedFile("名册.xlsx", b"four")})
    assert "最大" in str(form.errors["file"])


def test_only_administrators_come_in_and_nobody_sees_the_register_of_another(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    page = uploaded(admin, NEW)
    for role, user in people.items():
        if role != "account_administrator":
            client = signed_in(user)
            assert client.get(IMPORT).status_code == 403, role
            assert client.get(page).status_code == 403, role
    other = User.objects.create_user(username="second-admin")
    Holding.everything.create(user=other, role_key="account_administrator", region=land.county)
    client = signed_in(other)
    assert client.get(page).status_code == 404
    assert client.post(f"{page}commit").status_code == 404


def test_an_administrator_of_another_region_by_now_does_not_open_the_old_register(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    page = uploaded(admin, NEW)
    held = Holding.everything.filter(user=people["account_administrator"])
    held.update(region=land.other_county)
    assert admin.get(page).status_code == 404
    assert admin.post(f"{page}commit").status_code == 404
    assert not School.everything.filter(code=NEW[1]).exists()
    held.update(region=land.county)
    assert admin.get(page).status_code == 200


def test_the_way_in_is_shown_to_administrators_at_every_level(
    prefecture: Client, people: dict[str, User], land: Land
) -> None:
    page = f"/territory/regions/{land.prefecture.pk}/schools/"
    assert IMPORT in prefecture.get(page).content.decode()
    for role, user in people.items():
        assert IMPORT not in signed_in(user).get(page).content.decode(), role


def test_looking_asks_as_often_for_many_schools_as_for_few(
    prefecture: Client, land: Land, django_assert_max_num_queries: Any
) -> None:
    rows = [("999901", f"77{number:05}", f"{number}小", "小学", "镇区") for number in range(400)]
    page = uploaded(prefecture, *rows, FAR)
    with django_assert_max_num_queries(15):
        prefecture.get(page)


def test_all_departments_are_added_to_a_county_and_then_no_more(admin: Client, land: Land) -> None:
    page = f"/territory/regions/{land.county.pk}/departments/"
    assert "登记全部责任单位" in admin.get(page).content.decode()
    answer = admin.post(f"{page}add-missing", follow=True)
    assert f"已登记 {len(UNITS) - 2} 个部门" in answer.content.decode()
    assert Department.everything.filter(region=land.county).count() == len(UNITS)
    trail = Entry.everything.filter(action="territory.add_department", path=land.county.path)
    assert trail.count() == len(UNITS)
    with_facts = [unit.kind for unit in UNITS if unit.facts]
    added = [each.after["kind"] for each in trail.order_by("number")[2 : len(with_facts)]]
    assert set(added) <= set(with_facts), "those that answer for figures come first"
    assert "没有新增" in admin.post(f"{page}add-missing", follow=True).content.decode()


def test_all_departments_are_added_to_all_counties_of_a_region(
    prefecture: Client, land: Land
) -> None:
    prefecture.post(f"/territory/regions/{land.prefecture.pk}/departments/add-missing")
    for county in (land.county, land.other_county):
        assert Department.everything.filter(region=county).count() == len(UNITS)
    assert not Department.everything.filter(region=land.prefecture).exists()


def test_departments_of_a_neighbour_or_by_somebody_else_are_not_added(
    admin: Client, people: dict[str, User], land: Land
) -> None:
    address = "/territory/regions/{}/departments/add-missing"
    assert admin.post(address.format(land.other_county.pk)).status_code == 403
    assert admin.post(address.format(land.prefecture.pk)).status_code == 403
    for role, user in people.items():
        if role != "account_administrator":
            answer = signed_in(user).post(address.format(land.county.pk))
            assert answer.status_code == 403, role
    assert Department.everything.count() == 2


def test_too_many_counties_at_once_or_none_are_refused_in_words(land: Land) -> None:
    with pytest.raises(NotPossible, match="邻州有 0 个"):
        add_missing_departments(region=land.other_prefecture, by=SYSTEM)
    Region.everything.bulk_create(
        Region(
            level=Level.COUNTY,
            parent=land.prefecture,
            path=f"{land.prefecture.path}{900_000 + number}",
            code=f"98{number:04}",
            name=f"{number}县",
        )
        for number in range(MOST_COUNTIES)
    )
    with pytest.raises(NotPossible, match=f"有 {MOST_COUNTIES + 2} 个"):
        add_missing_departments(region=land.prefecture, by=SYSTEM)


def test_too_many_counties_are_told_on_the_page(land: Land) -> None:
    client = signed_in(person("far", "account_administrator", region=land.other_prefecture))
    page = f"/territory/regions/{land.other_prefecture.pk}/departments/add-missing"
    assert "邻州有 0 个县" in client.post(page, follow=True).content.decode()
