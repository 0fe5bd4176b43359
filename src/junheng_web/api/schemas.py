"""What the interface speaks: every shape, with its meaning, for the OpenAPI document."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

from junheng.census.tables import BY_NAME

_NO_NUL = r"^[^\x00]*$"
"""Databases store no text with the sign of number zero."""


class Problem(Schema):
    """What was wrong. ``defects`` lists everything at once where data was refused."""

    message: str = Field(description="出了什么问题，怎么改")
    defects: list[dict[str, Any]] = Field(default_factory=list, description="数据中的全部问题")


class RoleOut(Schema):
    """One role that the token's owner holds."""

    key: str
    name: str
    place: str


class MeOut(Schema):
    """Whose token it is, and what it may do."""

    username: str
    name: str
    roles: list[RoleOut]
    permissions: list[str]


class RegionOut(Schema):
    """One region by its present code."""

    code: str
    name: str
    level: str
    parent: str | None = Field(None, description="上级现行代码")

    @staticmethod
    def resolve_parent(found: Any) -> str | None:
        """The code of the region above."""
        return found.parent.code if found.parent_id else None


class RoundOut(Schema):
    """One county's part in a year's campaign."""

    id: int
    year: int = Field(alias="campaign.year")
    county_code: str = Field(alias="county.code")
    county: str = Field(alias="county.name")
    state: str
    deadline: date = Field(alias="campaign.deadline")


class ReturnOut(Schema):
    """One return without its content."""

    id: int
    year: int = Field(alias="round.campaign.year")
    county_code: str = Field(alias="round.county.code")
    school_code: str | None = None
    department: str | None = None
    name: str
    state: str
    version: int = Field(description="修改时须写明所依据的版本")
    filled: int
    expected: int
    errors: int
    warnings: int
    submitted_at: datetime | None = None

    @staticmethod
    def resolve_school_code(found: Any) -> str | None:
        """The school's code."""
        return found.school.code if found.school_id else None

    @staticmethod
    def resolve_department(found: Any) -> str | None:
        """The department's kind."""
        return found.department.kind if found.department_id else None

    @staticmethod
    def resolve_name(found: Any) -> str:
        """Whose return it is."""
        return str(found.subject)


class ReturnWithContent(ReturnOut):
    """One return with what was entered: table name to rows of column name to text."""

    document: dict[str, list[dict[str, str]]]


class Change(Schema):
    """One cell to set. ``key`` identifies the row as the tables page of the manual says."""

    table: str = Field(description=f"{'、'.join(BY_NAME)} 之一；没有的表或列拒绝（422）并指明")
    key: list[str]
    column: str
    value: str = Field(pattern=_NO_NUL, description="按文本填写；空文本表示未填，不等于 0")


class Changes(Schema):
    """Cells to set in one step, all or none."""

    version: int = Field(ge=0, description="您看到的版本；别人已改过同一格时拒绝（409）")
    changes: list[Change] = Field(min_length=1, max_length=20_000)


class FindingOut(Schema):
    """One defect of a return, where it stands."""

    table: str
    key: list[str]
    column: str
    severity: str = Field(description="error 须改正后才能提交；warning 须核实")
    message: str


class SavedOut(Schema):
    """What was saved, and what the check of the whole return found."""

    version: int
    changed: int
    errors: int
    warnings: int
    findings: list[FindingOut]


class Submission(Schema):
    """A return handed in."""

    note: str = Field("", max_length=500, pattern=_NO_NUL, description="有提醒时，写明核实了什么")


class RunIn(Schema):
    """A judgement asked for."""

    basis: Literal["locked", "draft"]
    options: list[str] = Field(default_factory=list, max_length=20)


class ClauseOut(Schema):
    """The status of one clause. Figures are text: exact fractions or decimals, unrounded."""

    clause: str
    title: str
    decides: bool
    status: str
    value: str
    bound: str
    cite: str
    missing: list[Any]


class DisparityOut(Schema):
    """One coefficient of variation."""

    indicator: str
    stage: str
    rows: int
    cv: float | None
    limit: float
    status: str


class RowOut(Schema):
    """One school and stage against the school rule."""

    school_code: str
    name: str
    stage: str
    pupils: int
    status: str
    met: int
    within_floor: int
    indicators: Any


class StepOut(Schema):
    """One step of a derivation, with the steps it rests on."""

    title: str
    status: str
    value: str
    bound: str
    formula: str
    working: str
    cite: str
    note: str
    inputs: list[dict[str, Any]]
    missing: list[str]
    children: list[StepOut]


class AbsentOut(Schema):
    """A school or department that was declared absent: it was not judged."""

    kind: Literal["school", "department"]
    code: str = Field(description="学校标识码；部门为空")
    name: str
    reason: str


class AssessmentOut(Schema):
    """One judgement, without its lines."""

    id: UUID
    year: int = Field(alias="round.campaign.year")
    county_code: str = Field(alias="round.county.code")
    county: str = Field(alias="round.county.name")
    basis: str
    state: str
    verdict: str
    unmet: int
    undetermined: int
    rules_on: date
    fingerprint: str
    program: str
    entered_hash: str
    done_at: datetime | None = None
    absent: list[AbsentOut] | None = Field(
        None, description="登记为本年度不报、没有参加判定的学校和部门；null 表示判定时还没有这一项"
    )


class PlanOut(Schema):
    """One plan without its content."""

    id: UUID
    year: int = Field(alias="round.campaign.year")
    county_code: str = Field(alias="round.county.code")
    county: str = Field(alias="round.county.name")
    kind: str = Field(description="规划的种类，与命令行的名称相同")
    name: str = Field(description="方案名称")
    state: str
    ending: str = Field(description="proven、within_gap、stopped、computed、impossible，未编制为空")
    options: dict[str, Any]
    assessment_id: UUID | None = Field(None, description="依据的判定")
    adopted: bool
    asked_at: datetime
    done_at: datetime | None = None
    program: str
    reason: str = Field(description="没有编制成的原因")


class PlanWithDocument(PlanOut):
    """One plan with what came out, as ``plan.json`` has it."""

    document: dict[str, Any] | None


class JobOut(Schema):
    """Long work that was asked for."""

    id: UUID
    title: str
    state: str
    doing: str
    done: int
    total: int
    outcome: str
    link: str
