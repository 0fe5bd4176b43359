"""``junheng classes``: commit, draw, verify; and ``junheng plan assign``."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from openpyxl import load_workbook
from tests.unit.cli.conftest import Run

from junheng.model.identifiers import masked
from junheng.planning.assign import verify

EXAMPLE = Path(__file__).parents[3] / "examples/plans/assign"
INSIDE = "校内不公开"


@pytest.fixture
def committed(run: Run, tmp_path: Path) -> Path:
    """The example committed to."""
    folder = tmp_path / "committed"
    ran = run("classes", "commit", EXAMPLE, "--classes", 3, "--out", folder, "--rounds", 1,
              "--public-form", "digits", "--public-source", "第2026100期")  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    return folder


@pytest.fixture
def drawn(run: Run, committed: Path, tmp_path: Path) -> Path:
    """The example drawn."""
    folder = tmp_path / "drawn"
    ran = run("classes", "draw", committed, "--public-value", "03 07 12 ＋ 05", "--slips",
              EXAMPLE / "slips.txt", "--out", folder)  # fmt: skip
    assert (ran.code, ran.err) == (0, "")
    assert "已核验：重算一遍，逐字相同" in ran.out
    return folder


def test_the_three_steps_go_together(run: Run, committed: Path, drawn: Path) -> None:
    value = verify.hashed((committed / "commitment.json").read_text("utf-8"))
    ran = run("classes", "verify", drawn, "--commitment", value, "--public-value", "0307 1205",
              "--roster", EXAMPLE)  # fmt: skip

    assert (ran.code, ran.err) == (0, "")
    assert "学校的名册就是承诺的那一份" in ran.out
    assert ran.out.endswith("核验通过\n")


def test_the_notices_tell_what_is_to_be_known_and_nobodys_name(
    committed: Path, drawn: Path
) -> None:
    before = (committed / "承诺公告.html").read_text("utf-8")
    after = (drawn / "公示.html").read_text("utf-8")
    value = verify.hashed((committed / "commitment.json").read_text("utf-8"))

    assert value in before
    assert "第2026100期" in before
    assert value in after
    assert "03071205" in after
    for line in (EXAMPLE / "roster.csv").read_text("utf-8").splitlines()[1:]:
        number, name, *_ = line.split(",")
        assert number not in before + after
        assert name not in before + after


def test_a_commitment_is_not_overwritten(run: Run, committed: Path) -> None:
    again = ("classes", "commit", EXAMPLE, "--classes", 3, "--out", committed)

    ran = run(*again)
    assert ran.code == 2
    assert "已经存在" in ran.err
    assert run(*again, "--force").code == 0


def test_a_result_is_not_overwritten(run: Run, committed: Path, drawn: Path) -> None:
    ran = run("classes", "draw", committed, "--public-value", "9", "--out", drawn)

    assert ran.code == 2
    assert "已经存在" in ran.err


def test_the_same_secret_gives_the_same_commitment(run: Run, tmp_path: Path) -> None:
    def value(name: str, secret: str) -> str:
        ran = run("classes", "commit", EXAMPLE, "--classes", 3, "--out", tmp_path / name,
                  "--secret", secret, "--format", "json")  # fmt: skip
        return str(json.loads(ran.out)["commitment"])

    assert value("a", "ab" * 32) == value("b", "ab" * 32) != value("c", "cd" * 32)


@pytest.mark.parametrize("secret", ["", "ab", "zz" * 32])
def test_a_secret_that_is_none_is_refused(run: Run, tmp_path: Path, secret: str) -> None:
    ran = run("classes", "commit", EXAMPLE, "--classes", 3, "--out", tmp_path / "x",
              "--secret", secret)  # fmt: skip

    assert ran.code == 2
    assert "64 位十六进制数" in ran.err


def test_a_roster_changed_inside_after_the_commitment_is_not_drawn_from(
    run: Run, committed: Path, tmp_path: Path
) -> None:
    path = committed / INSIDE / "roster.csv"
    text = path.read_text("utf-8")
    line = text.splitlines()[5]
    path.write_text(text.replace(line, line.replace("女", "男") if "女" in line else
                                 line.replace("男", "女")), encoding="utf-8")  # fmt: skip
    ran = run("classes", "draw", committed, "--public-value", "1", "--out", tmp_path / "x")

    assert ran.code == 2
    assert f"学号 {masked(line.split(',')[0])}" in ran.err
    assert "的登记与承诺时不同" in ran.err
    assert not (tmp_path / "x" / "record.json").exists()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"classes": 3', '"classes": "many"', "改动过"),
        ('"pupils"', '"people"', "不在承诺的名册里"),
        ("{", "", "改动过"),
        ("\n", "  \n", "写法"),
    ],
)
def test_a_commitment_changed_is_not_drawn_from(
    run: Run, committed: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = committed / "commitment.json"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    ran = run("classes", "draw", committed, "--public-value", "1", "--out", tmp_path / "x")

    assert ran.code == 2
    assert words in ran.err


def test_another_number_of_rounds_is_another_commitment_than_was_announced(
    run: Run, committed: Path, tmp_path: Path
) -> None:
    path = committed / "commitment.json"
    announced = verify.hashed(path.read_text("utf-8"))
    path.write_text(path.read_text("utf-8").replace('"rounds": 1', '"rounds": 2'), encoding="utf-8")
    out = tmp_path / "x"
    assert run("classes", "draw", committed, "--public-value", "1", "--out", out).code == 0

    ran = run("classes", "verify", out, "--commitment", announced)
    assert ran.code == 2
    assert "与事先公布的承诺值不一致" in ran.out


def test_teachers_or_secret_changed_after_the_commitment_are_found(
    run: Run, committed: Path, tmp_path: Path
) -> None:
    inside = committed / INSIDE
    teachers = inside / "head_teachers.csv"
    teachers.write_text(teachers.read_text("utf-8").replace("梁秀英", "某某某"), encoding="utf-8")
    draw = ("classes", "draw", committed, "--public-value", "1", "--out", tmp_path / "x")
    assert "班主任名单与承诺时不同" in run(*draw).err

    (inside / "secret.txt").write_text("ab" * 32, encoding="utf-8")
    assert "现在没有" in run(*draw).err
    (inside / "secret.txt").unlink()
    assert "没有文件" in run(*draw).err


def test_a_value_of_another_form_than_was_announced_is_refused(
    run: Run, committed: Path, tmp_path: Path
) -> None:
    ran = run("classes", "draw", committed, "--public-value", "没有", "--out", tmp_path / "x")

    assert ran.code == 2
    assert "公开数值" in ran.err


def test_what_does_not_verify_ends_with_2_and_names_it(run: Run, drawn: Path) -> None:
    path = drawn / "assignment.csv"
    path.write_text(path.read_text("utf-8").replace(",1\n", ",2\n", 1), encoding="utf-8")

    ran = run("classes", "verify", drawn)
    assert ran.code == 2
    assert "× assignment.csv 与重算的不同" in ran.out
    assert "核验不通过" in ran.err
    assert json.loads(run("classes", "verify", drawn, "--format", "json").out)["verified"] is False


def test_without_the_roster_nothing_is_verified(run: Run, drawn: Path) -> None:
    shutil.rmtree(drawn / "核验名册")

    ran = run("classes", "verify", drawn)
    assert ran.code == 2
    assert "没有重算分班" in ran.err
    assert "通过" not in ran.out + ran.err
    told = json.loads(run("classes", "verify", drawn, "--format", "json").out)
    assert (told["verified"], told["result"]) == (False, "partial")


@pytest.mark.parametrize("name", ["回执.txt", "分班名单.xlsx"])
def test_lists_and_receipts_of_the_school_are_compared_with_what_is_published(
    run: Run, drawn: Path, name: str
) -> None:
    verify_with = ("classes", "verify", drawn, "--roster", EXAMPLE)
    assert f"√ 校内的{name} 与公布的分班一致" in run(*verify_with).out
    assert "－ 校内的分班名单、回执没有核对" in run("classes", "verify", drawn).out

    path = drawn / INSIDE / name
    if path.suffix == ".txt":
        path.write_text(path.read_text("utf-8").replace("1 班", "2 班", 1), encoding="utf-8")
    else:
        book = load_workbook(path)
        sheet = book["分班名单"]
        cell = next(c for row in sheet.iter_rows() for c in row if c.value == "1 班")
        cell.value = "2 班"
        book.save(path)
    ran = run(*verify_with)
    assert ran.code == 2
    assert f"× 校内的{name} 与公布的分班不同" in ran.out
    path.unlink()
    assert run(*verify_with).code == 2


def test_slips_are_fixed_by_their_hash(run: Run, drawn: Path) -> None:
    told = json.loads(run("classes", "slips", EXAMPLE / "slips.txt", "--format", "json").out)
    assert told["hash"] == verify.hashed((drawn / "slips.txt").read_text("utf-8"))
    assert told["hash"] in run("classes", "slips", EXAMPLE / "slips.txt").out

    good = run("classes", "verify", drawn, "--slips-hash", told["hash"])
    assert (good.code, "√ 家长纸条与事先公布的哈希一致" in good.out) == (0, True)
    assert run("classes", "verify", drawn, "--slips-hash", "0" * 64).code == 2


def test_a_commitment_without_a_source_is_warned_of(run: Run, tmp_path: Path) -> None:
    ran = run("classes", "commit", EXAMPLE, "--classes", 3, "--out", tmp_path / "x")

    assert "没有用 --public-source 写明" in ran.out


@pytest.mark.parametrize("option", ["--commitment", "--public-value", "--slips-hash"])
def test_a_blank_value_to_verify_with_is_refused(run: Run, drawn: Path, option: str) -> None:
    for blank in ("", " "):
        ran = run("classes", "verify", drawn, option, blank)
        assert ran.code == 2
        assert "是空的" in ran.err


def test_the_schools_own_roster_changed_later_is_found_by_the_pupil(
    run: Run, drawn: Path, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(EXAMPLE, tmp_path / "own"))
    path = own / "roster.csv"
    line = path.read_text("utf-8").splitlines()[9]
    path.write_text(path.read_text("utf-8").replace(f"{line}\n", ""), encoding="utf-8")
    ran = run("classes", "verify", drawn, "--roster", own)

    assert ran.code == 2
    assert "承诺的名册里有" in ran.out


def test_a_folder_that_is_none_of_these_is_refused(run: Run, tmp_path: Path) -> None:
    for words in (("verify", tmp_path), ("draw", tmp_path, "--public-value", 1, "--out", tmp_path)):
        ran = run("classes", *words)
        assert ran.code == 2
        assert "没有文件" in ran.err


def test_an_impossible_demand_is_not_committed_to(run: Run, tmp_path: Path) -> None:
    ran = run("classes", "commit", EXAMPLE, "--classes", 4, "--out", tmp_path / "x")

    assert ran.code == 2
    assert "还少 1 名" in ran.err


def test_a_trial_does_everything_at_once(run: Run, tmp_path: Path) -> None:
    ran = run("plan", "assign", EXAMPLE, "--classes", 3, "--seed", "试", "--out", tmp_path / "o",
              "--rounds", 1, "--format", "json", "--meetings", 2, "--slips",
              EXAMPLE / "slips.txt")  # fmt: skip

    assert (ran.code, ran.err) == (0, "")
    plan = json.loads(ran.out)
    assert (plan["plan"], plan["ending"]) == ("assign", "within_gap")
    assert plan["figures"]["excess"] == 0
    assert (tmp_path / "o" / "方案.xlsx").exists()
    assert run("classes", "verify", tmp_path / "o" / "分班").code == 0


def test_a_trial_of_what_is_impossible_ends_with_0_and_why(run: Run, tmp_path: Path) -> None:
    ran = run("plan", "assign", EXAMPLE, "--classes", 4, "--out", tmp_path / "o")

    assert ran.code == 0
    assert "还少 1 名" in ran.out
    assert not (tmp_path / "o" / "分班").exists()


def test_the_more_random_mode(run: Run, tmp_path: Path) -> None:
    ran = run("plan", "assign", EXAMPLE, "--classes", 3, "--mode", "best-of", "--rounds", 0)
    assert ran.code == 0
    assert "多次随机取最均衡" in ran.out

    wrong = run("plan", "assign", EXAMPLE, "--classes", 3, "--mode", "fair")
    assert wrong.code == 2
    assert "balanced、best-of" in wrong.err
