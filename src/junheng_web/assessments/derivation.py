"""A derivation ready to show: the library's steps, each input with its cell and where it came from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from junheng.evaluation import Evaluation, Step
from junheng.evaluation.results import IndicatorStatus, Input
from junheng.model import Status
from junheng.model.quantity import exactly
from junheng_web.assessments.models import Assessment
from junheng_web.assessments.queries.provenance import (
    Cell,
    Provenance,
    cell_of,
    provenances,
)

_STATUSES = {each.zh: each.value for kind in (Status, IndicatorStatus) for each in kind}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownInput:
    """One input: what it is, its value, its cell in words, and where it came from."""

    label: str
    value: str
    cell: str
    provenance: Provenance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownStep:
    """One step with its inputs and the steps it rests on. ``status`` is the key of its word, or ""."""

    step: Step
    status: str
    inputs: tuple[ShownInput, ...]
    children: tuple[ShownStep, ...]


def shown(step: Step, assessment: Assessment, evaluation: Evaluation) -> ShownStep:
    """The derivation with provenances looked up, all of them at once."""
    cells = {each.cell: cell for each in _inputs(step) if (cell := cell_of(each.cell))}
    found = provenances(assessment, evaluation.census, cells.values())
    return _shown(step, cells, found)


def _inputs(step: Step) -> Iterator[Input]:
    yield from step.inputs
    for child in step.children:
        yield from _inputs(child)


def _shown(step: Step, cells: dict[str, Cell], found: dict[Cell, Provenance]) -> ShownStep:
    return ShownStep(
        step=step,
        status=_STATUSES.get(step.status, ""),
        inputs=tuple(
            ShownInput(
                label=each.label,
                value=_value(each.value),
                cell=each.cell,
                provenance=found.get(cells[each.cell]) if each.cell in cells else None,
            )
            for each in step.inputs
        ),
        children=tuple(_shown(child, cells, found) for child in step.children),
    )


def _value(value: int | Fraction | str | None) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else exactly(value)
