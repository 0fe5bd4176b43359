"""The verdict on the terminal: first the answer, then what fails and by how much, then what is missing."""

from __future__ import annotations

import shlex
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from rich.box import ROUNDED
from rich.console import Console
from rich.table import Table
from rich.text import Text

from junheng.cli.colours import STYLES
from junheng.cli.screen import Screen, unbroken
from junheng.evaluation import CountyResult, Evaluation
from junheng.evaluation.areas import AREAS, areas
from junheng.evaluation.figures import shown, shown_bound
from junheng.evaluation.results import ClauseResult, Disparity, RowResult
from junheng.model import Status
from junheng.model.quantity import exactly, printed
from junheng.standards import Judged

VETO_WORDS = {Status.MET: "没有一票否决情形", Status.NOT_MET: "有一票否决情形"}
"""Article 10 is not reached or missed: either there is such a fact or there is not."""

MANY = 3
"""With more counties than this, each gets one line instead of a page."""

LISTED = 8
"""How many schools or missing inputs are listed before the rest is only counted."""


def show(
    evaluation: Evaluation,
    *,
    data: Path,
    warnings: int = 0,
    written: Sequence[Path] = (),
    notes: Sequence[str] = (),
) -> None:
    """Print an evaluation. No colour when piped; fits the width of the terminal.

    ``notes`` say what to know about the rules asked for.
    """
    console = Screen()
    if len(evaluation.counties) > MANY:
        _board(console, evaluation)
    else:
        for county in evaluation.counties:
            _county(console, evaluation, county)
    _rules(console, evaluation)
    for note in notes:
        console.print(Text(note, style="yellow"))
    _next(console, evaluation, warnings=warnings, written=written, data=data)


def _status(status: Status) -> Text:
    return Text(f"{status.mark} {status.zh}", style=STYLES[status])


def _count(county: CountyResult, status: Status) -> int:
    return sum(clause.decides and clause.status is status for clause in county.clauses)


def _verdict(county: CountyResult) -> Text:
    failed, open_ = _count(county, Status.NOT_MET), _count(county, Status.UNDETERMINED)
    said = []
    if failed:
        said.append(f"{failed} 条未达标")
    if open_:
        said.append(f"{open_} 条缺数据，无法判定")
    if not said:
        said.append("各条全部达标，没有不予认定的情形")
    return Text.assemble(
        (f" {county.title} ", "bold reverse"),
        f" {county.code}  ",
        _status(county.verdict),
        f"：{'，'.join(said)}",
    )


def _county(console: Console, evaluation: Evaluation, county: CountyResult) -> None:
    console.print()
    console.print(_verdict(county))
    line = Text()
    for each in areas(county):
        word = VETO_WORDS.get(each.status, "") if each.article == "10" else ""
        shown_word = f"{each.status.mark}{word or each.name + each.status.zh}"
        line.append(shown_word, style=STYLES[each.status]).append("  ")
    console.print(line)
    _facts(console, county)
    failed = [c for c in county.clauses if c.decides and c.status is Status.NOT_MET]
    if failed:
        _table(console, evaluation, county, failed)
    missing = [
        clause
        for clause in county.clauses
        if clause.decides and (clause.missing or clause.status is Status.UNDETERMINED)
    ]
    if missing:
        _missing(console, missing)
    _flips(console, county)


def _facts(console: Console, county: CountyResult) -> None:
    rows = Counter(row.stage.zh for row in county.rows)
    passed = Counter(row.stage.zh for row in county.rows if row.status is Status.MET)
    judged = "，".join(
        f"{stage} {count} 个（{passed[stage]} 个达标）" for stage, count in rows.items()
    )
    left_out = f"；未纳入七项指标 {len(county.left_out)} 个" if county.left_out else ""
    console.print(f"判定的学段部：{judged or '没有'}{left_out}", style="dim")


