"""What is told of classes drawn: key figures, balance of each class, bounds, peers, the lists.

Names are masked throughout: what is told here may be shown. Full lists are written apart.
"""

from __future__ import annotations

from collections.abc import Iterator

from junheng.census.tables import CLASS_COUNTED_OVER
from junheng.model import Stage
from junheng.planning.assign import verify
from junheng.planning.assign.demands import masked_name, shown
from junheng.planning.assign.measures import Balance
from junheng.planning.assign.meetings import Meetings
from junheng.planning.assign.plan import Impossible, Result
from junheng.planning.outcome import Column, Ending, Figure, Outcome, Reason, Shape, Table, Value

KIND = "assign"
SHORT = 16  # signs of a hash that are shown


def told(found: Result | Impossible) -> Outcome:
    """The outcome of a draw, or why there is none."""
    if isinstance(found, Impossible):
        return Outcome(
            kind=KIND,
            title=f"{found.options.title}：{found.pupils} 名学生，{found.options.classes} 个班",
            ending=found.ending,
            reasons=found.reasons,
        )
    options = found.drawn.commitment.options
    tables = [_balance(found), _bounds(found.balance), _score_bounds(found.balance), _peers(found)]
    if found.meetings is not None:
        tables.append(_meetings(found.meetings))
    tables.append(_pupils(found))
    return Outcome(
        kind=KIND,
        title=f"{options.title}：{len(found.inputs.pupils)} 名学生分成 {options.classes} 个班",
        ending=_ending(found),
        figures=tuple(_figures(found)),
        tables=tuple(tables),
        reasons=tuple(_reasons(found)),
        notes=tuple(_notes(found)),
        basis={
            "method": verify.METHOD,
            "program": verify.program(),
            "mode": options.mode.value,
            "commitment": found.drawn.commitment.value,
            "public_value": found.drawn.public_value,
            "public_form": options.public_form,
            "slips": found.drawn.slips.count("\n"),
            "seed": found.drawn.seed.hex(),
        },
    )


def _ending(found: Result) -> Ending:
    if not found.drawn.finished:
        return Ending.STOPPED
    if _reached(found.balance):
        return Ending.PROVEN
    return Ending.WITHIN_GAP


def _reached(balance: Balance) -> bool:
    """Whether nothing that is listed can be better: every item is at its proven bound."""
    return (
        balance.broken == balance.least_broken
        and not balance.excess
        and not any(each.excess for each in balance.origins)
        and balance.alike == balance.least_alike
        and all(each.gap == each.least for each in balance.subjects)
    )


def _figures(found: Result) -> Iterator[Figure]:
    balance, worst = found.balance, found.balance.worst
    yield Figure(
        name="pupils", title="学生", value=sum(balance.sizes), shape=Shape.COUNT, unit="人"
    )
    yield Figure(
        name="smallest", title="最小的班", value=min(balance.sizes), shape=Shape.COUNT, unit="人"
    )
    yield Figure(
        name="largest", title="最大的班", value=max(balance.sizes), shape=Shape.COUNT, unit="人"
    )
    if worst is not None:
        yield Figure(
            name="gap",
            title="各班平均分的最大差距",
            value=worst.gap_in_sd,
            shape=Shape.FINE,
            unit="个标准差",
            note=f"{worst.title}；任何分法都不小于 {worst.least_in_sd:.4f}（已证明）",
        )
    yield Figure(
        name="excess",
        title="各类学生人数超出最小差的合计",
        value=balance.excess,
        shape=Shape.COUNT,
        unit="人",
        note="0 表示每一类都分得不能再匀（已证明）"
        if not balance.excess
        else "见“人数能不能更均衡”",
    )
    yield Figure(
        name="alike",
        title="同班同名",
        value=balance.alike,
        shape=Shape.COUNT,
        unit="对",
        note=f"至少 {balance.least_alike} 对",
    )
    yield Figure(
        name="commitment",
        title="承诺值",
        value=f"{found.drawn.commitment.value[:SHORT]}…",
        note="承诺书的 SHA-256",
    )
    yield Figure(name="seed", title="种子", value=f"{found.drawn.seed.hex()[:SHORT]}…")


