"""The days and months that a list of the trail may begin and end with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.formats import date_format

_DAYS = 14
_MONTHS = 36


def _months(today: date) -> Iterator[tuple[date, date]]:
    """First days of this month and those before it, each with that of the month after."""
    first = today.replace(day=1)
    for _each in range(_MONTHS):
        after = (first + timedelta(days=32)).replace(day=1)
        yield first, after
        first = (first - timedelta(days=1)).replace(day=1)


def _moment(day: date) -> str:
    return timezone.make_aware(datetime.combine(day, time())).isoformat()


def beginnings() -> list[tuple[str, str]]:
    """Days of the last fortnight and months of three years, as moments at which they begin."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    found = {_moment(day): date_format(day, "SHORT_DATE_FORMAT") for day in days}
    for first, _after in _months(today):
        found.setdefault(_moment(first), date_format(first, "YEAR_MONTH_FORMAT"))
    return list(found.items())


def ends() -> list[tuple[str, str]]:
    """The same days and months, as moments at which they are over."""
    today = timezone.localdate()
    days = [today - timedelta(days=back) for back in range(_DAYS)]
    found = {
        _moment(day + timedelta(days=1)): date_format(day, "SHORT_DATE_FORMAT") for day in days
    }
    for first, after in _months(today):
        found.setdefault(_moment(after), date_format(first, "YEAR_MONTH_FORMAT"))
    return list(found.items())
