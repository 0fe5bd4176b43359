"""The subjects of planning, and the tables that each reads beside the census."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from junheng.census.tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """One subject: its word on the command line, its title, the module of its tables.

    ``census`` tells whether it reads the tables of the census as well.
    """

    name: str
    title: str
    module: str
    census: bool

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its own tables, in the order in which people fill them in."""
        found: tuple[Table, ...] = import_module(f"junheng.planning.inputs.{self.module}").TABLES
        return found


SUBJECTS = (
    Subject(name="comply", title="达标方案", module="comply", census=True),
    Subject(name="rotate", title="教师交流轮岗", module="rotate", census=True),
    Subject(name="classes-needed", title="消除大班额", module="class_size", census=True),
    Subject(name="places", title="学位预测", module="places", census=False),
    Subject(name="layout", title="学校布局", module="layout", census=False),
    Subject(name="posts", title="编制核算", module="posts", census=True),
    Subject(name="assign", title="阳光分班", module="assign", census=False),
    Subject(name="quota", title="指标到校", module="quota", census=False),
)
BY_NAME = {subject.name: subject for subject in SUBJECTS}
