"""The first steps of a new installation: regions, then the account that invites the others."""

from __future__ import annotations

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from junheng_web.lib.doors import Permission
from junheng_web.territory.models import Region
from junheng_web.territory.queries import name_on, region_of_code

TABLE = """代码,名称,起,原代码
530000,云南省,,
532300,楚雄彝族自治州,,
532331,禄丰县,,
532302,禄丰市,2021-01-31,532331
532323,牟定县,,
429004,仙桃市,,
420000,湖北省,,
"""


def load(tmp_path: Path, text: str) -> str:
    """What the command says of a table."""
    path, said = tmp_path / "区划.csv", StringIO()
    path.write_text(text, encoding="utf-8")
    call_command("load_regions", str(path), stdout=said)
    return said.getvalue()


@pytest.mark.django_db
def test_a_county_that_changed_its_code_is_one_region(tmp_path: Path) -> None:
    assert "新增 6 个区划，变更代码 1 个" in load(tmp_path, TABLE)
    before = region_of_code("532331", on=date(2020, 9, 1))
    after = region_of_code("532302", on=date(2023, 9, 1))
    assert before is not None
    assert before == after
    assert region_of_code("532331", on=date(2023, 9, 1)) is None
    named = name_on(before, on=date(2020, 9, 1))
    assert named is not None
    assert (named.code, named.name) == ("532331", "禄丰县")
    assert Region.everything.get(code="532302").parent == Region.everything.get(code="532300")
    assert Region.everything.get(code="429004").parent == Region.everything.get(code="420000")


@pytest.mark.django_db
def test_a_county_whose_prefecture_was_forgotten_is_not_put_under_the_province(
    tmp_path: Path,
) -> None:
    text = "代码,名称\n530000,云南省\n533323,某县\n310000,上海市\n310101,黄浦区\n"
    with pytest.raises(CommandError, match="第 3 行：533323 某县 的上级 533300 不在文件里"):
        load(tmp_path, text)
    assert not Region.everything.filter(code="530000").exists()
    load(tmp_path, text.replace("533323,某县\n", ""))
    assert Region.everything.get(code="310101").parent == Region.everything.get(code="310000")


@pytest.mark.django_db
def test_loading_twice_changes_nothing(tmp_path: Path) -> None:
    load(tmp_path, TABLE)
    assert "新增 0 个区划，变更代码 0 个" in load(tmp_path, TABLE)


@pytest.mark.django_db
def test_every_defect_of_the_table_is_told_and_nothing_is_loaded(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as told:
        load(tmp_path, "代码,名称,起\n5300,云南省,\n532300,,2021/1/1\n")
    for part in ("第 2 行", "5300", "第 3 行", "缺少名称", "2021/1/1"):
        assert part in str(told.value)
    assert not Region.everything.exists()


@pytest.mark.django_db
def test_the_first_account_administers_its_region(tmp_path: Path) -> None:
    load(tmp_path, TABLE)
    said = StringIO()
    call_command("first_account", "admin", name="张三", region="532300", stdout=said)
    user = User.objects.get(username="admin")
    assert user.must_change_password
    assert user.reach(Permission.MANAGE_ACCOUNTS).paths == (
        Region.everything.get(code="532300").path,
    )
    assert not user.reach(Permission.READ_RETURNS)
    password = said.getvalue().split("一次性密码 ")[1].split("（")[0]
    assert user.check_password(password)
    assert password not in str(Entry.everything.first().after)  # type: ignore[union-attr]
    with pytest.raises(CommandError, match="已经有了"):
        call_command("first_account", "Admin", name="李四", region="532300")
