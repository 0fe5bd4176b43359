"""Exact numbers on the command line: ``0.2`` and ``20%`` are both one fifth."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Any

import click

_SHARE = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,9})?)\s*(%?)")


class Share(click.ParamType[Fraction]):
    """A share of 0 to 1, as a decimal or in per cent."""

    name = "SHARE"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """The share, exactly, or a usage error that shows the form expected."""
        if isinstance(value, Fraction):
            return value
        found = _SHARE.fullmatch(str(value).strip().replace("％", "%"))
        if found is None:
            self.fail(f"“{value}”不是比例，应写作 0.2 或 20%", param, ctx)
        share = Fraction(found[1]) / (100 if found[2] else 1)
        if share > 1:
            self.fail(f"“{value}”超过 100%，两成写作 0.2 或 20%", param, ctx)
        return share


SHARE = Share()


class Positive(click.ParamType[Fraction]):
    """A number above 0, exactly as written."""

    name = "NUMBER"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Fraction:
        """The number, or a usage error that shows the form expected."""
        if isinstance(value, Fraction):
            return value
        found = _NUMBER.fullmatch(str(value).strip())
        if found is None or not Fraction(found[0]):
            self.fail(f"“{value}”不是大于 0 的数，应写作 1.5 或 50", param, ctx)
        return Fraction(found[0])


_NUMBER = re.compile(r"[0-9]{1,6}(?:\.[0-9]{1,6})?")
POSITIVE = Positive()
