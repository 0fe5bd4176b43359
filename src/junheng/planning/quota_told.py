"""What is told of an allotment of places: figures, the share of each school and why, the methods."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor

from junheng.model import AreaClass, Status
from junheng.model.quantity import exactly, printed
from junheng.planning.apportion import Method, apportion
from junheng.planning.clause_check import cited
from junheng.planning.inputs.quota import QuotaInputs
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
from junheng.planning.quota import (
    CLAUSE,
    Allotment,
    QuotaOptions,
    allot,
    impossible,
    least_of,
    seniors_short,
    tilt_of,
    tilted,
)
from junheng.planning.watch import Watch

TITLE = "优质高中招生名额分配到校"
COMPARED = tuple(method for method in Method if method is not Method.LOT)


def plan_quota(inputs: QuotaInputs, options: QuotaOptions, _watch: Watch) -> Outcome:
    """The places of every junior school, or why they cannot be given.

    Raises :class:`junheng.errors.UserError` for lots without a public value.
    """
    basis = {**cited(options.rules, CLAUSE), **_options(options)}
    reasons = impossible(inputs, options)
    if reasons:
        return Outcome(
            kind="quota", title=TITLE, ending=Ending.IMPOSSIBLE, reasons=reasons, basis=basis
        )
    allotment = allot(inputs, options)
    return Outcome(
        kind="quota",
        title=TITLE,
        ending=Ending.COMPUTED,
        figures=_figures(inputs, options, allotment),
        tables=(
            _schools(inputs, allotment),
            _why(inputs, options, allotment),
            _seniors(inputs, allotment),
            _by_senior(inputs, allotment),
            _methods(inputs, allotment),
        ),
        reasons=_broken(inputs, options, allotment),
        notes=_notes(inputs, options, allotment),
        basis={**basis, "commitment": allotment.commitment},
    )


def _options(options: QuotaOptions) -> dict[str, object]:
    return {
        "method": options.method.value,
        "rural_tilt": str(options.rural_tilt),
        "town_tilt": str(options.town_tilt),
        "least": options.least,
        "share": None if options.share is None else str(options.share),
        "public_value": options.public_value,
    }


def _figures(
    inputs: QuotaInputs, options: QuotaOptions, allotment: Allotment
) -> tuple[Figure, ...]:
    planned = sum(senior.planned for senior in inputs.seniors)
    places = sum(allotment.given)
    bound = options.rules[CLAUSE].bound()
    cite = options.rules.cited(options.rules[CLAUSE].cite)
    figures = [
        Figure(name="planned", title="计划招生数", value=planned, shape=Shape.COUNT, unit="人"),
        Figure(name="allotted", title="分配到校名额", value=places, shape=Shape.COUNT, unit="名"),
        Figure(
            name="share",
            title="分配比例",
            value=Fraction(places, planned),
            shape=Shape.SHARE,
            note=f"条款 {CLAUSE}（{cite}）：{bound.operator.sign}"
            f"{printed((bound.value or 0) * 100, 0)}%，{allotment.clause.status.zh}",
        ),
    ]
    rates = tilted(inputs, allotment.result.seats)
    if rates is not None:
        for name, title, rate in (
            ("rural_rate", "乡村初中：每个毕业生的名额", rates[0]),
            ("other_rate", "其他初中：每个毕业生的名额", rates[1]),
        ):
            figures.append(Figure(name=name, title=title, value=rate, shape=Shape.FINE, unit="名"))
    figures.append(
        Figure(
            name="method",
            title="分配方法",
            value=options.method.zh,
            shape=Shape.TEXT,
            note=_properties(options.method),
        )
    )
    return tuple(figures)


def _properties(method: Method) -> str:
    """What the method promises, in short."""
    if method is Method.LARGEST_REMAINDER:
        return "每校不低于应得的整数部分，也不多过一名；总名额增加时个别学校可能反而减少"
    if method is Method.LOT:
        return "先得应得的整数部分；再多得一名的机会等于余数"
    return "总名额增加时没有学校减少；个别学校可能偏离应得数一名以上"


def _schools(inputs: QuotaInputs, allotment: Allotment) -> Table:
    whole = sum(allotment.weights)
    rows = tuple(
        (
            junior.code,
            junior.name,
            junior.area.zh,
            junior.graduates,
            weight,
            weight / whole,
            due,
            places,
        )
        for junior, weight, due, places in zip(
            inputs.juniors,
            allotment.weights,
            allotment.result.shares,
            allotment.result.seats,
            strict=True,
        )
    )
    return Table(
        name="schools",
        title="各初中的名额",
        columns=(
            *SCHOOL,
            Column("area_class", "城乡"),
            Column("graduates", "毕业生", Shape.COUNT),
            Column("weight", "权重", Shape.NUMBER),
            Column("weight_share", "占权重", Shape.SHARE),
            Column("due", "应得", Shape.NUMBER),
            Column("places", "名额", Shape.COUNT),
        ),
        rows=rows,
        note="权重 = 毕业生 ×（1 + 倾斜）；应得 = 到校名额按权重分摊，不低于最低名额，不超过毕业生数。",
    )


def _why(inputs: QuotaInputs, options: QuotaOptions, allotment: Allotment) -> Table:
    return Table(
        name="why",
        title="名额怎么得来",
        columns=(
            Column("name", "学校"),
            Column("tilt", "倾斜", Shape.SHARE),
            Column("places", "名额", Shape.COUNT),
            Column("why", "算法"),
        ),
        rows=tuple(
            (
                junior.name,
                tilt_of(junior, options),
                allotment.result.seats[index],
                why(inputs, allotment, index),
            )
            for index, junior in enumerate(inputs.juniors)
        ),
    )


def why(inputs: QuotaInputs, allotment: Allotment, index: int) -> str:
    """One school's places in words that can be worked out again by hand."""
    result, junior = allotment.result, inputs.juniors[index]
    share, places = result.shares[index], result.seats[index]
    if not junior.graduates:
        return "没有符合条件的毕业生"
    if places == allotment.among.least[index] and share == places:
        return f"按比例不足最低名额，给最低名额 {places}"
    if places == allotment.among.most[index]:
        return "每个毕业生都有名额，不再增加"
    tied = "；与别校相等，按公布的先后" if index in result.tied else ""
    told = {True: _divided, False: _rounded}[result.method.divides]
    return told(allotment, index) + tied