def _balance(found: Result) -> Table:
    balance = found.balance
    columns = [Column("class", "班"), Column("pupils", "人数", Shape.COUNT)]
    columns += [
        Column(f"kind_{number}", each.title, Shape.COUNT)
        for number, each in enumerate(balance.kinds, start=1)
    ]
    columns += [
        Column(f"mean_{number}", f"{each.title}平均分", Shape.NUMBER)
        for number, each in enumerate(balance.subjects, start=1)
    ]
    rows: list[list[Value]] = []
    for c, size in enumerate(balance.sizes):
        counts = [each.counts[c] for each in balance.kinds]
        rows.append([f"{c + 1} 班", size, *counts, *(each.means[c] for each in balance.subjects)])
    counts = [sum(each.counts) for each in balance.kinds]
    rows.append(["全年级", sum(balance.sizes), *counts, *(each.mean for each in balance.subjects)])
    if found.drawn.teachers:
        columns.append(Column("teacher", "班主任"))
        names = found.drawn.commitment.teachers
        for row, teacher in zip(rows, found.drawn.teachers, strict=False):
            row.append(names[teacher])
        rows[-1].append("")
    return Table(name="balance", title="各班情况", columns=tuple(columns), rows=rows)


def _bounds(balance: Balance) -> Table:
    """Numbers of pupils: how far apart the classes are, and how far apart they must be."""
    sizes = balance.sizes
    rows: list[tuple[str, int, int]] = [
        ("人数", max(sizes) - min(sizes), 1 if sum(sizes) % len(sizes) else 0),
        *((each.title, each.spread, each.least) for each in (*balance.kinds, *balance.origins)),
        ("同班同名（对）", balance.alike, balance.least_alike),
    ]
    if balance.broken:
        rows.append(("没有做到的要求（对）", balance.broken, balance.least_broken))
    return Table(
        name="bounds",
        title="人数能不能更均衡",
        columns=(
            Column("item", "项目"),
            Column("spread", "各班最大差", Shape.COUNT),
            Column("least", "不可能小于", Shape.COUNT),
            Column("best", "已是最好", Shape.FLAG),
        ),
        rows=[[*row, row[1] == row[2]] for row in rows],
        note="除不尽时，最多的班与最少的班至少差 1 人，谁也做不到更小（已证明）。",
    )


def _score_bounds(balance: Balance) -> Table:
    """Mean scores: how far apart the classes are, and how far apart they must be."""
    return Table(
        name="score_bounds",
        title="成绩能不能更均衡",
        columns=(
            Column("subject", "科目"),
            Column("gap", "各班平均分最大差", Shape.NUMBER, "分"),
            Column("gap_in_sd", "各班平均分最大差", Shape.FINE, "标准差"),
            Column("least_in_sd", "不可能小于", Shape.FINE, "标准差"),
        ),
        rows=[
            [each.title, each.gap, each.gap_in_sd, each.least_in_sd] for each in balance.subjects
        ],
        note="分数有最小间隔，各班总分凑不到恰好相等时，平均分至少差这么多（已证明）。",
    )


def _peers(found: Result) -> Table:
    rows: list[list[Value]] = []
    for title, balance in (
        ("本方案", found.balance),
        ("蛇形分班", found.snake),
        ("一次随机", found.by_lot),
    ):
        worst = balance.worst
        rows.append(
            [
                title,
                None if worst is None else worst.gap_in_sd,
                balance.excess,
                balance.alike,
                balance.broken,
            ]
        )
    return Table(
        name="peers",
        title="与常见做法比较",
        columns=(
            Column("way", "做法"),
            Column("gap", "平均分最大差距", Shape.FINE, "标准差"),
            Column("excess", "人数超出最小差", Shape.COUNT, "人"),
            Column("alike", "同班同名", Shape.COUNT, "对"),
            Column("broken", "没有做到的同班、分班要求", Shape.COUNT, "对"),
        ),
        rows=rows,
        note="蛇形分班：男女分开，按总分排队，来回发到各班。",
    )


