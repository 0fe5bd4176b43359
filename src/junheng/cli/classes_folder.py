"""The folders of sunshine classes: what may be published, what is for verifying, what stays inside.

At the top stands what may be published: codes, classes, counts, hashes. The roster by codes, without
names and numbers but with scores, stands in a folder of its own; names and the secret in another.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from junheng.census.tables import Table
from junheng.cli.classes_notice import before
from junheng.errors import UserError
from junheng.files import make_folder, refuse_overwriting, write_whole
from junheng.model.identifiers import masked
from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Commitment, Mode, Options, commit
from junheng.planning.assign.demands import masked_name
from junheng.planning.assign.plan import Result
from junheng.planning.assign.roster import FLAGS
from junheng.planning.assign.told import full_lists
from junheng.planning.inputs.assign import (
    HEAD_TEACHERS,
    PAIRS,
    ROSTER,
    SUBJECTS,
    AssignInputs,
    Pupil,
    read_assign,
)

INSIDE = "校内不公开"
SECRET = "secret.txt"  # noqa: S105 - the name of a file  # nosec B105
NOTICE_BEFORE = "承诺公告.html"
LISTS, RECEIPTS = "分班名单.xlsx", "回执.txt"
PROGRAM = "verify.py"


def write_commitment(
    made: Commitment, inputs: AssignInputs, secret: bytes, folder: Path, *, force: bool
) -> tuple[Path, ...]:
    """Write what is to be announced, and inside it what the draw needs.

    Raises :class:`junheng.errors.UserError` where something stands there already.
    """
    refuse_overwriting(folder / verify.COMMITMENT, force=force)
    inside = folder / INSIDE
    make_folder(inside)
    texts = {
        inside / "roster.csv": _table(ROSTER, (_pupil_row(each) for each in inputs.pupils)),
        inside / "pairs.csv": _table(
            PAIRS,
            (
                (pair.first, pair.second, "同班" if pair.together else "分班", "")
                for pair in inputs.pairs
            ),
        ),
        inside / "head_teachers.csv": _table(
            HEAD_TEACHERS,
            ((each.teacher_code, each.name, each.avoids or "") for each in inputs.teachers),
        ),
        inside / SECRET: f"{secret.hex()}\n",
        folder / PROGRAM: _program(),
        folder / NOTICE_BEFORE: before(made, len(inputs.pupils)),
        folder / verify.COMMITMENT: made.text,
    }
    return _write(texts)


def read_commitment(folder: Path) -> tuple[Commitment, AssignInputs, bytes]:
    """What was committed to, made again from the roster inside and compared.

    Raises :class:`junheng.errors.UserError` naming what is not as it was.
    """
    text = read_text(folder / verify.COMMITMENT)
    options = _options(text)
    secret = read_secret(folder / INSIDE / SECRET)
    inputs = read_assign(folder / INSIDE)
    made = commit(inputs, options, secret)
    differences = list(differing(text, made.text, made))
    if differences:
        raise UserError(
            f"{folder / INSIDE} 里的名册与承诺书不符：\n  " + "\n  ".join(differences),
            remedy="恢复承诺时的文件；名册确实要改的，重新承诺、重新公布",
        )
    return made, inputs, secret


def again_inside(found: verify.Verification, text: str, data: Path) -> None:
    """Compare the school's own roster ``data`` with the commitment ``text``, and its lists and
    receipts with what was published. Notes what does not agree.
    """
    inside = found.folder / INSIDE
    made = commit(read_assign(data), _options(text), read_secret(inside / SECRET))
    differences = list(differing(text, made.text, made))
    for each in differences:
        found.note(verify.BAD, each)
    if differences:
        return
    found.note(verify.GOOD, "学校的名册就是承诺的那一份")
    classes = _classes(read_text(found.folder / verify.ASSIGNMENT))
    if sorted(classes) != sorted(made.roster.people):
        found.note(verify.BAD, f"{verify.ASSIGNMENT} 里的学生与名册不同")
        return
    receipts = receipts_text(made, [classes[code] for code in made.roster.people])
    for name, same in (
        (RECEIPTS, _same_text(inside / RECEIPTS, receipts)),
        (LISTS, _same_lists(inside / LISTS, made, classes)),
    ):
        bad = f"校内的{name} 与公布的分班不同，改动过或没有了"
        found.check(same, f"校内的{name} 与公布的分班一致", bad)


def _classes(text: str) -> dict[str, int]:
    """The class of every code, as published; empty if it cannot be read."""
    try:
        return {line.split(",")[0]: int(line.split(",")[1]) for line in text.splitlines()[1:]}
    except (IndexError, ValueError):
        return {}


def _same_text(path: Path, text: str) -> bool:
    try:
        return path.read_bytes().decode() == text
    except (OSError, UnicodeDecodeError):
        return False


def _same_lists(path: Path, made: Commitment, classes: dict[str, int]) -> bool:
    """Whether the workbook lists exactly these pupils in these classes, and nothing else."""
    from openpyxl import load_workbook

    wanted = sorted(
        (f"{classes[code]} 班", each.person_id, each.name, each.sex, code)
        for code, each in made.roster.people.items()
    )
    try:
        book = load_workbook(path, read_only=True)
        rows = [tuple(row[:5]) for row in book["分班名单"].iter_rows(values_only=True)]
    except Exception:
        return False
    start = next((n for n, row in enumerate(rows, start=1) if "学号" in row), len(rows))
    found = [tuple(str(cell) for cell in row) for row in rows[start:] if any(row)]
    return sorted(found) == wanted


def differing(text: str, made_text: str, made: Commitment) -> Iterator[str]:
    """What differs between a commitment and the one made again, in words."""
    if text == made_text:
        return
    before, now = json.loads(text), json.loads(made_text)
    words = {
        "program": "核验程序不是承诺时的版本（装回承诺时的 junheng）",
        "teachers": "班主任名单与承诺时不同",
        "columns": "名册的列与承诺时不同",
        "method": "分班的办法不是这个版本的",
    }
    for name in sorted(before.keys() | now.keys()):
        if name != "pupils" and before.get(name) != now.get(name):
            yield words.get(name, f"{name} 与承诺时不同")
    leaves = before.get("pupils", {})
    people = made.roster.people
    for code, leaf in made.roster.leaves.items():
        if code not in leaves:
            yield f"{_shown(people[code], code)}不在承诺的名册里"
        elif leaves[code] != leaf:
            yield f"{_shown(people[code], code)}的登记与承诺时不同"
    for code in sorted(leaves.keys() - people.keys()):
        yield f"承诺的名册里有 {code}，现在没有"
    if before == now:
        yield f"{verify.COMMITMENT} 的写法（空格、换行）改动过"


def _shown(pupil: Pupil, code: str) -> str:
    return f"{masked_name(pupil.name)}（学号 {masked(pupil.person_id)}，编号 {code}）"


def write_draw(found: Result, secret: bytes, folder: Path) -> tuple[Path, ...]:
    """Write classes, proof and notice; the roster by codes; lists and receipts for the school."""
    from junheng.reports.plans.workbook import write_workbook

    drawn = found.drawn
    make_folder(folder / verify.REPLAY)
    make_folder(folder / INSIDE)
    texts = {
        folder / verify.COMMITMENT: drawn.commitment.text,
        **{folder / name: text for name, text in drawn.files.items()},
        folder / PROGRAM: _program(),
        folder / verify.REPLAY / verify.ROSTER: drawn.commitment.roster.text,
        folder / INSIDE / SECRET: f"{secret.hex()}\n",
        folder / INSIDE / RECEIPTS: receipts_text(drawn.commitment, drawn.classes),
    }
    written = _write(texts)
    write_workbook(full_lists(found), folder / INSIDE / LISTS)
    return (*written, folder / INSIDE / LISTS)


def read_text(path: Path) -> str:
    """A text file of the folder. Raises :class:`junheng.errors.UserError`."""
    try:
        return path.read_bytes().decode()
    except FileNotFoundError as problem:
        raise UserError(
            f"没有文件 {path}", remedy="给出 junheng classes commit 写出的文件夹"
        ) from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise UserError(f"读不了 {path}", remedy="检查权限，或用原来的文件") from problem


def read_secret(path: Path) -> bytes:
    """The school's secret. Raises :class:`junheng.errors.UserError`."""
    return secret_of(read_text(path).strip(), str(path))


