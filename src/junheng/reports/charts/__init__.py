"""Charts as Vega-Lite specifications: one serves the Word report and the page alike."""

from junheng.reports.charts.attainment import attainment
from junheng.reports.charts.coefficients import coefficients
from junheng.reports.charts.distribution import distribution
from junheng.reports.charts.matrix import matrix

__all__ = ["attainment", "coefficients", "distribution", "matrix"]
