"""``python -m benchmarks [--rounds N]``: run everything, write ``benchmarks/RESULTS.md``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import county, evaluator, imports, machine, report, whole

RESULTS = Path(__file__).with_name("RESULTS.md")


def main() -> int:
    """Run every measurement; goals that are missed are named at the end, and in the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15, help="how often each thing is run")
    parser.add_argument("--out", type=Path, default=RESULTS, help="where the table goes")
    chosen = parser.parse_args()
    sections = []
    with TemporaryDirectory() as folder:
        for sample in county.samples(Path(folder)):
            print(f"整个进程：{sample.title} …", flush=True)
            sections.append(whole.measure(sample, rounds=chosen.rounds))
        plain = county.samples(Path(folder))[0]
        print("评估器、各阶段、导入 …", flush=True)
        sections.append(evaluator.measure(plain, rounds=chosen.rounds))
        sections.append(whole.phases(plain, rounds=chosen.rounds))
        sections.append(imports.measure(rounds=chosen.rounds))
    text = report.page(machine.described(), sections)
    chosen.out.write_text(text, encoding="utf-8")
    print(text)
    missed = [goal for section in sections for goal in section.goals if not goal.reached]
    for goal in missed:
        print(f"未达到目标：{goal.title}，{goal.measured}，目标 {goal.limit}", file=sys.stderr)
    print(f"已写入 {chosen.out.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
