"""The characters that a page uses, cut out of the shipped font, for machines without Chinese fonts."""

from __future__ import annotations

import base64
import io
from functools import cache

from fontTools import subset
from fontTools.ttLib import TTFont

from junheng.reports.charts.drawing import FONTS
from junheng.reports.charts.look import FONT

FILE = FONTS / "JunhengSansSC-Regular.otf"


@cache
def _source() -> bytes:
    return FILE.read_bytes()


def font_face(characters: set[str]) -> str:
    """A ``@font-face`` rule that carries exactly these characters, as far as the font has them."""
    font = TTFont(io.BytesIO(_source()), lazy=True)
    options = subset.Options()
    options.flavor = "woff"
    options.hinting = False
    options.layout_features = ["kern"]
    options.name_IDs = [0, 1, 2, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    # The file would otherwise carry the time of its making, and no two pages would be equal.
    font.recalcTimestamp = False
    packed = io.BytesIO()
    subset.save_font(font, packed, options)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{FONT}";font-display:swap;'
        f'src:url("data:font/woff;base64,{data}") format("woff")}}'
    )
