"""What is told of a rotation: who goes where, the clause, the disparities, who and what is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from junheng.evaluation.results import Disparity, Part
from junheng.model import Status
from junheng.model.identifiers import masked
from junheng.model.quantity import printed
from junheng.planning.clause_check import cited
from junheng.planning.inputs.rotate import Person, Post, RotateInputs
from junheng.planning.outcome import (
    SCHOOL,
    Column,
    Ending,
    Figure,
    Outcome,
    Reason,
    Shape,
    Table,
    Value,
)
from junheng.planning.rotate.effect import Effect, effect
from junheng.planning.rotate.free import Stopped, choose
from junheng.planning.rotate.situation import (
    CLAUSE,
    RotateOptions,
    Situation,
    Transfer,
    situation,
)
from junheng.planning.rotate.slots import Placed, candidates, place
from junheng.planning.tasks import Task, task_table
from junheng.planning.watch import Watch

TITLE = "教师交流轮岗方案"
EASED = "有的差异系数降不到要求的那么多，要求改成了做得到的；“与最好的方案至多相差”是与同样要求下的方案比"
HALF_A_METRE = 0.5
"""Costs are whole metres: a plan nearer to the bound than that is the best."""
ROUNDED = Fraction(1, 10**6)
"""Solvers count in floats: so little above what was asked for is no fault."""
_KINDS = {
    "above_required_degree": "高于规定学历教师",
    "backbone": "骨干教师",
    "pe_arts": "体育、艺术教师",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rotation:
    """The plan as told to anybody, and the list of persons with full numbers and names, which is for the
    education department alone.
    """

    outcome: Outcome
    persons: Table


def plan_rotate(inputs: RotateInputs, options: RotateOptions, watch: Watch) -> Rotation:
    """Persons to the posts given, or to schools of the program's choice."""
    where = situation(inputs, options)
    basis = {**cited(options.rules, CLAUSE), **_options(options)}
    impossible = _impossible(where)
    if impossible:
        return _no_plan(where, impossible, basis)
    if inputs.posts is not None:
        placed = place(where, inputs.posts, watch)
        proven = placed.cost == placed.bound and not watch.cut_short
        return _rotation(
            where,
            placed.transfers,
            (placed.cost, placed.bound),
            Ending.PROVEN if proven else _ending(watch),
            _left_over(where, inputs.posts, placed),
            basis,
        )
    found = choose(where, watch)
    if isinstance(found, Stopped):
        return _no_plan(where, _none(where, found), basis, stopped=found.most is None)
    apart = found.cost - found.bound
    ending = Ending.STOPPED if apart > options.gap * found.cost else _ending(watch)
    if apart <= HALF_A_METRE:
        ending = Ending.PROVEN
    short = _not_lowered(where, found.transfers)
    if short and ending is Ending.PROVEN:
        ending = Ending.WITHIN_GAP  # the nearest to what was asked for, not what was asked for
    costs = (found.cost, found.bound)
    if where.options.lower_demanded:
        return _rotation(where, found.transfers, costs, ending, short, basis)
    return _rotation(where, found.transfers, costs, ending, [], basis, short=short)


def _not_lowered(where: Situation, transfers: Sequence[Transfer]) -> list[Reason]:
    """The disparities that are not lowered as was asked for: what was asked, what is reached."""
    asked = where.options.lower
    reasons = []
    for one, other in effect(where, transfers).spreads:
        if not one.cv_squared or other.cv_squared is None or one.cv is None or other.cv is None:
            continue
        if other.cv_squared <= (1 - asked) ** 2 * one.cv_squared * (1 + ROUNDED):
            continue
        reached = 1 - other.cv / one.cv
        change = f"降低 {printed(reached * 100, 2)}%" if reached >= 0 else "没有降低"
        reasons.append(
            Reason(
                where=one.stage.zh,
                what=f"要求{_KINDS[one.indicator]}的差异系数降低 {printed(asked * 100, 2)}%，方案没有做到："
                f"由 {printed(one.cv, 4)} 变为 {printed(other.cv, 4)}，{change}",
                remedy="减小 --lower，或放宽 --most-out、--furthest-km、--share",
            )
        )
    return reasons


