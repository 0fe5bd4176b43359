"""What ``import junheng`` costs, and what it leaves alone."""

from __future__ import annotations

import subprocess

from benchmarks.processes import in_turn, python
from benchmarks.report import Goal, Section, milliseconds

FORBIDDEN = (
    "numpy",
    "pandas",
    "matplotlib",
    "vl_convert",
    "django",
    "highspy",
    "ortools",
    "pyscipopt",
    "pyvrp",
    "scipy",
    "duckdb",
    "pydantic",
    "openpyxl",
    "xlsxwriter",
    "docx",
    "fontTools",
)
MODULES = ("junheng", "junheng.census.reading", "junheng.evaluation", "junheng.cli.main")


def _loaded(code: str) -> set[str]:
    ran = subprocess.run(
        python(f"{code}\nimport sys\nprint(*sys.modules)"),
        capture_output=True,
        text=True,
        check=True,
    )
    return {name.partition(".")[0] for name in ran.stdout.split()}


def measure(*, rounds: int) -> Section:
    """Fresh interpreters that import one module and end."""
    costs = in_turn(
        {"Python 启动": python("pass")} | {name: python(f"import {name}") for name in MODULES},
        rounds=rounds,
    )
    start = costs["Python 启动"].seconds
    heavy = sorted(_loaded("\n".join(f"import {name}" for name in MODULES)) & set(FORBIDDEN))
    return Section(
        title="导入",
        note=f"每次一个新的解释器，各 {rounds} 次。不应载入的库：{'、'.join(FORBIDDEN)}。",
        header=("导入", "中位数", "比 Python 启动多"),
        lines=[
            (name, milliseconds(cost.seconds), milliseconds(cost.seconds - start))
            for name, cost in costs.items()
        ],
        goals=(
            Goal(
                title="导入时不载入优化器、网站框架、绘图库",
                measured="、".join(heavy) or "没有载入",
                limit="没有载入",
                reached=not heavy,
            ),
        ),
    )
