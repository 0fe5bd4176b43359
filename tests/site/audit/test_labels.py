"""Every act that the code writes down has a name in words."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from junheng_web.audit import labels

SITE = Path(__file__).resolve().parents[3] / "src" / "junheng_web"
APPS = sorted(path.name for path in SITE.iterdir() if (path / "apps.py").exists())


def recorded(app: str) -> Iterator[tuple[str, str]]:
    """The first argument of every call of ``record`` (and of wrappers with ``action=``), with its place."""
    for path in sorted((SITE / app).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = (
                node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            )
            if name in ("record", "_note", "note") and node.args:
                for constant in ast.walk(node.args[0]):
                    if isinstance(constant, ast.Constant) and "." in str(constant.value):
                        yield str(constant.value), f"{path.name}:{node.lineno}"


@pytest.mark.parametrize("app", APPS)
def test_every_act_of_an_app_has_a_name(app: str) -> None:
    nameless = [
        f"{place}: {action}"
        for action, place in recorded(app)
        if labels.action_label(action) == action
    ]
    assert not nameless, f"name these in {app}/labels.py: {nameless}"


def test_the_acts_of_the_ground_are_found() -> None:
    assert "territory.add_region" in {action for action, _place in recorded("territory")}
    assert "audit.read_entry" in {action for action, _place in recorded("audit")}


def test_two_names_for_one_act_are_refused() -> None:
    with pytest.raises(ValueError, match="two names"):
        labels.name_actions({"audit.verify": "别的"})


def test_what_nobody_named_is_called_by_its_key() -> None:
    assert labels.action_label("nobody.named") == "nobody.named"
    assert labels.kind_label("nobody.thing") == "nobody.thing"