def _meetings(met: Meetings) -> Table:
    return Table(
        name="meetings",
        title=f"换 {met.seeds} 个种子，两名学生分到同班的次数",
        columns=(
            Column("times", "同班次数", Shape.COUNT),
            Column("pairs", "有几对学生", Shape.COUNT),
            Column("expected", "纯随机时应有几对", Shape.NUMBER),
        ),
        rows=[[k, *both] for k, both in enumerate(zip(met.pairs, met.expected, strict=True))],
        note=f"次数的方差是纯随机的 {met.evenness:.2f} 倍；越接近 1，越像纯随机。",
    )


def _pupils(found: Result) -> Table:
    people = found.drawn.commitment.roster.people
    rows = sorted(
        (c, code, masked_name(pupil.name))
        for (code, pupil), c in zip(people.items(), found.drawn.classes, strict=True)
    )
    return Table(
        name="pupils",
        title="分班结果",
        columns=(Column("code", "查询编号"), Column("name", "姓名"), Column("class", "班")),
        rows=[[code, name, f"{c} 班"] for c, code, name in rows],
        note="姓名只显示姓；查询编号印在学校发给每家的回执上。",
    )


def _reasons(found: Result) -> Iterator[Reason]:
    balance, inputs = found.balance, found.inputs
    for people in balance.tangles:
        yield Reason(
            where="、".join(shown(inputs, person) for person in people[:6]),
            what=f"{len(people)} 名学生的分班要求互相牵连，{len(balance.sizes)} 个班怎么分"
            "都至少有 1 对做不到（已证明）",
            remedy="减少分班的要求，或增加班数",
        )
    for pairs, wish in ((balance.together, "同班"), (balance.apart, "分班")):
        for first, second in pairs:
            yield Reason(
                where=f"{shown(inputs, first)}、{shown(inputs, second)}",
                what=f"要求{wish}，没有做到",
                remedy="减少同班、分班的要求，或增加轮数、班数",
            )
    for each in balance.kinds:
        if each.excess:
            yield Reason(
                where=each.title,
                what=f"最多的班比最少的班多 {each.spread} 人，比最小的差多 {each.excess} 人",
                remedy="同班的要求较多、随机模式下会这样；可改用均衡交换，或增加轮数",
            )


def _notes(found: Result) -> Iterator[str]:
    balance, options = found.balance, found.drawn.commitment.options
    yield f"办法：{options.mode.zh}（{verify.METHOD}）。"
    for stage in (Stage.PRIMARY, Stage.JUNIOR):
        limit = CLASS_COUNTED_OVER[stage]
        if max(balance.sizes) > limit:
            yield f"最大的班 {max(balance.sizes)} 人，超过{stage.zh}班额 {limit} 人。"
    absent = sum(
        any(score is None for score in pupil.scores.values()) for pupil in found.inputs.pupils
    )
    if absent:
        yield f"{absent} 名学生缺成绩：按年级平均看待，尽量均分到各班；平均分只算有成绩的学生。"
    few = [
        each.title
        for each in balance.kinds[2:]
        if any(0 < count < verify.FEWEST for count in each.counts)
    ]
    if few:
        yield (
            f"{'、'.join(few)}：有的班不到 {verify.FEWEST} 人。这里的人数只供校内；"
            "公示的文件不写这几类各班的人数，免得认出是谁。"
        )
    if not found.drawn.finished:
        yield "没有算完约定的轮数，这个结果不能核验，只能试看。"


def full_lists(found: Result) -> Outcome:
    """Every pupil with name and number, for the school alone."""
    people = found.drawn.commitment.roster.people
    rows = sorted(
        (c, pupil.person_id, pupil.name, pupil.sex, code)
        for (code, pupil), c in zip(people.items(), found.drawn.classes, strict=True)
    )
    return Outcome(
        kind=KIND,
        title=f"{found.drawn.commitment.options.title}：校内名单，不得公开",
        ending=_ending(found),
        tables=(
            Table(
                name="lists",
                title="分班名单",
                columns=(
                    Column("class", "班"),
                    Column("person_id", "学号"),
                    Column("name", "姓名"),
                    Column("sex", "性别"),
                    Column("code", "查询编号"),
                ),
                rows=[[f"{c} 班", *rest] for c, *rest in rows],
            ),
        ),
    )