def _rounded(allotment: Allotment, index: int) -> str:
    result = allotment.result
    share = result.shares[index]
    whole, rest = floor(share), share - floor(share)
    if not rest:
        return f"应得正好 {whole}"
    served = index in result.extra
    if result.method is Method.LOT:
        drawn = "中签，加 1" if served else "未中签"
        return f"整数部分 {whole}，以 {printed(rest, 4)} 的机会抽签：{drawn}"
    rank = 1 + sum(
        (-(each - floor(each)), order) < (-rest, allotment.among.order[index])
        for each, order in zip(result.shares, allotment.among.order, strict=True)
    )
    return (
        f"整数部分 {whole}，余数 {printed(rest, 4)} 排第 {rank}，"
        f"前 {len(result.extra)} 名加 1：{'加 1' if served else '不加'}"
    )


def _divided(allotment: Allotment, index: int) -> str:
    divisor = allotment.result.divisor
    places = allotment.result.seats[index]
    if divisor is None:
        return f"按权重大小得 {places}"
    quotient = allotment.weights[index] / divisor
    rule = {
        Method.SAINTE_LAGUE: "四舍五入",
        Method.DHONDT: "舍去尾数",
        Method.ADAMS: "进一",
        Method.HUNTINGTON_HILL: "超过相邻两数的几何平均就进一",
        Method.DEAN: "超过相邻两数的调和平均就进一",
    }[allotment.result.method]
    least = allotment.among.least[index]
    lifted = "，提高到最低名额" if places == least and quotient < least else ""
    return f"权重 ÷ {exactly(divisor)} = {printed(quotient, 4)}，{rule}{lifted}得 {places}"


def _seniors(inputs: QuotaInputs, allotment: Allotment) -> Table:
    return Table(
        name="seniors",
        title="各高中拿出的名额",
        columns=(
            Column("senior_code", "高中学校标识码"),
            Column("name", "高中"),
            Column("planned", "计划招生", Shape.COUNT),
            Column("allotted", "到校名额", Shape.COUNT),
            Column("share", "比例", Shape.SHARE),
        ),
        rows=tuple(
            (
                senior.code,
                senior.name,
                senior.planned,
                places,
                Fraction(places, senior.planned) if senior.planned else None,
            )
            for senior, places in zip(inputs.seniors, allotment.given, strict=True)
        ),
    )


