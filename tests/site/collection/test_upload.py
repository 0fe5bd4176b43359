"""Uploading a workbook: everything looked at first, then taken in whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from junheng.census.entry import read_entered
from junheng_web.accounts.models import Holding, User
from junheng_web.audit.models import Entry
from junheng_web.collection.actions import uploads
from junheng_web.collection.actions.entry import Cell, save_cells
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.actions.taking_in import commit_upload
from junheng_web.collection.checking import joined
from junheng_web.collection.models import Return, ReturnState, Revision, Source, Upload, UploadState
from junheng_web.collection.queries.last_year import all_returns
from junheng_web.collection.queries.uploads import scope_of, uploads_of
from junheng_web.jobs.actions import perform
from junheng_web.jobs.models import Job, State
from tests.site.collection.fill_world import by
from tests.site.collection.upload_world import County, county_of, sent, some, workbook
from tests.site.conftest import Land, person, signed_in


@pytest.fixture
def county(land: Land) -> County:
    return county_of(land)


def received(county: County, content: bytes, who: Any = None, **more: Any) -> Upload:
    made, job = uploads.receive(
        of=county.round,
        school=more.get("school"),
        file=sent(content),
        by=by(who or county.statistician),
    )
    assert job is None
    return made


def messages_of(upload: Upload) -> str:
    return "\n".join(f"{each['check']} {each['message']}" for each in upload.defects)


def test_a_county_is_taken_in_as_it_stands_in_the_workbook(county: County, tmp_path: Path) -> None:
    upload = received(county, workbook(county.census, tmp_path))
    assert (upload.state, messages_of(upload)) == (UploadState.READY, "")
    assert len(upload.versions) == len(county.census.schools) + 6
    assert commit_upload(upload=upload, by=by(county.statistician))
    returns = all_returns(county.round)
    read = read_entered(joined(returns).entered)
    assert read.census is not None
    assert [replace(each, row=0) for each in read.census.stages] == [
        replace(each, row=0) for each in county.census.stages
    ]
    assert {each.version for each in returns} == {1}
    assert {each.errors for each in returns} == {0}
    assert all(each.filled for each in returns)
    assert Revision.everything.filter(source=Source.UPLOAD).count() == len(returns)
    entry = Entry.everything.get(action="collection.commit_upload")
    assert entry.after["cells"] == sum(len(each.changes) for each in Revision.everything.all())


def test_committing_twice_does_it_once(county: County, tmp_path: Path) -> None:
    upload = received(county, workbook(county.census, tmp_path))
    assert commit_upload(upload=upload, by=by(county.statistician))
    assert not commit_upload(upload=upload, by=by(county.statistician))
    assert {each.version for each in all_returns(county.round)} == {1}


def test_the_same_workbook_again_changes_nothing(county: County, tmp_path: Path) -> None:
    content = workbook(county.census, tmp_path)
    commit_upload(upload=received(county, content), by=by(county.statistician))
    again = received(county, content)
    assert (again.state, again.differences, again.versions) == (UploadState.READY, [], {})


def test_one_refused_row_refuses_the_whole_upload_and_all_defects_are_listed(
    county: County, tmp_path: Path
) -> None:
    def spoil(book: Any) -> None:
        book["学段"]["C2"] = "约五百"
        book["学校"]["F3"] = "不知道"

    upload = received(county, workbook(county.census, tmp_path, edit=spoil))
    assert upload.state == UploadState.REFUSED
    found = {(each["sheet"], each["row"], each["column"]) for each in upload.defects}
    assert {("学段", 2, "C"), ("学校", 3, "F")} <= found
    with pytest.raises(Refused, match="不能入库"):
        commit_upload(upload=upload, by=by(county.statistician))
    assert not Revision.everything.exists()


def test_schools_unknown_or_out_of_reach_are_named(county: County, tmp_path: Path) -> None:
    schools = county.census.schools
    stranger = replace(schools[0], school_code="9999019999", name="没有登记的小学")
    rows = tuple(
        replace(each, school_code="9999019999")
        for each in county.census.stages
        if each.school_code == schools[0].school_code
    )
    added = replace(
        county.census,
        schools=(*schools, stranger),
        stages=(*county.census.stages, *rows),
        layouts={},
    )
    upload = received(county, workbook(added, tmp_path))
    assert upload.state == UploadState.REFUSED
    assert "site.school_unknown 本轮采集没有这所学校" in messages_of(upload)
    other = some(county.census, [schools[1].school_code])
    upload = received(county, workbook(other, tmp_path), county.clerk)
    assert upload.state == UploadState.REFUSED
    assert "site.school_out_of_reach" in messages_of(upload)


def test_a_school_sends_its_own_workbook_though_its_centre_is_not_in_it(
    county: County, tmp_path: Path
) -> None:
    point = next(each for each in county.census.schools if each.parent_code)
    school = Return.everything.get(school__code=point.school_code).school
    clerk = person("point", "school_clerk", school=school)
    content = workbook(some(county.census, [point.school_code]), tmp_path)
    upload = received(county, content, clerk)
    assert (upload.state, messages_of(upload)) == (UploadState.READY, "")
    commit_upload(upload=upload, by=by(clerk))
    stored = Return.everything.get(school=school)
    assert stored.document["schools"][0]["parent_code"] == point.parent_code


def test_facts_of_a_department_out_of_reach_are_refused(county: County, tmp_path: Path) -> None:
    upload = received(county, workbook(county.census, tmp_path), county.clerk)
    assert "填报，不在您的填报范围内" in "".join(
        each["message"] for each in upload.defects
    ) or "site.school_out_of_reach" in messages_of(upload)
    assert upload.state == UploadState.REFUSED
    mine = replace(some(county.census, [county.code]), county=county.census.county, layouts={})
    upload = received(county, workbook(mine, tmp_path), county.clerk)
    assert "site.fact_out_of_reach" in messages_of(upload)


def test_returns_that_are_closed_are_named_where_the_workbook_would_change_them(
    county: County, tmp_path: Path
) -> None:
    content = workbook(county.census, tmp_path)
    commit_upload(upload=received(county, content), by=by(county.statistician))
    Return.everything.filter(school__code=county.code).update(state=ReturnState.APPROVED)
    assert received(county, content).state == UploadState.READY

    def change(book: Any) -> None:
        book["学校"]["S2"] = 34

    upload = received(county, workbook(county.census, tmp_path, edit=change))
    assert upload.state == UploadState.REFUSED
    (found,) = [each for each in upload.defects if each["check"] == "site.return_closed"]
    assert "已通过" in found["message"]
    assert found["school_code"] == county.code


def test_a_blank_cell_takes_nothing_away_and_listed_rooms_replace_the_others(
    county: County, tmp_path: Path
) -> None:
    commit_upload(
        upload=received(county, workbook(county.census, tmp_path)), by=by(county.statistician)
    )
    rooms = [each for each in county.census.rooms if each.school_code == county.code]
    mine = some(county.census, [county.code])
    mine = replace(
        mine,
        schools=(replace(mine.schools[0], equipment_yuan=None),),
        rooms=(replace(rooms[0], area_m2=77),),
        classes=(),
    )
    upload = received(county, workbook(mine, tmp_path), county.clerk)
    assert upload.state == UploadState.READY, messages_of(upload)
    commit_upload(upload=upload, by=by(county.clerk))
    stored = Return.everything.get(school__code=county.code).document
    assert stored["schools"][0]["equipment_yuan"]
    assert [row["area_m2"] for row in stored["rooms"]] == ["77"]
    assert len(stored["classes"]) == sum(
        each.school_code == county.code for each in county.census.classes
    )


def test_a_change_since_the_comparison_is_told_and_nothing_is_stored(
    county: County, tmp_path: Path
) -> None:
    upload = received(county, workbook(county.census, tmp_path))
    of = Return.everything.get(school__code=county.code)
    stage = next(each for each in county.census.stages if each.school_code == county.code)
    key = (county.code, stage.stage.value)
    cell = Cell(table="stages", key=key, column="pupils", text="7")
    save_cells(of=of, version=0, changes=[cell], by=by(county.clerk))
    with pytest.raises(Refused) as caught:
        commit_upload(upload=upload, by=by(county.statistician))
    assert caught.value.lines == (f"“{of.subject.name}”刚由clerk1君改过",)
    assert Return.everything.filter(version__gt=0).count() == 1
    uploads.compare_again(upload=upload, by=by(county.statistician))
    upload.refresh_from_db()
    assert commit_upload(upload=upload, by=by(county.statistician))


def test_only_the_sender_commits_and_only_those_who_fill_in_send(
    county: County, tmp_path: Path, land: Land
) -> None:
    content = workbook(county.census, tmp_path)
    upload = received(county, content)
    with pytest.raises(PermissionDenied):
        commit_upload(upload=upload, by=by(county.clerk))
    leader = person("boss", "county_leader", region=land.county)
    with pytest.raises(PermissionDenied):
        received(county, content, leader)


def hostile() -> dict[str, bytes]:
    bomb = BytesIO()
    with ZipFile(bomb, "w", compression=8) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.xml", b"0" * 300_000_000)
    entities = BytesIO()
    with ZipFile(entities, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(
            "xl/workbook.xml",
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><workbook>&b;</workbook>',
        )
    return {
        "text": b"not a workbook at all",
        "cut": b"PK\x03\x04" + b"\x00" * 50,
        "bomb": bomb.getvalue(),
        "entities": entities.getvalue(),
    }


@pytest.mark.parametrize("kind", ["text", "cut", "bomb", "entities"])
def test_hostile_files_are_refused_in_words(county: County, kind: str) -> None:
    upload = received(county, hostile()[kind])
    assert upload.state == UploadState.REFUSED
    (found,) = upload.defects
    assert "全县.xlsx" in found["message"]
    assert upload.file.name.rpartition("/")[2] not in found["message"]


def test_what_is_no_workbook_by_name_or_is_empty_is_not_kept(county: County) -> None:
    for name, content in (("a.exe", b"MZ"), ("a.csv", b"a,b"), ("a.xlsx", b"")):
        with pytest.raises(Refused):
            uploads.receive(
                of=county.round,
                school=None,
                file=sent(content, name),
                by=by(county.statistician),
            )
    assert not Upload.everything.exists()


def test_a_large_workbook_is_read_in_the_background(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", 10)
    upload, job = uploads.receive(
        of=county.round,
        school=None,
        file=sent(workbook(county.census, tmp_path)),
        by=by(county.statistician),
    )
    assert job is not None
    assert upload.state == UploadState.READING
    perform(job.pk)
    job = Job.everything.get(pk=job.pk)
    upload.refresh_from_db()
    assert (job.state, upload.state) == (State.DONE, UploadState.READY)
    assert job.link == reverse("collection:preview", args=[upload.pk])
    assert signed_in(county.statistician).get(job.link).status_code == 200


def test_an_upload_that_was_given_up_while_it_was_read_stays_given_up(
    county: County, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uploads, "AT_ONCE", 10)
    who = by(county.statistician)
    upload, job = uploads.receive(
        of=county.round, school=None, file=sent(workbook(county.census, tmp_path)), by=who
    )
    assert job is not None
    compare = uploads._compare

    def given_up_meanwhile(*given: Any) -> None:
        compare(*given)
        uploads.discard(upload=upload, by=who)

    monkeypatch.setattr(uploads, "_compare", given_up_meanwhile)
    perform(job.pk)
    upload.refresh_from_db()
    assert upload.state == UploadState.DISCARDED
    assert Job.everything.get(pk=job.pk).state == State.DONE
    with pytest.raises(Refused):
        commit_upload(upload=upload, by=who)


def test_a_reading_that_was_lost_leaves_an_upload_that_can_be_read_again(
    county: County, tmp_path: Path
) -> None:
    upload = received(county, workbook(county.census, tmp_path))
    Upload.everything.filter(pk=upload.pk).update(state=UploadState.READING)
    uploads.abandoned({"upload": str(upload.pk)}, "后台程序中断")
    upload.refresh_from_db()
    assert (upload.state, upload.defects[0]["message"]) == (UploadState.REFUSED, "后台程序中断")
    uploads.compare_again(upload=upload, by=by(county.statistician))
    upload.refresh_from_db()
    assert upload.state == UploadState.READY


def test_the_pages_lead_from_the_file_to_the_stored_returns(county: County, tmp_path: Path) -> None:
    client = signed_in(county.statistician)
    address = reverse("collection:upload", args=[county.round.pk])
    assert client.get(address).status_code == 200

    def doubt(book: Any) -> None:
        book["学校"]["C2"] = "=1+1"
        book["学校"]["C3"] = "别的名称"

    content = workbook(county.census, tmp_path, edit=doubt)
    answer = client.post(address, {"file": sent(content)}, follow=True)
    page = answer.content.decode()
    assert "错误和提醒" in page
    assert "与现有数据的差异" in page
    assert "在校生数" in page
    upload = Upload.everything.get()
    preview = reverse("collection:preview", args=[upload.pk])
    for name in ("dexport", "cexport"):
        assert client.get(preview, {name: "xlsx"})["Content-Type"].endswith("sheet")
    marked = client.get(reverse("collection:marked", args=[upload.pk]))
    assert "检查结果" in load_workbook(BytesIO(marked.content)).sheetnames
    act = reverse("collection:act_on_upload", args=[upload.pk])
    assert upload.state == UploadState.REFUSED
    client.post(act, {"do": "discard"})
    upload.refresh_from_db()
    assert upload.state == UploadState.DISCARDED
    client.post(address, {"file": sent(workbook(county.census, tmp_path))})
    upload = Upload.everything.get(state=UploadState.READY)
    page = client.post(
        reverse("collection:act_on_upload", args=[upload.pk]), {"do": "commit"}, follow=True
    ).content.decode()
    assert "已入库" in page


def test_nobody_sees_the_uploads_of_others(county: County, tmp_path: Path, land: Land) -> None:
    upload = received(county, workbook(county.census, tmp_path))
    for user in (
        county.clerk,
        person("other", "county_statistician", region=land.county),
        person("neighbour", "county_statistician", region=land.other_county),
    ):
        client = signed_in(user)
        for name in ("preview", "marked"):
            assert client.get(reverse(f"collection:{name}", args=[upload.pk])).status_code == 404
        act = reverse("collection:act_on_upload", args=[upload.pk])
        assert client.post(act, {"do": "commit"}).status_code == 404
    assert (
        signed_in(person("n2", "school_clerk", school=land_school(land)))
        .get(reverse("collection:upload", args=[county.round.pk]))
        .status_code
        == 404
    )


def land_school(land: Land) -> Any:
    return land.other_school


def test_a_former_statistician_does_not_open_what_the_role_reached(
    county: County, tmp_path: Path, land: Land
) -> None:
    upload = received(county, workbook(county.census, tmp_path))
    user = county.statistician
    pages = [reverse(f"collection:{name}", args=[upload.pk]) for name in ("preview", "marked")]
    assert signed_in(user).get(pages[0]).status_code == 200
    Holding.everything.filter(user=user).update(until=timezone.localdate())
    school = county.clerk.holdings_now[0].school  # still of the county
    Holding.everything.create(user=user, role_key="school_head", school=school)
    user = User.objects.get(pk=user.pk)
    assert [signed_in(user).get(each).status_code for each in pages] == [404, 404]
    listed = signed_in(user).get(reverse("collection:upload", args=[county.round.pk]))
    assert listed.status_code == 200
    assert str(upload.pk) not in listed.content.decode()
    for act in (commit_upload, uploads.compare_again, uploads.discard):
        with pytest.raises(PermissionDenied):
            act(upload=upload, by=by(user))
    upload.refresh_from_db()
    assert upload.state == UploadState.READY


def test_who_changes_departments_does_not_open_the_old_ones_upload(
    county: County, tmp_path: Path, land: Land
) -> None:
    of = county.round
    clerk = person("moves", "department_clerk", department=land.finance)
    upload = Upload.everything.create(round=of, by=clerk, scope=scope_of(clerk, of, None))
    assert [each.pk for each in uploads_of(clerk)] == [upload.pk]
    Holding.everything.filter(user=clerk).update(department=land.education)
    assert not uploads_of(User.objects.get(pk=clerk.pk)).exists()


def test_the_workbook_to_fill_in_holds_what_is_stored_and_reads_back(
    county: County, tmp_path: Path
) -> None:
    commit_upload(
        upload=received(county, workbook(county.census, tmp_path)), by=by(county.statistician)
    )
    client = signed_in(county.statistician)
    made = client.get(reverse("collection:template_of_round", args=[county.round.pk]))
    upload = received(county, made.content)
    assert upload.state == UploadState.READY, messages_of(upload)
    assert upload.differences == []
    of = Return.everything.get(school__code=county.code)
    made = signed_in(county.clerk).get(reverse("collection:template_of_return", args=[of.pk]))
    upload = received(county, made.content, county.clerk)
    assert (upload.state, upload.differences) == (UploadState.READY, []), messages_of(upload)
