"""How every chart looks: font, shades that keep their order without colour, shapes and signs."""

from __future__ import annotations

from typing import Any

from junheng.evaluation.results import IndicatorStatus
from junheng.model.text import printable

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONT = "Junheng Sans SC"
ACCENT = "#1f4e79"
INK = "#222222"
FAINT = "#b8b8b8"
ALARM = "#9c1c1c"

STATUSES = (
    IndicatorStatus.MET,
    IndicatorStatus.WITHIN_FLOOR,
    IndicatorStatus.BELOW_FLOOR,
    IndicatorStatus.UNDETERMINED,
)
"""The order of statuses in every legend."""

LEGEND = {
    IndicatorStatus.MET: "✓ 达标",
    IndicatorStatus.WITHIN_FLOOR: "△ 达到85%",
    IndicatorStatus.BELOW_FLOOR: "✗ 低于85%",
    IndicatorStatus.UNDETERMINED: "? 无法判定",
}
FILLS = ("#d6e4f2", "#f0b93a", ALARM, "#ffffff")
"""Light, middle, dark, white: they stay apart on a black and white printer."""

INKS = {
    IndicatorStatus.MET: "#33587d",
    IndicatorStatus.WITHIN_FLOOR: INK,
    IndicatorStatus.BELOW_FLOOR: "#ffffff",
    IndicatorStatus.UNDETERMINED: INK,
}
SHAPES = ("circle", "triangle-up", "cross", "square")

CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "#ffffff",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": "#e6e6e6",
        "domainColor": "#999999",
        "tickColor": "#999999",
        "labelLimit": 260,
    },
    "header": {"labelFontSize": 13, "titleFontSize": 13, "labelColor": INK},
    "legend": {
        "labelFontSize": 12,
        "title": None,
        "orient": "top",
        "symbolStrokeColor": "#666666",
        "labelLimit": 220,
    },
    "text": {"fontSize": 12, "color": INK},
    "title": {"fontSize": 13, "fontWeight": "normal", "anchor": "start", "color": INK},
}


def chart(**parts: Any) -> dict[str, Any]:
    """A specification with the common look, its texts fit to be drawn.

    A control character in a name would not be an error but the end of the whole process
    (vega/vl-convert issue 220), so they are left away here, for every chart.
    """
    return {
        "$schema": SCHEMA,
        "config": CONFIG,
        **{name: fit(part) for name, part in parts.items()},
    }


def fit(part: Any) -> Any:
    """``part`` of a specification, every text in it printable."""
    if isinstance(part, str):
        return printable(part)
    if isinstance(part, dict):
        return {name: fit(inner) for name, inner in part.items()}
    if isinstance(part, list | tuple):
        return [fit(inner) for inner in part]
    return part


def status_scale() -> dict[str, Any]:
    """Statuses to fills, in the order of the legend."""
    return {"domain": [LEGEND[each] for each in STATUSES], "range": list(FILLS)}


def shape_scale() -> dict[str, Any]:
    """Statuses to shapes."""
    return {"domain": [LEGEND[each] for each in STATUSES], "range": list(SHAPES)}
