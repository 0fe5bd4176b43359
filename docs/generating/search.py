"""Searching the manual in Chinese, without a dictionary of words.

Chinese is not written with spaces. Every two neighbouring characters are indexed as a word, and what
the reader types is cut in the same way: 差异系数 is found where 差异, 异系 and 系数 stand.
"""

from __future__ import annotations

import re

from sphinx.search import SearchLanguage

RUN = r"[\u4e00-\u9fff]+|[A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*"


class ChineseSearch(SearchLanguage):
    """Pairs of Chinese characters; words and clause numbers (6.cv, 7.11) in Latin letters."""

    lang = "zh_CN"
    language_name = "Chinese"
    js_splitter_code = f"""
function splitQuery(query) {{
  const words = [];
  for (const run of query.match(/{RUN}/g) || []) {{
    if (/^[\\u4e00-\\u9fff]{{2}}/.test(run)) {{
      Array.from(run).slice(1).forEach((second, place) => words.push(run[place] + second));
    }} else {{
      words.push(run);
    }}
  }}
  return words;
}}
"""

    def split(self, input: str) -> list[str]:  # noqa: A002 - the name Sphinx gave it
        """The words to index in a piece of text."""
        words: list[str] = []
        for run in re.findall(RUN, input):
            chinese = run[0] >= "\u4e00" and len(run) > 1
            words += [run[place : place + 2] for place in range(len(run) - 1)] if chinese else [run]
        return words

    def stem(self, word: str) -> str:
        """Capitals do not count."""
        return word.lower()
