"""One county's workbook in pandas, as a statistician would write it: article 6 only, in floats.

``python benchmarks/county_pandas.py WORKBOOK`` prints how many rows of schools meet the rule.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pandas as pd

BOUNDS = {
    "小学": [4.2, 1.0, 0.9, 4.5, 7.5, 2000.0, 2.3],
    "初中": [5.3, 1.0, 0.9, 5.8, 10.2, 2500.0, 2.4],
}
LIMITS = {"小学": 0.50, "初中": 0.45}
WEIGHTS = {
    "九年一贯制": {"初中": 1.1},
    "十二年一贯制": {"初中": 1.1, "高中": 1.32},
    "完全中学": {"高中": 1.2},
}


def judged(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows of schools with ``met``, and the coefficients of variation by stage."""
    schools = pd.read_excel(path, sheet_name="学校", engine="calamine", dtype={"学校标识码": str})
    stages = pd.read_excel(path, sheet_name="学段", engine="calamine", dtype={"学校标识码": str})
    rows = stages.merge(schools, on="学校标识码")
    weight = [
        WEIGHTS.get(kind, {}).get(stage, 1.0)
        for kind, stage in zip(rows["学校类型"], rows["学段"], strict=True)
    ]
    rows["加权"] = rows["在校生数"] * weight
    rows["份额"] = weight / rows.groupby("学校标识码")["加权"].transform("sum")
    small = (rows["学校类型"] == "教学点") & (rows["在校生数"] < 50)
    rows = rows[~small & ~rows["学校类型"].isin(["特殊教育", "职业学校"])]
    rows = rows[rows["学段"].isin(BOUNDS)].reset_index(drop=True)
    values = _values(rows)
    bounds = np.array([BOUNDS[stage] for stage in rows["学段"]])
    reached = values >= bounds * (1 - 1e-12)
    rows["met"] = (reached.sum(axis=1) >= 6) & (values >= 0.85 * bounds * (1 - 1e-12)).all(axis=1)
    return rows, _coefficients(rows, values)


def _values(rows: pd.DataFrame) -> np.ndarray:
    pupils = rows["在校生数"]
    above = rows[["本科学历专任教师数", "硕士学历专任教师数", "博士学历专任教师数"]].sum(axis=1)
    above += rows["专科学历专任教师数"].where(rows["学段"] == "小学", 0)
    names = ["体育专任教师数", "音乐专任教师数", "美术专任教师数", "艺术专任教师数"]
    indoor = rows["室内体育用房面积"]
    columns = [
        above / pupils * 100,
        rows["县级及以上骨干教师数"] / pupils * 100,
        rows[names].sum(axis=1) / pupils * 100,
        (rows["教学及辅助用房面积"] - indoor) * rows["份额"],
        (rows["室外运动场地面积"] + indoor) * rows["份额"],
        rows["教学仪器设备资产值"] * rows["份额"],
        rows["网络多媒体教室间数"] * rows["份额"] * 100,
    ]
    return np.column_stack(columns)


def _coefficients(rows: pd.DataFrame, values: np.ndarray) -> pd.DataFrame:
    found = {}
    for stage in BOUNDS:
        chosen = (rows["学段"] == stage).to_numpy()
        x, pupils = values[chosen], rows.loc[chosen, "在校生数"].to_numpy()[:, None]
        mean = (x * pupils).sum(axis=0) / pupils.sum()
        spread = np.sqrt((pupils * (x - mean) ** 2).sum(axis=0) / pupils.sum())
        found[stage] = spread / mean
    return pd.DataFrame(found)


if __name__ == "__main__":
    met, coefficients = judged(Path(sys.argv[1]))
    print(met["met"].sum(), "/", len(met))
    print(coefficients)
