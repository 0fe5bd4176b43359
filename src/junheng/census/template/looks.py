"""How the workbook looks: colours, borders, page set-up. Every colour is also said in words."""

from __future__ import annotations

from typing import Any

FONT = {"font_name": "Microsoft YaHei", "font_size": 10, "valign": "vcenter"}
REQUIRED, OPTIONAL, HELPING = "#1F4E79", "#9DC3E6", "#D9D9D9"
BLANK, WRONG, LOCKED = "#FFF2CC", "#F8CBAD", "#F2F2F2"
GRID = {"border": 1, "border_color": "#BFBFBF"}

STYLES: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 13, "font_color": REQUIRED},
    "required": {
        **GRID,
        "bold": True,
        "font_color": "#FFFFFF",
        "bg_color": REQUIRED,
        "text_wrap": True,
        "align": "center",
    },
    "optional": {
        **GRID,
        "bold": True,
        "bg_color": OPTIONAL,
        "text_wrap": True,
        "align": "center",
    },
    "helping": {**GRID, "bg_color": HELPING, "text_wrap": True, "align": "center"},
    "notes": {
        **GRID,
        "font_size": 8,
        "font_color": "#404040",
        "bg_color": LOCKED,
        "text_wrap": True,
        "valign": "top",
    },
    "text": {"num_format": "@", "locked": False},
    "number": {"locked": False},
    "choice": {"num_format": "@", "locked": False, "align": "center"},
    "year": {"locked": False, "align": "center"},
    "given": {**GRID, "bg_color": LOCKED, "text_wrap": True},
    "given_centred": {**GRID, "bg_color": LOCKED, "align": "center"},
    "input": {**GRID, "locked": False},
    "input_text": {**GRID, "num_format": "@", "locked": False, "text_wrap": True},
    "shown": {"font_color": "#595959", "bg_color": LOCKED, "shrink": True},
    "grid": {"border": 1, "border_color": "#D9D9D9"},
    "blank": {"bg_color": BLANK, "border": 1, "border_color": "#BF9000"},
    "wrong": {"bg_color": WRONG, "font_color": "#9C0006", "bold": True},
    "good": {"font_color": "#375623", "bold": True},
    "heading": {"bold": True, "font_size": 12, "font_color": REQUIRED, "bottom": 2},
    "big": {"bold": True, "font_size": 18, "font_color": REQUIRED},
    "paragraph": {"text_wrap": True, "valign": "top"},
    "cell": {**GRID, "text_wrap": True},
    "cell_centred": {**GRID, "align": "center", "text_wrap": True},
    "result": {**GRID, "align": "center"},
}

_ALLOWED = dict.fromkeys(
    (
        *("format_cells", "format_columns", "format_rows", "insert_rows", "delete_rows"),
        *("sort", "autofilter", "select_locked_cells", "select_unlocked_cells"),
    ),
    True,
)


class Looks:
    """The formats of one workbook, by name."""

    def __init__(self, book: Any) -> None:
        self._formats = {name: book.add_format({**FONT, **style}) for name, style in STYLES.items()}

    def __getitem__(self, name: str) -> Any:
        return self._formats[name]


def page(sheet: Any, *, title: str, wide: int = 1, repeat: tuple[int, int] | None = None) -> None:
    """A4 landscape, ``wide`` pages across; ``repeat`` are rows printed on top of every page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    sheet.fit_to_pages(wide, 0)
    sheet.set_header(f"&L&10{title}")
    sheet.set_footer("&C&9第 &P 页，共 &N 页")
    if repeat is not None:
        sheet.repeat_rows(*repeat)


def protect(sheet: Any) -> None:
    """Lock headers and formulas, without a password: against slips, not against intent."""
    sheet.protect("", _ALLOWED)
