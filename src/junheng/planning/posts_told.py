"""What is told of posts: due and allotted by school, the two roundings, the moves, what stays open."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from junheng.model.quantity import printed
from junheng.planning.apportion import Method
from junheng.planning.clause_check import cited
from junheng.planning.inputs.posts import PostsInputs
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
from junheng.planning.posts import POOL, PostsPlan, is_small, plan
from junheng.planning.posts_rules import CLAUSE, PostsRule, rule
from junheng.planning.tasks import ESTABLISHMENT, Task, task_table
from junheng.planning.watch import Watch
from junheng.standards import RuleSet

TITLE = "中小学教职工编制：应有、核定与调剂"
UNFILLED = "10.4"
"""The veto on posts left unfilled while staff are employed outside them."""
POOL_NAME = "县级统筹"


@dataclass(frozen=True, slots=True, kw_only=True)
class PostsOptions:
    """``total`` posts of the county, ``None`` for what is allotted; the other figures replace those of
    the rules where given. ``method`` shares out too few posts.
    """

    rules: RuleSet
    total: int | None = None
    per_class: Fraction | None = None
    below_pupils: int | None = None
    boarders_per_post: Fraction | None = None
    method: Method = Method.LARGEST_REMAINDER


def plan_posts(inputs: PostsInputs, options: PostsOptions, _watch: Watch) -> Outcome:
    """Due and allotted posts, and the moves. Raises :class:`junheng.errors.UserError`."""
    found_rule = rule(
        options.rules,
        per_class=options.per_class,
        below_pupils=options.below_pupils,
        boarders_per_post=options.boarders_per_post,
    )
    found = plan(inputs, found_rule, total=options.total, method=options.method)
    short = _short(inputs, options, found)
    return Outcome(
        kind="posts",
        title=TITLE,
        # The moves are the fewest to the targets; targets of too few posts follow from the method.
        ending=Ending.COMPUTED if short else Ending.PROVEN,
        figures=_figures(inputs, found),
        tables=(
            _rounding(found),
            _schools(inputs, found_rule, found),
            _moves(inputs, found),
            _filled(inputs),
            _tasks(inputs, found),
        ),
        reasons=(*short, *_unfilled(inputs)),
        notes=_notes(inputs, found_rule, options, found),
        basis=_basis(options, found_rule),
    )


def _basis(options: PostsOptions, found: PostsRule) -> dict[str, object]:
    return {
        **cited(options.rules, CLAUSE),
        "pupils_per_post": {stage.value: str(r) for stage, r in found.pupils_per_post.items()},
        "per_class": None if found.per_class is None else str(found.per_class),
        "below_pupils": found.below_pupils,
        "boarders_per_post": None
        if found.boarders_per_post is None
        else str(found.boarders_per_post),
        "sources": list(found.sources),
        "total": options.total,
        "method": options.method.value,
    }


def _figures(inputs: PostsInputs, found: PostsPlan) -> tuple[Figure, ...]:
    allotted = sum(posts.allotted for posts in inputs.schools)
    moved = sum(move.posts for move in found.moves)
    people = moved - sum(move.vacant for move in found.moves)
    short = [max(0, n - a) for n, a in zip(found.rounded, _allotted(inputs), strict=True)]
    rows: tuple[tuple[str, str, int, str, str], ...] = (
        (
            "due_by_school",
            "按标准应有（逐校取整）",
            sum(found.rounded),
            "名",
            "每个学段部进一取整后相加",
        ),
        (
            "due_by_county",
            "按标准应有（全县取整）",
            sum(ceil(each) for each in found.stage_exact.values()),
            "名",
            "各学段先相加再进一取整",
        ),
        ("allotted", "核定编制", allotted, "名", ""),
        ("total", "全县可用编制", found.total, "名", ""),
        ("short", "调剂前缺编", sum(short), "名", f"{sum(map(bool, short))} 所学校，按逐校取整"),
        ("moved", "调剂编制", moved, "名", ""),
        ("people", "其中有人在岗", people, "名", "其余是空编，只动编制不动人"),
    )
    return tuple(
        Figure(name=name, title=title, value=value, shape=Shape.COUNT, unit=unit, note=note)
        for name, title, value, unit, note in rows
    )


def _allotted(inputs: PostsInputs) -> list[int]:
    return [posts.allotted for posts in inputs.schools]


def _rounding(found: PostsPlan) -> Table:
    rows = tuple(
        (
            stage.zh,
            exact,
            found.stage_rounded[stage],
            ceil(exact),
            found.stage_rounded[stage] - ceil(exact),
        )
        for stage, exact in found.stage_exact.items()
    )
    return Table(
        name="rounding",
        title="两种取整",
        columns=(
            Column("stage", "学段"),
            Column("exact", "应有（未取整）", Shape.NUMBER, "名"),
            Column("by_school", "逐校取整", Shape.COUNT, "名"),
            Column("by_county", "全县取整", Shape.COUNT, "名"),
            Column("difference", "相差", Shape.COUNT, "名"),
        ),
        rows=rows,
        note="文件没有写明在哪一级取整；县里核定总量时多用全县取整，分到学校时用逐校取整。",
    )


def _schools(inputs: PostsInputs, rule_: PostsRule, found: PostsPlan) -> Table:
    rows: list[tuple[Value, ...]] = []
    for index, posts in enumerate(inputs.schools):
        due = found.rounded[index]
        rows.append(
            (
                posts.school.school_code,
                posts.school.name,
                posts.pupils,
                is_small(posts, rule_) and rule_.per_class is not None,
                found.exact[index],
                due,
                posts.allotted,
                posts.allotted - due,
                found.after[index],
                found.after[index] - due,
            )
        )
    return Table(
        name="schools",
        title="各校应有、核定与调剂后",
        columns=(
            *SCHOOL,
            Column("pupils", "学生", Shape.COUNT),
            Column("by_class", "按班", Shape.FLAG),
            Column("exact", "应有", Shape.NUMBER),
            Column("due", "取整", Shape.COUNT),
            Column("allotted", "核定", Shape.COUNT),
            Column("difference", "余缺", Shape.COUNT),
            Column("after", "调剂后", Shape.COUNT),
            Column("left", "仍余缺", Shape.COUNT),
        ),
        rows=tuple(rows),
        note="按班：小规模学校，生师比与每班人数取大。余缺：正数为多出，负数为缺少。",
    )


def _moves(inputs: PostsInputs, found: PostsPlan) -> Table:
    def name(place: int) -> str:
        return POOL_NAME if place == POOL else inputs.schools[place].school.name

    rows = tuple(
        (
            name(move.giver),
            name(move.taker),
            move.posts,
            move.vacant,
            move.posts - move.vacant,
            None if move.metres is None else Fraction(move.metres, 1000),
        )
        for move in found.moves
    )
    return Table(
        name="moves",
        title="调剂方案",
        columns=(
            Column("giver", "调出"),
            Column("taker", "调入"),
            Column("posts", "编制", Shape.COUNT),
            Column("vacant", "其中空编", Shape.COUNT),
            Column("people", "其中有人", Shape.COUNT),
            Column("km", "相距", Shape.NUMBER, "公里"),
        ),
        rows=rows,
        note="先调空编；必须动人的，动的人最少，其次路最近（直线距离 × 1.3）。",
    )


def _tasks(inputs: PostsInputs, found: PostsPlan) -> Table:
    """One line a move: posts are moved by who keeps them, their people go with them."""
    tasks = []
    for move in found.moves:
        giver = None if move.giver == POOL else inputs.schools[move.giver].school
        taker = None if move.taker == POOL else inputs.schools[move.taker].school
        people = move.posts - move.vacant
        at = taker or giver
        tasks.append(
            Task(
                school_code=at.school_code if at else "",
                name=at.name if at else "全县",
                what=f"由{giver.name if giver else POOL_NAME}调入编制"
                if taker
                else f"编制交回{POOL_NAME}",
                quantity=move.posts,
                unit="名",
                responsible=ESTABLISHMENT,
            )
        )
        if people and at and giver:
            tasks.append(
                Task(
                    school_code=at.school_code,
                    name=at.name,
                    what=f"由{giver.name}随编调入教职工" if taker else "安置交回编制上的教职工",
                    quantity=people,
                    unit="人",
                )
            )
    return task_table(tasks, note="方案不分年，没有期限；在网站上采用时才定。")


def _filled(inputs: PostsInputs) -> Table:
    rows = tuple(
        (
            posts.school.name,
            posts.allotted,
            posts.staff,
            posts.allotted - posts.staff,
            posts.outside,
        )
        for posts in inputs.schools
        if posts.staff is not None and (posts.allotted != posts.staff or posts.outside)
    )
    return Table(
        name="filled",
        title="空编、超编与编外",
        columns=(
            Column("name", "学校"),
            Column("allotted", "核定", Shape.COUNT),
            Column("staff", "在编", Shape.COUNT),
            Column("vacant", "空编（负数为超编）", Shape.COUNT),
            Column("outside", "编外教师", Shape.COUNT),
        ),
        rows=rows,
    )


def _short(inputs: PostsInputs, options: PostsOptions, found: PostsPlan) -> list[Reason]:
    """What no move can mend: posts that the county does not have."""
    reasons = []
    by_county = sum(ceil(each) for each in found.stage_exact.values())
    cite = options.rules.cited(options.rules[CLAUSE].cite)
    if found.total < by_county:
        reasons.append(
            Reason(
                where="全县",
                what=f"编制 {found.total} 名，按标准（{cite}）应有 {by_county} 名，"
                f"少 {by_county - found.total} 名，调剂补不齐",
                remedy="向编制部门申请增加总量，或跨县调剂",
            )
        )
    lacking = [
        (posts.school.name, due - after)
        for posts, due, after in zip(inputs.schools, found.rounded, found.after, strict=True)
        if after < due
    ]
    lacking.sort(key=lambda each: -each[1])
    reasons += [
        Reason(where=name, what=f"调剂后仍比标准少 {missing} 名") for name, missing in lacking[:20]
    ]
    if len(lacking) > 20:
        reasons.append(Reason(where="", what=f"还有 {len(lacking) - 20} 所学校少编制，见各校表"))
    return reasons


def _unfilled(inputs: PostsInputs) -> list[Reason]:
    """Schools with posts left unfilled and staff outside them."""
    return [
        Reason(
            where=posts.school.name,
            what=f"有 {posts.allotted - posts.staff} 个空编，又有编外教师 {posts.outside} 人："
            f"条款 {UNFILLED} 有编不补",
            remedy="用空编补充教师，清退或转入编外人员",
        )
        for posts in inputs.schools
        if posts.staff is not None and posts.outside and posts.staff < posts.allotted
    ]


def _notes(
    inputs: PostsInputs, rule_: PostsRule, options: PostsOptions, found: PostsPlan
) -> tuple[str, ...]:
    notes = list(rule_.sources)
    small = [posts for posts in inputs.schools if is_small(posts, rule_)]
    if small and rule_.per_class is None:
        notes.append(
            f"{len(small)} 所小规模学校只按生师比算：规则没有写每班人数，可用 --per-class 给定"
        )
    if rule_.boarders_per_post is None and any(p.school.boarding for p in inputs.schools):
        notes.append("寄宿制学校的附加编制没有计算：规则没有写数，可用 --boarders-per-post 给定")
    if found.shared is not None:
        notes.append(
            f"编制不够（为应有的 {printed(_share(found) * 100, 1)}%），"
            f"按应有数用{options.method.zh}分到各校；缺编的学校不调出"
        )
    if inputs.left_out:
        notes.append("没有列入：" + "、".join(f"{name}（{why}）" for name, why in inputs.left_out))
    if any(posts.staff is None for posts in inputs.schools):
        notes.append("没有填在编人数的学校，调出的编制都按有人在岗算")
    return tuple(notes)


def _share(found: PostsPlan) -> Fraction:
    return Fraction(found.total) / sum(found.exact, Fraction(0))
