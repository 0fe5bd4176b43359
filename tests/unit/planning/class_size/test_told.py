"""What the plan says: ledger, years, rooms, reasons."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from junheng.model import Stage
from junheng.planning.class_size.told import plan_class_size, told
from junheng.planning.inputs.class_size import Classrooms, ClassSizeInputs
from junheng.planning.outcome import Ending, Outcome
from junheng.planning.watch import Watch
from tests.unit.planning.class_size.schools import YEAR, census, national, options, plan


def rows(outcome: Outcome, table: str) -> list[dict[str, object]]:
    return list(outcome.table(table).records())


def test_the_ledger_says_which_class_is_split_when_and_which_leaves() -> None:
    found = plan(
        census({"A": {1: [40], 3: [70, 40], 5: [50], 4: [46, 40]}}),
        options(YEAR + 3, extra_by=YEAR + 1, large_by=YEAR + 2, moves=False),
    )
    ledger = rows(told(found), "ledger")

    assert [(row["grade"], row["over"], row["band"], row["cleared"]) for row in ledger] == [
        ("三年级", "1班（70 人）", "超大班额", "2028"),
        ("四年级", "1班（46 人）", "偏大", "2026"),
        ("五年级", "1班（50 人）", "偏大", "2027"),
    ]
    assert ledger[0]["measure"] == "2026 学年均衡编班；2028 学年增加 1 个班，均衡编班"
    assert ledger[1]["measure"] == "2026 学年均衡编班"
    assert ledger[2]["measure"] == "2027 学年已毕业离校"


def test_the_years_go_down_to_no_class_too_large() -> None:
    found = plan(census({"A": {1: [60], 2: [50]}}), options(YEAR + 2, moves=False))
    years = rows(told(found), "years")

    assert [row["year"] for row in years] == ["2025", "2026", "2027"]
    assert years[0]["grades_over"] == 2
    assert years[-1]["grades_over"] == 0


def test_the_plan_is_proven_and_says_what_it_rests_on() -> None:
    inputs = ClassSizeInputs(census=census({"A": {1: [48]}, "B": {1: [40]}}))
    outcome = plan_class_size(inputs, national(), options(share=Fraction(1, 5)), Watch())

    assert outcome.ending in (Ending.PROVEN, Ending.WITHIN_GAP)
    assert outcome.reasons == ()
    assert outcome.basis["limits"] == {"primary": 45}
    assert outcome.figure("moved") == 3
    assert any("按判定规则（第 7.5 条）重新核算" in note for note in outcome.notes)
    assert rows(outcome, "compared")[0]["way"] == "本方案"


def test_what_is_impossible_names_school_clause_and_number() -> None:
    rooms = {"A": Classrooms(rooms=2, most_new=1)}
    outcome = told(plan(census({"A": {2: [60, 60, 60]}}), options(moves=False), rooms=rooms))

    assert outcome.ending is Ending.IMPOSSIBLE
    [reason] = outcome.reasons
    assert reason.where == "A校"
    assert reason.what == (
        "2026 学年要 4 个班，普通教室缺 1 间（有 2 间，最多可新增 1 间），做不到第 7.5 条"
    )
    assert [row["missing"] for row in rows(outcome, "rooms")] == [1]
    assert outcome.figure("rooms_missing") == 1
    assert {each.name for each in outcome.figures} == {
        "grades_over",
        "classes_now",
        "rooms_missing",
    }
    assert [each.name for each in outcome.tables] == ["rooms"]
    assert any("教室不够，没有方案" in note for note in outcome.notes)


def test_a_rule_that_is_broken_is_a_reason() -> None:
    found = replace(plan(census({"A": {1: [40]}})), broken=(("A校", "坏了"),))

    assert [(each.where, each.what) for each in told(found).reasons] == [("A校", "坏了")]
    assert told(found).ending is not Ending.PROVEN


def test_what_is_not_known_is_said() -> None:
    found = plan(census({"A": {1: [50], 2: [50]}}, listed=False), options())
    outcome = told(found)

    assert any("年级不明" in note for note in outcome.notes)
    assert any("没有填专任教师数" in note for note in outcome.notes)
    assert any("现有教室按现有班级数计" in note for note in outcome.notes)
    assert any("没有可以调剂的邻校" in note for note in outcome.notes)
    assert rows(outcome, "ledger")[0]["grade"] == "全学段（年级不明）"


def test_intakes_outside_the_years_of_the_plan_are_pointed_at() -> None:
    found = plan(census({"A": {1: [40]}}), options(YEAR + 2))
    used = {("A", Stage.PRIMARY, YEAR + year): 40 for year in (1, 2)}
    more = {("A", Stage.PRIMARY, year): 40 for year in (YEAR, YEAR + 3)}

    def notes(intakes: dict[tuple[str, Stage, int], int]) -> str:
        return " ".join(told(replace(found, inputs=replace(found.inputs, intakes=intakes))).notes)

    assert "没有用上" not in notes(used)
    assert "“预计招生”里 2025、2028 学年的行没有用上" in notes(used | more)


def test_a_stop_gives_a_plan_and_is_marked() -> None:
    sizes = {str(n): {1: [40 + n, 44], 2: [50]} for n in range(12)}
    inputs = ClassSizeInputs(census=census(sizes))
    outcome = plan_class_size(inputs, national(), options(YEAR + 2), Watch(stop=lambda: True))

    assert outcome.ending is Ending.STOPPED
    assert outcome.reasons == ()
    assert rows(outcome, "years")[-1]["grades_over"] == 0
