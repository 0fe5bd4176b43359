"""Schools against indicators: one sign a cell, so that it can be read without colour."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from junheng.evaluation.results import Evaluation, RowResult
from junheng.reports.charts.look import INKS, LEGEND, chart, status_scale
from junheng.reports.figures import school_value
from junheng.reports.wording import short_name


def row_label(row: RowResult) -> str:
    """A row's name in charts: the school, and its stage where it has several."""
    return f"{row.name}·{row.stage.zh}" if len(row.school.type.stages) > 1 else row.name


def matrix(rows: Sequence[RowResult], evaluation: Evaluation) -> dict[str, Any]:
    """A row a school and stage, a column an indicator: shade and sign tell the status."""
    values = [
        {
            "row": f"{position:03d}",
            "school": row_label(row),
            "indicator": short_name(result.id, evaluation),
            "status": LEGEND[result.status],
            "sign": result.status.mark,
            "ink": INKS[result.status],
            "value": school_value(result.value),
            "bound": school_value(result.bound),
        }
        for position, row in enumerate(rows)
        for result in row.indicators
    ]
    labels = {f"{position:03d}": row_label(row) for position, row in enumerate(rows)}
    shared = {
        "y": {
            "field": "row",
            "type": "nominal",
            "sort": None,
            "axis": {
                "title": None,
                "ticks": False,
                "domain": False,
                "labelExpr": f"({_as_object(labels)})[datum.value]",
            },
        },
        "x": {
            "field": "indicator",
            "type": "nominal",
            "sort": [short_name(each.id, evaluation) for each in rows[0].indicators],
            "axis": {
                "title": None,
                "orient": "top",
                "labelAngle": 0,
                "ticks": False,
                "domain": False,
            },
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


def _as_object(labels: dict[str, str]) -> str:
    """A Vega expression for the mapping; names are data and are quoted as such."""
    return json.dumps(labels, ensure_ascii=False)
