"""A plan as a planner might return it, with everything that can stand in one."""

from __future__ import annotations

from fractions import Fraction

from junheng.planning.outcome import Column, Ending, Figure, Outcome, Reason, Shape, Table

PLAN = Outcome(
    kind="trial",
    title="某县的试验方案",
    ending=Ending.WITHIN_GAP,
    figures=(
        Figure(
            name="cost", title="费用", value=Fraction(2_468_135, 2), shape=Shape.YUAN, unit="元"
        ),
        Figure(name="gap", title="差距", value=Fraction(1, 300), shape=Shape.SHARE, note="已证明"),
        Figure(name="left", title="不知道的数", value=None),
    ),
    tables=(
        Table(
            name="schools",
            title="分校:方案",
            columns=(
                Column("school", "学校"),
                Column("hired", "补充教师", Shape.COUNT, "人"),
                Column("built", "建设", Shape.NUMBER, "平方米"),
                Column("done", "达标", Shape.FLAG),
            ),
            rows=(("=1+1 小学", 3, Fraction(1001, 8), True), ("第二小学", 0, None, False)),
            note="只列有变化的学校。",
        ),
        Table(name="empty", title="空表", columns=(Column("school", "学校"),), rows=()),
    ),
    reasons=(Reason(where="第二小学", what="教学用房差 12 平方米", remedy="改建教室"),),
    notes=("价格是示例。",),
    basis={"on": "2026-03-01", "ruleset": {"id": "r", "fingerprint": "f" * 64}},
)
