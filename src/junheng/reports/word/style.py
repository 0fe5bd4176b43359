"""The look of official papers (GB/T 9704-2012): paper, type area, fonts, headings, page numbers.

A4; margins 37 mm above, 28 mm left, a type area of 156 x 225 mm; title in 小标宋 22 pt, body in 仿宋
16 pt with lines of 28 pt, headings in 黑体, 楷体 and 仿宋; page numbers in 宋体 14 pt between dashes, right
on odd and left on even pages.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import _Footer
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

TITLE = "方正小标宋简体"
BODY = "仿宋_GB2312"
HEAVY = "黑体"
BRUSH = "楷体_GB2312"
SONG = "宋体"
LATIN = "Times New Roman"

ALTERNATIVES = {TITLE: "宋体", BODY: "仿宋", BRUSH: "楷体"}
"""What to print with where a font is not installed."""

TABLE_TEXT = "TableText"
TABLE_HEAD = "TableHead"
"""Ids of the styles in tables."""

TEXT_WIDTH = Mm(156)


def set_font(style: ParagraphStyle, name: str, size: float, *, bold: bool = False) -> None:
    """A Chinese font with Times beside it for letters and figures."""
    font = style.font
    font.name = LATIN
    font.size = Pt(size)
    font.bold = bold
    font.italic = False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if "Theme" in attribute:
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), name)
    fonts.set(qn("w:cs"), LATIN)


def _paragraph_style(document: Document, name: str) -> ParagraphStyle:
    styles = document.styles
    if name in styles:
        found = styles[name]
    else:
        found = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        found.base_style = styles["Normal"]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is not a paragraph style")
    return found


def _spacing(
    style: ParagraphStyle,
    *,
    line: Pt | None,
    before: float = 0,
    after: float = 0,
    indent: float = 0,
) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent = Pt(indent) if indent else Pt(0)
    if line is None:
        form.line_spacing_rule = WD_LINE_SPACING.SINGLE
    else:
        form.line_spacing_rule = WD_LINE_SPACING.EXACTLY
        form.line_spacing = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Sizes of text and tables in points, margins in millimetres; ``line`` is the height of a line."""

    size: float
    table: float
    line: float
    top: float
    bottom: float


OFFICIAL = Look(size=16, table=10.5, line=28, top=37, bottom=35)
"""The look of official papers."""

COMPACT = Look(size=12, table=9, line=20, top=25, bottom=25)
"""A smaller one, for sheets of which each has to fit on a page."""


def apply(document: Document, look: Look = OFFICIAL) -> None:
    """Give a new document paper, styles and page numbers."""
    _styles(document, look)
    _paper(document, look)
    _alternatives(document)


def _styles(document: Document, look: Look) -> None:
    body = _paragraph_style(document, "Normal")
    line = Pt(look.line)
    set_font(body, BODY, look.size)
    _spacing(body, line=line, indent=2 * look.size)
    body.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    body.paragraph_format.widow_control = True
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    body.element.get_or_add_rPr().append(language)
    title = _paragraph_style(document, "Title")
    set_font(title, TITLE, 22)
    _spacing(title, line=Pt(34), after=8)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    border = title.element.get_or_add_pPr().find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    for level, font in enumerate((HEAVY, BRUSH, BODY), 1):
        heading = _paragraph_style(document, f"Heading {level}")
        set_font(heading, font, look.size, bold=level == 3)
        _spacing(heading, line=line, indent=2 * look.size, before=6 if level == 1 else 0)
        heading.paragraph_format.keep_with_next = True
    for name, font, size, centred in (
        ("Facts", BRUSH, 12, True),
        ("Note", SONG, 9, False),
        ("Table Text", SONG, look.table, False),
        ("Table Head", HEAVY, look.table, True),
        ("Picture", SONG, 10.5, True),
    ):
        style = _paragraph_style(document, name)
        set_font(style, font, size)
        padding = 1.5 if name.startswith("Table") else 0
        _spacing(style, line=None, before=padding, after=6 if name == "Note" else padding)
        style.paragraph_format.alignment = (
            WD_ALIGN_PARAGRAPH.CENTER if centred else WD_ALIGN_PARAGRAPH.LEFT
        )
    document.styles["Picture"].paragraph_format.keep_with_next = True
    caption = _paragraph_style(document, "Caption")
    set_font(caption, HEAVY, 12)
    _spacing(caption, line=None, before=6, after=3)
    caption.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    bullets = _paragraph_style(document, "List Bullet")
    set_font(bullets, BODY, look.size)
    _spacing(bullets, line=line)


def _paper(document: Document, look: Look) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(look.top), Mm(look.bottom)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(look.bottom - 11)
    document.settings.odd_and_even_pages_header_footer = True
    _page_number(section.footer, WD_ALIGN_PARAGRAPH.RIGHT)
    _page_number(section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)


def _page_number(footer: _Footer, side: WD_ALIGN_PARAGRAPH) -> None:
    paragraph = footer.paragraphs[0]
    paragraph.alignment = side
    form = paragraph.paragraph_format
    form.first_line_indent = Pt(0)
    form.left_indent, form.right_indent = Pt(14), Pt(14)
    _run(paragraph, "— ")
    _field(paragraph, "PAGE")
    _run(paragraph, " —")


def _run(paragraph: Paragraph, text: str) -> None:
    run = paragraph.add_run(text)
    run.font.size = Pt(14)
    run.font.name = SONG
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), SONG)


def _field(paragraph: Paragraph, instruction: str) -> None:
    run = paragraph.add_run()
    run.font.size = Pt(14)
    run.font.name = SONG
    for kind, text in (("begin", ""), ("", instruction), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = text
        run.element.append(element)


def _alternatives(document: Document) -> None:
    """Tell Word what to use for fonts that many machines do not have."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in ALTERNATIVES.items()
    )
    for part in document.part.package.iter_parts():
        if str(part.partname) == "/word/fontTable.xml":
            blob = part.blob.decode("utf-8")
            part._blob = blob.replace("</w:fonts>", f"{fonts}</w:fonts>").encode("utf-8")  # noqa: SLF001 (parts of this kind have no setter)
