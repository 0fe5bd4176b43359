"""``junheng engine trend``: what it prints, what it writes, what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pyarrow.parquet as pq
import pytest
from python_calamine import CalamineWorkbook

from junheng.cli.engine_trend import command
from junheng.errors import UserError
from tests.engine.finished_runs import PLACE, RULES, clause, county, disparity, school, write_run
from tests.engine.nation import write_nation

Capture = pytest.CaptureFixture[str]
TABLES = (
    "verdicts",
    "clause_changes",
    "disparity_changes",
    "school_changes",
    "slippage",
    "risks",
    "incomplete",
    "rules",
)
SHEETS = [
    "说明",
    "历年结论",
    "认定后滑坡",
    "预警",
    "年度变化",
    "条款变化",
    "差异系数变化",
    "学校变化",
    "数据不齐的县",
    "各年规则",
]


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


def run(*args: object) -> None:
    """The command with these arguments, errors left as they are."""
    command.main([str(each) for each in args], prog_name="trend", standalone_mode=False)


def refusal(*args: object) -> str:
    """What is said of arguments or data that cannot be used."""
    with pytest.raises((UserError, click.UsageError)) as refused:
        run(*args)
    error = refused.value
    return error.message if isinstance(error, click.UsageError) else str(error)


@pytest.fixture
def slipped(tmp_path: Path) -> list[str]:
    """A county met in 2023 whose fund and coefficient get worse, as arguments."""
    content = {
        2023: ("met", 7200.0, 0.40),
        2024: ("met", 7050.0, 0.44),
        2025: ("not_met", 6900.0, 0.46),
    }
    arguments = []
    for year, (status, fund, cv) in content.items():
        write_run(
            tmp_path / str(year),
            [county(status, name="=示例县")],
            [clause("7.7", status, fund, 7000.0)],
            [disparity(cv)],
            [school("1", status, name="+甲校")],
        )
        arguments.append(f"{year}={tmp_path / str(year)}")
    return arguments


def test_the_page_tells_verdicts_risks_and_slips(
    slipped: list[str], tmp_path: Path, capsys: Capture
) -> None:
    run(*slipped, "--out", tmp_path / "out")
    page = capsys.readouterr().out
    for line in (
        "! 只有三年的数据：区间只有一个自由度，很宽；区间够到限值只说明不能排除越限",
        "│ 2025 │  1 │    0 │      1 │        0 │  80.0% │            1 │          0 │",
        "外推到 2026 年（区间的置信水平 80%）",
        "│ 差异系数 │        0 │        1 │      0 │          0 │      0 │",
        "│ 条款     │        1 │        0 │      0 │          0 │      0 │",
        "7.7 特殊教育生均公用经费 │     2025 │ 6900 元/生 │ 7000 元/生 │ 100 元/生 │",
        "小学骨干教师差异系数 │    0.460 │ 0.500 │ 0.493 │ 0.447～0.539 │     2027 │",
        f"各表和工作簿：{tmp_path / 'out' / '趋势.xlsx'}",
    ):
        assert line in page


def test_every_table_and_the_workbook_are_written(slipped: list[str], tmp_path: Path) -> None:
    out = tmp_path / "out"
    run(*slipped, "--out", out)
    assert sorted(path.name for path in out.iterdir()) == sorted(
        [*(f"{name}.parquet" for name in TABLES), "趋势.xlsx"]
    )
    assert pq.read_table(out / "risks.parquet").num_rows == 2


def test_the_workbook_has_a_sheet_for_each_table(slipped: list[str], tmp_path: Path) -> None:
    run(*slipped, "--out", tmp_path / "out")
    book = CalamineWorkbook.from_path(tmp_path / "out" / "趋势.xlsx")
    assert book.sheet_names == SHEETS
    board = book.get_sheet_by_name("历年结论").to_python()
    assert board[0][:5] == ["行政区划代码", "县", "2023 年结论", "2024 年结论", "2025 年结论"]
    assert board[1][:5] == [PLACE, "=示例县", "✓ 达标", "✓ 达标", "✗ 未达标"]
    school_row = book.get_sheet_by_name("学校变化").to_python()[1]
    assert "+甲校" in school_row


def test_json_holds_what_the_page_tells(
    slipped: list[str], tmp_path: Path, capsys: Capture
) -> None:
    run(
        *slipped,
        "--out",
        tmp_path / "out",
        "--format",
        "json",
        "--next",
        "2027",
        "--confidence",
        "0.9",
    )
    found = json.loads(capsys.readouterr().out)
    assert (found["years"], found["next"], found["confidence"]) == ([2023, 2024, 2025], 2027, 0.9)
    assert found["slippage"][0]["shortfall"] == 100.0
    assert {row["level"] for row in found["at_risk"]} == {"exceeded", "at_risk"}
    assert found["verdicts"][2]["not_met"] == 1


def test_places_give_names_and_the_list_makes_counties_recognised(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = write_run(tmp_path / "a", clauses=[clause("7.7", "not_met", 6900.0, 7000.0)])
    (tmp_path / "places.csv").write_text(f"code,name\n{PLACE},某县\n", encoding="utf-8")
    (tmp_path / "recognised.csv").write_text(f"code,year\n{PLACE},2020\n", encoding="utf-8")
    lists = ["--places", tmp_path / "places.csv", "--recognised", tmp_path / "recognised.csv"]
    run(f"2025={folder}", "--out", tmp_path / "out", *lists)
    page = capsys.readouterr().out
    assert "│ 990101 某县 │ 2020 │ 7.7" in page
    assert "! 只有一年的数据：没有变化可比，也不能外推" in page


def test_two_years_and_rules_that_differ_are_warned_of(tmp_path: Path, capsys: Capture) -> None:
    other = {**RULES, "fingerprint": "0" * 64}
    arguments = [
        f"2024={write_run(tmp_path / 'a')}",
        f"2025={write_run(tmp_path / 'b', [county(), county(code='990102')], rules=other)}",
    ]
    run(*arguments, "--out", tmp_path / "out")
    page = capsys.readouterr().out
    assert "! 各年所用的规则不同（2025 年与上一年不同）：结论的变化可能出自规则，不出自学校" in page
    assert "! 只有两年的数据：只能说走向，不能给区间，也就不能判断明年是否有风险" in page
    assert "! 1 个县缺少某些年份，见“数据不齐的县”；缺的年份没有补" in page


def test_a_whole_nation_is_written(tmp_path: Path, capsys: Capture) -> None:
    folders = write_nation(tmp_path)
    arguments = [f"{year}={folder}" for year, folder in folders.items()]
    run(*arguments, "--out", tmp_path / "out")
    book = CalamineWorkbook.from_path(tmp_path / "out" / "趋势.xlsx")
    lines = {name: len(book.get_sheet_by_name(name).to_python()) for name in SHEETS[1:]}
    assert lines["历年结论"] == 6
    assert lines["数据不齐的县"] == 2
    assert min(lines.values()) > 1
    assert "还有" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("argument", "message"),
    [
        ("2025", "“2025”不是“年份=文件夹”，应写作 2024=结果2024"),
        ("2025=", "“2025=”不是“年份=文件夹”，应写作 2024=结果2024"),
        ("去年=a", "“去年=a”里的“去年”不是年份，应写作 2024=结果2024"),
        ("20225=a", "“20225=a”里的“20225”不是年份，应写作 2024=结果2024"),
    ],
)
def test_a_year_that_is_none_is_refused(argument: str, message: str, tmp_path: Path) -> None:
    assert refusal(argument, "--out", tmp_path / "out") == message


def test_a_year_given_twice_is_refused(tmp_path: Path) -> None:
    message = "2025 年给了两次\n  怎么改：每年只给一个判定结果的文件夹"
    assert refusal("2025=a", "2025=b", "--out", tmp_path / "out") == message


def test_writing_over_a_run_is_refused(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "a")
    assert refusal(f"2025={folder}", "--out", folder) == (
        f"--out 和判定结果是同一个文件夹 {folder}\n  怎么改：用 --out 换一个文件夹"
    )


def test_rules_that_the_book_no_longer_has_are_refused(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "a", rules={**RULES, "id": "no-such"})
    message = refusal(f"2025={folder}", "--out", tmp_path / "out")
    assert message.startswith("规则手册里找不到这些结果所用的规则：")


def test_nothing_is_written_where_the_plan_is_refused(tmp_path: Path) -> None:
    folder = write_run(tmp_path / "a")
    refusal(f"2025={folder}", "--out", tmp_path / "out", "--confidence", "80")
    assert not (tmp_path / "out").exists()
