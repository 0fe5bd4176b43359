"""One county: ``junheng evaluate`` beside a workbook of formulas, and beside a script in pandas."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from math import isclose
from pathlib import Path

from benchmarks import county_pandas, workbook
from benchmarks.county import Sample
from benchmarks.processes import Cost, in_turn, python
from benchmarks.report import Section, milliseconds
from junheng.evaluation import CountyResult, evaluate
from junheng.model import COMPULSORY, Status
from junheng.rulebook import rules

ON = date(2024, 9, 1)
JUNHENG = "from junheng.cli.main import main; main()"
OFFICE = "soffice"


def missing() -> str:
    """What this machine lacks to measure with; empty where nothing is."""
    return "" if shutil.which(OFFICE) else "LibreOffice"


def measure(sample: Sample, folder: Path, *, rounds: int) -> Section:
    """Whole processes, all from files to verdicts of the same county."""
    formulas = folder / "formulas.xlsx"
    workbook.build(sample.census, formulas)
    office = [
        str(shutil.which(OFFICE)),
        f"-env:UserInstallation={workbook.profile(folder / 'profile')}",
        "--headless",
        "--convert-to",
        "xlsx",
        "--outdir",
        str(folder / "recalculated"),
        str(formulas),
    ]
    _check(sample, office, folder / "recalculated" / formulas.name)
    costs = in_turn(
        {
            "公式工作簿，LibreOffice 打开、重算、另存": office,
            "pandas 脚本，读工作簿，只算第六条": [
                sys.executable,
                county_pandas.__file__,
                str(sample.path),
            ],
            "junheng evaluate（检查，全部条款，带推导）": python(
                JUNHENG, "evaluate", str(sample.path), "--on", ON.isoformat()
            ),
        },
        rounds=rounds,
    )
    ours = list(costs.values())[-1]
    return Section(
        title="一个县今天的做法",
        note=f"{len(sample.census.schools)} 所学校。公式工作簿有七项指标、拆分、6/7 与 85%、差异系数，"
        f"没有其余条款；逐行结论和差异系数先与参考评估器核对。整个进程，各 {rounds} 次，"
        f"用时取中位数。{_version()}。只报告。",
        header=("", "用时", "与 junheng 之比", "内存峰值"),
        lines=[_line(name, cost, ours) for name, cost in costs.items()],
    )


def _line(name: str, cost: Cost, ours: Cost) -> tuple[str, ...]:
    return (
        name,
        milliseconds(cost.seconds),
        f"{cost.seconds / ours.seconds:.1f}",
        f"{cost.memory / 2**20:.0f} MiB",
    )


def _check(sample: Sample, office: list[str], written: Path) -> None:
    """Raise ``RuntimeError`` unless formulas and script say what the reference evaluator says."""
    (county,) = evaluate(sample.census, rules(on=ON)).counties
    expected = {
        (row.school_code, row.row.stage.zh): row.status is Status.MET for row in county.rows
    }
    subprocess.run(office, check=True, capture_output=True)
    formulas = workbook.recalculated(written)
    rows, spreads = county_pandas.judged(sample.path)
    script = dict(zip(zip(rows["学校标识码"], rows["学段"], strict=True), rows["met"], strict=True))
    for name, met, found in (
        ("LibreOffice", formulas.met, formulas.spreads),
        ("pandas", script, {stage: list(spreads[stage]) for stage in spreads}),
    ):
        if met != expected or not _same_spreads(county, found):
            raise RuntimeError(f"{name} does not judge the county as the reference does")


def _same_spreads(county: CountyResult, found: dict[str, list[float]]) -> bool:
    return all(
        isclose(float(each.cv or 0), value, rel_tol=1e-9)
        for stage in COMPULSORY
        for each, value in zip(
            [one for one in county.disparities if one.stage is stage], found[stage.zh], strict=True
        )
    )


def _version() -> str:
    ran = subprocess.run([OFFICE, "--version"], check=True, capture_output=True, text=True)
    return " ".join(ran.stdout.split()[:2])