def _by_senior(inputs: QuotaInputs, allotment: Allotment) -> Table:
    return Table(
        name="by_senior",
        title="各初中在各高中的名额",
        columns=(
            Column("name", "学校"),
            *(
                Column(f"senior_{senior.code}", senior.name, Shape.COUNT)
                for senior in inputs.seniors
            ),
            Column("places", "合计", Shape.COUNT),
        ),
        rows=tuple(
            (junior.name, *row, sum(row))
            for junior, row in zip(inputs.juniors, allotment.table, strict=True)
        ),
        note="每格是按比例的数舍去或进一；横看等于各初中的名额，竖看等于各高中拿出的名额。",
    )


def _methods(inputs: QuotaInputs, allotment: Allotment) -> Table:
    """What every method would give: nobody need wonder how much hangs on the choice."""
    results = [apportion(sum(allotment.given), allotment.among, each) for each in COMPARED]
    rows: list[tuple[Value, ...]] = []
    for index, junior in enumerate(inputs.juniors):
        share = allotment.result.shares[index]
        rows.append(
            (
                junior.name,
                f"{floor(share)}–{ceil(share)}" if share.denominator > 1 else str(floor(share)),
                *(result.seats[index] for result in results),
            )
        )
    return Table(
        name="methods",
        title="换一种方法会怎样",
        columns=(
            Column("name", "学校"),
            Column("between", "应得的上下整数"),
            *(Column(each.value.replace("-", "_"), each.zh, Shape.COUNT) for each in COMPARED),
        ),
        rows=tuple(rows),
    )


def _broken(inputs: QuotaInputs, options: QuotaOptions, allotment: Allotment) -> tuple[Reason, ...]:
    """The rules that the allotment does not keep, and by how much."""
    reasons = []
    if allotment.clause.status is not Status.MET:
        planned = sum(senior.planned for senior in inputs.seniors)
        bound = options.rules[CLAUSE].figure()
        short = ceil(planned * bound) - sum(allotment.given)
        reasons.append(
            Reason(
                where="全县",
                what=f"条款 {CLAUSE} 要求分配到校不低于计划的 {printed(bound * 100, 0)}%，还差 {short} 名",
                remedy="增加各高中的到校名额",
            )
        )
    rates = tilted(inputs, allotment.result.seats)
    if rates is not None and rates[0] < rates[1]:
        reasons.append(
            Reason(
                where="乡村初中",
                what=f"条款 {CLAUSE} 要求向农村初中倾斜，乡村初中每个毕业生 {printed(rates[0], 4)} 名，"
                f"少于其他初中的 {printed(rates[1], 4)} 名",
                remedy="提高 --tilt",
            )
        )
    return tuple(reasons)


def _notes(inputs: QuotaInputs, options: QuotaOptions, allotment: Allotment) -> tuple[str, ...]:
    notes = []
    short = seniors_short(inputs, allotment, options.rules)
    if short:
        named = "、".join(senior.name for senior in short)
        notes.append(f"条款 {CLAUSE} 看全县合计；单看不到这个比例的高中：{named}")
    if allotment.result.tied:
        named = "、".join(inputs.juniors[index].name for index in allotment.result.tied)
        by = (
            "乡村先于镇区、镇区先于城区，再看毕业生多的，再看学校标识码小的"
            if options.public_value is None
            else "由公开数值抽出的先后"
        )
        notes.append(f"争最后的名额时相等的学校：{named}；先后按{by}")
    if not any(junior.area is AreaClass.RURAL for junior in inputs.juniors):
        notes.append("表里没有乡村初中，没有倾斜可言")
    lowest = [least_of(junior, options) for junior in inputs.juniors]
    if any(lowest):
        notes.append(f"最低名额合计 {sum(lowest)} 名")
    notes.append(f"数据和口径的承诺值（SHA-256）：{allotment.commitment}")
    if options.public_value is not None:
        notes.append(
            f"公开数值：{options.public_value}；种子 = SHA-256(SHA-256(承诺值) ‖ SHA-256(公开数值))，"
            "人人可以重新抽一遍"
        )
    return tuple(notes)
