"""The county's own figures and the conclusions it attests."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from junheng.census.facts import FACTS, SUBJECTS
from junheng.census.records import Attestation, CountyFact, Exact, School, StageRow
from junheng.model import SchoolType, Stage
from junheng.synthesis.aims import FUND_BASE
from junheng.synthesis.dice import Dice
from junheng.synthesis.profiles import Profile

_ATTESTED = (
    *("7.1", "7.2", "7.10", "7.15", "8.3", "8.5", "8.6", "8.7", "8.8"),
    *("10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "E.2", "E.5"),
)


def facts(
    dice: Dice, profile: Profile, schools: Sequence[School], stages: Sequence[StageRow]
) -> tuple[CountyFact, ...]:
    """One fact for every key of the dictionary, in its order, all on the safe side."""
    special = {each.school_code for each in schools if each.type is SchoolType.SPECIAL}
    compulsory = [row for row in stages if row.stage is not Stage.SENIOR]
    special_pupils = sum(row.pupils for row in compulsory if row.school_code in special)
    values: dict[str, Exact | str] = {
        "name": profile.name,
        "population": sum(row.pupils for row in compulsory) * dice.between(8, 11),
        "fund_base_primary": FUND_BASE[Stage.PRIMARY],
        "fund_base_junior": FUND_BASE[Stage.JUNIOR],
        "special_fund_yuan": special_pupils * dice.between(8050, 8400),
        "special_pupils": special_pupils,
        "teacher_pay_yuan": 98_600 + dice.between(0, 900),
        "civil_servant_pay_yuan": 97_000 + dice.between(0, 900),
        **_teachers(compulsory),
        **_places(dice, compulsory),
        **_retention(dice, compulsory),
        **_recognition(dice),
        "years_since_basic_balance": dice.between(5, 9),
        **_monitoring(dice),
    }
    return tuple(
        CountyFact(county_code=profile.code, key=fact.key, value=values[fact.key]) for fact in FACTS
    )


def attestations(profile: Profile) -> tuple[Attestation, ...]:
    """Every clause judged by evidence, and every veto, with a conclusion in the county's favour."""
    return tuple(
        Attestation(
            county_code=profile.code,
            clause=clause,
            conclusion="met",
            note="虚构示例",
            file=f"佐证目录 {clause}",
        )
        for clause in _ATTESTED
    )


def _teachers(rows: Sequence[StageRow]) -> dict[str, Exact | str]:
    eligible = sum(row.teachers or 0 for row in rows) * 42 // 100
    rotated = -(-eligible * 112 // 1000)
    return {
        "rotation_eligible": eligible,
        "rotated": rotated,
        "rotated_backbone": -(-rotated * 23 // 100),
        "rotation_eligible_backbone": eligible * 16 // 100,
    }


def _places(dice: Dice, rows: Sequence[StageRow]) -> dict[str, Exact | str]:
    migrants = sum(row.migrant_pupils or 0 for row in rows)
    purchased = migrants * dice.between(2, 5) // 100
    planned = sum(row.pupils for row in rows if row.stage is Stage.JUNIOR) // 6
    allotted = planned * dice.between(56, 66) // 100
    disabled = sum(row.pupils for row in rows) // dice.between(88, 110)
    return {
        "quota_planned": planned,
        "quota_allotted": allotted,
        "quota_rural": allotted * dice.between(42, 58) // 100,
        "migrant_eligible": migrants,
        "migrant_public": migrants * dice.between(88, 94) // 100,
        "migrant_purchased": purchased,
        "disabled_children": disabled,
        "disabled_enrolled": disabled - disabled // dice.between(40, 60),
    }


def _retention(dice: Dice, rows: Sequence[StageRow]) -> dict[str, Exact | str]:
    entrants = sum(row.pupils for row in rows if row.stage is Stage.JUNIOR) * 34 // 100
    moved_in, moved_out = dice.between(20, 45), dice.between(50, 80)
    lost = entrants * dice.between(10, 22) // 1000
    return {
        "graduates": entrants + moved_in - moved_out - lost,
        "entrants_three_years_ago": entrants,
        "transferred_in": moved_in,
        "transferred_out": moved_out,
        "deaths": dice.between(0, 2),
    }


def _recognition(dice: Dice) -> dict[str, Exact | str]:
    issued = dice.between(640, 760)
    valid = issued * dice.between(88, 95) // 100
    rate = Fraction(dice.between(880, 940), 1000)
    return {
        "recognition_issued": issued,
        "recognition_valid": valid,
        "recognition_satisfied": int(valid * rate) + 1,
        "recognition_rate": rate,
    }


def _monitoring(dice: Dice) -> dict[str, Exact | str]:
    values: dict[str, Exact | str] = {}
    for subject in SUBJECTS:
        values[f"monitoring_{subject}_level"] = dice.between(3, 4)
        values[f"monitoring_{subject}_difference"] = Fraction(dice.between(80, 146), 1000)
    return values