def _ending(watch: Watch) -> Ending:
    return Ending.STOPPED if watch.cut_short else Ending.WITHIN_GAP


def _options(options: RotateOptions) -> dict[str, object]:
    return {
        "year": options.year,
        "years": options.years,
        "rest": options.rest,
        "share": None if options.share is None else str(options.share),
        "furthest_km": None if options.furthest_km is None else str(options.furthest_km),
        "wait_km": str(options.wait_km),
        "most_out": str(options.most_out),
        "lower": str(options.lower),
        "gap": options.gap,
    }


def _no_plan(
    where: Situation,
    reasons: Sequence[Reason],
    basis: dict[str, object],
    *,
    stopped: bool = False,
) -> Rotation:
    outcome = Outcome(
        kind="rotate",
        title=TITLE,
        ending=Ending.STOPPED if stopped else Ending.IMPOSSIBLE,
        reasons=tuple(reasons),
        basis=basis,
    )
    return Rotation(outcome=outcome, persons=_persons(where, ()))


def _impossible(where: Situation) -> list[Reason]:
    """Why there cannot be a plan at all, seen before any search."""
    if not where.eligible:
        return [
            Reason(
                where="全县",
                what=f"名册里没有在本校满 {where.options.years} 年、参加交流的教师",
                remedy="核对名册的“在本校年数”“不参加交流”，或用 --years 改年限",
            )
        ]
    reasons = []
    if len(where.movable) < where.demanded:
        reasons.append(
            Reason(
                where="全县",
                what=f"条款 {CLAUSE} 要交流 {where.demanded} 人，"
                f"今年能动的只有 {len(where.movable)} 人，少 {where.demanded - len(where.movable)} 人",
                remedy="用 --rest 缩短两次交流之间的年数",
            )
        )
    backbone = sum(where.inputs.persons[p].backbone for p in where.movable)
    needed = where.backbone_needed(where.demanded)
    if backbone < needed:
        reasons.append(
            Reason(
                where="全县",
                what=f"条款 {CLAUSE} 要有 {needed} 名骨干教师交流，今年能动的只有 {backbone} 名，"
                f"少 {needed - backbone} 名",
                remedy="核对名册的骨干教师，或分年培养",
            )
        )
    # With posts given, as many as possible are placed all the same, and what is lacking is told.
    return reasons if where.inputs.posts is None else []


def _none(where: Situation, found: Stopped) -> list[Reason]:
    if found.most is None:
        return [Reason(where="", what="到了时限，还没有找到方案", remedy="放宽 --time-limit")]
    if found.most < where.demanded:
        return [
            Reason(
                where="全县",
                what=f"各校进出相等、学科不断人、每校最多走 "
                f"{printed(where.options.most_out * 100, 0)}% 时，至多能交流 {found.most} 人，"
                f"条款 {CLAUSE} 要 {where.demanded} 人，少 {where.demanded - found.most} 人",
                remedy="放宽 --most-out、--furthest-km，或减少“不参加交流”的人",
            )
        ]
    return [
        Reason(
            where="全县",
            what=f"能交流的人数够 {where.demanded} 人，但做不到其中骨干教师占 "
            f"{printed(where.backbone_share * 100, 0)}%（条款 {CLAUSE}），同时各校指标不降到限值以下",
            remedy="放宽 --most-out、--furthest-km，或给出交流岗位",
        )
    ]


