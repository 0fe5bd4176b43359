"""Ask the advisory databases about every locked dependency.

Ends with 1 if a known vulnerability is found, or if some dependencies could not be looked up while
others could. Where no data can be had at all, as without a network, that is said clearly and it ends
with 0; with ``JUNHENG_AUDIT=required`` it then ends with 3. pip-audit's own ``--strict`` is not used:
it stops at the first gap and cannot tell one missing answer from none at all.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

REQUIREMENTS = Path(__file__).resolve().parents[1] / "requirements"
UNREACHABLE = (
    "没有核对任何依赖：取不到漏洞数据（没有网络，或镜像不提供）。这不等于没有漏洞。\n"
    "NO dependency was audited: the advisory data cannot be reached. This does not mean that there\n"
    "are no vulnerabilities. Run make audit again where the network reaches it."
)


def answer(lock: Path) -> tuple[list[dict[str, Any]], str]:
    """What is known of each dependency of a lock, and what pip-audit says beside it."""
    done = subprocess.run(
        [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--format=json",
         "--progress-spinner=off", f"--requirement={lock}"],
        capture_output=True, check=False, text=True, timeout=900,
    )  # fmt: skip
    try:
        found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return [], done.stderr.strip()
    return found, done.stderr.strip()


def main() -> int:
    """Audit every lock once per dependency and report."""
    known: dict[tuple[str, str], list[dict[str, Any]]] = {}
    gaps: set[str] = set()
    said = ""
    for lock in sorted(REQUIREMENTS.glob("*.lock")):
        dependencies, told = answer(lock)
        if not dependencies:
            gaps.add(f"{lock.name}: 没有结果 / no answer")
            said = told or said
        for one in dependencies:
            if "skip_reason" in one:
                gaps.add(f"{one['name']}: {one['skip_reason']}")
            else:
                known[one["name"], one["version"]] = one["vulns"]
    if not known:
        print(UNREACHABLE, *said.splitlines()[-1:], sep="\n", file=sys.stderr)
        return 3 if os.environ.get("JUNHENG_AUDIT") == "required" else 0
    bad = [
        (*which, vulnerability) for which, all_ in sorted(known.items()) for vulnerability in all_
    ]
    for name, version, vulnerability in bad:
        mended = "、".join(vulnerability["fix_versions"]) or "-"
        print(
            f"{name} {version}: {vulnerability['id']}; 修复于 / fixed in: {mended}", file=sys.stderr
        )
    for gap in sorted(gaps):
        print(f"没有核对 / not audited: {gap}", file=sys.stderr)
    print(f"核对了 {len(known)} 个依赖，已知漏洞 {len(bad)} 个，没有核对 {len(gaps)} 个 / "
          f"{len(known)} audited, {len(bad)} vulnerabilities, {len(gaps)} not audited")  # fmt: skip
    return 1 if bad or gaps else 0


if __name__ == "__main__":
    sys.exit(main())
