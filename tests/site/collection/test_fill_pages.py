"""The form of a return in a browser: with and without its script, never losing what was typed."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from junheng_web.accounts.models import User
from junheng_web.collection.actions.entry import Cell, save_cells, save_document
from junheng_web.collection.documents import document_of
from junheng_web.collection.models import Remark, Return, ReturnState, Revision, Source
from tests.site.collection.fill_world import STAGE_ROW, Season, by, season_of
from tests.site.conftest import Land, person, signed_in

CODE = "9999010001"


@pytest.fixture
def season(land: Land) -> Season:
    return season_of(land)


@pytest.fixture
def clerk(people: dict[str, User]) -> Client:
    return signed_in(people["school_clerk"])


class Fields(HTMLParser):
    """What a browser would send of the form ``fill`` as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.values: dict[str, str] = {}
        self._inside = False
        self._select = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        found = dict(attrs)
        if tag == "form":
            self._inside = found.get("id") == "fill"
        if not self._inside:
            return
        if tag == "input":
            self.values[found["name"]] = found.get("value") or ""
        elif tag == "select":
            self._select = found["name"]
            self.values[self._select] = ""
        elif tag == "option" and self._select and "selected" in found:
            self.values[self._select] = found.get("value") or ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._inside = False
        if tag == "select":
            self._select = ""


def address(of: Return) -> str:
    return reverse("collection:return", args=[of.pk])


def form_of(client: Client, of: Return) -> dict[str, str]:
    answer = client.get(address(of))
    assert answer.status_code == 200
    return Fields(answer.content.decode()).values


def send(client: Client, of: Return, **sent: Any) -> Any:
    return client.post(
        reverse("collection:cells", args=[of.pk]),
        json.dumps(sent),
        content_type="application/json",
    )


def cell(column: str, text: str, key: tuple[str, ...] = (CODE, "primary")) -> dict[str, Any]:
    return {"table": "stages", "key": list(key), "column": column, "text": text}


def test_the_form_shows_labels_units_notes_and_last_years_values(
    season: Season, clerk: Client
) -> None:
    page = clerk.get(address(season.school)).content.decode()
    assert "教学及辅助用房面积" in page
    assert "（平方米）" in page
    assert "含室内体育用房；全校数" in page
    assert "上年 4000" in page
    assert "上年 480" in page
    assert "style=" not in page
    assert "onclick" not in page


def test_the_plain_form_saves_every_cell_and_shows_what_is_wrong(
    season: Season, clerk: Client
) -> None:
    values = form_of(clerk, season.school)
    values |= {
        "stages-0-pupils": "约500",
        "schools-0-operator": "7",
        "classes-new0-grade": "1",
        "classes-new0-class_no": "2",
        "classes-new0-pupils": "40",
        "do": "save",
    }
    answer = clerk.post(address(season.school), values, follow=True)
    assert answer.redirect_chain
    page = answer.content.decode()
    assert "已保存" in page
    assert 'href="#c-stages-0-pupils"' in page
    assert 'value="约500"' in page
    stored = Return.everything.get(pk=season.school.pk)
    assert stored.document["schools"][0]["operator"] == "7"
    assert stored.document["classes"] == [
        {"school_code": CODE, "grade": "1", "class_no": "2", "pupils": "40"}
    ]


def test_a_form_that_changes_nothing_makes_no_version(season: Season, clerk: Client) -> None:
    clerk.post(address(season.school), form_of(clerk, season.school))
    assert Return.everything.get(pk=season.school.pk).version == 0


def test_rows_are_added_and_removed_without_script(season: Season, clerk: Client) -> None:
    for _ in range(2):
        values = form_of(clerk, season.school) | {"do": "add:rooms"}
        assert clerk.post(address(season.school), values).status_code == 302
    values = form_of(clerk, season.school)
    assert values["rooms-1-key"] == json.dumps([CODE, "", "2"], separators=(",", ":"))
    values |= {"rooms-0-kind": "music", "rooms-0-area_m2": "90", "do": "remove:rooms:1"}
    clerk.post(address(season.school), values)
    stored = Return.everything.get(pk=season.school.pk).document
    assert stored["rooms"] == [{"school_code": CODE, "kind": "music", "area_m2": "90"}]
    values = form_of(clerk, season.school) | {"do": "add:stages", "new-stage": "junior"}
    clerk.post(address(season.school), values)
    stored = Return.everything.get(pk=season.school.pk).document
    assert [row["stage"] for row in stored["stages"]] == ["primary", "junior"]