def secret_of(text: str, where: str) -> bytes:
    """The secret that ``text`` writes in hexadecimal. Raises :class:`junheng.errors.UserError`."""
    if len(text) == 64 and all(sign in "0123456789abcdef" for sign in text):
        return bytes.fromhex(text)
    raise UserError(f"{where} 不是 64 位十六进制数", remedy="用承诺时写出的那一份，不要改动")


def _options(text: str) -> Options:
    try:
        told: dict[str, Any] = json.loads(text)
        return Options(
            classes=int(told["classes"]),
            mode=Mode(told["mode"]),
            rounds=int(told["rounds"]),
            title=str(told["title"]),
            public_source=str(told["public_source"]),
            public_form=str(told["public_form"]),
        )
    except (ValueError, KeyError, TypeError) as problem:
        raise UserError(
            f"{verify.COMMITMENT} 改动过，读不懂", remedy="用承诺时写出的那一份"
        ) from problem


def _program() -> str:
    return Path(verify.__file__).read_text(encoding="utf-8").replace("\r\n", "\n")


def _write(texts: dict[Path, str]) -> tuple[Path, ...]:
    for path, text in texts.items():
        write_whole(path, text.encode())
    return tuple(texts)


def _table(table: Table, rows: Iterator[Sequence[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.header for column in table.columns])
    writer.writerows(rows)
    return out.getvalue()


def _pupil_row(pupil: Pupil) -> list[str]:
    """A row of the roster; wishes of siblings stand among the pairs."""
    scores = [pupil.scores.get(header) for header in SUBJECTS.values()]
    return [
        pupil.person_id,
        pupil.name,
        pupil.sex,
        *(FLAGS[each] for each in (pupil.boarding, pupil.left_behind, pupil.migrant)),
        pupil.special_needs,
        pupil.origin,
        "",
        "",
        *("" if score is None else f"{score // 100}.{score % 100:02d}" for score in scores),
    ]


def receipts_text(made: Commitment, classes: Sequence[int]) -> str:
    """What every family is given: two lines with which the entry can be verified."""
    read = verify.Roster(made.roster.text)
    head = made.roster.text.split("\n", 1)[0]
    people = made.roster.people.values()
    blocks = [
        f"学号 {pupil.person_id}  姓名 {pupil.name}  查询编号 {code}  {c} 班\n{head}\n{line}\n"
        for pupil, code, line, c in zip(people, read.codes, read.lines, classes, strict=True)
    ]
    return (
        "每家一份，剪开发放。把后两行存成一个文件（如 回执.csv），连同公示的文件夹：\n"
        "python verify.py 公示的文件夹 回执.csv\n\n" + "\n".join(blocks)
    )
