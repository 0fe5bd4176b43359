"""What is measured of the site, and what it is held against."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from tests.postgresql import programs, running

from benchmarks.report import Goal, Section, milliseconds
from benchmarks.site import places

FRAME = "/frame/"
PAGES = {
    "只有框架的页面": FRAME,
    "县的判定页": "/assessments/{county}/{year}/",
    "州（市）判定总览": "/assessments/",
}
COUNTED = {
    "县的判定页": "/assessments/{county}/{year}/",
    "州（市）判定总览": "/assessments/",
    "采集进度": "/collection/",
    "审核": "/collection/review/",
}
LARGEST = "2000"
SECONDS = 15.0
USERS = 50
MOST_TIMES_FRAME, MOST_TIMES_READING, MOST_TIMES_EVALUATE = 6, 4, 5


def missing() -> str:
    """What this machine lacks to measure with; empty where nothing is."""
    if programs() is None:
        return "PostgreSQL"
    return "" if places.VENDOR.is_dir() else "make vendor 取来的静态文件"


def measure(folder: Path, *, rounds: int) -> Iterator[Section]:
    """Fill a site on a PostgreSQL of its own, and measure it."""
    with running() as server:
        told = places.environment(folder / "site", server.url())
        (folder / "site").mkdir()
        places.command(told, "-m", "junheng_web", "migrate", "--verbosity", "0")
        places.command(told, "-m", "junheng_web", "collectstatic", "--no-input", "-v", "0")
        land = places.command(told, "-m", "benchmarks.site.land")
        places.command(told, "-m", "benchmarks.site.settled")
        with places.served(told) as address:
            yield _pages(told, address, land, rounds=rounds)
        yield from _turns(told, land, rounds=rounds)
        yield _queries(told, land)
    shutil.rmtree(folder / "site")


def _pages(
    told: Mapping[str, str], address: str, land: Mapping[str, Any], *, rounds: int
) -> Section:
    known = land["by_size"][LARGEST]
    paths = {name: path.format(**known, year=land["year"]) for name, path in PAGES.items()}
    times: dict[str, list[list[float]]] = {name: [] for name in paths}
    for _ in range(rounds):
        found = places.command(
            told, "-m", "benchmarks.site.load", address, known["cookie"], str(SECONDS),
            *paths.values(),
        )  # fmt: skip
        for name, path in paths.items():
            times[name].append(found[path])
    late = {name: median(_p95(each) for each in found) for name, found in times.items()}
    usual = {name: median(median(each) for each in found) for name, found in times.items()}
    frame = late[next(iter(PAGES))]
    ratios = {name: late[name] / frame for name in list(PAGES)[1:]}
    return Section(
        title=f"网页，{USERS} 人同时打开",
        note=f"PostgreSQL，2,000 所学校、三年；gunicorn {places.WORKERS} 个进程，locust 在同一台机器上，"
        f"每人得到回答就再问；各页轮流，{rounds} 轮，每轮 {SECONDS:.0f} 秒，取各轮的中位数。",
        header=("", "中位数", "p95", "p95 与框架之比", "回答数"),
        lines=[
            (
                name,
                f"{usual[name]:.0f} ms",
                f"{late[name]:.0f} ms",
                f"{late[name] / frame:.2f}",
                str(sum(len(each) for each in times[name])),
            )
            for name in PAGES
        ],
        goals=tuple(
            _goal(f"{name}，p95 与框架页面之比", ratio, MOST_TIMES_FRAME)
            for name, ratio in ratios.items()
        ),
    )


def _turns(told: Mapping[str, str], land: Mapping[str, Any], *, rounds: int) -> Iterator[Section]:
    county = land["by_size"][LARGEST]["county"]
    found = places.command(told, "-m", "benchmarks.site.turns", county, str(rounds))
    for title, note, ours, library, most in (
        (
            "上传一个县的工作簿",
            "收下、读取、检查、与已存的和上年的比较、确认入库；两边都与上年比较，结果先核对。",
            {"read": "程序库只读取并检查，不与上年比较", "upload": "上传到存为草稿"},
            ("read against", "程序库读取并检查同一工作簿，与上年的比较"),
            MOST_TIMES_READING,
        ),
        (
            "判定一个县",
            "汇总各校的报表、读取检查、判定、存下全部结果并冻结；结果先与程序库的核对。",
            {"run": "网站判定"},
            ("evaluate", "程序库判定（取规则，evaluate）"),
            MOST_TIMES_EVALUATE,
        ),
    ):
        first, name = library
        ratio = found[list(ours)[-1]] / found[first]
        yield Section(
            title=title,
            note=f"{found['schools']} 所学校，PostgreSQL。{note}同一进程内轮流，各 {rounds} 次，取中位数。",
            header=("", "中位数", "之比"),
            lines=[
                (word, milliseconds(found[key]), f"{found[key] / found[first]:.2f}")
                for key, word in ({first: name} | ours).items()
            ],
            goals=(_goal(f"{title}，与程序库之比", ratio, most),),
        )


def _queries(told: Mapping[str, str], land: Mapping[str, Any]) -> Section:
    words = [f"{name}={path}" for name, path in COUNTED.items()]
    ran = subprocess.run(
        [sys.executable, "-m", "benchmarks.site.queries", *words],
        cwd=places.ROOT,
        env=dict(told),
        input=json.dumps(land),
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = json.loads(ran.stdout.strip().rpartition("\n")[2])
    sizes = list(land["by_size"])
    return Section(
        title="每页的数据库查询数",
        note="同样七个县，学校数不同。",
        header=("", *(f"{size} 所学校" for size in sizes)),
        lines=[(name, *(str(found[name][size]) for size in sizes)) for name in COUNTED],
        goals=tuple(
            Goal(
                title=f"{name}，查询数不随学校数变化",
                measured="、".join(str(each[size]) for size in sizes),
                limit="不变",
                reached=len(set(each.values())) == 1,
            )
            for name, each in found.items()
        ),
    )


def _goal(title: str, ratio: float, most: int) -> Goal:
    return Goal(title=title, measured=f"{ratio:.2f}", limit=f"≤ {most}", reached=ratio <= most)


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]