def _table(
    console: Console, evaluation: Evaluation, county: CountyResult, failed: list[ClauseResult]
) -> None:
    table = Table(
        title="未达标的条款",
        title_justify="left",
        title_style="bold red",
        box=ROUNDED,
        show_lines=True,
    )
    table.add_column("条款", no_wrap=True)
    table.add_column("内容", min_width=12, max_width=30, overflow="fold")
    table.add_column("现值", justify="right", no_wrap=True)
    table.add_column("要求", justify="right", no_wrap=True)
    table.add_column("差在哪里", ratio=1, overflow="fold")
    for clause in failed:
        value, bound = _figures(evaluation, clause)
        table.add_row(
            clause.id,
            unbroken(clause.title.zh),
            value,
            bound,
            unbroken(_where(evaluation, county, clause)),
        )
    console.print()
    console.print(table)


def _figures(evaluation: Evaluation, clause: ClauseResult) -> tuple[str, str]:
    if evaluation.rules[clause.id].judged is Judged.DISPARITY:
        return "见右", "见右"
    part = next((each for each in clause.parts if each.status is Status.NOT_MET), None)
    if part is not None and part.bound is not None:
        return shown(part.value, part.unit), shown_bound(part.bound, part.operator, part.unit)
    if clause.findings:
        looked_at = [each for each in clause.findings if each.status is not Status.NOT_APPLICABLE]
        met = sum(each.status is Status.MET for each in looked_at)
        return f"{met}/{len(looked_at)}", "全部"
    if clause.value is None:
        return "", ""
    return shown(clause.value, clause.unit), shown_bound(clause.bound, clause.operator, clause.unit)


def _where(evaluation: Evaluation, county: CountyResult, clause: ClauseResult) -> str:
    judged = evaluation.rules[clause.id].judged
    if judged is Judged.DISPARITY:
        return "\n".join(
            _disparity(evaluation, each)
            for each in county.disparities
            if each.status is Status.NOT_MET
        )
    if judged is Judged.SCHOOL_RULE:
        rows = [row for row in county.rows if row.status is Status.NOT_MET]
        lines = [_row(evaluation, row) for row in rows[:LISTED]]
        return "\n".join(_and_more(lines, len(rows), "个学段部"))
    if clause.findings:
        found = [each for each in clause.findings if each.status is Status.NOT_MET]
        lines = [
            f"{each.name}{f'（{each.stage.zh}）' if each.stage else ''}：{each.text}"
            for each in found[:LISTED]
        ]
        return "\n".join(_and_more(lines, len(found), "个"))
    failing = [each for each in clause.parts if each.status is Status.NOT_MET]
    return "\n".join(each.label for each in failing if each.name != "evidence") or _attested(clause)


def _attested(clause: ClauseResult) -> str:
    answers = [str(entry.value) for part in clause.parts for entry in part.inputs]
    return f"佐证结论：{'、'.join(answers)}"


def _and_more(lines: list[str], count: int, unit: str) -> list[str]:
    return [*lines, f"……共 {count} {unit}"] if count > len(lines) else lines


def _disparity(evaluation: Evaluation, each: Disparity) -> str:
    title = evaluation.rules[each.clause].title.zh
    return f"{each.stage.zh} {title}：{printed(each.cv, 3)}，超过 {exactly(each.limit)}"


def _row(evaluation: Evaluation, row: RowResult) -> str:
    short = [
        f"{evaluation.rules[each.clause].title.zh} {printed(each.value, 2)}/{exactly(each.bound)}"
        f"{each.status.mark}"
        for each in row.indicators
        if each.status.value in {"within_floor", "below_floor"}
    ]
    return f"{row.name}（{row.stage.zh}），{row.met}/7 项达标：{'；'.join(short)}"


def _missing(console: Console, clauses: list[ClauseResult]) -> None:
    table = Table(
        title="缺的数据",
        title_justify="left",
        title_style="bold yellow",
        box=ROUNDED,
        show_lines=True,
    )
    table.add_column("条款", no_wrap=True)
    table.add_column("内容", min_width=12, max_width=30, overflow="fold")
    table.add_column("结论", no_wrap=True)
    table.add_column("缺什么", ratio=1, overflow="fold")
    for clause in clauses:
        labels = list(dict.fromkeys(item.label for item in clause.missing)) or _reasons(clause)
        lines = _and_more(labels[:LISTED], len(labels), "项")
        table.add_row(
            clause.id, unbroken(clause.title.zh), _status(clause.status), unbroken("\n".join(lines))
        )
    console.print()
    console.print(table)
    open_rows = Text("缺的数据不当作 0。补齐后再判，结论才能定。", style="dim")
    console.print(open_rows)