def _rotation(
    where: Situation,
    transfers: Sequence[Transfer],
    costs: tuple[float, float],
    ending: Ending,
    left_over: Sequence[Reason],
    basis: dict[str, object],
    *,
    short: Sequence[Reason] = (),
) -> Rotation:
    """``short``: disparities that are not lowered as far as is tried where nothing is asked for."""
    done = effect(where, transfers)
    broken = _broken(done)
    if broken and ending is Ending.PROVEN:
        ending = Ending.WITHIN_GAP  # the distances are the least; what is broken need not be
    in_order = sorted(transfers, key=lambda each: (each.row, where.inputs.persons[each.person].id))
    outcome = Outcome(
        kind="rotate",
        title=TITLE,
        ending=ending,
        figures=_figures(where, in_order, costs, done),
        tables=(
            _spreads(done),
            _transfers(where, in_order),
            _schools(where, in_order, done),
            _waiting(where, in_order),
            _tasks(where, in_order),
        ),
        reasons=(*broken, *left_over),
        notes=(*_notes(where), *(f"{each.where}：{each.what}" for each in short)),
        basis=basis,
    )
    return Rotation(outcome=outcome, persons=_persons(where, in_order))


def _persons(where: Situation, transfers: Sequence[Transfer]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for each in transfers:
        person = where.inputs.persons[each.person]
        begin = where.row_of[person.at]
        rows.append(
            (
                person.id,
                person.name,
                person.subject,
                where.keys[begin][0],
                where.schools[begin].name,
                where.keys[each.row][0],
                where.schools[each.row].name,
                person.at[1].zh,
            )
        )
    return Table(
        name="persons",
        title="交流名单",
        columns=(
            Column("person_id", "人员编号"),
            Column("name", "姓名"),
            Column("subject", "学科"),
            Column("from_code", "从：学校标识码"),
            Column("giver", "从"),
            Column("to_code", "到：学校标识码"),
            Column("taker", "到"),
            Column("stage", "学段"),
        ),
        rows=tuple(rows),
        note="有姓名和完整编号，只供教育部门使用，不要公开。",
    )


def _figures(
    where: Situation, transfers: Sequence[Transfer], costs: tuple[float, float], done: Effect
) -> tuple[Figure, ...]:
    persons = where.inputs.persons
    moved = len(transfers)
    backbone = sum(persons[each.person].backbone for each in transfers)
    metres = sum(each.metres for each in transfers)
    parts = {part.name: part for part in done.clause.parts}
    cost, bound = costs
    return (
        Figure(
            name="eligible",
            title="符合条件的教师",
            value=len(where.eligible),
            shape=Shape.COUNT,
            unit="人",
            note=f"在本校满 {where.options.years} 年，参加交流；今年能动 {len(where.movable)} 人",
        ),
        Figure(name="moved", title="交流", value=moved, shape=Shape.COUNT, unit="人"),
        Figure(
            name="share",
            title="占符合条件的",
            value=Fraction(moved, len(where.eligible)) if where.eligible else None,
            shape=Shape.SHARE,
            note=_judged(parts["rotated"]),
        ),
        Figure(name="backbone", title="其中骨干教师", value=backbone, shape=Shape.COUNT, unit="人"),
        Figure(
            name="backbone_share",
            title="骨干教师比例",
            value=parts["backbone"].value,
            shape=Shape.SHARE,
            note=_judged(parts["backbone"]),
        ),
        Figure(
            name="mean_km",
            title="平均路程",
            value=Fraction(metres, 1000 * moved) if moved else None,
            shape=Shape.NUMBER,
            unit="公里",
            note="单程；直线距离 × 1.3",
        ),
        Figure(
            name="furthest_km",
            title="最远路程",
            value=Fraction(max((each.metres for each in transfers), default=0), 1000),
            shape=Shape.NUMBER,
            unit="公里",
        ),
        Figure(
            name="gap",
            title="与最好的方案至多相差",
            value=Fraction(round(max(0.0, cost - bound)), max(1, round(cost))),
            shape=Shape.SHARE,
            note="路程加等待年数折算的公里",
        ),
    )


def _judged(part: Part) -> str:
    bound = "" if part.bound is None else f"{printed(part.bound * 100, 0)}%"
    return f"条款 {CLAUSE}：{part.operator.sign}{bound}，{part.status.zh}"


def _spreads(done: Effect) -> Table:
    def cv(each: Disparity) -> Value:
        return each.cv

    return Table(
        name="disparities",
        title="教师指标的校际差异系数",
        columns=(
            Column("stage", "学段"),
            Column("indicator", "指标"),
            Column("before", "交流前", Shape.FINE),
            Column("after", "交流后", Shape.FINE),
            Column("limit", "限值", Shape.NUMBER),
            Column("status", "交流后判定"),
        ),
        rows=tuple(
            (
                one.stage.zh,
                _KINDS[one.indicator],
                cv(one),
                cv(other),
                one.limit,
                other.status.zh,
            )
            for one, other in done.spreads
        ),
        note="前后都由判定程序按全部数据重新计算。",
    )


def _transfers(where: Situation, transfers: Sequence[Transfer]) -> Table:
    rows: list[tuple[Value, ...]] = []
    for each in transfers:
        person = where.inputs.persons[each.person]
        rows.append(
            (
                shown_id(person),
                person.subject,
                person.backbone,
                where.schools[where.row_of[person.at]].name,
                where.schools[each.row].name,
                person.at[1].zh,
                Fraction(each.metres, 1000),
                where.waited(each.person),
            )
        )
    return Table(
        name="transfers",
        title="谁去哪里",
        columns=(
            Column("person", "人员编号"),
            Column("subject", "学科"),
            Column("backbone", "骨干", Shape.FLAG),
            Column("giver", "从"),
            Column("taker", "到"),
            Column("stage", "学段"),
            Column("km", "公里", Shape.NUMBER),
            Column("waited", "等了几年", Shape.NUMBER),
        ),
        rows=tuple(rows),
        note="像身份证件号码的编号只显示头尾。",
    )


def shown_id(person: Person) -> str:
    """The person's number as it may be shown: hidden in the middle where it may be an identity number."""
    looks_like_one = len(person.id) in (15, 18) and person.id[:-1].isdigit()
    return masked(person.id) if looks_like_one else person.id


def _schools(where: Situation, transfers: Sequence[Transfer], done: Effect) -> Table:
    persons = where.inputs.persons
    out = Counter(where.row_of[persons[each.person].at] for each in transfers)
    come = Counter(each.row for each in transfers)
    change: Counter[int] = Counter()
    for each in transfers:
        if persons[each.person].backbone:
            change[each.row] += 1
            change[where.row_of[persons[each.person].at]] -= 1
    return Table(
        name="schools",
        title="各校进出",
        columns=(
            *SCHOOL,
            Column("stage", "学段"),
            Column("teachers", "专任教师", Shape.COUNT),
            Column("out", "交流出", Shape.COUNT),
            Column("come", "交流入", Shape.COUNT),
            Column("after", "交流后", Shape.COUNT),
            Column("backbone", "骨干增减", Shape.COUNT),
        ),
        rows=tuple(
            (
                where.keys[place][0],
                where.schools[place].name,
                where.keys[place][1].zh,
                done.teachers[place][0],
                out[place],
                come[place],
                done.teachers[place][1],
                change[place],
            )
            for place in range(len(where.rows))
            if out[place] or come[place]
        ),
    )


def _tasks(where: Situation, transfers: Sequence[Transfer]) -> Table:
    """How many go from one school to another, by subject: who they are is for the department alone."""
    persons = where.inputs.persons
    going = Counter(
        (where.row_of[persons[t.person].at], t.row, persons[t.person].subject) for t in transfers
    )
    return task_table(
        (
            Task(
                school_code=where.keys[to][0],
                name=where.schools[to].name,
                stage=where.keys[to][1].zh,
                what=f"从{where.schools[at].name}交流{subject}教师",
                quantity=number,
                unit="人",
                clause=CLAUSE,
            )
            for (at, to, subject), number in going.items()
        ),
        note="只写人数；谁去哪里见“谁去哪里”。方案不写期限；在网站上采用时才定。",
    )


def _waiting(where: Situation, transfers: Sequence[Transfer]) -> Table:
    """How long those who move have waited, beside those who could move: fairness over the years."""
    moved = {each.person for each in transfers}
    bands = ((0, 6), (6, 9), (9, 12), (12, 15), (15, 100))
    rows = []
    for low, high in bands:
        able = [p for p in where.movable if low <= where.waited(p) < high]
        if able:
            going = sum(p in moved for p in able)
            name = f"{low} 年以上" if high == 100 else f"{low} 至不满 {high} 年"
            rows.append((name, len(able), going, Fraction(going, len(able))))
    return Table(
        name="waiting",
        title="各年之间是否公平：等得久的先去",
        columns=(
            Column("waited", "上次交流或到校以来"),
            Column("able", "今年能动", Shape.COUNT),
            Column("moved", "今年交流", Shape.COUNT),
            Column("share", "比例", Shape.SHARE),
        ),
        rows=tuple(rows),
    )


def _broken(done: Effect) -> list[Reason]:
    """The rules that the plan does not keep."""
    reasons = []
    for part in done.clause.parts:
        if part.status is not Status.MET and part.bound is not None:
            value = "没有数" if part.value is None else f"{printed(part.value * 100, 2)}%"
            reasons.append(
                Reason(
                    where="全县",
                    what=f"条款 {CLAUSE}：{part.label} {value}，"
                    f"要求 {part.operator.sign} {printed(part.bound * 100, 0)}%",
                    remedy="增加岗位，或放宽 --furthest-km、--most-out",
                )
            )
    for one, other in done.spreads:
        if one.status is Status.MET and other.status is Status.NOT_MET:
            reasons.append(
                Reason(
                    where=one.stage.zh,
                    what=f"{_KINDS[one.indicator]}的差异系数由 {printed(one.cv, 3)} 变为 "
                    f"{printed(other.cv, 3)}，超过限值 {printed(one.limit, 2)}",
                    remedy="改岗位，或不给岗位由程序选去处",
                )
            )
    reasons += [
        Reason(where=label, what="交流前达到条款 6 的要求，交流后达不到", remedy="改这所学校的岗位")
        for label in done.worse
    ]
    return reasons


def _left_over(where: Situation, posts: Sequence[Post], placed: Placed) -> list[Reason]:
    """Every post that could not be filled, and what it lacks."""
    reasons = []
    for post, left in zip(posts, placed.left, strict=True):
        if not left:
            continue
        counts = candidates(where, post)
        wanted = (
            f"{post.at[1].zh}{post.subject or '不限学科'}{'骨干' if post.backbone_only else ''}教师"
        )
        if not counts["backbone"]:
            why = f"没有能动的{wanted}"
        elif not counts["reach"]:
            why = f"能动的{wanted}有 {counts['backbone']} 人，都超出最远公里数"
        else:
            why = f"去得了的{wanted}有 {counts['reach']} 人，都去了别的岗位，或所在学校不能再走人"
        reasons.append(
            Reason(
                where=where.schools[where.row_of[post.at]].name,
                what=f"{post.at[1].zh}{post.subject or '不限学科'}岗位 {post.places} 个，"
                f"有 {left} 个没有人：{why}",
            )
        )
    return reasons


def _notes(where: Situation) -> tuple[str, ...]:
    options = where.options
    waiting = (
        f"等得少的人，每少一年当作多走 {printed(options.wait_km, 1)} 公里"
        f"（等满 {2 * options.years} 年不再计）；{options.rest} 年内交流过的不动"
    )
    keeping = (
        f"每校每年至多走 {printed(options.most_out * 100, 0)}%（名册人数），每个学科至少留 1 人"
        "（“学科教师底线”另有规定的按规定）"
    )
    notes = [waiting, keeping]
    if where.without_place:
        named = "、".join(where.without_place[:10])
        notes.append(
            f"没有经纬度，路程按最远的算：{named}{'等' if len(where.without_place) > 10 else ''}"
        )
    return tuple(notes)
