"""A derivation on the terminal, as a tree."""

from __future__ import annotations

from rich.text import Text
from rich.tree import Tree

from junheng.cli.colours import STATUS_STYLES
from junheng.cli.screen import Screen
from junheng.evaluation.trace import Step
from junheng.model.quantity import exactly


def show_step(step: Step) -> None:
    """Print a derivation: verdict first, its reasons below."""
    console = Screen()
    console.print(_branch(step))


def _branch(step: Step) -> Tree:
    tree = Tree(_head(step), guide_style="dim")
    for line in _lines(step):
        tree.add(line)
    for entry in step.inputs:
        value = (
            entry.value if isinstance(entry.value, str) else exactly(entry.value, missing="未填报")
        )
        cell = f"  ← {entry.cell}" if entry.cell else ""
        tree.add(Text.assemble((f"{entry.label} ", ""), (str(value), "bold"), (cell, "dim")))
    shown = 12
    for item in step.missing[:shown]:
        tree.add(Text(f"缺：{item.label}", style="yellow"))
    if len(step.missing) > shown:
        tree.add(Text(f"……共缺 {len(step.missing)} 项", style="yellow"))
    for child in step.children:
        tree.add(_branch(child))
    return tree


def _head(step: Step) -> Text:
    head = Text(step.title, style="bold")
    if step.value and step.value != "—":
        head.append(f"  {step.value}", style="bold")
    if step.bound:
        head.append(f"  要求 {step.bound}", style="")
    if step.status:
        head.append(f"  {step.status}", style=STATUS_STYLES.get(step.status, "bold"))
    return head


def _lines(step: Step) -> list[Text]:
    lines = []
    working = step.working
    if step.schools:
        working += f"；问其中一所：{step.schools}:学校标识码"
    for label, text in (("怎么算", step.formula), ("代入", working), ("说明", step.note)):
        if text:
            lines.append(Text.assemble((f"{label}：", "dim"), text))
    if step.cite:
        lines.append(Text.assemble(("依据：", "dim"), (step.cite, "cyan")))
    return lines
