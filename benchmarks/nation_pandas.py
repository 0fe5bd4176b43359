"""The national school table to all verdicts in pandas, as an analyst would write it: a peer to measure.

The same figures and the same statuses as ``nation.sql``: 0 not met, 1 undetermined, 2 met, 3 not
applicable. Whole columns at a time, no loop over schools.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

NOT_MET, OPEN, MET, NOT_APPLICABLE = 0, 1, 2, 3
STAGES = ("primary", "junior")
INDICATORS = {
    "above_degree": (4.2, 5.3),
    "backbone": (1.0, 1.0),
    "pe_arts": (0.9, 0.9),
    "teaching_area": (4.5, 5.8),
    "sports_area": (7.5, 10.2),
    "equipment": (2000.0, 2500.0),
    "multimedia": (2.3, 2.4),
}
LIMITS = {"primary": 0.50, "junior": 0.45}
HAIR = 1 - 1e-12
THROUGH = ["nine_year", "twelve_year"]
WITH_STAGE = {
    "primary": ["primary", *THROUGH],
    "junior": ["junior", "complete_secondary", *THROUGH],
    "senior": ["complete_secondary", "twelve_year"],
}
WEIGHTS = {
    "primary": {},
    "junior": {"nine_year": 1.1, "twelve_year": 1.1},
    "senior": {"complete_secondary": 1.2, "twelve_year": 1.32},
}
EVIDENCE = ("7.1", "7.10", "8.3", "8.5", "8.6", "8.7", "8.8")
VETOES = tuple(f"10.{number}" for number in range(1, 7))
SCHOOL_COLUMNS = [
    "county_code",
    "school_code",
    "type",
    "parent_code",
    "operator",
    "area_class",
    "boarding",
    "teaching_area_m2",
    "indoor_sports_m2",
    "sports_ground_m2",
    "equipment_yuan",
    "multimedia_rooms",
    "public_fund_yuan",
    "training_fund_yuan",
]
STAGE_COLUMNS = [
    "school_code",
    "stage",
    "pupils",
    "classes",
    "largest_class",
    "classes_over",
    "catchment_pupils",
    "teachers",
    "degree_associate",
    "degree_bachelor",
    "degree_master",
    "degree_doctor",
    "backbone",
    "pe",
    "music",
    "art",
    "arts",
    "certified",
    "trained_360",
]


def verdicts(folder: Path) -> pd.DataFrame:
    """One line a county in the order of the codes, a column for each clause, and ``verdict``."""
    facts = county_facts(folder)
    schools = institutions(folder, facts)
    lines = judged_lines(folder, schools)
    county = schools.groupby("county_code", sort=True).size().to_frame("institutions")
    facts = facts.reindex(county.index)
    found: dict[str, Any] = {}
    found |= resources(lines, schools, county)
    found |= of_schools(schools, county)
    found |= of_lines(lines, schools, county)
    found |= of_facts(facts)
    found |= of_evidence(folder, county, found)
    found["E.3"], found["E.4"] = found["8.9"], found["6.cv"]
    result = pd.DataFrame(found, index=county.index)
    informing = [f"6.{number}" for number in range(1, 8)]
    deciding = [name for name in result if name not in informing and not name.startswith("E.")]
    result["verdict"] = result[deciding].min(axis=1)
    return result


def read(path: Path, columns: list[str] | None = None) -> pd.DataFrame:
    """The table with its decimals as doubles, and its words as plain text: pandas would make an object
    of each decimal, and categories in an order of their own.
    """
    table = pq.read_table(path, columns=columns)
    fields = []
    for field in table.schema:
        kind = field.type
        if pa.types.is_decimal(kind):
            kind = pa.float64()
        elif pa.types.is_dictionary(kind):
            kind = kind.value_type
        fields.append(pa.field(field.name, kind))
    return table.cast(pa.schema(fields)).to_pandas()


def county_facts(folder: Path) -> pd.DataFrame:
    """A line a county, a column a key."""
    table = read(folder / "county.parquet")
    table = table[table.key != "name"]
    number = pd.to_numeric(table.value, errors="coerce")
    return table.assign(value=number).pivot(index="county_code", columns="key", values="value")


def institutions(folder: Path, facts: pd.DataFrame) -> pd.DataFrame:
    """A line a school, with what its stages and rooms add up to."""
    schools = read(folder / "schools.parquet", SCHOOL_COLUMNS)
    schools = schools.set_index("school_code")
    stages = read(folder / "stages.parquet", STAGE_COLUMNS[:4])
    pupils = stages.pivot(index="school_code", columns="stage", values="pupils")
    for stage in WITH_STAGE:
        schools[stage] = pupils.get(stage, np.nan)
    schools["stage_rows"] = stages.groupby("school_code").size()
    compulsory = stages[stages.stage != "senior"]
    unknown = compulsory.classes.isna() & (compulsory.pupils > 0)
    schools["classes"] = compulsory.groupby("school_code").classes.sum()
    schools["classes_unknown"] = unknown.groupby(compulsory.school_code).any()
    rooms = read(folder / "rooms.parquet")
    for kind, least in (("music", 96), ("art", 90)):
        of_kind = rooms[rooms.kind == kind]
        enough = of_kind[of_kind.area_m2 >= least]
        schools[kind] = enough.groupby("school_code").size()
        unmeasured = of_kind[of_kind.area_m2.isna()]
        schools[f"{kind}_unknown"] = unmeasured.groupby("school_code").size()
    schools["rooms"] = rooms.groupby("school_code").size()
    counts = ["stage_rows", "classes", "music", "music_unknown", "art", "art_unknown", "rooms"]
    schools[counts] = schools[counts].fillna(0)
    schools["classes_unknown"] = schools.classes_unknown.eq(True)
    schools = schools.join(facts[["fund_base_primary", "fund_base_junior"]], on="county_code")
    return _derived(schools)


def _derived(schools: pd.DataFrame) -> pd.DataFrame:
    kind = schools.type
    schools["compulsory"] = ~kind.isin(["special", "vocational"])
    schools["point"] = kind == "teaching_point"
    some = schools.primary.notna() | schools.junior.notna()
    schools["pupils"] = (schools.primary.fillna(0) + schools.junior.fillna(0)).where(some)
    campus = schools.parent_code.notna() & (schools.stage_rows == 1)
    excused = (schools.point | campus) & some
    lacking = {
        stage: kind.isin(types) & schools[stage].isna() for stage, types in WITH_STAGE.items()
    }
    for stage in STAGES:
        schools[f"absent_{stage}"] = lacking[stage] & schools.compulsory & ~excused
    schools["absent"] = schools.absent_primary | schools.absent_junior
    schools["left_out"] = ~schools.compulsory | (schools.point & (schools.pupils < 50))
    weighted = pd.Series(0.0, index=schools.index)
    for stage, weights in WEIGHTS.items():
        chosen = [kind == name for name in weights] or [kind == ""]
        schools[f"weight_{stage}"] = np.select(chosen, list(weights.values()) or [1.0], 1.0)
        weighted += schools[stage].fillna(0) * schools[f"weight_{stage}"]
    one_stage = kind.isin(["primary", "junior", "teaching_point"]) | campus
    lacks_any = lacking["primary"] | lacking["junior"] | lacking["senior"]
    schools["weighted"] = weighted.where((one_stage | ~lacks_any) & (weighted > 0))
    schools["catchment_school"] = (
        schools.compulsory
        & (schools.area_class != "rural")
        & (schools.operator != "10")
        & ~schools.boarding
    )
    return schools


def judged_lines(folder: Path, schools: pd.DataFrame) -> pd.DataFrame:
    """A line a compulsory stage, with the seven values and the school rule."""
    lines = read(folder / "stages.parquet", STAGE_COLUMNS)
    lines = lines[lines.stage.isin(STAGES)]
    wanted = [
        "county_code",
        "type",
        "compulsory",
        "catchment_school",
        "left_out",
        "weighted",
        "weight_primary",
        "weight_junior",
        "teaching_area_m2",
        "indoor_sports_m2",
        "sports_ground_m2",
        "equipment_yuan",
        "multimedia_rooms",
    ]
    lines = lines.join(schools[wanted], on="school_code", how="inner")
    primary = lines.stage == "primary"
    lines["judged"] = ~lines.left_out & (lines.pupils > 0)
    share = lines.weight_primary.where(primary, lines.weight_junior) / lines.weighted
    higher = lines.degree_bachelor + lines.degree_master + lines.degree_doctor
    above = (higher + lines.degree_associate).where(primary, higher)
    specialists = lines.pe + lines.music + lines.art + lines.arts
    lines["v_above_degree"] = above * 100 / lines.pupils
    lines["v_backbone"] = lines.backbone * 100 / lines.pupils
    lines["v_pe_arts"] = specialists * 100 / lines.pupils
    lines["v_teaching_area"] = (lines.teaching_area_m2 - lines.indoor_sports_m2) * share
    lines["v_sports_area"] = (lines.sports_ground_m2 + lines.indoor_sports_m2) * share
    lines["v_equipment"] = lines.equipment_yuan * share
    lines["v_multimedia"] = lines.multimedia_rooms * 100 * share
    met = pd.Series(0, index=lines.index)
    within, below, unknown = met.copy(), met.copy(), met.copy()
    for name, bounds in INDICATORS.items():
        value = lines[f"v_{name}"]
        bound = np.where(primary, *bounds) * HAIR
        reached, floor = value >= bound, value >= bound * 0.85
        lines[f"known_{name}"], lines[f"reached_{name}"] = value.notna(), reached
        met += reached
        within += floor & ~reached
        below += ~floor & value.notna()
        unknown += value.isna()
    failing = (below > 0) | (within > 1)
    lines["status"] = np.select([failing, unknown > 0], [NOT_MET, OPEN], MET)
    return lines


def all_of(met: Any, failing: Any, open_: Any) -> Any:
    """The status of a clause that every school must meet."""
    return np.select([failing > 0, open_ > 0, met > 0], [NOT_MET, OPEN, MET], NOT_APPLICABLE)


def at_least(value: Any, bound: float) -> Any:
    """The status of a figure that must reach a bound."""
    return np.select([value >= bound, value < bound], [MET, NOT_MET], OPEN)


def share(part: Any, whole: Any, least: float) -> Any:
    """The status of a share that must reach a bound."""
    nobody = whole == 0
    return np.select(
        [
            nobody & (part.fillna(0) == 0),
            nobody,
            part >= least * whole * HAIR,
            part < least * whole * HAIR,
        ],
        [NOT_APPLICABLE, OPEN, MET, NOT_MET],
        OPEN,
    )


def resources(lines: pd.DataFrame, schools: pd.DataFrame, county: pd.DataFrame) -> dict[str, Any]:
    """Article 6."""
    rows = lines[lines.judged]
    columns: dict[str, Any] = {"county_code": rows.county_code, "stage": rows.stage}
    columns |= {"rows": 1, "pupils": rows.pupils}
    for code, name in ((MET, "met"), (NOT_MET, "failing"), (OPEN, "open")):
        columns[f"rows_{name}"] = rows.status == code
    for name in INDICATORS:
        value = rows[f"v_{name}"]
        columns[f"known_{name}"] = rows[f"known_{name}"]
        columns[f"reached_{name}"] = rows[f"reached_{name}"]
        columns[f"sum_{name}"] = value * rows.pupils
        columns[f"squares_{name}"] = value * value * rows.pupils
    sums = pd.DataFrame(columns).groupby(["county_code", "stage"]).sum()
    counted = schools[~schools.left_out].groupby("county_code")
    counted = counted[["absent_primary", "absent_junior"]].sum().reindex(county.index)
    total = sums.groupby("county_code").sum().reindex(county.index).fillna(0)
    absent = counted.fillna(0).sum(axis=1)
    found = {}
    for number, name in enumerate(INDICATORS, start=1):
        known, reached = total[f"known_{name}"], total[f"reached_{name}"]
        found[f"6.{number}"] = all_of(reached, known - reached, total["rows"] - known + absent)
    rule = all_of(total.rows_met, total.rows_failing, total.rows_open + absent)
    found["6.school"] = np.where(rule == NOT_APPLICABLE, OPEN, rule)
    lowest = pd.Series(NOT_APPLICABLE, index=county.index)
    for stage, limit in LIMITS.items():
        try:
            of_stage = sums.xs(stage, level="stage")
        except KeyError:
            of_stage = sums.iloc[:0].droplevel("stage")
        of_stage = of_stage.reindex(county.index).fillna(0)
        lacking = counted[f"absent_{stage}"].fillna(0) > 0
        for name in INDICATORS:
            added = of_stage[f"sum_{name}"]
            ratio = of_stage.pupils * of_stage[f"squares_{name}"] / (added * added)
            missing = lacking | (of_stage[f"known_{name}"] < of_stage["rows"])
            status = np.select(
                [missing, of_stage["rows"] == 0, of_stage["rows"] == 1, added == 0],
                [OPEN, NOT_APPLICABLE, MET, OPEN],
                np.where(ratio <= 1 + limit**2, MET, NOT_MET),
            )
            lowest = np.minimum(lowest, status)
    found["6.cv"] = np.where(lowest == NOT_APPLICABLE, OPEN, lowest)
    return found


def of_schools(schools: pd.DataFrame, county: pd.DataFrame) -> dict[str, Any]:
    """The clauses that every school must meet."""
    pupils = schools.pupils.fillna(0)
    attended = schools.compulsory & ~schools.point & ((pupils > 0) | schools.absent)
    most = np.where(schools.type.isin(THROUGH), 2500, 2000)
    need = np.ceil(schools.classes / 12)
    enough = (schools.music >= need) & (schools.art >= need)
    perhaps = (schools.music + schools.music_unknown >= need) & (
        schools.art + schools.art_unknown >= need
    )
    due = schools.primary.fillna(0) * schools.fund_base_primary.fillna(720).clip(lower=720)
    due += schools.junior.fillna(0) * schools.fund_base_junior.fillna(940).clip(lower=940)
    base_unknown = ((schools.primary > 0) & schools.fund_base_primary.isna()) | (
        (schools.junior > 0) & schools.fund_base_junior.isna()
    )
    fund, training = schools.public_fund_yuan, schools.training_fund_yuan
    parent = schools.parent_code.fillna("") != ""
    at_centre = schools.point & training.isna() & fund.isna() & parent
    statuses = {
        "7.3": (
            attended,
            np.select(
                [schools.classes_unknown | schools.absent, enough, perhaps],
                [OPEN, MET, OPEN],
                NOT_MET,
            ),
        ),
        "7.4": (attended, np.select([pupils > most, schools.absent], [NOT_MET, OPEN], MET)),
        "7.6": (
            schools.compulsory & ((pupils > 0) | schools.absent) & (pupils < 100),
            np.select(
                [
                    schools.absent,
                    fund * pupils < due * 100,
                    (fund * pupils >= due * 100) & ~base_unknown,
                ],
                [OPEN, NOT_MET, MET],
                OPEN,
            ),
        ),
        "8.4": (
            schools.type != "vocational",
            np.select(
                [at_centre, (training * 20 >= fund) & (fund != 0), (training * 20 < fund)],
                [NOT_APPLICABLE, MET, NOT_MET],
                OPEN,
            ),
        ),
    }
    counts = {}
    for clause, (asked, status) in statuses.items():
        for name, code in (("met", MET), ("failing", NOT_MET), ("open", OPEN)):
            counts[f"{clause}_{name}"] = asked & (status == code)
    added = pd.DataFrame(counts).groupby(schools.county_code).sum().reindex(county.index)
    found = {
        clause: all_of(*(added[f"{clause}_{name}"] for name in ("met", "failing", "open")))
        for clause in statuses
    }
    no_rooms = schools.groupby("county_code").rooms.sum().reindex(county.index) == 0
    found["7.3"] = np.where(no_rooms & (found["7.3"] != NOT_APPLICABLE), OPEN, found["7.3"])
    return found


def of_lines(lines: pd.DataFrame, schools: pd.DataFrame, county: pd.DataFrame) -> dict[str, Any]:
    """Class sizes, and the shares of staff and catchment."""
    primary = lines.stage == "primary"
    asked = lines.compulsory & (lines.pupils > 0)
    too_large = (lines.largest_class > np.where(primary, 45, 50)) | (lines.classes_over > 0)
    unknown = lines.largest_class.isna() & lines.classes_over.isna()
    columns: dict[str, Any] = {
        "size_met": asked & ~too_large & ~unknown,
        "size_failing": asked & too_large,
        "size_open": asked & unknown,
    }
    staff = lines.type != "vocational"
    for name in ("teachers", "trained_360", "certified"):
        columns[name] = lines[name].where(staff, 0)
        columns[f"{name}_unknown"] = staff & lines[name].isna()
    for stage, of_stage in (("primary", primary), ("junior", ~primary)):
        inside = lines.catchment_school & of_stage
        for name in ("pupils", "catchment_pupils"):
            columns[f"{name}_{stage}"] = lines[name].where(inside, 0)
            columns[f"{name}_{stage}_unknown"] = inside & lines[name].isna()
    added = pd.DataFrame(columns).groupby(lines.county_code).sum()
    added = added.reindex(county.index).fillna(0)
    absences = schools[["absent_primary", "absent_junior"]]
    absent = absences.groupby(schools.county_code).sum()
    inside = absences[schools.catchment_school].groupby(schools.county_code).sum()
    inside = inside.reindex(county.index).fillna(0)
    in_all = absent.sum(axis=1)

    def known(name: str, lacking: Any) -> Any:
        return added[name].where(added[f"{name}_unknown"] + lacking == 0)

    def catchment(stage: str, least: float) -> Any:
        lacking = inside[f"absent_{stage}"]
        part = known(f"catchment_pupils_{stage}", lacking)
        return share(part, known(f"pupils_{stage}", lacking), least)

    teachers = known("teachers", in_all)
    return {
        "7.5": all_of(added.size_met, added.size_failing, added.size_open + in_all),
        "7.9": share(known("trained_360", in_all), teachers, 1),
        "7.12": share(known("certified", in_all), teachers, 1),
        "7.13": np.minimum(catchment("primary", 1), catchment("junior", 0.95)),
    }


def of_facts(facts: pd.DataFrame) -> dict[str, Any]:
    """The clauses that look at figures of the county."""
    kept = facts.graduates - facts.transferred_in + facts.transferred_out
    entered = (facts.entrants_three_years_ago - facts.deaths).replace(0, np.nan)
    special = share(facts.special_fund_yuan, facts.special_pupils, 6000)
    levels = [name for name in facts if name.startswith("monitoring") and name.endswith("level")]
    spreads = [name.replace("level", "difference") for name in levels]
    supplied = [at_least(facts[name], 3) for name in levels]
    supplied += [
        np.select([facts[name] < 0.15, facts[name] >= 0.15], [MET, NOT_MET], OPEN)
        for name in spreads
    ]
    pay = facts.teacher_pay_yuan / facts.civil_servant_pay_yuan.replace(0, np.nan)
    rotated = share(facts.rotated, facts.rotation_eligible, 0.1)
    places = facts.migrant_public + facts.migrant_purchased
    return {
        "7.2": np.minimum(
            at_least(facts.fund_base_primary, 720), at_least(facts.fund_base_junior, 940)
        ),
        "7.7": np.where(facts.special_pupils == 0, NOT_APPLICABLE, special),
        "7.8": at_least(pay, 1),
        "7.11": np.minimum(rotated, share(facts.rotated_backbone, facts.rotated, 0.2)),
        "7.14": share(facts.quota_allotted, facts.quota_planned, 0.5),
        "7.15": share(places, facts.migrant_eligible, 0.85),
        "8.1": at_least(kept / entered, 0.95 * HAIR),
        "8.2": share(facts.disabled_enrolled, facts.disabled_children, 0.95),
        "8.9": np.minimum.reduce(supplied),
        "9": at_least(facts.recognition_rate, 0.85),
        "E.1": at_least(facts.years_since_basic_balance, 3),
    }


def of_evidence(folder: Path, county: pd.DataFrame, found: dict[str, Any]) -> dict[str, Any]:
    """The attested clauses, and those that ask for a figure besides."""
    table = read(folder / "attestations.parquet", ["county_code", "clause", "conclusion"])
    said = table.conclusion
    status = np.select([said == "met", said == "not_met"], [MET, NOT_MET], OPEN)
    wide = table.assign(status=status).pivot(index="county_code", columns="clause", values="status")
    wide = wide.reindex(county.index).fillna(OPEN).astype("int64")

    def attested(clause: str) -> Any:
        return wide[clause] if clause in wide else pd.Series(OPEN, index=county.index)

    alone = (*EVIDENCE, *VETOES, "E.2", "E.5")
    both = ("7.2", "7.15")
    return {clause: attested(clause) for clause in alone} | {
        clause: np.minimum(attested(clause), found[clause]) for clause in both
    }
