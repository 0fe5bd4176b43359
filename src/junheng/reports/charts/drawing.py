"""Charts drawn: as PNG for Word, and the scripts that draw them in a page."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import vl_convert

from junheng.reports.blocks import Spec

FONTS = Path(__file__).parents[1] / "fonts"
VERSION = "6.4"
"""The version of Vega-Lite that draws, the same in Word and in the page."""


@cache
def _register_fonts() -> None:
    vl_convert.register_font_directory(str(FONTS))


def png(spec: Spec, *, ppi: float = 200) -> bytes:
    """A chart as a PNG. The same specification gives the same bytes."""
    _register_fonts()
    drawn: bytes = vl_convert.vegalite_to_png(dict(spec), vl_version=VERSION, ppi=ppi)
    return drawn


@cache
def javascript() -> str:
    """The scripts that draw charts in a page, without any call to another host."""
    bundle: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;", vl_version=VERSION)
    return bundle


def svg(spec: Spec) -> str:
    """A chart as SVG, for readers of a page without scripts."""
    _register_fonts()
    drawn: str = vl_convert.vegalite_to_svg(dict(spec), vl_version=VERSION)
    return drawn
