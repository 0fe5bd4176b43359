"""Make the font that charts and pages fall back to: a renamed subset of Noto Sans CJK SC.

Run on a machine that has the Debian package ``fonts-noto-cjk``::

    python tools/make_font.py /usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc

It writes ``src/junheng/reports/fonts/JunhengSansSC-Regular.otf``: ASCII, the 7,445 characters of
GB 2312, the signs that the reports use, and the characters outside GB 2312 that occur in names of
Chinese counties and towns. The outlines are untouched; the name is new, as the SIL Open Font License
asks of a modified version.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection, TTFont

FAMILY = "Junheng Sans SC"
TARGET = Path(__file__).parents[1] / "src/junheng/reports/fonts/JunhengSansSC-Regular.otf"

SIGNS = "✓✗△▲▼●○◆◇■□★※—–―·‰²³½≤≥≠≈±×÷√∑…→←↑↓①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
PLACE_NAMES = (
    "〇㙍㙦㮾㯊㳇㵲䃥䢺伾俵倴僰剅勍咇嘡圐圙坬垇垕垞垟垯垱垵垾埇埌埗埫堌堎堨堽塅塚塝墕墘奓尓岞"
    "峃崀崄嵖巉巺廻弶旴旸昄朳枹栟桲椑榃氾汈汫汭沚泃洈洑洣洩洸洺浉浛浬浭浰涢涴淯滍滘漈漋漖漷漹澥澴"
    "濛瀂瀍瀼烔燊牁牂牤猇獏玕琯璪甪甽畖癿砲硍硚碁碶磏磑磜磻礐祐禇窊竜筜筸筼篢簕耈脿舲荄荍菉萩蔈蔴"
    "蔵虒輋邨邽郚郪鄌鄚鄠酂骔髙鮀鮜鲊鲖鲹鴜鷺"
)


def gb2312() -> set[str]:
    """Every character of GB 2312, its signs and letters included."""
    found = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            try:
                found.add(bytes((high, low)).decode("gb2312"))
            except UnicodeDecodeError:
                continue
    return found


def simplified_chinese(collection: Path) -> TTFont:
    """The font of the collection whose family is Noto Sans CJK SC."""
    for font in TTCollection(collection).fonts:
        if font["name"].getDebugName(1) == "Noto Sans CJK SC":
            return font
    raise SystemExit(f"{collection}: no font named Noto Sans CJK SC")


def rename(font: TTFont) -> None:
    """Give the subset its own name; copyright, licence and its address stay as they are."""
    table = font["name"]
    table.names = [record for record in table.names if record.nameID in (0, 5, 13, 14)]
    version = table.getDebugName(5)
    for name_id, text in (
        (1, FAMILY),
        (2, "Regular"),
        (3, f"{FAMILY.replace(' ', '')}-Regular;{version}"),
        (4, f"{FAMILY} Regular"),
        (6, f"{FAMILY.replace(' ', '')}-Regular"),
    ):
        table.setName(text, name_id, 3, 1, 0x409)
    compact = font["CFF "].cff
    compact.fontNames = [f"{FAMILY.replace(' ', '')}-Regular"]
    top = compact.topDictIndex[0]
    for attribute, text in (("FamilyName", FAMILY), ("FullName", f"{FAMILY} Regular")):
        if hasattr(top, attribute):
            setattr(top, attribute, text)


def borrow_cross(font: TTFont) -> None:
    """Let the ballot cross, which the source font lacks, be drawn as the multiplication sign."""
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[ord("✗")] = table.cmap[ord("×")]


def main() -> None:
    """Write the subset and say how large it is."""
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    font = simplified_chinese(Path(sys.argv[1]))
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk"]
    options.hinting = False
    options.desubroutinize = False
    options.name_IDs = ["*"]
    options.name_languages = [0x409]
    options.notdef_outline = True
    options.drop_tables += ["vhea", "vmtx", "VORG", "BASE", "DSIG"]
    subsetter = subset.Subsetter(options)
    wanted = gb2312() | set(SIGNS) | set(PLACE_NAMES) | {chr(code) for code in range(0x20, 0x7F)}
    subsetter.populate(unicodes=[ord(character) for character in wanted])
    subsetter.subset(font)
    rename(font)
    borrow_cross(font)
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    font.save(TARGET)
    absent = sorted(wanted - {chr(code) for code in font.getBestCmap()})
    print(f"{TARGET.name}: {TARGET.stat().st_size:,} bytes, {len(font.getBestCmap())} characters")
    print(f"not in the source font: {''.join(absent) or 'none'}")


if __name__ == "__main__":
    main()
