"""The demonstration: every role, every stage of the work, judged years; never beside real accounts."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from junheng_web.accounts.models import User
from junheng_web.accounts.roles import ROLES
from junheng_web.assessments.models import Assessment, AssessmentState
from junheng_web.audit.chain import breaks
from junheng_web.collection.models import Return, ReturnState, Round
from junheng_web.plans.models import Adoption, Plan, PlanState


@pytest.mark.one_database
@pytest.mark.django_db(transaction=True)
def test_the_demonstration_has_every_role_and_every_stage_of_the_work() -> None:
    said = StringIO()
    call_command("demonstration", counties=6, stdout=said, stderr=StringIO())
    held = set(User.objects.values_list("holdings__role_key", flat=True))
    assert held == {role.key for role in ROLES}
    for user in User.objects.all():
        line = next(line for line in said.getvalue().splitlines() if f" {user.username} " in line)
        assert user.check_password(line.split()[1])
        assert user.must_change_password
    assert set(Return.everything.values_list("state", flat=True)) >= {
        ReturnState.DRAFT,
        ReturnState.SUBMITTED,
        ReturnState.RETURNED,
        ReturnState.APPROVED,
        ReturnState.LOCKED,
    }
    assert Round.everything.count() == 18
    assert set(Assessment.everything.values_list("state", flat=True)) == {AssessmentState.DONE}
    assert set(Assessment.everything.values_list("verdict", flat=True)) >= {"met", "not_met"}
    adopted = Adoption.everything.get()
    assert adopted.tasks.exists()
    assert Plan.everything.filter(state=PlanState.DONE).count() == 2
    assert list(breaks()) == []
    with pytest.raises(CommandError, match="已经有账号"):
        call_command("demonstration")
