"""A judgement is asked for, done in the background, stored whole and frozen."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from junheng.census.entry import cells_of, read_entered
from junheng.errors import UserError
from junheng.evaluation import document, evaluate
from junheng.rulebook import rules
from junheng_web.accounts.models import User
from junheng_web.assessments.actions.asking import NotPossible, run
from junheng_web.assessments.models import Assessment, AssessmentState, Basis, ClauseLine
from junheng_web.audit.actions import SYSTEM, By
from junheng_web.audit.models import Entry
from junheng_web.collection.models import Return, ReturnState, Round, RoundState
from junheng_web.jobs.actions import perform, stop
from junheng_web.jobs.models import Job, State
from junheng_web.notices.models import Notice
from junheng_web.territory.actions import rename_region
from tests.site.assessments.conftest import census_of, judged
from tests.site.assessments.filling import fill
from tests.site.conftest import Land


def test_a_locked_round_is_judged_as_the_library_judges_it(filled: Round) -> None:
    found = judged(filled)
    census = read_entered(cells_of(census_of("fails")), source="甲县 2025").require()
    evaluation = evaluate(census, rules(on=filled.campaign.rules_on))
    wanted = document(evaluation)
    assert found.state == AssessmentState.DONE
    assert found.entered_hash == census.digest
    assert found.fingerprint == evaluation.rules.fingerprint
    assert found.document["counties"][0]["verdict"] == wanted["counties"][0]["verdict"]
    by_code = {(row["school_code"], row["stage"]): row for row in wanted["counties"][0]["schools"]}
    assert {
        (row["school_code"], row["stage"]): row for row in found.document["counties"][0]["schools"]
    } == by_code
    assert found.document["counties"][0]["clauses"] == wanted["counties"][0]["clauses"]
    assert (found.verdict, found.unmet) == ("not_met", 3)
    assert found.clauses.count() == len(evaluation.counties[0].clauses) + 5
    assert found.rows.count() == len(evaluation.counties[0].rows)
    assert found.cases.count() == len(census.schools)
    assert found.areas["7"]["not_met"] == 2


def test_a_run_leaves_its_trail_and_a_notice(filled: Round, people: dict[str, User]) -> None:
    user = people["county_supervisor"]
    asked = run(round=filled, basis=Basis.LOCKED, by=By(user=user))
    assert asked.job_id is not None
    perform(asked.job_id)
    actions = list(
        Entry.everything.filter(subject_id=str(asked.pk)).values_list("action", flat=True)
    )
    assert actions == ["assessments.judged", "assessments.run"]
    notice = Notice.everything.get(to=user)
    assert notice.text == "甲县 2025：未达标，未达标 3 项，无法判定 0 项"
    assert Job.everything.get(pk=asked.job_id).state == State.DONE


def test_data_not_locked_is_judged_only_as_a_draft(land: Land) -> None:
    round_ = fill(land.county, census_of("passes"), state=RoundState.SEALED)
    with pytest.raises(NotPossible, match="还没有锁定"):
        run(round=round_, basis=Basis.LOCKED, by=SYSTEM)
    assert judged(round_, Basis.DRAFT).verdict == "met"


def test_data_unlocked_after_asking_is_not_judged_as_locked(filled: Round) -> None:
    asked = run(round=filled, basis=Basis.LOCKED, by=SYSTEM)
    Round.everything.filter(pk=filled.pk).update(state=RoundState.COLLECTING)
    assert asked.job_id is not None
    perform(asked.job_id)
    asked.refresh_from_db()
    assert asked.state == AssessmentState.FAILED
    assert "被解锁了" in asked.reason


def test_data_with_errors_are_refused_with_every_defect(filled: Round) -> None:
    for each in Return.everything.filter(round=filled, school__isnull=False)[:2]:
        each.document["stages"][0]["pupils"] = "很多"
        each.save()
    found = judged(filled)
    errors = [each for each in found.defects if each["severity"] == "error"]
    assert found.state == AssessmentState.REFUSED
    assert len(errors) == 2
    assert {each["header"] for each in errors} == {"在校生数"}
    assert not found.clauses.exists()


def test_codes_and_names_are_the_registers_whatever_a_document_says(filled: Round) -> None:
    honest = judged(filled)
    each, other = Return.everything.filter(round=filled, school__isnull=False)[:2]
    assert other.school is not None
    each.document["schools"][0] |= {"county_code": "999902", "name": "别的学校"}
    each.document["stages"][0]["school_code"] = other.school.code
    each.save()
    found = judged(filled)
    assert found.state == AssessmentState.DONE
    assert (found.entered_hash, found.entered) == (honest.entered_hash, honest.entered)


def test_a_code_that_changes_in_the_middle_of_a_season_leaves_the_county_judgeable(
    filled: Round,
) -> None:
    rename_region(
        region=filled.county, code="999911", name="甲市", since=date(2025, 1, 1), by=SYSTEM
    )
    each = Return.everything.filter(round=filled, school__isnull=False).first()
    assert each is not None
    each.document["schools"][0]["county_code"] = "999911"  # as whoever saves after it stores it
    each.save()
    found = judged(filled)
    assert found.state == AssessmentState.DONE
    assert {row["county_code"] for row in found.entered["schools"]} == {"999911"}


def test_a_return_that_was_declared_absent_is_not_judged(filled: Round) -> None:
    whole = judged(filled)
    gone = Return.everything.filter(round=filled, school__isnull=False).first()
    assert gone is not None
    assert gone.school is not None
    gone.document["stages"][0]["pupils"] = "很多"
    gone.state = ReturnState.ABSENT
    gone.save()
    found = judged(filled)
    assert found.state == AssessmentState.DONE
    assert not found.cases.filter(school_code=gone.school.code).exists()
    assert found.cases.count() == whole.cases.count() - 1
    assert str(gone.pk) not in found.versions


def test_the_same_judgement_is_not_queued_twice(filled: Round) -> None:
    first = run(round=filled, basis=Basis.LOCKED, by=SYSTEM)
    with pytest.raises(NotPossible, match="已在排队"):
        run(round=filled, basis=Basis.LOCKED, by=SYSTEM)
    assert first.job is not None
    stop(job=first.job, by=SYSTEM)
    assert run(round=filled, basis=Basis.LOCKED, by=SYSTEM).pk != first.pk


def test_an_unknown_option_is_refused_when_asked(filled: Round) -> None:
    with pytest.raises(UserError, match="没有例外条款"):
        run(round=filled, basis=Basis.LOCKED, by=SYSTEM, options=("没有的",))
    assert not Assessment.everything.exists()


def test_what_was_judged_can_neither_be_changed_nor_removed(assessment: Assessment) -> None:
    light = Assessment.everything.filter(pk=assessment.pk)
    for change in (
        lambda: light.update(verdict="met"),
        light.delete,
        lambda: assessment.clauses.update(status="met"),
        assessment.rows.all().delete,
        lambda: assessment.disparities.update(cv=0),
        lambda: assessment.cases.update(name="别的"),
        lambda: ClauseLine.everything.create(
            assessment=assessment,
            order=99,
            clause="1.1",
            article="1",
            title="",
            decides=True,
            status="met",
        ),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_a_job_done_twice_stores_once(filled: Round) -> None:
    asked = run(round=filled, basis=Basis.LOCKED, by=SYSTEM)
    assert asked.job_id is not None
    perform(asked.job_id)
    Job.everything.filter(pk=asked.job_id).update(state=State.WAITING)
    perform(asked.job_id)
    assert Job.everything.get(pk=asked.job_id).outcome.startswith("未达标")
    assert Assessment.everything.count() == 1
