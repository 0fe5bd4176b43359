"""The audit of the dependencies: what it says of each answer it may get."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.docs.pages import ROOT

SOUND = {"name": "django", "version": "5.2.19", "vulns": []}
BAD = {"name": "click", "version": "8.5.1", "vulns": [{"id": "CVE-1", "fix_versions": ["8.6"]}]}
UNKNOWN = {"name": "duckdb", "skip_reason": "not found"}


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """The audit's end when every lock gets these answers."""
    path = ROOT / "tools" / "audit_dependencies.py"
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    def end(*dependencies: dict[str, Any]) -> int:
        def answer(lock: Path) -> tuple[list[dict[str, Any]], str]:
            return list(dependencies), "" if dependencies else "no route to host"

        monkeypatch.setattr(module, "answer", answer)
        return int(module.main())

    return end


def test_a_sound_answer_for_every_dependency_passes(
    answering: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answering(SOUND) == 0
    assert "1 audited, 0 vulnerabilities, 0 not audited" in capsys.readouterr().out


def test_a_known_vulnerability_fails_and_names_the_version_that_mends_it(
    answering: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answering(SOUND, BAD) == 1
    assert "click 8.5.1: CVE-1; 修复于 / fixed in: 8.6" in capsys.readouterr().err


def test_a_dependency_without_an_answer_fails_when_others_have_one(
    answering: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert answering(SOUND, UNKNOWN) == 1
    assert "没有核对 / not audited: duckdb" in capsys.readouterr().err


@pytest.mark.parametrize("dependencies", [(), (UNKNOWN,)])
def test_without_any_data_it_says_that_nothing_was_audited(
    answering: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    dependencies: tuple[dict[str, Any], ...],
) -> None:
    assert answering(*dependencies) == 0
    assert "NO dependency was audited" in capsys.readouterr().err
    monkeypatch.setenv("JUNHENG_AUDIT", "required")
    assert answering(*dependencies) == 3