def test_the_second_of_two_plain_forms_is_told_and_keeps_what_was_typed(
    season: Season, clerk: Client, people: dict[str, User]
) -> None:
    first, second = form_of(clerk, season.school), form_of(clerk, season.school)
    head = signed_in(people["school_head"])
    head.post(address(season.school), first | {"stages-0-pupils": "480", "stages-0-teachers": "30"})
    answer = clerk.post(
        address(season.school), second | {"stages-0-pupils": "500", "stages-0-classes": "12"}
    )
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "head君" in page
    assert "“480”" in page
    again = Fields(page).values
    assert again["stages-0-pupils"] == "500"
    assert again["stages-0-classes"] == "12"
    assert again["stages-0-teachers"] == "30"
    assert Return.everything.get(pk=season.school.pk).document["stages"][0]["pupils"] == "480"
    assert clerk.post(address(season.school), again).status_code == 302
    row = Return.everything.get(pk=season.school.pk).document["stages"][0]
    assert (row["pupils"], row["classes"], row["teachers"]) == ("500", "12", "30")


def test_what_was_typed_into_a_return_that_was_closed_meanwhile_is_shown(
    season: Season, clerk: Client
) -> None:
    values = form_of(clerk, season.school) | {"stages-0-pupils": "731"}
    Return.everything.filter(pk=season.school.pk).update(state=ReturnState.SUBMITTED)
    answer = clerk.post(address(season.school), values)
    assert answer.status_code == 409
    assert "<strong>731</strong>" in answer.content.decode()


def test_a_cell_is_saved_as_it_is_typed_and_its_error_comes_back(
    season: Season, clerk: Client
) -> None:
    answer = send(clerk, season.school, version=0, cells=[cell("pupils", "约五百")])
    told = answer.json()
    assert told["version"] == 1
    found = {(each["table"], each["column"]): each for each in told["findings"]}
    assert found["stages", "pupils"]["error"]
    assert "错误" in found["stages", "pupils"]["html"]
    assert json.loads(found["stages", "pupils"]["key"]) == [CODE, "primary"]


def test_a_new_row_gets_a_key_and_a_renamed_row_its_new_one(season: Season, clerk: Client) -> None:
    rows = [
        {"table": "classes", "cells": {"stage": "primary", "grade": "1", "class_no": "1"}},
        {"table": "classes", "cells": {"stage": "primary", "grade": "1"}},
    ]
    told = send(clerk, season.school, version=0, rows=rows).json()
    assert [json.loads(key) for key in told["rows"]] == [
        [CODE, "primary", "1", "1"],
        [CODE, "primary", "1", ""],
    ]
    change = {
        "table": "classes",
        "key": [CODE, "primary", "1", ""],
        "column": "class_no",
        "text": "2",
    }
    told = send(clerk, season.school, version=told["version"], cells=[change]).json()
    assert told["moved"] == [
        ["classes", f'["{CODE}","primary","1",""]', f'["{CODE}","primary","1","2"]']
    ]


