"""More is never worse: adding a teacher, a room or a square metre never turns met into not met."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from junheng.census.records import Census
from junheng.evaluation import evaluate
from junheng.evaluation.results import IndicatorStatus, RowResult
from junheng.model import Status
from junheng.standards import RuleSet
from tests.generative.invented import counties, rulesets

RANK = {
    IndicatorStatus.BELOW_FLOOR: 0,
    IndicatorStatus.WITHIN_FLOOR: 1,
    IndicatorStatus.MET: 2,
}
TEACHERS = {
    "above_required_degree": ("degree_bachelor", "degree_master", "degree_doctor"),
    "backbone": ("backbone",),
    "pe_arts": ("pe", "music", "art", "arts"),
}
POSSESSIONS = {
    "teaching_area": "teaching_area_m2",
    "sports_area": "sports_ground_m2",
    "equipment": "equipment_yuan",
    "multimedia": "multimedia_rooms",
}


def judged(census: Census, rules: RuleSet) -> dict[tuple[str, str], RowResult]:
    (result,) = evaluate(census, rules).counties
    return {(row.school_code, row.stage.value): row for row in result.rows}


def never_worse(
    before: dict[tuple[str, str], RowResult],
    after: dict[tuple[str, str], RowResult],
    indicator: str,
) -> None:
    for key, row in before.items():
        old, new = row.indicator(indicator), after[key].indicator(indicator)
        assert RANK[new.status] >= RANK[old.status]
        assert new.value is not None
        assert old.value is not None
        assert new.value >= old.value
        assert not (row.status is Status.MET and after[key].status is Status.NOT_MET)


@given(counties(), rulesets(), st.sampled_from(sorted(TEACHERS)), st.data())
def test_one_more_teacher_never_harms_the_indicator_or_the_row(
    census: Census, rules: RuleSet, indicator: str, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(census.stages) - 1))
    column = data.draw(st.sampled_from(TEACHERS[indicator]))
    row = census.stages[place]
    more = replace(row, teachers=(row.teachers or 0) + 1, **{column: getattr(row, column) + 1})
    grown = replace(census, stages=(*census.stages[:place], more, *census.stages[place + 1 :]))
    never_worse(judged(census, rules), judged(grown, rules), indicator)


@given(
    counties(), rulesets(), st.sampled_from(sorted(POSSESSIONS)), st.integers(1, 5000), st.data()
)
def test_more_space_or_equipment_never_harms_the_indicator_or_the_row(
    census: Census, rules: RuleSet, indicator: str, added: int, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(census.schools) - 1))
    column = POSSESSIONS[indicator]
    school = census.schools[place]
    more = replace(school, **{column: getattr(school, column) + added})
    grown = replace(census, schools=(*census.schools[:place], more, *census.schools[place + 1 :]))
    never_worse(judged(census, rules), judged(grown, rules), indicator)


@given(counties(), rulesets(), st.data())
def test_one_more_pupil_never_helps_an_indicator_counted_by_stage(
    census: Census, rules: RuleSet, data: st.DataObject
) -> None:
    """Small rural schools apart: a pupil more may bring them into the exception for visiting teachers."""
    if rules.switch("pe_arts_visiting"):
        return
    place = data.draw(st.integers(0, len(census.stages) - 1))
    row = census.stages[place]
    more = replace(row, pupils=row.pupils + 1)
    grown = replace(census, stages=(*census.stages[:place], more, *census.stages[place + 1 :]))
    before, after = judged(census, rules), judged(grown, rules)
    for key in before.keys() & after.keys():
        for indicator in TEACHERS:
            old, new = before[key].indicator(indicator), after[key].indicator(indicator)
            assert RANK[new.status] <= RANK[old.status]
