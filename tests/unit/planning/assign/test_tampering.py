"""Whatever is changed after the commitment is found, and named."""

from __future__ import annotations

import ast
import csv
import io
import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from junheng.cli.classes_folder import INSIDE, write_draw
from junheng.planning.assign import verify
from junheng.planning.assign.commitment import Options, commit
from junheng.planning.assign.plan import Result, assign
from junheng.planning.inputs.assign import Pair
from junheng.planning.watch import Watch
from tests.unit.planning.assign.rosters import SECRET, person, roster

PUBLISHED = (
    verify.COMMITMENT,
    verify.RECORD,
    verify.ASSIGNMENT,
    verify.BALANCE,
    verify.SLIPS,
    verify.TEACHERS,
    verify.NOTICE,
    "verify.py",
)


@pytest.fixture(scope="module")
def proof(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as drawn: 24 pupils, 3 classes, with teachers, slips and wishes."""
    pairs = (
        Pair(first=person(0), second=person(1), together=True),
        Pair(first=person(2), second=person(3), together=False),
    )
    inputs = roster(24, teachers=4, pairs=pairs)
    made = commit(inputs, Options(classes=3, rounds=2), SECRET)
    found = assign(inputs, made, "03071205", ("春风", "8848"), Watch())
    assert isinstance(found, Result)
    folder = tmp_path_factory.mktemp("proof")
    write_draw(found, SECRET, folder)
    return folder


@pytest.fixture
def folder(proof: Path, tmp_path: Path) -> Path:
    """A copy to spoil."""
    return Path(shutil.copytree(proof, tmp_path / "copy"))


def told(folder: Path, **more: object) -> list[str]:
    """What is found not to agree."""
    found = verify.verify(folder, **more)  # type: ignore[arg-type]
    bad = [line for line in found.lines if line.startswith(verify.BAD)]
    assert len(bad) == found.differences
    return bad


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_what_was_drawn_verifies(folder: Path) -> None:
    assert told(folder) == []


def test_it_verifies_without_the_roster_as_far_as_can_be(folder: Path) -> None:
    shutil.rmtree(folder / verify.REPLAY)
    found = verify.verify(folder)

    assert found.differences == 0
    assert any("没有完整的名册，不能重算分班" in line for line in found.lines)
    assert found.result == "partial"
    assert "通过" not in found.words


def test_nothing_is_verified_unless_it_was_drawn_again(folder: Path) -> None:
    """Two exchanged, the record made to fit; then rows or the folder of the roster are not there."""
    assert verify.verify(folder).result == "verified"
    exchange_two(folder)
    path = folder / verify.REPLAY / verify.ROSTER
    whole = path.read_text("utf-8").splitlines(keepends=True)
    for kept in (whole[:9] + whole[10:], whole[:1], whole[:-1]):
        path.write_text("".join(kept), encoding="utf-8")
        found = verify.verify(folder)
        assert found.result == "failed"
        assert "缺少承诺的名册里的学生" in " ".join(found.lines)
    shutil.rmtree(folder / verify.REPLAY)
    assert verify.verify(folder).result == "partial"


@pytest.mark.parametrize("roster", [True, False])
def test_a_notice_that_tells_other_numbers_is_found_though_the_record_fits(
    folder: Path, roster: bool
) -> None:
    if not roster:
        shutil.rmtree(folder / verify.REPLAY)
    path = folder / verify.NOTICE
    before = path.read_text("utf-8")
    change(path, "<td>8</td>", "<td>9</td>")
    change(folder / verify.RECORD, verify.hashed(before), verify.hashed(path.read_text("utf-8")))

    assert verify.NOTICE in " ".join(told(folder))


def test_a_newer_program_accepts_what_is_right_and_says_that_it_is_another(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify, "program", lambda: "0" * 64)
    found = verify.verify(folder)

    assert found.result == "verified"
    assert any("不是同一版本" in line for line in found.lines)


def test_without_the_committed_program_nothing_is_verified(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "verify.py").unlink()
    assert verify.verify(folder).result == "verified"

    monkeypatch.setattr(verify, "program", lambda: "0" * 64)
    assert "没有承诺时的核验程序" in " ".join(told(folder))


def test_a_mean_of_fewer_than_three_is_not_published() -> None:
    head = "code,key,sex,special_needs,origin,names_alike,together,apart,avoid,score:语文\n"
    scores = (["9000"], ["8000", "7000", "6000"])
    lines, classes = [], []
    for c, some in enumerate(scores, start=1):
        for k in range(4):
            lines.append(f"{c}{k},k,男,,,,,,,{some[k] if k < len(some) else ''}\n")
            classes.append(c)
    text = verify.balance_text(verify.Roster(head + "".join(lines)), classes)

    assert [row[-1] for row in csv.reader(io.StringIO(text))][1:4] == ["不公布", "不公布", "75.00"]


def test_another_procedure_is_left_to_its_own_program(folder: Path) -> None:
    text = (folder / verify.COMMITMENT).read_text("utf-8")
    other = text.replace(verify.METHOD, "junheng-classes-1")
    (folder / verify.COMMITMENT).write_text(other, encoding="utf-8")
    change(folder / verify.RECORD, verify.hashed(text), verify.hashed(other))
    found = verify.verify(folder)

    assert found.result == "partial"
    assert any("请运行随结果公布的 verify.py" in line for line in found.lines)


def test_slips_not_fixed_before_the_value_are_pointed_at(folder: Path) -> None:
    slips = (folder / verify.SLIPS).read_text("utf-8")
    lines = verify.verify(folder).lines
    assert f"－ 请与公开数值产生之前公布的纸条哈希核对：{verify.hashed(slips)}" in lines
    assert any("没有写明公开数值取自哪里" in line for line in lines)

    assert told(folder, slips=verify.hashed(slips)) == []
    assert "纸条哈希不一致" in " ".join(told(folder, slips=verify.hashed("别的\n")))


def test_a_receipt_beside_the_whole_roster_leaves_nothing_out(folder: Path) -> None:
    head, first, *_ = (folder / verify.REPLAY / verify.ROSTER).read_text("utf-8").splitlines()
    receipt = folder.parent / "receipt.csv"
    receipt.write_text(f"{head}\n{first}\n", encoding="utf-8")
    found = verify.verify(folder, receipt)

    assert found.result == "verified"
    assert any(line.startswith(f"√ {first[:12]} 分在 ") for line in found.lines)


def test_names_of_teachers_are_quoted_and_no_formulas() -> None:
    text = verify.teachers_text(["王,五", "=1+1", "甲"], [1, 0, 2])

    assert list(csv.reader(io.StringIO(text)))[1:] == [
        ["1", "2", "'=1+1"],
        ["2", "1", "王,五"],
        ["3", "3", "甲"],
    ]


@pytest.mark.parametrize(
    ("counts", "column"),
    [
        ((1, 0, 0), ["不公布"] * 5),
        ((1, 1, 1), ["不公布", "不公布", "不公布", "3", "0"]),
        ((4, 2, 3), ["不公布", "不公布", "不公布", "9", "2"]),
        ((0, 3, 4), ["0", "3", "4", "7", "4"]),
    ],
)
def test_small_numbers_of_a_kind_are_not_published_by_class(
    counts: tuple[int, ...], column: list[str]
) -> None:
    """Nobody is to learn the class of the only pupil with special needs."""
    head = "code,key,sex,left_behind,special_needs,origin,names_alike,together,apart,avoid\n"
    lines, classes = [], []
    for c, count in enumerate(counts, start=1):
        for k in range(6):
            needs = "视力" if k < count else ""
            lines.append(f"{c}{k},k,{'男女'[k == 0]},,{needs},,,,,\n")
            classes.append(c)
    text = verify.balance_text(verify.Roster(head + "".join(lines)), classes)
    rows = list(csv.reader(io.StringIO(text)))

    assert [row[rows[0].index("特殊需要")] for row in rows[1:]] == column
    assert [row[rows[0].index("女")] for row in rows[1:]] == ["1", "1", "1", "3", "0"]


@pytest.mark.parametrize("name", PUBLISHED)
def test_any_changed_byte_of_what_is_published_is_found_and_the_file_named(
    folder: Path, name: str
) -> None:
    lots = random.Random(name)
    whole = (folder / name).read_bytes()
    places = [0, len(whole) - 1, *(lots.randrange(len(whole)) for _ in range(12))]
    for place in places:
        changed = bytearray(whole)
        changed[place] ^= lots.choice((1, 2, 4, 32))
        (folder / name).write_bytes(changed)
        bad = told(folder)
        assert bad, place
        assert name in " ".join(bad), (place, bad)
    (folder / name).write_bytes(whole)
    assert told(folder) == []


@pytest.mark.parametrize("name", PUBLISHED)
@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"{}", b"[]\n", b"null", b"1,2,3\n4\n"])
def test_a_file_with_other_content_is_found_and_named(
    folder: Path, name: str, content: bytes
) -> None:
    (folder / name).write_bytes(content)

    assert name in " ".join(told(folder))


@pytest.mark.parametrize("name", [name for name in PUBLISHED if name != "verify.py"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    assert name in " ".join(told(folder))


def test_any_changed_byte_of_the_roster_names_the_row(folder: Path) -> None:
    path = folder / verify.REPLAY / verify.ROSTER
    whole = path.read_bytes()
    lots = random.Random(5)
    for _ in range(25):
        place = lots.randrange(len(whole))
        changed = bytearray(whole)
        changed[place] ^= 1
        path.write_bytes(changed)
        bad = " ".join(told(folder))
        row = whole[:place].count(b"\n") + 1
        assert "名册" in bad or verify.ROSTER in bad
        if row > 1 and chr(whole[place]).isalnum():
            assert f"第 {row} 行" in bad or "UTF-8" in bad


def test_rows_left_out_added_doubled_or_moved_are_found(folder: Path) -> None:
    path = folder / verify.REPLAY / verify.ROSTER
    head, *rows = path.read_text("utf-8").splitlines()
    for lines, words in (
        ([*rows, rows[3]], "重复"),
        (rows[::-1], "次序"),
        ([*rows, f"ffffffffffff{rows[0][12:]}"], "不在承诺的名册里"),
    ):
        path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
        assert words in " ".join(told(folder))


def test_columns_of_scores_exchanged_are_found(folder: Path) -> None:
    path = folder / verify.REPLAY / verify.ROSTER
    change(path, "score:语文,score:数学", "score:数学,score:语文")

    assert "表头" in " ".join(told(folder))


def test_a_pupil_put_into_another_class_is_named(folder: Path) -> None:
    path = folder / verify.ASSIGNMENT
    lines = path.read_text("utf-8").splitlines()
    code, c = lines[7].split(",")
    lines[7] = f"{code},{int(c) % 3 + 1}"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")

    assert any(code in line and verify.ASSIGNMENT in line for line in told(folder))


def test_two_pupils_exchanged_are_found_even_if_the_record_is_made_to_fit(folder: Path) -> None:
    exchange_two(folder)

    assert any(verify.ASSIGNMENT in line for line in told(folder))


def exchange_two(folder: Path) -> None:
    """Exchange two pupils of the published list, and make the record fit."""
    path = folder / verify.ASSIGNMENT
    before = path.read_text("utf-8")
    lines = before.splitlines()
    one = next(k for k, line in enumerate(lines) if line.endswith(",1"))
    two = next(k for k, line in enumerate(lines) if line.endswith(",2"))
    lines[one], lines[two] = f"{lines[one][:-1]}2", f"{lines[two][:-1]}1"
    after = "\n".join(lines) + "\n"
    path.write_text(after, encoding="utf-8")
    change(folder / verify.RECORD, verify.hashed(before), verify.hashed(after))


def test_a_seed_of_ones_own_is_found(folder: Path) -> None:
    seed = json.loads((folder / verify.RECORD).read_text("utf-8"))["seed"]
    change(folder / verify.RECORD, seed, "0" * 64)

    assert "种子" in " ".join(told(folder))


def test_another_public_value_is_found_though_all_is_made_to_fit(folder: Path) -> None:
    assert "公开数值" in " ".join(told(folder, public_value="99"))
    assert told(folder, public_value="03071205") == []


def test_another_commitment_than_was_announced_is_found(folder: Path) -> None:
    value = json.loads((folder / verify.RECORD).read_text("utf-8"))["commitment"]

    assert "事先公布" in " ".join(told(folder, announced="0" * 64))
    assert told(folder, announced=value.upper()) == []


def test_a_commitment_changed_with_its_record_is_found_by_what_was_announced(folder: Path) -> None:
    text = (folder / verify.COMMITMENT).read_text("utf-8")
    other = text.replace('"rounds": 2', '"rounds": 3')
    (folder / verify.COMMITMENT).write_text(other, encoding="utf-8")
    change(folder / verify.RECORD, verify.hashed(text), verify.hashed(other))

    assert "事先公布" in " ".join(told(folder, announced=verify.hashed(text)))


def test_slips_left_out_or_added_are_found(folder: Path) -> None:
    for text in ("春风\n", "春风\n8848\n多一张\n", "8848\n春风\n"):
        (folder / verify.SLIPS).write_text(text, encoding="utf-8")
        assert verify.SLIPS in " ".join(told(folder))


def test_a_receipt_shows_that_the_entry_is_the_one_committed_to(folder: Path) -> None:
    head, first, *_ = (folder / verify.REPLAY / verify.ROSTER).read_text("utf-8").splitlines()
    shutil.rmtree(folder / verify.REPLAY)
    receipt = folder.parent / "receipt.csv"
    receipt.write_text(f"{head}\n{first}\n", encoding="utf-8")
    found = verify.verify(folder, receipt)

    assert found.differences == 0
    assert any(line.startswith(f"√ {first[:12]} 分在 ") for line in found.lines)

    receipt.write_text(f"{head}\n{first.replace('否', '是', 1)}0\n", encoding="utf-8")
    assert "与承诺时不同" in " ".join(told(folder, roster=receipt))


def test_the_verifier_needs_the_standard_library_alone() -> None:
    tree = ast.parse(Path(verify.__file__).read_text("utf-8"))
    names = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [each.name for each in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }

    assert names <= set(sys.stdlib_module_names)


def test_the_verifier_runs_on_its_own(folder: Path) -> None:
    """As a parent would: the file beside the results, no package in reach, none of ours imported."""

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-I", "-S", "-X", "utf8", "verify.py", *words],
            cwd=folder,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    good = run(".")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.endswith("核验通过\n")

    change(folder / verify.ASSIGNMENT, ",1\n", ",2\n")
    bad = run(".")
    assert (bad.returncode, bad.stderr) == (2, "")
    assert "核验不通过" in bad.stdout

    assert "用法" in run().stdout
    assert "读不了" in run("nowhere").stdout


def test_what_may_be_published_holds_no_name_and_no_number(folder: Path) -> None:
    inputs = roster(24, teachers=4)
    public = [path for path in folder.iterdir() if path.is_file()]
    replay = [*(folder / verify.REPLAY).iterdir()]
    inside = [*(folder / INSIDE).iterdir()]

    assert len(public) == 8
    assert replay
    assert len(inside) == 3
    for path in (*public, *replay):
        text = path.read_text("utf-8")
        for pupil in inputs.pupils:
            assert pupil.person_id not in text, path
            assert pupil.name not in text, path
    for path in public:
        assert SECRET.hex() not in path.read_text("utf-8")


def test_a_terminal_that_lacks_chinese_does_not_end_the_verifier(folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-I", "verify.py", "."],
        cwd=folder,
        capture_output=True,
        env={"PYTHONIOENCODING": "ascii"},
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, b"")