def test_the_script_is_told_who_changed_the_same_cell_and_what_others_changed(
    season: Season, clerk: Client, people: dict[str, User]
) -> None:
    for column in ("pupils", "teachers"):
        now = Return.everything.get(pk=season.school.pk)
        change = Cell(table="stages", key=(CODE, "primary"), column=column, text="30")
        save_cells(of=now, version=now.version, changes=[change], by=by(people["school_head"]))
    answer = send(clerk, season.school, version=0, cells=[cell("pupils", "31")])
    assert answer.status_code == 409
    (clash,) = answer.json()["clashes"]
    assert (clash["column"], clash["theirs"]) == ("pupils", "30")
    assert (answer.json()["version"], answer.json()["reload"]) == (2, False)
    assert [each["column"] for each in answer.json()["others"]] == ["teachers"]
    assert "head君" in clash["html"]
    told = send(clerk, season.school, version=0, cells=[cell("classes", "2")]).json()
    assert {(each["column"], each["text"], each["who"]) for each in told["others"]} == {
        ("pupils", "30", "head君"),
        ("teachers", "30", "head君"),
    }
    assert told["reload"] is False


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"version": "x", "cells": []},
        {"version": 0, "cells": [{"table": "nothing"}]},
        {"version": 0, "cells": "text"},
        {"version": 0, "rows": [{"table": "schools", "cells": {}}]},
        {"version": 99, "cells": []},
        {"version": 0, "cells": [cell("pupils", "9" * 3000)]},
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    season: Season, clerk: Client, sent: dict[str, Any]
) -> None:
    assert send(clerk, season.school, **sent).status_code == 400
    assert Return.everything.get(pk=season.school.pk).version == 0


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"cells": [cell("pupilz", "1")]}, ("学段 stages", "pupilz")),
        ({"cells": [cell("school_code", "1")]}, ("学段 stages", "学校标识码 school_code")),
        ({"cells": [{**cell("value", "1"), "table": "county"}]}, ("county", "value")),
        ({"rows": [{"table": "rooms", "cells": {"kind": "art", "size": "9"}}]}, ("rooms", "size")),
    ],
)
def test_a_cell_that_the_return_does_not_have_is_refused_by_name(
    season: Season, clerk: Client, sent: dict[str, Any], words: tuple[str, ...]
) -> None:
    answer = send(clerk, season.school, version=0, **sent)
    assert answer.status_code == 423
    assert all(word in answer.json()["refused"] for word in words)
    assert Return.everything.get(pk=season.school.pk).version == 0


@pytest.mark.parametrize("field", ["stages-0-pupilz", "county-0-value", "rooms-new0-size"])
def test_a_field_that_the_return_does_not_have_is_refused_by_name(
    season: Season, clerk: Client, field: str
) -> None:
    form = {**form_of(clerk, season.school), "stages-0-pupils": "7", field: "1"}
    answer = clerk.post(address(season.school), form)
    page = answer.content.decode()
    assert answer.status_code == 409
    table, _place, column = field.split("-")
    assert "没有保存" in page
    assert f" {table}”" in page
    assert column in page
    assert Return.everything.get(pk=season.school.pk).version == 0


def test_a_cell_of_a_closed_return_is_refused_in_words(season: Season, clerk: Client) -> None:
    Return.everything.filter(pk=season.school.pk).update(state=ReturnState.APPROVED)
    answer = send(clerk, season.school, version=0, cells=[cell("pupils", "1")])
    assert answer.status_code == 423
    assert "不能修改" in answer.json()["refused"]


def test_others_see_no_form_and_strangers_see_nothing(
    season: Season, people: dict[str, User]
) -> None:
    leader = signed_in(people["county_leader"])
    page = leader.get(address(season.school)).content.decode()
    assert "您可以查看这份报表，不能修改" in page
    assert 'id="fill"' not in page
    assert leader.post(address(season.school), {"version": "0"}).status_code == 403
    assert send(leader, season.school, version=0, cells=[]).status_code == 403
    stranger = signed_in(person("stranger", "school_clerk", school=season.second_school.school))
    assert stranger.get(address(season.school)).status_code == 404
    assert send(stranger, season.school, version=0, cells=[]).status_code == 404
    assert signed_in(people["auditor"]).get(address(season.school)).status_code == 404
    assert Client().get(address(season.school)).status_code == 302


