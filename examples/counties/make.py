"""Write the three invented counties again: python examples/counties/make.py

The files in this folder are exactly what this script writes; a test compares them.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from junheng.census.writing import write_folder, write_workbook
from junheng.synthesis import PASSES, SAMPLES, county

SEED = 2017
"""One seed for all three, so that they differ only by what was put wrong in them."""


def make(folder: Path) -> None:
    """Write the sample workbooks, and the county that passes as a folder of CSV files too."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, profile in SAMPLES.items():
        write_workbook(county(SEED, profile), folder / f"{name}.xlsx")
    write_folder(county(SEED, PASSES), folder / "passes-csv")


def main() -> None:
    """Write to this folder, or to the one given."""
    parser = argparse.ArgumentParser(description="重新生成三个虚构的示例县")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parent)
    folder = parser.parse_args().folder
    make(folder)
    print(f"已写出 {'、'.join(f'{name}.xlsx' for name in SAMPLES)} 和 passes-csv/ 到 {folder}")


if __name__ == "__main__":
    main()
