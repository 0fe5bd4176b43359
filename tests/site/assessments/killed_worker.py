"""The pieces of a run, for processes of their own that set Django up first."""

from __future__ import annotations

import json
import sys
import time
from datetime import timedelta
from typing import Any

from django.core.management import call_command
from django.utils import timezone

from junheng_web.assessments.actions.asking import run
from junheng_web.assessments.models import Assessment, SchoolCase
from junheng_web.audit.actions import SYSTEM
from junheng_web.audit.chain import breaks
from junheng_web.jobs.actions import perform, reap
from junheng_web.jobs.models import Job
from junheng_web.notices.models import Notice
from junheng_web.territory.actions import add_region
from junheng_web.territory.models import Level
from tests.site.assessments.conftest import census_of
from tests.site.assessments.filling import fill


def prepare() -> None:
    """A database with one round to be judged, and the judgement asked for."""
    call_command("migrate", verbosity=0)
    prefecture = add_region(
        code="999900", name="虚构州", level=Level.PREFECTURE, parent=None, by=SYSTEM
    )
    county = add_region(
        code="999901", name="甲县", level=Level.COUNTY, parent=prefecture, by=SYSTEM
    )
    run(round=fill(county, census_of("fails")), basis="locked", by=SYSTEM)


def hang() -> None:
    """Work until most lines are written inside the transaction, say so, and wait to be killed."""
    create = SchoolCase.everything.bulk_create

    def slow(*given: Any, **options: Any) -> Any:
        made = create(*given, **options)
        sys.stdout.write("half-written\n")
        sys.stdout.flush()
        time.sleep(120)
        return made

    SchoolCase.everything.bulk_create = slow  # type: ignore[method-assign]
    perform(Job.everything.get().pk)


def state() -> None:
    """What is in the database now."""
    assessment = Assessment.everything.get()
    lines = (assessment.clauses, assessment.rows, assessment.cases, assessment.disparities)
    found = {
        "assessment": assessment.state,
        "job": Job.everything.get().state,
        "lines": [each.count() for each in lines],
        "notices": Notice.everything.count(),
        "unmet": assessment.unmet,
        "trail": list(breaks()) == [],
    }
    sys.stdout.write(json.dumps(found) + "\n")


def resume() -> None:
    """Find the lost job once its lease is over, and let a worker do what waits."""
    reap(now=timezone.now() + timedelta(minutes=5))
    call_command("work", "--once")
