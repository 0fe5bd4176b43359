"""The chain: what makes it break, who finds out, where."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from junheng_web.accounts.models import User
from junheng_web.audit import verification
from junheng_web.audit.actions import SYSTEM, By, record
from junheng_web.audit.chain import Break, breaks
from junheng_web.audit.models import Entry, Head, Verification
from junheng_web.audit.verification import give_up_lost, stop_verification, walk_along
from tests.site.conftest import Land, signed_in


@pytest.fixture
def rows(land: Land) -> list[Entry]:
    return [record("audit.demo", by=SYSTEM, subject=land.school) for _each in range(5)]


def tamper(sql: str, *values: object) -> None:
    """As somebody with the database in hand would: the triggers taken away first."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for verb in ("update", "delete"):
                cursor.execute(f"DROP TRIGGER IF EXISTS audit_entry_append_only_{verb}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute(sql, values)


def test_a_whole_trail_ends_the_command_well(
    rows: list[Entry], capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("verify_audit")
    told = capsys.readouterr().out
    assert f"末条 {rows[-1].number}" in told
    assert rows[-1].seal in told


def test_a_changed_row_is_told_with_its_number(
    rows: list[Entry], capsys: pytest.CaptureFixture[str]
) -> None:
    tamper("UPDATE audit_entry SET actor_name = %s WHERE number = %s", "别人", rows[2].number)
    with pytest.raises(CommandError) as raised:
        call_command("verify_audit")
    assert raised.value.returncode == 1
    assert capsys.readouterr().out == f"第 {rows[2].number} 条：内容与封印不符\n"


def test_every_break_is_told(rows: list[Entry]) -> None:
    tamper("UPDATE audit_entry SET reason = %s WHERE number = %s", "x", rows[0].number)
    tamper("DELETE FROM audit_entry WHERE number = %s", rows[2].number)
    found = [(each.number, each.reason) for each in breaks()]
    assert found == [
        (rows[0].number, "内容与封印不符"),
        (rows[2].number, f"缺少第 {rows[2].number} 至 {rows[2].number} 条"),
    ]


def test_rows_cut_off_at_the_end_are_missed(rows: list[Entry]) -> None:
    tamper("DELETE FROM audit_entry WHERE number > %s", rows[3].number)
    assert [each.number for each in breaks()] == [rows[4].number]


def test_rows_put_in_past_the_head_are_found(rows: list[Entry]) -> None:
    Head.everything.update(number=rows[3].number, seal=rows[3].seal)
    assert [each.number for each in breaks()] == [rows[4].number]


def test_a_walk_from_a_later_row_does_not_look_at_the_earlier(rows: list[Entry]) -> None:
    tamper("UPDATE audit_entry SET reason = %s WHERE number = %s", "x", rows[0].number)
    assert list(breaks(start=rows[2].number)) == []
    assert [each.number for each in breaks(start=rows[0].number)] == [rows[0].number]


def test_the_command_refuses_a_number_below_one(db: None) -> None:
    with pytest.raises(CommandError, match="1 以上"):
        call_command("verify_audit", from_number=0)


@pytest.mark.django_db(transaction=True)
def test_the_page_walks_in_the_background_and_shows_the_outcome(people: dict[str, User]) -> None:
    client = signed_in(people["auditor"])
    answer = client.post("/audit/verify/", {"start": "1"})
    walk = Verification.everything.get()
    assert answer["Location"] == f"/audit/verify/{walk.pk}/"
    assert "等待中" in client.get(answer["Location"]).content.decode()
    walk_along(walk)
    page = client.get(answer["Location"]).content.decode()
    assert "完整" in page
    assert Verification.everything.get().seal in page
    part = client.get(answer["Location"], headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part


def test_a_broken_trail_shows_on_the_pages(rows: list[Entry], people: dict[str, User]) -> None:
    tamper("UPDATE audit_entry SET reason = %s WHERE number = %s", "x", rows[1].number)
    walk = walk_along(Verification.everything.create())
    client = signed_in(people["auditor"])
    assert "内容与封印不符" in client.get(f"/audit/verify/{walk.pk}/").content.decode()
    assert "有 1 处断裂" in client.get("/audit/verify/").content.decode()
    assert "最近一次核验发现断裂" in client.get("/audit/").content.decode()


def test_a_walk_whose_worker_was_lost_is_given_up(people: dict[str, User]) -> None:
    walk = Verification.everything.create(state="running", renewed_at="2026-01-01T00:00:00Z")
    assert give_up_lost() == 1
    page = signed_in(people["auditor"]).get(f"/audit/verify/{walk.pk}/").content.decode()
    assert "重新发起" in page


@pytest.mark.django_db(transaction=True)
def test_a_walk_is_stopped_by_a_button_while_it_waits_or_goes_on(
    people: dict[str, User], monkeypatch: pytest.MonkeyPatch
) -> None:
    client = signed_in(people["auditor"])
    client.post("/audit/verify/", {"start": "1"})
    walk = Verification.everything.get()
    stop = f"/audit/verify/{walk.pk}/stop"
    assert stop in client.get(f"/audit/verify/{walk.pk}/").content.decode()
    assert client.post(stop)["Location"] == f"/audit/verify/{walk.pk}/"
    assert walk_along(walk).state == "stopped", "what waited does not begin"
    client.post(stop)
    assert Entry.everything.filter(action="audit.stop_verification").count() == 1

    second = Verification.everything.create()
    by = By(user=people["auditor"])

    def looking(*, start: int, looked_at: Callable[[int], None]) -> Iterator[Break]:
        looked_at(2000)
        stop_verification(walk=second, by=by)
        looked_at(4000)
        yield Break(number=1, reason="not reached")

    monkeypatch.setattr(verification, "breaks", looking)
    found = walk_along(second)
    assert (found.state, found.looked, found.found) == ("stopped", 2000, [])
    page = client.get(f"/audit/verify/{second.pk}/").content.decode()
    assert "已核验 2000 条，没有结论" in page
    assert f"{second.pk}/stop" not in page


@pytest.mark.parametrize("start", ["", "0", "x"])
def test_a_wrong_beginning_is_refused_beside_the_field(people: dict[str, User], start: str) -> None:
    page = signed_in(people["auditor"]).post("/audit/verify/", {"start": start})
    assert "field-error" in page.content.decode()
    assert not Verification.everything.exists()
