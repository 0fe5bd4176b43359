"""核验阳光分班：``python verify.py 文件夹``，只用 Python 标准库，任何人都可以运行。

This one file is the whole procedure, written as plainly as it can be. Its SHA-256 is part of the
commitment, so that it cannot be changed after the roster is fixed.

(1) Row: the line of a pupil in ``roster.csv``, with the pupil's secret key. Leaf: its SHA-256.
(2) Commitment: SHA-256 of ``commitment.json``, which holds the leaf of every pupil, the number of
    classes, the mode and the hash of this file. It is announced before anything is drawn.
(3) Seed: SHA-256 of the joined SHA-256 of four texts: the method, the commitment, the slips (one a
    line), the public value that was not known when the commitment was announced.
(4) Lots: block i is SHA-256 of a seed and i as 8 bytes; a lot below n is a block modulo n, blocks
    in the incomplete last round thrown away. Pupils and teachers have a stream each.
(5) Scores: z = 1000 (x - mean) / standard deviation, rounded to a whole number; blank is 0.
(6) Cost of two pupils in one class: the sum over subjects of z_u z_v, and the weight of every kind
    that both are of. The sum over all classes is least when the sums of z are even and so are the
    numbers of each kind, since sum_{u, v} z_u z_v is the square of a sum.
(7) Search: start, descent and rounds as told at ``balanced``; or the best of so many drawn by lot.
(8) Teachers: shuffled by lot; class 1 has the first, and so on; shuffled again while anybody would
    have a class that he or she is to avoid.
(9) What is published: the class of every code, the numbers of every class, the teachers, the notice.
    A kind other than sex is not told by class where a class has fewer than ``FEWEST`` of it, so that
    nobody can be found out by it.
Everything is whole numbers. What is published is made again from this, and must be equal byte by
byte. Only who has drawn the classes again has verified them; all else is a partial check.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from hashlib import sha256
from html import escape
from itertools import zip_longest
from math import isqrt
from pathlib import Path
from typing import Any

METHOD = "junheng-classes-2"
BALANCED, BEST_OF = "balanced", "best_of"
COMMITMENT, RECORD = "commitment.json", "record.json"
ASSIGNMENT, BALANCE, SLIPS, TEACHERS = "assignment.csv", "balance.csv", "slips.txt", "teachers.csv"
NOTICE = "公示.html"
REPLAY = "核验名册"
ROSTER = "roster.csv"
SCORE = "score:"
TOTAL = "总分"
FEWEST = 3  # pupils of a kind in a class whose number is published
WITHHELD = "不公布"
FORMULA = ("=", "+", "-", "@", "\t", "\r", "|")
"""With these a spreadsheet takes a cell for a formula."""
KICK = 2  # pairs exchanged by lot in a round
MOST_ROUNDS, MOST_SHUFFLES = 100_000, 10_000
APART, KIND, LESSER = 10**14, 10**11, 10**9
"""Weights of kinds: to be kept apart; sex, boarding and the like; names alike and the like."""
BY_LOT = {APART: APART, KIND: 4 * 10**6, LESSER: 10**6}
"""The same where all is left to lot: so that kinds and scores count about alike."""
GOOD, BAD, OPEN = "√", "×", "－"
COMMITMENT_FIELDS: dict[str, type] = {
    **dict.fromkeys(("method", "program", "title", "mode", "columns"), str),
    **dict.fromkeys(("public_source", "public_form"), str),
    "classes": int,
    "rounds": int,
    "teachers": list,
    "pupils": dict,
}
RECORD_FIELDS: dict[str, type] = {
    **dict.fromkeys(("method", "commitment", "public_value", "seed"), str),
    "sizes": list,
    "files": dict,
}
AGAIN = {
    ASSIGNMENT: "分班",
    BALANCE: "各班情况",
    TEACHERS: "班主任抽签",
    NOTICE: "公示",
    RECORD: "记录",
}
WORDS = {
    "boarding": "寄宿",
    "left_behind": "留守",
    "migrant": "随迁",
    "special_needs": "特殊需要",
    "origin": "来自",
}


class Differs(Exception):
    """What was published does not agree with itself."""


# --- (1) to (4): hashes, seed, lots -------------------------------------------------------------


def hashed(text: str) -> str:
    """SHA-256 of a text in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def program() -> str:
    """SHA-256 of this file, line ends as on Unix."""
    return sha256(Path(__file__).read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def seed_of(commitment: str, slips: str, public_value: str) -> bytes:
    """The seed (3). ``commitment`` in hexadecimal, ``slips`` the whole text of ``slips.txt``."""
    parts = (METHOD, commitment, slips, public_value)
    return sha256(b"".join(sha256(part.encode()).digest() for part in parts)).digest()


def stream(seed: bytes, name: str) -> bytes:
    """The seed of one stream of lots (4): ``pupils`` or ``teachers``."""
    return sha256(seed + name.encode()).digest()


class Lots:
    """One stream of lots (4)."""

    def __init__(self, seed: bytes) -> None:
        self.seed = seed
        self.number = 0

    def below(self, n: int) -> int:
        """A whole number from 0 to n - 1."""
        while True:
            block = sha256(self.seed + self.number.to_bytes(8, "big")).digest()
            self.number += 1
            value = int.from_bytes(block, "big")
            if value < 2**256 - 2**256 % n:
                return value % n

    def shuffled(self, items: Sequence[int]) -> list[int]:
        """The items in drawn order: from the last place to the second, exchanged with one drawn."""
        order = list(items)
        for place in range(len(order) - 1, 0, -1):
            other = self.below(place + 1)
            order[place], order[other] = order[other], order[place]
        return order


# --- (5) and (6): from the roster to whole numbers ----------------------------------------------


class Roster:
    """The pupils in the order of their codes. ``rows`` are the fields by the name of the column."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        if lines.pop() != "" or not lines:
            raise Differs("名册不是以换行结束的表格")
        self.columns = next(csv.reader([lines[0]]))
        self.lines = lines[1:]
        self.rows = []
        for number, line in enumerate(self.lines, start=2):
            fields = next(csv.reader([line]), [])
            if len(fields) != len(self.columns):
                raise Differs(f"名册第 {number} 行有 {len(fields)} 列，应有 {len(self.columns)} 列")
            self.rows.append(dict(zip(self.columns, fields, strict=True)))
        self.codes = [row["code"] for row in self.rows]

    def scores(self) -> dict[str, list[int | None]]:
        """The scores of every subject in hundredths, and of the total where there are several."""
        found = {
            column.removeprefix(SCORE): [
                int(row[column]) if row[column] else None for row in self.rows
            ]
            for column in self.columns
            if column.startswith(SCORE)
        }
        if len(found) > 1 and TOTAL not in found:
            together = zip(*found.values(), strict=True)
            found[TOTAL] = [
                None if None in each else sum(x for x in each if x is not None) for each in together
            ]
        return found

    def kinds(self) -> dict[str, tuple[int, list[int]]]:
        """Every kind that is to be spread evenly: its weight, and who is of it."""
        found: dict[str, tuple[int, list[int]]] = {}
        for index, row in enumerate(self.rows):
            for label, weight in kinds_of(row):
                found.setdefault(label, (weight, []))[1].append(index)
        for subject, values in self.scores().items():
            absent = [index for index, value in enumerate(values) if value is None]
            if absent and subject != TOTAL:
                found[f"缺{subject}成绩"] = (LESSER, absent)
        return {label: found[label] for label in sorted(found)}

    def bundles(self) -> list[list[int]]:
        """Who stay together: the units of the search, in the order of their first pupil."""
        found: dict[str, list[int]] = {}
        for index, row in enumerate(self.rows):
            found.setdefault(row["together"] or f"#{index}", []).append(index)
        return list(found.values())


def kinds_of(row: dict[str, str]) -> list[tuple[str, int]]:
    """The kinds that a pupil is of, with their weights."""
    found = [(row["sex"], KIND)]
    for column in ("boarding", "left_behind", "migrant"):
        if row.get(column) == "是":
            found.append((WORDS[column], KIND))
        elif row.get(column) == "":
            found.append((f"{WORDS[column]}未填", LESSER))
    if row["special_needs"]:
        found.append((WORDS["special_needs"], KIND))
        found.append((f"{WORDS['special_needs']}：{row['special_needs']}", LESSER))
    if row["origin"]:
        found.append((f"{WORDS['origin']}{row['origin']}", LESSER))
    if row["names_alike"]:
        found.append((f"同名{row['names_alike']}", LESSER))
    return found + [(f"分开{each}", APART) for each in row["apart"].split()]


def standardised(values: list[int | None]) -> list[int]:
    """Thousandths of a standard deviation from the mean (5)."""
    known = [value for value in values if value is not None]
    n, total = len(known), sum(known)
    root = isqrt((n * sum(value * value for value in known) - total * total) * 10**12)
    if root == 0:
        return [0] * len(values)
    return [
        0 if value is None else (2 * 10**9 * (n * value - total) + root) // (2 * root)
        for value in values
    ]


def pair_costs(roster: Roster) -> list[list[int]]:
    """The cost (6) of every two pupils; 0 of a pupil with himself."""
    n = len(roster.rows)
    costs = [[0] * n for _ in range(n)]
    for values in roster.scores().values():
        z = standardised(values)
        for u in range(n):
            costs[u] = [cost + z[u] * other for cost, other in zip(costs[u], z, strict=True)]
    for weight, members in roster.kinds().values():
        for u in members:
            for v in members:
                costs[u][v] += weight
    for u in range(n):
        costs[u][u] = 0
    return costs


# --- (7): the search ----------------------------------------------------------------------------


class Search:
    """Units in classes. ``paid[u][c]`` is the sum of the costs of u with those in class c."""

    def __init__(self, roster: Roster, classes: int) -> None:
        self.bundles = roster.bundles()
        pupils = pair_costs(roster)
        units = range(len(self.bundles))
        self.costs = [
            [
                0 if one == other else sum(pupils[u][v] for u in self.bundles[one] for v in them)
                for other, them in enumerate(self.bundles)
            ]
            for one in units
        ]
        self.weight = [len(bundle) for bundle in self.bundles]
        self.least = len(roster.rows) // classes
        self.more = len(roster.rows) % classes  # classes with one pupil more
        self.classes = range(classes)
        self.place = [-1 for _ in units]
        self.paid = [[0 for _ in self.classes] for _ in units]

    def size(self, c: int) -> int:
        """How many pupils are in class c."""
        return sum(self.weight[u] for u, place in enumerate(self.place) if place == c)

    def put(self, unit: int, c: int) -> None:
        """Put a unit into class c, out of the one it is in (-1: take it out only)."""
        old = self.place[unit]
        for other, cost in enumerate(self.costs[unit]):
            if old >= 0:
                self.paid[other][old] -= cost
            if c >= 0:
                self.paid[other][c] += cost
        self.place[unit] = c

    def cost(self) -> int:
        """What is to be least: the costs of all pairs in one class."""
        return sum(self.paid[u][c] for u, c in enumerate(self.place)) // 2

    def start(self, lots: Lots) -> None:
        """Bundles, the larger first, where they cost least; then all others by lot."""
        order = lots.shuffled(list(range(len(self.bundles))))
        sizes = [self.least for _ in self.classes]
        for c in lots.shuffled(list(self.classes))[: self.more]:
            sizes[c] += 1
        free = list(sizes)
        for unit in sorted(order, key=lambda u: -self.weight[u]):
            if self.weight[unit] == 1:
                break
            room = [c for c in self.classes if free[c] >= self.weight[unit]]
            if not room:
                raise Differs("要求同班的学生放不进各班")
            chosen = min(room, key=lambda c: (self.paid[unit][c], -free[c], c))
            self.put(unit, chosen)
            free[chosen] -= self.weight[unit]
        seats = [c for c in self.classes for _ in range(free[c])]
        for unit, c in zip([u for u in order if self.weight[u] == 1], seats, strict=True):
            self.put(unit, c)

    def back(self, places: list[int]) -> None:
        """Put every unit where it was."""
        for unit, c in enumerate(places):
            if self.place[unit] != c:
                self.put(unit, c)

    def descend(self) -> None:
        """The best exchange or move of two classes, pair after pair, until none helps."""
        pairs = [(a, b) for a in self.classes for b in self.classes if a < b]
        idle: set[tuple[int, int]] = set()  # pairs in which nothing helps, as they now are
        while len(idle) < len(pairs):
            for a, b in pairs:
                if (a, b) in idle:
                    continue
                while self.improve(a, b):
                    idle = {pair for pair in idle if a not in pair and b not in pair}
                idle.add((a, b))

    def improve(self, a: int, b: int) -> bool:
        """Make the best exchange or move of two classes; of equal ones the first."""
        in_a = [u for u, place in enumerate(self.place) if place == a]
        in_b = [u for u, place in enumerate(self.place) if place == b]
        best = (0, -1, -1)
        for u in in_a:
            leave = self.paid[u][b] - self.paid[u][a]
            weight, costs = self.weight[u], self.costs[u]
            for v in in_b:
                if self.weight[v] == weight:
                    paid = self.paid[v]
                    change = leave + paid[a] - paid[b] - 2 * costs[v]
                    if change < best[0]:
                        best = (change, u, v)
        best = self.best_move(in_a, a, b, best)
        best = self.best_move(in_b, b, a, best)
        change, u, v = best
        if u >= 0:
            self.put(u, b if u in in_a else a)
        if v >= 0:
            self.put(v, a)
        return change < 0

    def best_move(
        self, units: list[int], left: int, into: int, best: tuple[int, int, int]
    ) -> tuple[int, int, int]:
        """The best move of one unit that keeps sizes within one of each other, if better."""
        spare, most = self.size(left) - self.least, self.least + (self.more > 0) - self.size(into)
        for u in units:
            change = self.paid[u][into] - self.paid[u][left]
            if self.weight[u] <= min(spare, most) and change < best[0]:
                best = (change, u, -1)
        return best


def balanced(search: Search, lots: Lots, rounds: int) -> list[int]:
    """Start and descent; then ``rounds`` times: exchange a few pairs by lot, descend, keep the
    result if it is not worse.
    """
    search.start(lots)
    search.descend()
    best, kept = search.cost(), list(search.place)
    singles = [u for u, weight in enumerate(search.weight) if weight == 1]
    for _ in range(rounds if len(singles) > 1 else 0):
        for _ in range(KICK):
            one, other = singles[lots.below(len(singles))], singles[lots.below(len(singles))]
            a, b = search.place[one], search.place[other]
            if a != b:
                search.put(one, b)
                search.put(other, a)
        search.descend()
        if search.cost() <= best:
            best, kept = search.cost(), list(search.place)
        else:
            search.back(kept)
    return kept


def best_of(roster: Roster, classes: int, lots: Lots, tries: int) -> list[int]:
    """The best of ``tries`` drawn wholly by lot; of equally good ones the first."""
    bundles = roster.bundles()
    scores = [standardised(values) for values in roster.scores().values()]
    kinds = [(BY_LOT[weight], who) for weight, who in roster.kinds().values()]
    best, kept = -1, [-1]
    for _ in range(tries):
        place = drawn(bundles, len(roster.rows), classes, lots)
        pupils = [-1] * len(roster.rows)
        for bundle, c in zip(bundles, place, strict=True):
            for pupil in bundle:
                pupils[pupil] = c
        value = unevenness(pupils, classes, scores, kinds)
        if best < 0 or value < best:
            best, kept = value, place
    return kept


def drawn(bundles: list[list[int]], pupils: int, classes: int, lots: Any) -> list[int]:
    """A class for every unit by lot alone, larger bundles first; sizes within one of each other."""
    order = lots.shuffled(list(range(len(bundles))))
    free = [pupils // classes] * classes
    for c in lots.shuffled(list(range(classes)))[: pupils % classes]:
        free[c] += 1
    place = [-1] * len(bundles)
    for unit in sorted(order, key=lambda u: -len(bundles[u])):
        if len(bundles[unit]) == 1:
            break
        room = [c for c in range(classes) if free[c] >= len(bundles[unit])]
        if not room:
            raise Differs("要求同班的学生放不进各班")
        place[unit] = room[lots.below(len(room))]
        free[place[unit]] -= len(bundles[unit])
    seats = [c for c in range(classes) for _ in range(free[c])]
    for unit, c in zip([u for u in order if len(bundles[u]) == 1], seats, strict=True):
        place[unit] = c
    return place


def unevenness(
    pupils: list[int], classes: int, scores: list[list[int]], kinds: list[tuple[int, list[int]]]
) -> int:
    """Squares of the sums of scores, and of the numbers of each kind by its weight, of all classes:
    twice the cost of all pairs, and a constant.
    """
    value = 0
    for z in scores:
        sums = [0] * classes
        for c, each in zip(pupils, z, strict=True):
            sums[c] += each
        value += sum(each * each for each in sums)
    for weight, members in kinds:
        counts = Counter(pupils[u] for u in members)
        value += weight * sum(count * count for count in counts.values())
    return value


def classes_of(roster: Roster, commitment: dict[str, Any], seed: bytes) -> list[int]:
    """The class (1, 2, ...) of every pupil."""
    lots, classes = Lots(stream(seed, "pupils")), commitment["classes"]
    if commitment["mode"] == BALANCED:
        places = balanced(Search(roster, classes), lots, commitment["rounds"])
    else:
        places = best_of(roster, classes, lots, commitment["rounds"])
    found = [0] * len(roster.rows)
    for bundle, c in zip(roster.bundles(), places, strict=True):
        for pupil in bundle:
            found[pupil] = c + 1
    return found


# --- (8): teachers --------------------------------------------------------------------------------


def teachers_of(
    teachers: list[str], classes: int, avoided: set[tuple[int, int]], seed: bytes
) -> list[int]:
    """The teacher (by place in the list, from 0) of every class, in the order of the classes.

    ``avoided`` are the pairs (teacher, class, both from 0) that may not be.
    """
    lots = Lots(stream(seed, "teachers"))
    for _ in range(MOST_SHUFFLES):
        order = lots.shuffled(list(range(len(teachers))))[:classes]
        if not any((teacher, c) in avoided for c, teacher in enumerate(order)):
            return order
    raise Differs("教师要回避的班太多，抽不出来")


def avoided(roster: Roster, classes: list[int]) -> set[tuple[int, int]]:
    """Which teacher (from 0) is to avoid which class (from 0)."""
    return {
        (int(teacher) - 1, c - 1)
        for row, c in zip(roster.rows, classes, strict=True)
        for teacher in row["avoid"].split()
    }


# --- What is published ----------------------------------------------------------------------------


def assignment_text(codes: list[str], classes: list[int]) -> str:
    """``assignment.csv``: every pupil's code and class."""
    return "code,class\n" + "".join(f"{code},{c}\n" for code, c in zip(codes, classes, strict=True))


def teachers_text(teachers: list[str], order: list[int]) -> str:
    """``teachers.csv``: the head teacher of every class."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["class", "number", "teacher"])
    for c, teacher in enumerate(order, start=1):
        table.writerow([c, teacher + 1, harmless(teachers[teacher])])
    return out.getvalue()


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA) else text


def balance_text(roster: Roster, classes: list[int]) -> str:
    """``balance.csv``: numbers and mean scores of every class beside the whole grade."""
    kinds = {label: set(who) for label, (weight, who) in roster.kinds().items() if weight == KIND}
    scores = roster.scores()
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(["班", "人数", *kinds, *(f"{subject}平均分" for subject in scores)])
    numbers = sorted(set(classes))
    groups = [[u for u, c in enumerate(classes) if c == number] for number in numbers]
    counted = [_published(label, who, groups) for label, who in kinds.items()]
    everybody = list(range(len(classes)))
    for place, (name, members) in enumerate(
        [*zip(numbers, groups, strict=True), ("全年级", everybody)]
    ):
        means = [_published_mean(values, groups, members) for values in scores.values()]
        table.writerow([name, len(members), *(column[place] for column in counted), *means])
    sizes = [len(group) for group in groups]
    table.writerow(
        [
            "最大差（成绩以标准差为单位）",
            max(sizes) - min(sizes),
            *(column[-1] for column in counted),
            *(_gap(values, groups) for values in scores.values()),
        ]
    )
    return out.getvalue()


def _published(label: str, who: set[int], groups: list[list[int]]) -> list[str]:
    """A column (9) of ``balance.csv``: by class, of all, the largest difference."""
    counts = [sum(u in who for u in group) for group in groups]
    column = [*map(str, counts), str(len(who)), str(max(counts) - min(counts))]
    if label in ("男", "女") or not any(0 < count < FEWEST for count in counts):
        return column
    if len(who) < FEWEST:
        return [WITHHELD] * len(column)
    return [*[WITHHELD] * len(counts), *column[-2:]]


def _published_mean(values: list[int | None], groups: list[list[int]], members: list[int]) -> str:
    """A mean, unless a mean of a class (9) would tell the scores of fewer than ``FEWEST``."""
    known = [sum(values[u] is not None for u in group) for group in (*groups, members)]
    of_all = len(members) == len(values)
    few = 0 < known[-1] < FEWEST if of_all else any(0 < count < FEWEST for count in known)
    return WITHHELD if few else _two_places(_mean(values, members))


def _mean(values: list[int | None], members: list[int]) -> Fraction | None:
    known = [value for value in (values[u] for u in members) if value is not None]
    return Fraction(sum(known), len(known)) if known else None


def _two_places(mean: Fraction | None) -> str:
    """A mean of hundredths, rounded half up to hundredths."""
    if mean is None:
        return ""
    whole = (2 * mean.numerator + mean.denominator) // (2 * mean.denominator)
    return f"{whole // 100}.{whole % 100:02d}"


def _gap(values: list[int | None], groups: list[list[int]]) -> str:
    """The largest difference of class means in standard deviations, four places."""
    means = [mean for mean in (_mean(values, group) for group in groups) if mean is not None]
    known = [value for value in values if value is not None]
    root = isqrt((len(known) * sum(x * x for x in known) - sum(known) ** 2) * 10**12)
    if not root or not means:
        return "0.0000"
    gap = (max(means) - min(means)) * len(known) * 10**10 / root
    whole = (2 * gap.numerator + gap.denominator) // (2 * gap.denominator)
    return f"{whole // 10**4}.{whole % 10**4:04d}"


PAGE = """<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
@page {{ size: A4; margin: 15mm; }}
body {{ font-family: "Noto Sans CJK SC", "Microsoft YaHei", "SimSun", sans-serif; margin: 2em auto;
  max-width: 52em; padding: 0 1em; line-height: 1.6; color: #111; background: #fff; }}
h1 {{ font-size: 1.5em; text-align: center; }}
h2 {{ font-size: 1.1em; margin: 1em 0 .3em; }}
table {{ border-collapse: collapse; width: 100%; font-size: .85em; }}
th, td {{ border: 1px solid #777; padding: .2em .4em; text-align: right; }}
th:first-child, td:first-child {{ text-align: left; }}
code {{ overflow-wrap: anywhere; }}
</style>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, body: Sequence[str]) -> str:
    """A public notice."""
    return PAGE.format(title=escape(title), body="\n".join(body))


def notice_text(
    commitment: dict[str, Any], value: str, public_value: str, files: dict[str, str]
) -> str:
    """``公示.html``: all that it says stands in the other published files too.

    ``value`` is the commitment's hash; ``files`` are the texts of slips, balance and teachers.
    """
    slips = files[SLIPS]
    classes, pupils = commitment["classes"], len(commitment["pupils"])
    title = f"{commitment['title']}：{pupils} 名学生分成 {classes} 个班"
    source = commitment["public_source"] or "承诺书没有写明取自哪里"
    body = [
        f"<h1>{escape(title)}</h1>",
        _notice_table(files),
        (
            f"<p>一类学生在某个班有人而不到 {FEWEST} 人时，这一类各班的人数不公布，免得认出是谁。"
            "人数除不尽时，最多的班与最少的班至少差 1 人，谁也做不到更小。</p>"
        ),
        "<h2>证明</h2>",
        (
            f"<p>承诺值（事先公布）：<code>{value}</code><br>"
            f"公开数值：<code>{escape(public_value)}</code>（{escape(source)}）<br>"
            f"家长纸条：{slips.count(chr(10))} 张，见 {SLIPS}，SHA-256（应在公开数值产生之前公布）："
            f"<code>{hashed(slips)}</code><br>"
            f"种子：<code>{seed_of(value, slips, public_value).hex()}</code></p>"
        ),
        "<h2>怎样核验</h2>",
        (
            f"<p>查结果：回执上有查询编号，在 {ASSIGNMENT} 里找。"
            "核验：装有 Python 3.10 以上的电脑，在公示的文件夹里运行 <code>python verify.py .</code>；"
            "连同回执核验自己孩子的登记：<code>python verify.py . 回执.csv</code>；"
            "到校用完整的编号名册把分班从头重算，逐字比较，才算核验通过。</p>"
        ),
    ]
    return page(title, body)


def _notice_table(files: dict[str, str]) -> str:
    """The classes with their numbers, mean scores and teachers."""
    head, *rows = csv.reader(io.StringIO(files[BALANCE]))
    if TEACHERS in files:
        _, *found = csv.reader(io.StringIO(files[TEACHERS]))
        names = {c: name for c, _, name in found}
        head.append("班主任")
        rows = [[*row, names.get(row[0], "")] for row in rows]
    lines = [f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows]
    top = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    body = "\n".join(lines)
    return f"<table>\n<thead><tr>{top}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def record_text(
    commitment: str, public_value: str, seed: bytes, files: dict[str, str], sizes: list[int]
) -> str:
    """``record.json``: the proof. ``files`` are the texts of what is published, by name."""
    record = {
        "method": METHOD,
        "commitment": commitment,
        "public_value": public_value,
        "seed": seed.hex(),
        "sizes": sizes,
        "files": {name: hashed(text) for name, text in files.items()},
    }
    return as_json(record)


def as_json(value: object) -> str:
    """JSON as this procedure writes it."""
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


# --- The verification -----------------------------------------------------------------------------


class Verification:
    """What was found: ``lines`` for people, ``differences`` is how many things do not agree.

    ``redrawn``: whether the classes were drawn again and compared.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lines: list[str] = []
        self.differences = 0
        self.redrawn = False

    @property
    def result(self) -> str:
        """``failed``, ``partial`` (nothing was drawn again) or ``verified``."""
        if self.differences:
            return "failed"
        return "verified" if self.redrawn else "partial"

    @property
    def words(self) -> str:
        """The result in words."""
        return {
            "failed": f"核验不通过：{self.differences} 处不符",
            "partial": f"只核对了上面打“{GOOD}”的各项，没有重算分班：分班还没有核验",
            "verified": "核验通过",
        }[self.result]

    @property
    def rest(self) -> list[str]:
        """A line that says how many things are left to be checked, if any are."""
        count = sum(line.startswith(OPEN) for line in self.lines)
        return [f"另有 {count} 项这里核对不了，请照打“{OPEN}”的各行自己核对"] if count else []

    def note(self, mark: str, text: str) -> None:
        """Note that something agrees (√), does not (×), or could not be checked (－)."""
        self.differences += mark == BAD
        self.lines.append(f"{mark} {text}")

    def check(self, agrees: bool, good: str, bad: str) -> bool:
        """Note whether something agrees."""
        self.note(GOOD if agrees else BAD, good if agrees else bad)
        return agrees

    def text(self, name: str, folder: Path | None = None) -> str:
        """The text of a file, exactly as its bytes are."""
        try:
            return ((folder or self.folder) / name).read_bytes().decode()
        except OSError as problem:
            raise Differs(f"读不了 {name}（没有这个文件，或没有权限）") from problem
        except UnicodeDecodeError as problem:
            raise Differs(f"{name} 不是 UTF-8 文本，内容已被改动") from problem

    def fields(self, name: str, kinds: dict[str, type]) -> dict[str, Any]:
        """A JSON file that has these fields and no others."""
        try:
            found: dict[str, Any] = json.loads(self.text(name))
            if {key: type(value) for key, value in found.items()} == kinds:
                return found
        except (ValueError, AttributeError, RecursionError) as problem:
            raise Differs(f"{name} 读不懂，内容已被改动") from problem
        raise Differs(f"{name} 的项目不对，内容已被改动")


def verify(
    folder: Path,
    roster: Path | None = None,
    announced: str = "",
    public_value: str = "",
    slips: str = "",
) -> Verification:
    """Verify what stands in ``folder``.

    ``roster`` is the roster by codes, or part of it (one pupil's receipt); by default the one in
    the folder, if there is one. ``announced`` (the commitment), ``public_value`` and ``slips`` (the
    hash of the slips) as announced.
    """
    found = Verification(folder)
    try:
        commitment, record = _commitment(found, announced.strip().lower())
        if commitment["method"] != METHOD:
            found.note(
                OPEN,
                f"分班的办法是 {commitment['method']}，这个程序只能核验 {METHOD}："
                "请运行随结果公布的 verify.py",
            )
            return found
        _program(found, commitment)
        seed = _seed(found, commitment, record, public_value, slips.strip().lower())
        _rosters(found, roster, commitment, record, seed)
    except Differs as problem:
        found.note(BAD, str(problem))
    except (ValueError, KeyError, TypeError, IndexError) as problem:
        found.note(BAD, f"文件的内容不合格式，已被改动（{type(problem).__name__}: {problem}）")
    return found


def _commitment(found: Verification, announced: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """Commitment and record, agreeing with each other and with what was announced."""
    value = hashed(found.text(COMMITMENT))
    if announced:
        bad = f"{COMMITMENT} 与事先公布的承诺值不一致：现在的是 {value}"
        found.check(announced == value, "承诺书与事先公布的承诺值一致", bad)
    else:
        found.note(OPEN, f"请与事先公布的承诺值核对：{value}")
    record = found.fields(RECORD, RECORD_FIELDS)
    if record["commitment"] != value:
        raise Differs(f"{COMMITMENT} 改动过：它的 SHA-256 与 {RECORD} 里的承诺值不同")
    found.note(GOOD, "承诺书没有改动")
    commitment = found.fields(COMMITMENT, COMMITMENT_FIELDS)
    if not 2 <= commitment["classes"] <= len(commitment["pupils"]):
        raise Differs("承诺书里的班数不对")
    if not 0 <= commitment["rounds"] <= MOST_ROUNDS:
        raise Differs("承诺书里的轮数不对")
    return commitment, record


def _program(found: Verification, commitment: dict[str, Any]) -> None:
    """The program beside the results must be the one committed to; the one that runs may be newer."""
    if (found.folder / "verify.py").exists():
        beside = hashed(found.text("verify.py").replace("\r\n", "\n"))
        bad = "文件夹里的核验程序 verify.py 与承诺时的不同，改动过"
        found.check(beside == commitment["program"], "核验程序就是承诺时的程序", bad)
    elif program() != commitment["program"]:
        raise Differs("没有承诺时的核验程序：文件夹里没有 verify.py，正在运行的是另一个版本")
    if program() != commitment["program"]:
        found.note(OPEN, "正在运行的核验程序与承诺时的不是同一版本；也可运行随结果公布的 verify.py")


def _seed(
    found: Verification,
    commitment: dict[str, Any],
    record: dict[str, Any],
    public_value: str,
    announced: str,
) -> bytes:
    if public_value:
        bad = f"公开数值与公布的不一致：{RECORD} 里是“{record['public_value']}”"
        found.check(record["public_value"] == public_value, "公开数值与公布的一致", bad)
    else:
        source = commitment["public_source"] or "来源"
        found.note(OPEN, f"请与公布的公开数值核对（{source}）：{record['public_value']}")
    if not commitment["public_source"]:
        found.note(OPEN, "承诺书没有写明公开数值取自哪里：不能排除学校换几个数值，挑一个结果")
    slips = found.text(SLIPS)
    seed = seed_of(record["commitment"], slips, record["public_value"])
    if record["seed"] != seed.hex():
        raise Differs(f"种子与承诺值、{SLIPS}、公开数值对不上，其中有改动；算出的是 {seed.hex()}")
    count = slips.count("\n")
    found.note(GOOD, f"种子由承诺值、{count} 张家长纸条、公开数值算出")
    if announced:
        bad = f"{SLIPS} 与公开数值产生之前公布的纸条哈希不一致：现在的是 {hashed(slips)}"
        found.check(announced == hashed(slips), "家长纸条与事先公布的哈希一致", bad)
    elif slips:
        found.note(OPEN, f"请与公开数值产生之前公布的纸条哈希核对：{hashed(slips)}")
    return seed


def _notice(found: Verification, commitment: dict[str, Any], record: dict[str, Any]) -> None:
    """The notice must say what the other published files say."""
    names = (SLIPS, BALANCE, *([TEACHERS] if commitment["teachers"] else []))
    files = {name: found.text(name) for name in names}
    again = notice_text(commitment, record["commitment"], record["public_value"], files)
    bad = _difference(found.text(NOTICE), again, NOTICE)
    found.check(not bad, f"{NOTICE} 与公布的各文件一致", bad)


def _roster_in(folder: Path) -> Path | None:
    paths = (folder / REPLAY / ROSTER, folder / ROSTER)
    return next((path for path in paths if path.exists()), None)


def _rosters(
    found: Verification,
    given: Path | None,
    commitment: dict[str, Any],
    record: dict[str, Any],
    seed: bytes,
) -> None:
    """Check the receipt that was given, and draw again from the whole roster if it is there."""
    path = _roster_in(found.folder)
    if given is not None:
        _with_roster(found, given, commitment, record, seed)
    if path is not None and not found.redrawn:
        _with_roster(found, path, commitment, record, seed)
    if found.redrawn:
        return
    if path is None:
        found.note(OPEN, "没有完整的名册，不能重算分班；名册由学校保管，可到校核验")
    else:
        raise Differs(f"{path.name} 缺少承诺的名册里的学生，不能重算分班")
    if given is None:
        _without_roster(found, commitment, record)


def _with_roster(
    found: Verification,
    path: Path,
    commitment: dict[str, Any],
    record: dict[str, Any],
    seed: bytes,
) -> None:
    """Compare every line with the commitment; draw again if all are there."""
    text, leaves = found.text(path.name, path.parent), commitment["pupils"]
    if text.partition("\n")[0] != commitment["columns"]:
        raise Differs(f"{path.name} 的表头与承诺时不同")
    roster = Roster(text)
    before = found.differences
    for number, (code, line) in enumerate(zip(roster.codes, roster.lines, strict=True), start=2):
        if code not in leaves:
            found.note(BAD, f"{path.name} 第 {number} 行（{code}）不在承诺的名册里")
        elif leaves[code] != hashed(line):
            found.note(BAD, f"{path.name} 第 {number} 行（{code}）与承诺时不同")
    if found.differences > before:
        raise Differs("名册与承诺不符，没有重算分班")
    if len(roster.codes) < len(leaves):
        found.note(GOOD, f"{len(roster.codes)} 名学生的登记与承诺时相同（共 {len(leaves)} 名）")
        classes = _without_roster(found, commitment, record)
        for code in roster.codes:
            found.note(GOOD, f"{code} 分在 {classes[code]} 班")
    elif roster.codes != sorted(leaves):
        raise Differs(f"{path.name} 里有重复的行，或次序改动过")
    else:
        found.note(GOOD, f"名册 {len(leaves)} 名学生的登记都与承诺时相同")
        _everything(found, roster, commitment, record, seed)


def _without_roster(
    found: Verification, commitment: dict[str, Any], record: dict[str, Any]
) -> dict[str, str]:
    """Check what can be checked without the whole roster; the published class of every code."""
    lines = found.text(ASSIGNMENT).splitlines()[1:]
    classes = {code: c for code, _, c in (line.partition(",") for line in lines)}
    bad = f"{ASSIGNMENT} 里的学生与承诺的名册不同"
    found.check(list(classes) == sorted(commitment["pupils"]), "公布的学生就是承诺的学生", bad)
    sizes = [count for _, count in sorted(Counter(map(int, classes.values())).items())]
    bad = f"{ASSIGNMENT} 里各班的人数与 {RECORD} 不同，或相差超过 1"
    even = sizes == record["sizes"] and max(sizes) - min(sizes) <= 1
    found.check(even, "各班人数相差不超过 1", bad)
    for name in (
        ASSIGNMENT,
        BALANCE,
        SLIPS,
        NOTICE,
        *([TEACHERS] if commitment["teachers"] else []),
    ):
        same = record["files"].get(name) == hashed(found.text(name))
        found.check(same, f"{name} 与记录一致", f"{name} 与记录不同，其中之一改动过")
    if not found.differences:
        _notice(found, commitment, record)
    return classes


def _everything(
    found: Verification,
    roster: Roster,
    commitment: dict[str, Any],
    record: dict[str, Any],
    seed: bytes,
) -> None:
    """Draw everything again, and compare it byte by byte."""
    classes = classes_of(roster, commitment, seed)
    files = {ASSIGNMENT: assignment_text(roster.codes, classes)}
    files[BALANCE] = balance_text(roster, classes)
    files[SLIPS] = found.text(SLIPS)
    teachers = commitment["teachers"]
    if teachers:
        drawn = teachers_of(teachers, commitment["classes"], avoided(roster, classes), seed)
        files[TEACHERS] = teachers_text(teachers, drawn)
    sizes = [count for _, count in sorted(Counter(classes).items())]
    value = record["public_value"]
    files[NOTICE] = notice_text(commitment, record["commitment"], value, files)
    files[RECORD] = record_text(record["commitment"], value, seed, files, sizes)
    for name, what in AGAIN.items():
        if name in files:
            bad = _difference(found.text(name), files[name], name)
            found.check(not bad, f"{what}重算一遍，逐字相同", bad)
    found.redrawn = True


def _difference(published: str, again: str, name: str) -> str:
    """Where what is published differs from what comes out; ``""`` if it does not."""
    if published == again:
        return ""
    pairs = zip_longest(published.split("\n"), again.split("\n"), fillvalue="（没有这一行）")
    lines = [
        f"第 {number} 行公布的是“{one}”，应为“{other}”"
        for number, (one, other) in enumerate(pairs, start=1)
        if one != other
    ]
    more = f"；共 {len(lines)} 行不同" if len(lines) > 3 else ""
    return f"{name} 与重算的不同：{'；'.join(lines[:3])}{more}"


def main(arguments: list[str]) -> int:
    """``python verify.py folder [roster.csv]``: 0 if all was drawn again and agrees, else 2."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks Chinese must not end it
    if not 1 <= len(arguments) <= 2:
        sys.stdout.write("用法：python verify.py 文件夹 [名册或回执]\n")
        return 2
    found = verify(Path(arguments[0]), Path(arguments[1]) if arguments[1:] else None)
    sys.stdout.write("\n".join([*found.lines, *found.rest, found.words, ""]))
    return 0 if found.result == "verified" else 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
