"""Running the command line in this process, as a user would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from junheng.census.writing import write_workbook
from junheng.cli.main import main
from junheng.synthesis import FAILS_NARROWLY, PASSES, UNDECIDED, Profile, county


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left: exit code, standard output and standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run("evaluate", path)``; the terminal is 120 columns wide and no terminal at all."""
    monkeypatch.setenv("COLUMNS", "120")

    def call(*args: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["junheng", *map(str, args)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        code = ended.value.code
        return Ran(code if isinstance(code, int) else 1, captured.out, captured.err)

    return call


def _workbook(folder: Path, name: str, profile: Profile) -> Path:
    path = folder / f"{name}.xlsx"
    write_workbook(county(7, profile), path)
    return path


@pytest.fixture(scope="session")
def workbooks(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Three invented counties as workbooks: ``passes``, ``narrowly`` and ``undecided``."""
    folder = tmp_path_factory.mktemp("counties")
    profiles = {"passes": PASSES, "narrowly": FAILS_NARROWLY, "undecided": UNDECIDED}
    return {name: _workbook(folder, name, profile) for name, profile in profiles.items()}