def test_remarks_of_the_reviewer_stand_beside_their_cells(
    season: Season, clerk: Client, people: dict[str, User]
) -> None:
    for table, key, column, text in (
        ("stages", [CODE, "primary"], "pupils", "请核对在校生数"),
        ("", [], "", "请尽快补齐"),
    ):
        Remark.everything.create(
            on=season.school,
            table=table,
            key=key,
            column=column,
            text=text,
            demands=True,
            by=people["county_statistician"],
        )
    page = clerk.get(address(season.school)).content.decode()
    assert "审核意见：请核对在校生数" in page
    assert "请尽快补齐" in page


def test_last_years_stock_is_carried_over_where_nothing_was_entered(
    season: Season, clerk: Client
) -> None:
    values = form_of(clerk, season.school) | {"schools-0-multimedia_rooms": "20", "do": "carry"}
    clerk.post(address(season.school), values)
    stored = Return.everything.get(pk=season.school.pk).document
    row = stored["schools"][0]
    assert (row["multimedia_rooms"], row["teaching_area_m2"]) == ("20", "4000")
    assert "public_fund_yuan" not in row
    assert "pupils" not in stored["stages"][0]
    assert len(stored["rooms"]) == 2
    assert {each.source for each in Revision.everything.all()} == {Source.FORM, Source.CARRIED}


def test_a_department_fills_in_its_facts(season: Season, people: dict[str, User]) -> None:
    clerk = signed_in(people["department_clerk"])
    page = clerk.get(address(season.finance)).content.decode()
    assert "小学生均公用经费基准定额" in page
    assert "用于第 7.2 条" in page
    values = form_of(clerk, season.finance) | {"county-0-value": "八百"}
    page = clerk.post(address(season.finance), values, follow=True).content.decode()
    assert 'value="八百"' in page
    assert "小学生均公用经费基准定额" in page
    assert clerk.get(address(season.education)).status_code == 404


def test_conclusions_are_offered_in_the_words_of_their_clause(
    season: Season, people: dict[str, User]
) -> None:
    statistician = signed_in(people["county_statistician"])
    page = statistician.get(address(season.education)).content.decode()
    assert '<option value="met">达标</option>' in page
    assert '<option value="not_met">存在</option>' in page


def test_the_history_tells_every_change(season: Season, clerk: Client) -> None:
    send(clerk, season.school, version=0, cells=[cell("pupils", "480")])
    history = reverse("collection:history", args=[season.school.pk])
    page = clerk.get(history).content.decode()
    assert "clerk君" in page
    assert "在校生数" in page
    assert clerk.get(history, {"export": "xlsx"})["Content-Type"].endswith("sheet")


def test_a_database_that_is_away_while_saving_loses_nothing(
    season: Season, clerk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    values = form_of(clerk, season.school) | {"stages-0-pupils": "480"}

    def away(*args: object, **more: object) -> None:
        raise OperationalError("the database is away")

    with monkeypatch.context() as patch:
        patch.setattr(Return, "save", away)
        answer = clerk.post(address(season.school), values)
        assert answer.status_code == 503
        assert "没有丢" in answer.content.decode()
        told = send(clerk, season.school, version=0, cells=[cell("pupils", "480")])
        assert told.status_code == 503
    assert Revision.everything.count() == 0
    assert clerk.post(address(season.school), values).status_code == 302
    stored = Return.everything.get(pk=season.school.pk)
    assert stored.document["stages"][0]["pupils"] == "480"


def test_a_page_with_300_classes_asks_the_database_no_more(
    season: Season,
    clerk: Client,
    people: dict[str, User],
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    document = document_of(season.school)
    document["stages"] = [STAGE_ROW]
    document["classes"] = [
        {"stage": "primary", "grade": str(n // 50 + 1), "class_no": str(n % 50 + 1), "pupils": "40"}
        for n in range(300)
    ]
    save_document(of=season.school, version=0, document=document, by=by(people["school_clerk"]))
    clerk.get(address(season.school))
    with django_assert_max_num_queries(20):
        page = clerk.get(address(season.school)).content.decode()
    assert 'id="c-classes-299-pupils"' in page
    with django_assert_max_num_queries(24):
        send(clerk, season.school, version=1, cells=[cell("pupils", "12000")])
