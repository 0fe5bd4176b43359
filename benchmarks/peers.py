"""Ways from a nation's tables to the verdict of every county: the engine, and what it is measured against.

``python -m benchmarks.peers NAME FOLDER`` goes one of them once, for the memory of a process of its own.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.nations import LISTS, TABLES
from junheng.engine.backends import connect
from junheng.engine.counties import VERDICT, judged, status_column
from junheng.engine.running import Run, carry_out
from junheng.engine.sources import open_folder
from junheng.rulebook import rules
from junheng.standards import RuleSet

THREADS = 2
ON = date(2024, 9, 1)
SQL = Path(__file__).with_name("nation.sql")
PEOPLE_SQL = Path(__file__).with_name("people.sql")
SPARK = "spark"

Statuses = Mapping[str, Sequence[int]]
"""By clause, and ``verdict``: the codes of all counties in the order of their own codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """``work`` does everything once and fetches the verdicts; ``statuses`` are those of the last time."""

    work: Callable[[], object]
    statuses: Callable[[], Statuses]


@cache
def rule_set() -> RuleSet:
    """The rules that the statements written by hand are about."""
    return rules(on=ON)


def columns() -> list[str]:
    """Everything that is compared: the clauses, and the verdict."""
    return [*(clause.id for clause in judged(rule_set())), VERDICT]


@contextmanager
def by_engine(folder: Path, *, engine: str = "duckdb", memory: str | None = None) -> Iterator[Peer]:
    """The engine, its plan made before."""
    with connect(engine, threads=THREADS, memory=memory) as connection:
        tables = open_folder(connection, folder)
        last: list[Run] = []

        def work() -> object:
            run = carry_out(connection, tables, rule_set())
            last[:] = [run]
            return connection.arrow(run.plan.defined.counties.select("county_code", VERDICT))

        def statuses() -> Statuses:
            found = connection.arrow(last[0].plan.defined.counties).sort_by("county_code")
            named = {clause.id: status_column(clause) for clause in judged(rule_set())}
            return {name: found[column].to_pylist() for name, column in named.items()} | {
                VERDICT: found[VERDICT].to_pylist()
            }

        yield Peer(work=work, statuses=statuses)


@contextmanager
def by_hand(folder: Path, *, memory: str | None = None) -> Iterator[Peer]:
    """``nation.sql``, after ``people.sql`` where the nation has lists."""
    settings: dict[str, Any] = {"threads": THREADS}
    if memory is not None:
        settings["memory_limit"] = memory
    with duckdb.connect(config=settings) as connection:
        script = _opened(connection, folder)

        def work() -> object:
            connection.execute(script)
            return connection.execute("SELECT county_code, verdict FROM verdicts").fetchall()

        def statuses() -> Statuses:
            names = ", ".join(f'"{name}"' for name in columns())
            found = connection.execute(f"SELECT {names} FROM verdicts ORDER BY county_code")
            lines = found.fetchall()
            return dict(zip(columns(), map(list, zip(*lines, strict=True)), strict=True))

        yield Peer(work=work, statuses=statuses)


def _opened(connection: duckdb.DuckDBPyConnection, folder: Path) -> str:
    """The tables as views; the statements to run on them."""
    lists = [name for name in LISTS if (folder / name).exists()]
    for name in TABLES:
        view = "reported_stages" if lists and name == "stages" else name
        _view(connection, view, str(folder / f"{name}.parquet"))
    if not lists:
        return SQL.read_text(encoding="utf-8")
    for name in LISTS:
        if name in lists:
            _view(connection, name, str(folder / name / "*.parquet"))
        else:
            connection.execute(f"CREATE TEMP VIEW {name} AS {NOBODY[name]}")
    return PEOPLE_SQL.read_text(encoding="utf-8") + SQL.read_text(encoding="utf-8")


def _view(connection: duckdb.DuckDBPyConnection, name: str, files: str) -> None:
    connection.execute(f"CREATE TEMP VIEW {name} AS SELECT * FROM read_parquet('{files}')")


def _nobody(texts: str, flags: str, numbers: str = "") -> str:
    kinds = {"VARCHAR": texts, "BOOLEAN": flags, "BIGINT": numbers}
    cells = [f"NULL::{kind} AS {name}" for kind, names in kinds.items() for name in names.split()]
    return f"SELECT {', '.join(cells)} WHERE false"


NOBODY = {
    "teachers": _nobody(
        "school_code stage degree subject", "backbone certified", "training_hours_5y"
    ),
    "pupils": _nobody("school_code stage grade class_no", "boarding migrant in_catchment"),
}
"""Lists without a line, for nations that lack one of the two."""


@contextmanager
def by_pandas(folder: Path) -> Iterator[Peer]:
    """``nation_pandas.py``."""
    from benchmarks import nation_pandas  # noqa: PLC0415 - so that only its own process loads it

    last: list[Any] = []

    def work() -> object:
        last[:] = [nation_pandas.verdicts(folder)]
        return last[0]

    def statuses() -> Statuses:
        return {name: last[0][name].astype(int).tolist() for name in columns()}

    yield Peer(work=work, statuses=statuses)


TEXTS = {
    "schools": "county_code school_code type parent_code operator area_class",
    "stages": "school_code stage",
    "rooms": "school_code kind",
    "county": "county_code key value",
    "attestations": "county_code clause conclusion",
}
NUMBERS = {
    "schools": "boarding teaching_area_m2 indoor_sports_m2 sports_ground_m2 equipment_yuan "
    "multimedia_rooms public_fund_yuan training_fund_yuan",
    "stages": "pupils classes largest_class classes_over catchment_pupils teachers "
    "degree_associate degree_bachelor degree_master degree_doctor backbone pe music art arts "
    "certified trained_360",
    "rooms": "area_m2",
}


@contextmanager
def by_scanning(folder: Path) -> Iterator[Peer]:
    """No verdicts: every column that they need is read once and added up, texts by their length."""
    with duckdb.connect(config={"threads": THREADS}) as connection:
        statements = []
        for table, texts in TEXTS.items():
            sums = [f"sum(strlen({name}))" for name in texts.split()]
            sums += [f"sum({name})" for name in NUMBERS.get(table, "").split()]
            files = f"read_parquet('{folder / table}.parquet')"
            statements.append(f"SELECT {', '.join(sums)} FROM {files}")

        def work() -> object:
            return [connection.execute(each).fetchall() for each in statements]

        yield Peer(work=work, statuses=dict)


PEERS: Mapping[str, Callable[[Path], AbstractContextManager[Peer]]] = {
    "engine": by_engine,
    "hand": by_hand,
    "scan": by_scanning,
    "pandas": by_pandas,
    "spark": partial(by_engine, engine=SPARK),
    "engine-600MB": partial(by_engine, memory="600MB"),
    "hand-600MB": partial(by_hand, memory="600MB"),
}


def differences(one: Statuses, other: Statuses) -> list[str]:
    """The clauses on which two peers do not say the same of every county."""
    return [name for name in columns() if list(one[name]) != list(other[name])]


def check_equal(found: Mapping[str, Statuses]) -> None:
    """Raise ``RuntimeError`` unless all peers say the same of every county and clause."""
    first, *others = found.items()
    for name, statuses in others:
        different = differences(first[1], statuses)
        if different:
            raise RuntimeError(f"{name} differs from {first[0]} in {different}")


if __name__ == "__main__":
    with PEERS[sys.argv[1]](Path(sys.argv[2])) as chosen:
        chosen.work()
