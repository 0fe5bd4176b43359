"""Saving what is entered: every change kept with its author, nobody's work overwritten."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied

from junheng.census.differences import differences
from junheng.census.entry import read_entered
from junheng_web.accounts.models import User
from junheng_web.audit.models import Entry
from junheng_web.collection.actions.entry import Cell, Conflict, save_cells, save_document
from junheng_web.collection.actions.refusals import Refused
from junheng_web.collection.checking import check_return, check_round
from junheng_web.collection.comparing import changed_cells
from junheng_web.collection.documents import applied, document_of, keys_of
from junheng_web.collection.models import CampaignState, Return, ReturnState, Revision, Source
from junheng_web.collection.queries.history import as_seen, provenance
from junheng_web.collection.queries.last_year import all_returns
from tests.site.collection.fill_world import SCHOOL_ROW, STAGE_ROW, Season, by, season_of
from tests.site.conftest import Land, person

CODE = "9999010001"


@pytest.fixture
def season(land: Land) -> Season:
    return season_of(land)


def pupils(text: str, column: str = "pupils") -> Cell:
    return Cell(table="stages", key=(CODE, "primary"), column=column, text=text)


def test_a_return_not_begun_holds_what_the_register_knows(season: Season) -> None:
    document = document_of(season.school)
    row = document["schools"][0]
    assert (row["county_code"], row["school_code"], row["name"]) == ("999901", CODE, "甲县第一小学")
    assert document["stages"] == [{"stage": "primary", "school_code": CODE}]
    assert (document["rooms"], document["classes"]) == ([], [])


def test_a_department_is_asked_for_its_own_facts_only(season: Season) -> None:
    finance = document_of(season.finance)
    assert [row["key"] for row in finance["county"]] == [
        "fund_base_primary",
        "fund_base_junior",
        "special_fund_yuan",
    ]
    assert "attestations" not in finance
    education = document_of(season.education)
    assert {"7.1", "10.1"} <= {row["clause"] for row in education["attestations"]}
    assert {row["county_code"] for row in education["attestations"]} == {"999901"}


def test_a_saved_cell_is_stored_with_revision_audit_and_counts(
    season: Season, people: dict[str, User]
) -> None:
    clerk = people["school_clerk"]
    saved = save_cells(of=season.school, version=0, changes=[pupils("480")], by=by(clerk))
    now = Return.everything.get(pk=season.school.pk)
    assert now.version == saved.of.version == 1
    assert now.document["stages"][0]["pupils"] == "480"
    assert now.filled > 0
    assert now.expected > now.filled
    made = Revision.everything.get(of=now)
    assert made.changes == [
        {
            "table": "stages",
            "key": [CODE, "primary"],
            "column": "pupils",
            "before": "",
            "after": "480",
        }
    ]
    entry = Entry.everything.filter(action="collection.save").get()
    assert (entry.actor, entry.path) == (clerk, season.round.county.path)
    assert entry.after["changes"] == made.changes


def test_a_text_of_the_same_meaning_changes_nothing(
    season: Season, people: dict[str, User]
) -> None:
    clerk = by(people["school_clerk"])
    save_cells(of=season.school, version=0, changes=[pupils("1480")], by=clerk)
    now = Return.everything.get(pk=season.school.pk)
    saved = save_cells(of=now, version=1, changes=[pupils(" 1,480 ")], by=clerk)
    assert saved.changes == ()
    assert Revision.everything.filter(of=now).count() == 1


def test_what_cannot_be_read_is_kept_as_typed_and_counted_as_an_error(
    season: Season, people: dict[str, User]
) -> None:
    saved = save_cells(
        of=season.school, version=0, changes=[pupils("约480")], by=by(people["school_clerk"])
    )
    assert saved.of.document["stages"][0]["pupils"] == "约480"
    assert ("stages", 0, "pupils") in {each.place for each in saved.check.findings}
    assert saved.of.errors > 0


def test_the_second_editor_of_a_cell_is_told_and_nothing_is_overwritten(
    season: Season, people: dict[str, User]
) -> None:
    save_cells(of=season.school, version=0, changes=[pupils("480")], by=by(people["school_head"]))
    with pytest.raises(Conflict) as caught:
        save_cells(
            of=season.school,
            version=0,
            changes=[pupils("500"), pupils("12", "classes")],
            by=by(people["school_clerk"]),
        )
    (clash,) = caught.value.clashes
    assert (clash.mine, clash.theirs, clash.who) == ("500", "480", "head君")
    assert clash.at is not None
    now = Return.everything.get(pk=season.school.pk)
    assert now.document["stages"][0] == {
        "school_code": CODE,
        "stage": "primary",
        "pupils": "480",
    }


def test_changes_of_different_cells_are_both_kept(season: Season, people: dict[str, User]) -> None:
    save_cells(of=season.school, version=0, changes=[pupils("480")], by=by(people["school_head"]))
    saved = save_cells(
        of=season.school,
        version=0,
        changes=[pupils("12", "classes")],
        by=by(people["school_clerk"]),
    )
    assert saved.of.version == 2
    assert saved.of.document["stages"][0]["pupils"] == "480"
    assert saved.of.document["stages"][0]["classes"] == "12"


def test_two_who_type_the_same_do_not_clash(season: Season, people: dict[str, User]) -> None:
    for who in ("school_head", "school_clerk"):
        save_cells(of=season.school, version=0, changes=[pupils("480")], by=by(people[who]))
    assert Return.everything.get(pk=season.school.pk).version == 2


def test_rows_come_and_go_and_an_edit_of_a_removed_row_is_told(
    season: Season, people: dict[str, User]
) -> None:
    clerk = by(people["school_clerk"])
    document = document_of(season.school)
    document["rooms"] = [{"kind": "music", "area_m2": "90"}, {"kind": "music", "area_m2": "80"}]
    save_document(of=season.school, version=0, document=document, by=clerk)
    now = Return.everything.get(pk=season.school.pk)
    assert keys_of("rooms", now.document["rooms"]) == [
        (CODE, "music", "1"),
        (CODE, "music", "2"),
    ]
    document = document_of(now)
    del document["rooms"][1]
    save_document(of=now, version=1, document=document, by=clerk)
    edit = Cell(table="rooms", key=(CODE, "music", "2"), column="area_m2", text="81")
    with pytest.raises(Conflict) as caught:
        save_cells(of=now, version=1, changes=[edit], by=by(people["school_head"]))
    assert caught.value.clashes[0].theirs is None


def test_every_version_can_be_seen_again(season: Season, people: dict[str, User]) -> None:
    clerk, of = by(people["school_clerk"]), season.school
    versions = [document_of(of)]
    for text in ("1", "2", "", "4"):
        of = save_cells(of=of, version=of.version, changes=[pupils(text)], by=clerk).of
        versions.append(document_of(of))
    assert [as_seen(of, version) for version in range(len(versions))] == versions
    with pytest.raises(ValueError, match="no version"):
        as_seen(of, 9)


def test_a_cell_tells_who_entered_it_when_and_how(season: Season, people: dict[str, User]) -> None:
    of = save_cells(
        of=season.school, version=0, changes=[pupils("480")], by=by(people["school_clerk"])
    ).of
    of = save_cells(of=of, version=1, changes=[pupils("490")], by=by(people["school_head"])).of
    found = provenance(of, "stages", (CODE, "primary"), "pupils")
    assert found is not None
    assert (found.who, found.before, found.after, found.how) == (
        "head君",
        "480",
        "490",
        "网上填报",
    )
    assert provenance(of, "stages", (CODE, "primary"), "teachers") is None


def test_codes_and_names_come_from_the_register_whatever_is_sent(
    season: Season, people: dict[str, User]
) -> None:
    row = {"school_code": "1", "name": "别的学校", "county_code": "110101", "operator": "7"}
    saved = save_document(
        of=season.school,
        version=0,
        document={"schools": [row], "county": [{"key": "population", "value": "1"}]},
        by=by(people["school_clerk"]),
    )
    stored = saved.of.document
    assert stored["schools"][0]["name"] == "甲县第一小学"
    assert stored["schools"][0]["school_code"] == CODE
    assert "county" not in stored


def test_unknown_tables_and_columns_are_refused_all_by_name(
    season: Season, people: dict[str, User]
) -> None:
    wrong = [
        Cell(table="pupils", key=("1",), column="name", text="1"),
        Cell(table="schools", key=(season.school.school.code,), column="roof", text="1"),
        Cell(table="schools", key=(season.school.school.code,), column="name", text="别名"),
        Cell(table="county", key=("530000", "x"), column="value", text="1"),
    ]
    with pytest.raises(Refused) as refused:
        save_cells(
            of=season.school,
            version=0,
            changes=[pupils("480"), *wrong],
            by=by(people["school_head"]),
        )
    assert len(refused.value.lines) == 4
    for named in (
        ("pupils", "name"),
        ("schools", "roof"),
        ("schools", "name"),
        ("county", "value"),
    ):
        assert any(all(word in line for word in named) for line in refused.value.lines)
    assert Return.everything.get(pk=season.school.pk).version == 0


def test_given_cells_sent_as_they_stand_are_no_reason_to_refuse(
    season: Season, people: dict[str, User]
) -> None:
    school = season.school.school
    same = Cell(table="schools", key=(school.code,), column="name", text=school.name)
    saved = save_cells(
        of=season.school, version=0, changes=[same, pupils("480")], by=by(people["school_head"])
    )
    assert [each.column for each in saved.changes] == ["pupils"]


@pytest.mark.parametrize(
    "state", [ReturnState.SUBMITTED, ReturnState.APPROVED, ReturnState.LOCKED, ReturnState.ABSENT]
)
def test_only_a_draft_or_a_returned_return_changes(
    season: Season, people: dict[str, User], state: str
) -> None:
    Return.everything.filter(pk=season.school.pk).update(state=state)
    with pytest.raises(Refused, match="不能修改"):
        save_cells(
            of=season.school, version=0, changes=[pupils("1")], by=by(people["school_clerk"])
        )


def test_nothing_changes_in_a_closed_campaign_but_a_correction(
    season: Season, people: dict[str, User]
) -> None:
    season.round.campaign.state = CampaignState.CLOSED
    season.round.campaign.save()
    clerk = by(people["school_clerk"])
    with pytest.raises(Refused, match="不能填报"):
        save_cells(of=season.school, version=0, changes=[pupils("1")], by=clerk)
    Return.everything.filter(pk=season.school.pk).update(correcting=True)
    save_cells(of=season.school, version=0, changes=[pupils("1")], by=clerk)
    assert Revision.everything.get().source == Source.CORRECTION


@pytest.mark.parametrize(
    "role",
    ["department_clerk", "county_leader", "county_supervisor", "prefecture_inspector", "auditor"],
)
def test_others_may_not_save(season: Season, people: dict[str, User], role: str) -> None:
    with pytest.raises(PermissionDenied):
        save_cells(of=season.school, version=0, changes=[pupils("1")], by=by(people[role]))
    stranger = person("stranger", "school_clerk", school=season.elsewhere.school)
    with pytest.raises(PermissionDenied):
        save_cells(of=season.school, version=0, changes=[pupils("1")], by=by(stranger))


def test_a_whole_return_reads_without_an_error(season: Season, people: dict[str, User]) -> None:
    document = {"schools": [SCHOOL_ROW], "stages": [STAGE_ROW]}
    of = save_document(
        of=season.school, version=0, document=document, by=by(people["school_clerk"])
    ).of
    assert (of.errors, of.filled) == (0, of.expected)
    assert read_entered(of.document).census is not None


def test_a_central_school_is_looked_for_in_the_whole_county_only(
    season: Season, people: dict[str, User]
) -> None:
    row = {**SCHOOL_ROW, "parent_code": "9999010009"}
    document = {"schools": [row], "stages": [STAGE_ROW]}
    of = save_document(
        of=season.school, version=0, document=document, by=by(people["school_clerk"])
    ).of
    assert of.errors == 0
    checks, _ = check_round(season.round, all_returns(season.round))
    (found,) = [each for each in checks[of.pk].findings if each.is_error]
    assert (found.defect.check, found.place) == ("link.no_parent", ("schools", 0, "parent_code"))


def test_a_figure_that_jumped_since_last_year_is_a_warning(
    season: Season, people: dict[str, User]
) -> None:
    document = {"schools": [SCHOOL_ROW], "stages": [{**STAGE_ROW, "backbone": "15"}]}
    saved = save_document(
        of=season.school, version=0, document=document, by=by(people["school_clerk"])
    )
    warned = {each.place: each.defect.check for each in saved.check.findings}
    assert warned == {("stages", 0, "backbone"): "change.large"}
    assert (saved.of.errors, saved.of.warnings) == (0, 1)


def test_a_cell_that_is_written_wrong_is_not_also_called_blank(
    season: Season, people: dict[str, User]
) -> None:
    document = {"schools": [SCHOOL_ROW], "stages": [{**STAGE_ROW, "backbone": "很多"}]}
    saved = save_document(
        of=season.school, version=0, document=document, by=by(people["school_clerk"])
    )
    said = [each.defect.check for each in saved.check.findings if each.column == "backbone"]
    assert said == ["cell.number"]


def test_defects_of_a_department_are_found_at_their_fact(
    season: Season, people: dict[str, User]
) -> None:
    cell = Cell(table="county", key=("999901", "fund_base_primary"), column="value", text="八百")
    saved = save_cells(
        of=season.finance, version=0, changes=[cell], by=by(people["department_clerk"])
    )
    (found,) = saved.check.findings
    assert (found.table, found.key, found.column) == (
        "county",
        ("999901", "fund_base_primary"),
        "value",
    )
    assert check_return(season.education).findings == ()


def test_a_document_is_changed_only_where_the_changes_say(season: Season) -> None:
    assert applied(document_of(season.school), []) == document_of(season.school)


def test_the_quick_comparison_says_what_the_library_says(season: Season) -> None:
    before = document_of(season.school) | {
        "stages": [{**STAGE_ROW, "school_code": CODE}],
        "rooms": [{"school_code": CODE, "kind": "音乐", "area_m2": "90"}],
        "classes": [
            {"school_code": CODE, "stage": "primary", "grade": "1", "class_no": "1", "pupils": "4"}
        ],
    }
    after = document_of(season.school) | {
        "stages": [{**STAGE_ROW, "school_code": CODE, "pupils": "0480", "teachers": "31"}],
        "rooms": [
            {"school_code": CODE, "kind": "music", "area_m2": "90.0"},
            {"school_code": CODE, "kind": "music", "area_m2": "80"},
        ],
        "classes": [],
    }
    after["schools"][0] |= {"operator": "县教育", "boarding": "不是", "lon": " "}
    for old, new in ((before, after), (after, before), ({}, after), (after, {}), (after, after)):
        assert sorted(changed_cells(old, new), key=str) == sorted(
            (
                (each.table, each.key, each.column, each.before, each.after)
                for each in differences(old, new)
            ),
            key=str,
        )
