"""How many rows meet each indicator, by stage."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from junheng.evaluation.results import CountyResult, Evaluation, RowResult
from junheng.model import COMPULSORY
from junheng.reports.charts.look import INKS, LEGEND, STATUSES, chart, status_scale
from junheng.reports.figures import percent
from junheng.reports.wording import short_name


def attainment(county: CountyResult, evaluation: Evaluation) -> dict[str, Any]:
    """One panel a stage, one bar an indicator, cut by status; the number of rows inside each part."""
    panels = []
    for stage in COMPULSORY:
        rows = [row for row in county.rows if row.stage is stage]
        if rows:
            panels.append(_panel(stage.zh, rows, evaluation))
    return chart(vconcat=panels)


def _panel(title: str, rows: list[RowResult], evaluation: Evaluation) -> dict[str, Any]:
    values = []
    for place, indicator in enumerate(rows[0].indicators):
        begin = 0
        for order, status in enumerate(STATUSES):
            count = sum(row.indicators[place].status is status for row in rows)
            if count:
                values.append(
                    {
                        "indicator": short_name(indicator.id, evaluation),
                        "status": LEGEND[status],
                        "order": order,
                        "count": count,
                        "share": percent(Fraction(count, len(rows))),
                        "begin": begin / len(rows),
                        "end": (begin + count) / len(rows),
                        "middle": (begin + count / 2) / len(rows),
                        "ink": INKS[status],
                        "label": str(count) if count / len(rows) > 0.03 else "",
                    }
                )
            begin += count
    y = {
        "field": "indicator",
        "type": "nominal",
        "sort": [short_name(each.id, evaluation) for each in rows[0].indicators],
        "axis": {"title": None, "ticks": False, "domain": False},
    }
    return {
        "title": f"{title}（{len(rows)} 个学段部）",
        "width": 480,
        "height": {"step": 26},
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "bar", "stroke": "#555555", "strokeWidth": 0.6, "height": 18},
                "encoding": {
                    "y": y,
                    "x": {
                        "field": "begin",
                        "type": "quantitative",
                        "scale": {"domain": [0, 1]},
                        "axis": {"title": None, "format": ".0%", "tickCount": 5},
                    },
                    "x2": {"field": "end"},
                    "fill": {"field": "status", "type": "nominal", "scale": status_scale()},
                    "tooltip": [
                        {"field": "indicator", "title": "指标"},
                        {"field": "status", "title": "状态"},
                        {"field": "count", "title": "学段部"},
                        {"field": "share", "title": "占比"},
                    ],
                },
            },
            {
                "mark": {"type": "text", "baseline": "middle"},
                "encoding": {
                    "y": y,
                    "x": {"field": "middle", "type": "quantitative"},
                    "text": {"field": "label"},
                    "color": {"field": "ink", "type": "nominal", "scale": None},
                },
            },
        ],
    }