def _reasons(clause: ClauseResult) -> list[str]:
    """Why a clause is open although nothing is missing: there is nothing to divide by."""
    open_ = [each for each in clause.findings if each.status is Status.UNDETERMINED]
    return [clause.note] if clause.note else [f"{each.label}：{each.text}" for each in open_]


def _flips(console: Console, county: CountyResult) -> None:
    rows = [
        f"{row.name}（{row.stage.zh}）{each.clause}"
        for row in county.rows
        for each in row.indicators
        if each.rounding_flip
    ]
    rows += [
        f"{each.stage.zh} {each.clause} 差异系数"
        for each in county.disparities
        if each.rounding_flip
    ]
    if rows:
        shown_rows = "、".join(_and_more(rows[:LISTED], len(rows), "处"))
        console.print(
            Text(
                f"注意：{shown_rows}：按四舍五入后的数看结论会相反，判定以精确值为准。",
                style="yellow",
            )
        )


def _board(console: Console, evaluation: Evaluation) -> None:
    counties = evaluation.counties
    table = Table(
        title=f"{len(counties)} 个县", title_justify="left", title_style="bold", box=ROUNDED
    )
    table.add_column("代码", no_wrap=True)
    table.add_column("县", min_width=8, overflow="fold")
    table.add_column("结论", no_wrap=True)
    for name in AREAS.values():
        table.add_column(name[:2], justify="center", no_wrap=True)
    table.add_column("未达标", justify="right", no_wrap=True)
    table.add_column("缺数据", justify="right", no_wrap=True)
    for county in counties:
        table.add_row(
            county.code,
            county.name or "",
            _status(county.verdict),
            *(Text(each.status.mark, style=STYLES[each.status]) for each in areas(county)),
            str(_count(county, Status.NOT_MET)),
            str(_count(county, Status.UNDETERMINED)),
        )
    console.print()
    console.print(table)
    legend = "  ".join(f"{status.mark} {status.zh}" for status in Status)
    console.print(Text(f"{legend}；{'、'.join(AREAS.values())}", style="dim"))


def _rules(console: Console, evaluation: Evaluation) -> None:
    rules = evaluation.rules
    switches = "、".join(each.title.zh for each in rules.switches.values()) or "没有启用例外条款"
    changed = [
        f"{option.title.zh}＝{choice.title.zh}"
        for option in rules.options.values()
        for choice in option.choices
        if choice.id == rules.chosen[option.id] != option.default
    ]
    console.print()
    console.print(
        Text(
            f"规则：{rules.id}，{rules.jurisdiction_name}，{rules.on.isoformat()} 有效的版本；"
            f"{'；'.join([switches, *changed])}；指纹 {rules.fingerprint[:12]}",
            style="dim",
        )
    )


def _next(
    console: Console, evaluation: Evaluation, *, warnings: int, written: Sequence[Path], data: Path
) -> None:
    name = shlex.quote(str(data))
    if warnings:
        console.print(
            Text(f"数据有 {warnings} 处提醒，值得再看一遍：junheng check {name}", style="yellow")
        )
    for path in written:
        console.print(Text.assemble(("已写出 ", "green"), str(path)))
    county = evaluation.counties[0]
    failing = _most_pressing(county)
    address = failing.id if len(evaluation.counties) == 1 else f"{county.code}:{failing.id}"
    console.print(Text(f"问为什么：junheng explain {name} {address}", style="cyan"))
    if not written:
        console.print(Text(f"生成申报表和报告：junheng evaluate {name} --out 结果", style="cyan"))


def _most_pressing(county: CountyResult) -> ClauseResult:
    """The clause to ask about first: one that fails, else one that is open, else the first."""
    deciding = [clause for clause in county.clauses if clause.decides]
    for status in (Status.NOT_MET, Status.UNDETERMINED):
        for clause in deciding:
            if clause.status is status:
                return clause
    return deciding[0]
