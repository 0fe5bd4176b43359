"""``python -m benchmarks.site.turns COUNTY ROUNDS``: the site's work beside the library's, in turns.

A workbook from upload to stored drafts beside reading and checking it; a run of a county beside
judging it. One process, on the database of the site. What comes out is compared first. Prints the
median seconds of each as JSON.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import django

if __name__ == "__main__":
    django.setup()

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from tests.browser.filling import season

from benchmarks.site.land import YEARS, person
from junheng.census.entry import cells_of
from junheng.census.reading import read
from junheng.census.records import Census
from junheng.census.writing import write_workbook
from junheng.evaluation import document, evaluate
from junheng.rulebook import rules
from junheng_web.assessments.actions import run
from junheng_web.assessments.models import Assessment, Basis
from junheng_web.audit.actions import By
from junheng_web.collection.actions.taking_in import commit_upload
from junheng_web.collection.actions.uploads import receive
from junheng_web.collection.checking import census_of
from junheng_web.collection.models import CampaignState, Return, Round, UploadState
from junheng_web.collection.queries.last_year import all_returns
from junheng_web.jobs.actions import perform
from junheng_web.territory.models import Region


def main() -> None:
    """Measure, and print seconds by what was done."""
    county = Region.everything.get(code=sys.argv[1])
    rounds = int(sys.argv[2])
    by = By(user=person("statistician", county, "county_statistician"))
    last = Round.everything.select_related("campaign", "county").get(
        county=county, campaign__year=YEARS[-1]
    )
    census = census_of(all_returns(last))
    if census is None:
        raise RuntimeError("last year cannot be read")
    assert county.parent is not None
    campaign = season(
        county.parent, YEARS[-1] + 1, state=CampaignState.OPEN, deadline=timezone.localdate()
    )
    fresh = Round.everything.select_related("campaign", "county").get(
        campaign=campaign, county=county
    )
    with TemporaryDirectory() as folder:
        path = Path(folder) / "county.xlsx"
        write_workbook(census, path)
        found = _in_turns(
            {
                "read": lambda: read(path),
                "read against": lambda: read(path, last_year=path),
                "upload": lambda: _upload(path, fresh, by),
                "evaluate": lambda: evaluate(census, rules(on=last.campaign.rules_on)),
                "run": lambda: _run(last, by),
            },
            before={"upload": _emptier(fresh)},
            after={"upload": lambda: _same_data(fresh, census), "run": lambda: _same(last, census)},
            rounds=rounds,
        )
    print(json.dumps({**found, "schools": len(census.schools)}))


def _in_turns(
    what: dict[str, Callable[[], object]],
    *,
    before: dict[str, Callable[[], None]],
    after: dict[str, Callable[[], None]],
    rounds: int,
) -> dict[str, float]:
    """Medians; the first turn is not measured, but what it leaves behind is compared."""
    times: dict[str, list[float]] = {name: [] for name in what}
    for turn in range(rounds + 1):
        for name, act in what.items():
            if name in before:
                before[name]()
            began = time.perf_counter()
            act()
            times[name].append(time.perf_counter() - began)
            if turn == 0 and name in after:
                after[name]()
    return {name: median(each[1:]) for name, each in times.items()}


def _upload(path: Path, fresh: Round, by: By) -> None:
    """The workbook, sent, read, compared, and taken in."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    upload, job = receive(of=fresh, school=None, file=file, by=by)
    if job is not None:
        perform(job.pk)
        upload.refresh_from_db()
    if upload.state != UploadState.READY or not commit_upload(upload=upload, by=by):
        raise RuntimeError(f"{upload.state}: {upload.defects[:3]}")


def _emptier(fresh: Round) -> Callable[[], None]:
    """What empties the round's returns again, as they were when the season began."""
    kept = dict(fresh.returns.values_list("pk", "document"))

    def _empty() -> None:
        returns = list(fresh.returns.all())
        for each in returns:
            each.document = kept[each.pk]
        Return.everything.bulk_update(returns, ["document"], batch_size=200)

    return _empty


def _same_data(fresh: Round, census: Census) -> None:
    stored = census_of(all_returns(fresh))
    if stored is None or _sorted(stored) != _sorted(census):
        raise RuntimeError("what was uploaded is not what is stored")


def _sorted(census: Census) -> dict[str, list[str]]:
    """The cells but for those of the education bureau's own facts, whose order is the form's."""
    return {
        table: sorted(json.dumps(row, sort_keys=True, ensure_ascii=False) for row in rows)
        for table, rows in cells_of(census).items()
    }


def _run(last: Round, by: By) -> None:
    """A run, from asking to the stored assessment."""
    perform(run(round=last, basis=Basis.DRAFT, by=by).job_id)


def _same(last: Round, census: Census) -> None:
    stored = Assessment.everything.filter(round=last, basis=Basis.DRAFT).latest("done_at")
    judged = document(evaluate(census, rules(on=last.campaign.rules_on)))
    if stored.document["counties"] != judged["counties"]:
        raise RuntimeError("the run is not what the library says")


if __name__ == "__main__":
    main()
