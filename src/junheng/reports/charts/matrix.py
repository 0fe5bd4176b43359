"""Schools against indicators: one sign a cell, so that it can be read without colour."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from junheng.evaluation.results import Evaluation, RowResult
from junheng.reports.charts.look import INKS, LEGEND, chart, status_scale
from junheng.reports.figures import school_value
from junheng.reports.wording import short_name


def row_label(row: RowResult) -> str:
    """A row's name in charts: the school, and its stage where it has several."""
    return f"{row.name}·{row.stage.zh}" if len(row.school.type.stages) > 1 else row.name


def unique_labels(rows: Sequence[RowResult]) -> list[str]:
    """A label a row; those that would be the same carry the school's code."""
    plain = [row_label(row) for row in rows]
    return [
        label if plain.count(label) == 1 else f"{label}（{row.school_code}）"
        for label, row in zip(plain, rows, strict=True)
    ]


def matrix(rows: Sequence[RowResult], evaluation: Evaluation) -> dict[str, Any]:
    """A row a school and stage, a column an indicator: shade and sign tell the status."""
    values = [
        {
            "school": label,
            "indicator": short_name(result.id, evaluation),
            "status": LEGEND[result.status],
            "sign": result.status.mark,
            "ink": INKS[result.status],
            "value": school_value(result.value),
            "bound": school_value(result.bound),
        }
        for label, row in zip(unique_labels(rows), rows, strict=True)
        for result in row.indicators
    ]
    # Rows and columns stand in the order of the values. Names are data only: a list to sort by
    # would be compiled into an expression.
    plain = {"title": None, "ticks": False, "domain": False}
    shared = {
        "y": {"field": "school", "type": "nominal", "sort": None, "axis": plain},
        "x": {
            "field": "indicator",
            "type": "nominal",
            "sort": None,
            "axis": {**plain, "orient": "top", "labelAngle": 0},
        },
    }
    return chart(
        width={"step": 72},
        height={"step": 20},
        data={"values": values},
        encoding=shared,
        layer=[
            {
                "mark": {"type": "rect", "stroke": "#888888", "strokeWidth": 0.6},
                "encoding": {
                    "fill": {
                        "field": "status",
                        "type": "nominal",
                        "scale": status_scale(),
                        "legend": {"orient": "bottom"},
                    },
                    "tooltip": [
                        {"field": "school", "title": "学校"},
                        {"field": "indicator", "title": "指标"},
                        {"field": "value", "title": "数值"},
                        {"field": "bound", "title": "标准"},
                        {"field": "status", "title": "状态"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "baseline": "middle"},
                "encoding": {
                    "text": {"field": "sign"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
    )
