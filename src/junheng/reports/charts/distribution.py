"""Where every row stands on every indicator, measured by its own bound."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from junheng.evaluation.results import CountyResult, Evaluation, IndicatorStatus, RowResult
from junheng.model import COMPULSORY
from junheng.reports.charts.look import ACCENT, FAINT, FILLS, LEGEND, STATUSES, chart, shape_scale
from junheng.reports.charts.matrix import row_label
from junheng.reports.figures import school_value
from junheng.reports.wording import short_name

FURTHEST = Fraction(5, 2)
"""Rows beyond 2.5 times their bound are drawn there."""


def distribution(county: CountyResult, evaluation: Evaluation) -> dict[str, Any]:
    """One panel a stage, one line an indicator, one sign a row; broken lines at 85% and 100%."""
    panels = []
    for stage in COMPULSORY:
        rows = [row for row in county.rows if row.stage is stage]
        if rows:
            panels.append(_panel(stage.zh, rows, evaluation))
    return chart(vconcat=panels)


def _points(rows: list[RowResult], evaluation: Evaluation) -> list[dict[str, Any]]:
    return [
        {
            "school": row_label(row),
            "indicator": short_name(result.id, evaluation),
            "ratio": float(min(result.value / result.bound, FURTHEST)),
            "value": school_value(result.value),
            "bound": school_value(result.bound),
            "status": LEGEND[result.status],
            # Rows are spread over the height of their line in a fixed pattern, not by chance.
            "lane": (position * 5) % 11 - 5,
        }
        for position, row in enumerate(rows)
        for result in row.indicators
        if result.value is not None and result.bound
    ]


def _panel(title: str, rows: list[RowResult], evaluation: Evaluation) -> dict[str, Any]:
    x_scale = {"domain": [0, float(FURTHEST)]}
    known = [LEGEND[each] for each in STATUSES if each is not IndicatorStatus.UNDETERMINED]
    return {
        "title": title,
        "width": 480,
        "height": {"step": 34},
        "data": {"values": _points(rows, evaluation)},
        "layer": [
            {
                "mark": {
                    "type": "point",
                    "filled": True,
                    "size": 34,
                    "opacity": 0.75,
                    "stroke": "#333333",
                    "strokeWidth": 0.5,
                },
                "encoding": {
                    "y": {
                        "field": "indicator",
                        "type": "nominal",
                        "sort": [short_name(each.id, evaluation) for each in rows[0].indicators],
                        "axis": {
                            "title": None,
                            "ticks": False,
                            "domain": False,
                            "grid": True,
                            "tickBand": "extent",
                            "gridColor": FAINT,
                        },
                    },
                    "yOffset": {
                        "field": "lane",
                        "type": "quantitative",
                        "scale": {"domain": [-7, 7]},
                    },
                    "x": {
                        "field": "ratio",
                        "type": "quantitative",
                        "scale": x_scale,
                        "axis": {"title": "数值 ÷ 标准", "format": ".0%", "tickCount": 6},
                    },
                    "color": {
                        "field": "status",
                        "type": "nominal",
                        "scale": {"domain": known, "range": list(FILLS[: len(known)])},
                    },
                    "shape": {"field": "status", "type": "nominal", "scale": _shapes(known)},
                    "tooltip": [
                        {"field": "school", "title": "学校"},
                        {"field": "indicator", "title": "指标"},
                        {"field": "value", "title": "数值"},
                        {"field": "bound", "title": "标准"},
                        {"field": "status", "title": "状态"},
                    ],
                },
            },
            *(
                {
                    "data": {"values": [{"at": at}]},
                    "mark": {
                        "type": "rule",
                        "color": ACCENT,
                        "strokeWidth": 1.4,
                        "strokeDash": dash,
                    },
                    "encoding": {"x": {"field": "at", "type": "quantitative", "scale": x_scale}},
                }
                for at, dash in ((1, [1, 0]), (0.85, [5, 3]))
            ),
        ],
    }


def _shapes(known: list[str]) -> dict[str, Any]:
    return {"domain": known, "range": shape_scale()["range"][: len(known)]}
