"""The two sheets that a county fills in: 县级数据 and 佐证. Their rows are given."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from junheng.census.facts import FACTS, Fact
from junheng.census.tables import Kind
from junheng.census.template.data_sheets import write_head
from junheng.census.template.entries import entry_of_fact
from junheng.census.template.looks import Looks
from junheng.census.template.prefill import Prefill
from junheng.census.template.sheets import FIRST, PLANS

_FROM_SCHOOLS = f"={PLANS['schools'].table.sheet}!$A${FIRST + 1}"
_VETO_ARTICLE = "10."
_LEFT = (1, 4, 5)
"""Columns of 县级数据 that hold sentences and names."""
_ADVICE = (
    ("name", "", "如：××县"),
    ("recognition_rate", "", "只填国家公布的数；0.87、87% 或 87 都可以"),
    ("recognition_", "", "本县自查的数，只供预测，不代替国家公布的数"),
    ("rotation_eligible_backbone", "", "只在采用按骨干教师计算的口径时使用"),
    ("monitoring_", "_difference", "国家公布的数；0.13、13% 或 13 都可以"),
    ("monitoring_", "_level", "国家公布的数，填数字，如 3"),
)
"""How a fact's key begins and ends, and what is said beside it. The first that fits counts."""


def write_county(sheet: Any, prefill: Prefill, looks: Looks) -> None:
    """One row a fact, with its unit, who usually holds it and which clause it feeds."""
    plan = PLANS["county"]
    write_head(sheet, plan, looks)
    for place, field in enumerate(plan.fields):
        sheet.set_column(place, place, field.width)
    value = plan.index("value")
    for line, (code, fact) in enumerate(_facts(prefill), FIRST):
        given = (fact.clause, fact.label, None, fact.unit, fact.department, _advice(fact))
        for place, text in enumerate(given):
            if text is not None:
                style = "given" if place in _LEFT else "given_centred"
                sheet.write_string(line, place, text, looks[style])
        is_name = fact.kind is Kind.TEXT
        sheet.write_blank(line, value, None, looks["input_text" if is_name else "input"])
        entry = entry_of_fact(fact)
        if entry:
            sheet.data_validation(line, value, line, value, entry)
        _write_code(sheet, (line, plan.index("county_code")), code, looks)


def write_attestations(sheet: Any, prefill: Prefill, looks: Looks) -> None:
    """One row a clause that is judged by evidence, and one a fact that refuses recognition."""
    plan = PLANS["attestations"]
    write_head(sheet, plan, looks)
    for place, field in enumerate(plan.fields):
        sheet.set_column(place, place, field.width)
    conclusion = plan.index("conclusion")
    for line, (code, clause, title) in enumerate(_clauses(prefill), FIRST):
        veto = clause.startswith(_VETO_ARTICLE)
        sheet.write_string(line, 0, clause, looks["given_centred"])
        sheet.write_string(line, 1, title, looks["given"])
        sheet.write_blank(line, conclusion, None, looks["input_text"])
        words = ["不存在", "存在"] if veto else ["达标", "未达标"]
        sheet.data_validation(
            *(line, conclusion, line, conclusion),
            {
                "validate": "list",
                "source": words,
                "error_title": "请从下拉列表中选择",
                "error_message": f"只能填：{'、'.join(words)}；尚无结论请留空。",
            },
        )
        for name in ("note", "file"):
            sheet.write_blank(line, plan.index(name), None, looks["input_text"])
        _write_code(sheet, (line, plan.index("county_code")), code, looks)


def _facts(prefill: Prefill) -> Iterator[tuple[str, Fact]]:
    for code in prefill.county_codes or ("",):
        for fact in FACTS:
            yield code, fact


def _clauses(prefill: Prefill) -> Iterator[tuple[str, str, str]]:
    for code in prefill.county_codes or ("",):
        for clause, title in prefill.clauses:
            yield code, clause, title


def _write_code(sheet: Any, place: tuple[int, int], code: str, looks: Looks) -> None:
    """The county's code; where it is not known yet, that of the first school filled in."""
    if code:
        sheet.write_string(*place, code, looks["given_centred"])
    else:
        source = _FROM_SCHOOLS.removeprefix("=")
        sheet.write_formula(*place, f'=IF({source}="","",{source})', looks["given_centred"], "")


def _advice(fact: Fact) -> str:
    for beginning, end, advice in _ADVICE:
        if fact.key.startswith(beginning) and fact.key.endswith(end):
            return advice
    return "没有数据留空，确实没有填 0"
