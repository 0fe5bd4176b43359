"""``python -m benchmarks``: run everything, write ``benchmarks/RESULTS.md``.

``--only GROUP`` runs some groups, and writes only where ``--out`` says so.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import (
    clusters,
    county,
    evaluator,
    growth,
    imports,
    machine,
    nation,
    people,
    report,
    today,
    whole,
)
from benchmarks.nations import Store
from benchmarks.report import Section

RESULTS = Path(__file__).with_name("RESULTS.md")
COUNTIES = 2900
ROUNDS = 15
ROUNDS_OF_PEOPLE = 3
ROUNDS_OF_SITE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was asked for: how often, how large, and where files may be put."""

    rounds: int
    counties: int
    folder: Path
    store: Store


def _county(run: Run) -> Iterator[Section]:
    samples = county.samples(run.folder)
    for sample in samples:
        yield whole.measure(sample, rounds=run.rounds)
    yield evaluator.measure(samples[0], rounds=run.rounds)
    yield whole.phases(samples[0], rounds=run.rounds)


def _imports(run: Run) -> Iterator[Section]:
    yield imports.measure(rounds=run.rounds)


def _today(run: Run) -> Iterator[Section]:
    if _possible("today", today.missing()):
        sample = county.samples(run.folder)[0]
        yield today.measure(sample, run.folder, rounds=run.rounds)


def _engine(run: Run) -> Iterator[Section]:
    yield from nation.measure(run.store, counties=run.counties, rounds=run.rounds)


def _growth(run: Run) -> Iterator[Section]:
    yield growth.measure(run.store, counties=run.counties, rounds=run.rounds)


def _people(run: Run) -> Iterator[Section]:
    rounds = min(run.rounds, ROUNDS_OF_PEOPLE)
    yield from people.measure(run.store, counties=run.counties, rounds=rounds)


def _site(run: Run) -> Iterator[Section]:
    from benchmarks.site import measure  # noqa: PLC0415 - needs what only the site needs

    if _possible("site", measure.missing()):
        rounds = min(run.rounds, ROUNDS_OF_SITE)
        yield from measure.measure(run.folder, rounds=rounds)


def _spark(run: Run) -> Iterator[Section]:
    if _possible("spark", clusters.missing()):
        yield clusters.measure(run.store, counties=run.counties, rounds=run.rounds)


def _plan(run: Run) -> Iterator[Section]:
    from benchmarks import planning  # noqa: PLC0415 - needs what only planning needs

    yield from planning.measure(rounds=min(run.rounds, ROUNDS_OF_PEOPLE))


GROUPS: Mapping[str, Callable[[Run], Iterator[Section]]] = {
    "county": _county,
    "imports": _imports,
    "today": _today,
    "engine": _engine,
    "growth": _growth,
    "people": _people,
    "spark": _spark,
    "plan": _plan,
    "site": _site,
}


def main() -> int:
    """Run every measurement; goals that are missed are named at the end, and in the table."""
    chosen = _arguments()
    with _folders(chosen.data) as (folder, data):
        run = Run(
            rounds=chosen.rounds,
            counties=chosen.counties,
            folder=folder,
            store=Store(folder=data),
        )
        sections = []
        for name in chosen.only or GROUPS:
            print(f"{name} …", flush=True)
            sections += list(GROUPS[name](run))
    text = report.page(machine.described(), sections)
    print(text)
    missed = [goal for section in sections for goal in section.goals if not goal.reached]
    for goal in missed:
        print(f"未达到目标：{goal.title}，{goal.measured}，目标 {goal.limit}", file=sys.stderr)
    out = chosen.out or (None if chosen.only else RESULTS)
    if out is not None:
        out.write_text(text, encoding="utf-8")
        print(f"已写入 {out.name}")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", choices=list(GROUPS), help="one group; repeat")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="how often each thing is run")
    parser.add_argument("--counties", type=int, default=COUNTIES, help="size of the nation")
    parser.add_argument("--data", type=Path, help="where invented nations are kept for next time")
    parser.add_argument("--out", type=Path, help=f"where the table goes: {RESULTS.name}")
    return parser.parse_args()


@contextmanager
def _folders(data: Path | None) -> Iterator[tuple[Path, Path]]:
    """A folder that is gone in the end, and the one that keeps the nations."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        kept = data or folder / "nations"
        kept.mkdir(parents=True, exist_ok=True)
        yield folder, kept


def _possible(group: str, missing: str) -> bool:
    if missing:
        print(f"{group}：没有 {missing}，不测", file=sys.stderr)
    return not missing


if __name__ == "__main__":
    sys.exit(main())
