r"""A straight line through the figures of some years, and how far off the next one may be.

With n years x and figures y, means X and Y, and Sxx = sum (x - X)^2:

1. slope       b = sum (x - X)(y - Y) / Sxx                 (ordinary least squares)
2. line        f(x) = Y + b (x - X)
3. spread      s^2 = sum (y - f(x))^2 / (n - 2)
4. interval    f(x0) +- t(n - 2) s sqrt(1 + 1/n + (x0 - X)^2 / Sxx)

4 is the prediction interval for one new figure in year x0; t is the quantile of Student's
distribution that leaves half of 1 - confidence on either side. It holds where the figures scatter
about a straight line independently, evenly and normally. With two years there is a line, but nothing
to judge its scatter by: no interval. With one year there is no line.
"""

from __future__ import annotations

from collections.abc import Sequence

import ibis
import ibis.expr.types as ir
from scipy.special import stdtrit


def quantile(confidence: float, freedom: int) -> float:
    """Student's t that |T| with ``freedom`` degrees stays below with probability ``confidence``."""
    return float(stdtrit(freedom, (1 + confidence) / 2))


def fitted(
    points: ir.Table, keys: Sequence[str], *, at: int, confidence: float, years: int
) -> ir.Table:
    """One row a series (``keys``): the line through its points, and what it says of the year ``at``.

    ``points`` has the columns ``year`` and ``value``, at most ``years`` of one series; points without
    value are no points. Columns: n, first_year, last_year, slope, predicted, half (half the interval;
    null with fewer than three points), mean_year, mean.
    """
    series = list(keys)
    own = ibis.window(group_by=series)
    known = points.filter(points.value.notnull())
    centred = known.mutate(x=known.year.cast("float64")).mutate(
        n=known.value.count().over(own), mean_year=ibis._.x.mean().over(own)
    )
    centred = centred.mutate(mean=centred.value.mean().over(own))
    moved = centred.mutate(dx=centred.x - centred.mean_year, dy=centred.value - centred.mean)
    sums = moved.mutate(
        sxx=(moved.dx * moved.dx).sum().over(own), sxy=(moved.dx * moved.dy).sum().over(own)
    )
    lined = sums.mutate(slope=sums.sxy / sums.sxx.nullif(0.0))
    left = lined.dy - lined.slope * lined.dx
    lines = lined.mutate(square=left * left)
    line = lines.group_by(series).agg(
        n=lines.n.max(),
        first_year=lines.year.min(),
        last_year=lines.year.max(),
        mean_year=lines.mean_year.max(),
        mean=lines["mean"].max(),
        sxx=lines.sxx.max(),
        slope=lines.slope.max(),
        squares=lines.square.sum(),
    )
    ahead = ibis.literal(float(at)) - line.mean_year
    spread = (line.squares / (line.n - 2).nullif(0)).sqrt()
    wide = (1 + 1 / line.n + ahead * ahead / line.sxx.nullif(0.0)).sqrt()
    return line.mutate(
        predicted=line["mean"] + line.slope * ahead,
        half=_student(line.n, confidence, years) * spread * wide,
    ).drop("sxx", "squares")


def _student(n: ir.Value, confidence: float, years: int) -> ir.Value:
    """The quantile for a series of ``n`` points; null below three."""
    known = [(points, quantile(confidence, points - 2)) for points in range(3, years + 1)]
    if not known:
        return ibis.null("float64")
    return n.cases(*known, else_=ibis.null("float64"))
