"""A finished run: its tables, what the reference evaluator settled, and how they are written out."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from junheng import __version__
from junheng.engine import county_out, recheck, rows_out
from junheng.engine.backends import Connection
from junheng.engine.running import Progress, Run, carry_out
from junheng.engine.tables import Tables
from junheng.evaluation.document import ruleset
from junheng.files import make_folder, replacing, write_whole
from junheng.standards import RuleSet

SMALL = ("counties", "clauses", "disparities")
LARGE = ("rows", "left_out")
RUN_FILE = "run.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """All counties of a data set under one rule set.

    ``small`` are the finished tables of counties; ``exact`` all tables of the counties that the
    reference evaluator has settled, whose codes are ``rechecked``.
    """

    run: Run
    small: Mapping[str, pa.Table]
    exact: Mapping[str, pa.Table]
    rechecked: tuple[str, ...]

    @property
    def counties(self) -> pa.Table:
        """The verdicts, in the order of the codes."""
        return self.small["counties"]

    def large(self, name: str) -> ir.Table:
        """``rows`` or ``left_out`` as an expression, settled counties included."""
        engine = getattr(rows_out, name)(self.run.plan, self.run.rules)
        if not self.rechecked:
            return engine
        others = engine.filter(engine.county_code.notin(list(self.rechecked)))
        found = self.exact[name]
        fields = [each.with_nullable(True) for each in found.schema]
        # Not through a file: no other machine would see it.
        settled = ibis.memtable(found.cast(pa.schema(fields)))
        return ibis.union(
            others, settled.select(**{each: settled[each] for each in others.columns})
        )


def judge(
    connection: Connection,
    tables: Tables,
    rules: RuleSet,
    *,
    ready: Mapping[str, ir.Table] = MappingProxyType({}),
    progress: Progress | None = None,
) -> Judged:
    """Judge every county of an opened data set. Nothing is written.

    ``ready``: as for :func:`junheng.engine.running.carry_out`. Comparisons too close for floating
    point are settled by the reference evaluator, county by county.
    """
    run = carry_out(connection, tables, rules, ready=ready, progress=progress)
    started = time.perf_counter()
    wide = county_out.wide(run)
    small = {
        "counties": county_out.counties(wide, rules),
        "clauses": county_out.clauses(wide, rules),
        "disparities": county_out.disparities(run),
    }
    run.seconds["collect"] = time.perf_counter() - started
    codes = county_out.unsure(wide)
    if not codes:
        return Judged(run=run, small=small, exact={}, rechecked=())
    started = time.perf_counter()
    found = [recheck.tables(each) for each in recheck.judged_exactly(run, codes, progress=progress)]
    exact = {name: pa.concat_tables([each[name] for each in found]) for name in (*SMALL, *LARGE)}
    run.seconds["recheck"] = time.perf_counter() - started
    return Judged(
        run=run,
        small={name: _settled(table, exact[name], codes) for name, table in small.items()},
        exact=exact,
        rechecked=tuple(codes),
    )


def _settled(engine: pa.Table, exact: pa.Table, codes: list[str]) -> pa.Table:
    kept = engine.filter(pc.invert(pc.is_in(engine["county_code"], pa.array(codes))))
    return pa.concat_tables([kept, exact]).sort_by("county_code")


def write(judged: Judged, folder: Path, *, source: str, progress: Progress | None = None) -> None:
    """Every table as Parquet, and ``run.json`` last: a folder without it is unfinished.

    Each file is written whole or not at all. Raises :class:`junheng.errors.UserError` where it cannot
    be written.
    """
    make_folder(folder)
    (folder / RUN_FILE).unlink(missing_ok=True)
    started = time.perf_counter()
    steps = (*SMALL, *LARGE)
    for done, name in enumerate(steps):
        if progress is not None:
            progress("写出结果", done, len(steps))
        path = folder / f"{name}.parquet"
        if name in SMALL:
            with replacing(path) as unfinished:
                pq.write_table(judged.small[name], unfinished, compression="zstd")
        else:
            judged.run.connection.write(judged.large(name), path)
    judged.run.seconds["write"] = time.perf_counter() - started
    content = json.dumps(about(judged, source=source), ensure_ascii=False, indent=1)
    write_whole(folder / RUN_FILE, content.encode())


def about(judged: Judged, *, source: str) -> dict[str, Any]:
    """What was judged, by which rules, with which engine, and how long it took."""
    run = judged.run
    return {
        "junheng": __version__,
        "ruleset": ruleset(run.rules),
        "engine": run.connection.name,
        "input": source,
        "ignored": list(run.tables.ignored),
        "counties": len(judged.counties),
        "rechecked": list(judged.rechecked),
        "seconds": {name: round(value, 3) for name, value in run.seconds.items()},
    }
