"""The coefficients of variation against their limits, both stages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from junheng.evaluation.results import CountyResult, Disparity, Evaluation
from junheng.model import Stage, Status
from junheng.reports.charts.look import ACCENT, ALARM, INK, chart
from junheng.reports.figures import coefficient
from junheng.reports.wording import short_name


def coefficients(county: CountyResult, evaluation: Evaluation) -> dict[str, Any]:
    """One panel a stage: a bar an indicator, the limit as a broken line, the figure in print.

    A coefficient over its limit is a dark bar with the word; one that is not known shows the range
    that missing data leave open.
    """
    stages = [
        stage
        for stage in Stage
        if any(
            each.stage is stage and each.status is not Status.NOT_APPLICABLE
            for each in county.disparities
        )
    ]
    shown = [each for each in county.disparities if each.stage in stages]
    top = max((_extent(each) for each in shown), default=0.6) * 1.3
    return chart(vconcat=[_panel(stage, shown, evaluation, top) for stage in stages])


def _extent(each: Disparity) -> float:
    """How far a bar, or the range of an open coefficient, reaches."""
    return max(float(each.limit), _end(each))


def _end(each: Disparity) -> float:
    """Where the label stands. A worst case may be very far: its range is cut at 1.5 x the limit."""
    if each.cv is not None:
        return float(each.cv)
    if each.best is None or each.worst is None:
        return 0.0
    return max(float(each.best) + 0.05, min(float(each.worst), 1.5 * float(each.limit)))


def _label(each: Disparity) -> str:
    match each.status:
        case Status.MET:
            return coefficient(each.cv)
        case Status.NOT_MET:
            return f"{coefficient(each.cv)} 超限"
        case Status.NOT_APPLICABLE:
            return each.status.zh
        case _ if each.best is not None and each.worst is not None:
            return f"? {coefficient(each.best)}～{coefficient(each.worst)}"
        case _:
            return "? 无法判定"


def _panel(
    stage: Stage, shown: Sequence[Disparity], evaluation: Evaluation, top: float
) -> dict[str, Any]:
    of_stage = [each for each in shown if each.stage is stage]
    values = [
        {
            "indicator": short_name(each.indicator, evaluation),
            "known": each.cv is not None,
            "at": _end(each),
            "low": None if each.best is None else float(each.best),
            "label": _label(each),
            "over": each.status is Status.NOT_MET,
            "status": each.status.zh,
        }
        for each in of_stage
    ]
    limit = float(of_stage[0].limit) if of_stage else 0.5
    y = {
        "field": "indicator",
        "type": "nominal",
        "sort": [value["indicator"] for value in values],
        "axis": {"title": None, "ticks": False, "domain": False},
    }
    x_scale = {"domain": [0, top], "nice": False}
    return {
        "title": f"{stage.zh}（上限 {limit:.2f}）",
        "width": 480,
        "height": {"step": 26},
        "data": {"values": values},
        "layer": [
            {
                "transform": [{"filter": "datum.known"}],
                "mark": {"type": "bar", "height": 13, "stroke": INK, "strokeWidth": 0.5},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "at",
                        "type": "quantitative",
                        "scale": x_scale,
                        "axis": {"title": "差异系数", "format": ".1f", "tickCount": 6},
                    },
                    "color": {
                        "condition": {"test": "datum.over", "value": ALARM},
                        "value": "#c9d8e8",
                    },
                    "tooltip": [
                        {"field": "indicator", "title": "指标"},
                        {"field": "label", "title": "差异系数"},
                        {"field": "status", "title": "判定"},
                    ],
                },
            },
            {
                "transform": [{"filter": "isValid(datum.low)"}],
                "mark": {"type": "rule", "strokeDash": [2, 2], "color": INK, "strokeWidth": 2},
                "encoding": {
                    "y": y,
                    "x": {"field": "low", "type": "quantitative", "scale": x_scale},
                    "x2": {"field": "at"},
                },
            },
            {
                "mark": {"type": "text", "align": "left", "dx": 5, "baseline": "middle"},
                "encoding": {
                    "y": y,
                    "x": {"field": "at", "type": "quantitative", "scale": x_scale},
                    "text": {"field": "label"},
                    "color": {
                        "condition": {"test": "datum.over", "value": ALARM},
                        "value": INK,
                    },
                },
            },
            {
                "data": {"values": [{"limit": limit}]},
                "mark": {
                    "type": "rule",
                    "strokeDash": [6, 3],
                    "color": ACCENT,
                    "strokeWidth": 1.5,
                },
                "encoding": {"x": {"field": "limit", "type": "quantitative", "scale": x_scale}},
            },
        ],
    }
