"""The manual: Sphinx, MyST and furo. ``sphinx-build -W -b html docs docs/_build/html``."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from sphinx.application import Sphinx

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "docs"))

from generating.search import ChineseSearch  # noqa: E402 - found through the line above

project = "均衡 Junheng"
author = "Junheng contributors"
copyright = "Junheng contributors, MulanPSL-2.0"
language = "zh_CN"
_found = re.search(
    r'__version__ = "([^"]+)"', (ROOT / "src/junheng/__init__.py").read_text(encoding="utf-8")
)
if _found is None:
    raise RuntimeError("src/junheng/__init__.py names no __version__")
version = release = _found[1]

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_title = f"均衡 {version}"
html_static_path = ["_static"]
html_css_files = ["manual.css"]
html_show_sphinx = False
html_copy_source = False
html_theme_options = {"navigation_with_keys": True}


def setup(app: Sphinx) -> None:
    """Let the manual be searched in Chinese."""
    app.add_search_language(ChineseSearch)
