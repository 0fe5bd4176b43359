"""A rule book of one national card and one local card, to be spoilt in one place at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from junheng.errors import CardError
from junheng.rulebook import load

STANDARDS = """\
standards:
  - id: quality-balance
    title: {zh: 优质均衡, en: Quality balance}
    document: law
    since: 2017-04-19
"""
PLACES = """\
jurisdictions:
  - {code: nation, name: 全国, name_en: China}
  - {code: "53", name: 云南省, name_en: Yunnan}
  - {code: "5323", name: 楚雄州, name_en: Chuxiong}
  - {code: "532302", name: 禄丰市, name_en: Lufeng, former: ["532331"]}
"""
REGISTER = """\
documents:
  - id: law
    number: 教督〔2017〕6号
    issuer: 教育部
    title: 督导评估办法
    issued: 2017-04-19
    standing: official
"""
NATION = """\
standard: quality-balance
jurisdictions: [nation]
effect: defines

cards:
  - id: "8.4"
    title: {zh: 培训经费, en: Training}
    summary: {zh: 至少百分之五。, en: At least five percent.}
    judged: schools
    measure: training_fund
    cite: {document: law, article: "8", item: "4"}
    editions:
      - since: 2017-04-19
        checked: 2026-11-21
        bounds:
          all: {at_least: "0.05", unit: share}
    examples:
      - {id: one, kind: at_bound, text: {zh: 一, en: one}, given: {}, expect: met}
      - {id: two, kind: just_short, text: {zh: 二, en: two}, given: {}, expect: not_met}
      - {id: three, kind: missing, text: {zh: 三, en: three}, given: {}, expect: undetermined}

options:
  - id: how
    clause: "8.4"
    title: {zh: 怎样算, en: How}
    choices:
      - {id: plain, title: {zh: 直接算, en: Plainly}}
      - {id: capped, title: {zh: 封顶算, en: Capped}}
    default: plain
    cite: {document: law}

switches:
  - id: rural
    clause: "8.4"
    title: {zh: 农村例外, en: Rural}
    summary: {zh: 农村放宽。, en: Rural schools have less.}
    figures: {pupils_below: "100"}
    cite: {document: law}
    since: 2019-01-01
    checked: 2026-11-21
"""
LOCAL = """\
standard: quality-balance
jurisdictions: ["5323"]
effect: raises

cards:
  - id: "8.4"
    cite: {document: law}
    editions:
      - since: 2023-02-17
        checked: 2026-11-21
        bounds:
          all: {at_least: "0.10", unit: share}
    examples:
      - {id: one, kind: at_bound, text: {zh: 一, en: one}, given: {}, expect: met}
      - {id: two, kind: just_short, text: {zh: 二, en: two}, given: {}, expect: not_met}
      - {id: three, kind: missing, text: {zh: 三, en: three}, given: {}, expect: undetermined}
"""
FILES = {
    "standards.yaml": STANDARDS,
    "jurisdictions.yaml": PLACES,
    "register.yaml": REGISTER,
    "nation.yaml": NATION,
    "prefecture.yaml": LOCAL,
}


class SmallBook:
    """The folder of the small book; a test changes one thing and reads the refusal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name, text in FILES.items():
            self.write(name, text)

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def refusal(self) -> str:
        """What the reader says of the spoilt book."""
        with pytest.raises(CardError) as caught:
            load(folder=self.folder)
        return str(caught.value)
