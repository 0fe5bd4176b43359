"""``junheng engine run`` and ``junheng engine sql``: what they print, write and refuse."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from junheng.cli.engine import COMMANDS
from junheng.cli.engine import command as group
from junheng.cli.engine_run import beginning
from junheng.cli.engine_run import command as run_command
from junheng.cli.engine_run_notes import notes
from junheng.cli.engine_sql import command as sql_command
from junheng.errors import InputError, UserError
from junheng.evaluation import document, evaluate
from junheng.rulebook import rules
from tests.engine import datasets
from tests.spec import drawing

Capture = pytest.CaptureFixture[str]
ON = drawing.ON.isoformat()


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "120")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Two counties: one meets everything, one has a school that is too large."""
    good = drawing.county(drawing.FOUR_SCHOOLS)
    large = drawing.county(drawing.FOUR_SCHOOLS.replace("1000", "2001", 1))
    return datasets.write(datasets.together([good, large]), tmp_path / "data")


def run(*arguments: object) -> None:
    run_command.main([str(each) for each in arguments], standalone_mode=False)


def test_the_board_comes_first_then_what_counties_fail(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    run(data, "--on", ON, "--out", tmp_path / "out")

    page = capsys.readouterr().out
    assert page.splitlines()[0].strip() == "2 个县   ✓ 达标 1  ✗ 未达标 1  ? 无法判定 0"
    assert "7.4" in page
    assert f"接下来：junheng engine compare {tmp_path / 'out'} --out 比较" in page


def test_a_county_asked_for_is_written_as_the_json_of_evaluate(data: Path, tmp_path: Path) -> None:
    run(data, "--on", ON, "--out", tmp_path / "out", "--json", "990001")

    found = json.loads((tmp_path / "out" / "990001.json").read_text(encoding="utf-8"))
    census = datasets.together([drawing.county(drawing.FOUR_SCHOOLS)])
    expected = document(evaluate(census, drawing.ruleset()))
    assert found["counties"] == json.loads(json.dumps(expected["counties"]))


def test_columns_that_mean_nothing_are_named_not_passed_over(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    stages = pq.read_table(data / "stages.parquet")
    names = ["骨干老师" if name == "backbone" else name for name in stages.column_names]
    pq.write_table(stages.rename_columns(names), data / "stages.parquet")

    run(data, "--on", ON, "--out", tmp_path / "out")

    assert "没有读取的列（表头不认识，是不是写错了）：学段.骨干老师" in capsys.readouterr().out
    about = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert about["ignored"] == ["学段.骨干老师"]


def test_a_county_that_is_not_there_is_named(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="数据里没有这些县：123456"):
        run(data, "--on", ON, "--out", tmp_path / "out", "--json", "123456")


def test_data_with_errors_is_not_judged_and_every_defect_is_written(
    data: Path, tmp_path: Path
) -> None:
    spoil(data)

    with pytest.raises(InputError) as caught:
        run(data, "--on", ON, "--out", tmp_path / "out")

    assert "数据有 1 处错误，没有判定" in str(caught.value)
    assert "--skip-refused" in str(caught.value)
    defects = pq.read_table(tmp_path / "out" / "defects.parquet").to_pylist()
    (error,) = (each for each in defects if each["severity"] == "error")
    assert (error["check"], error["county_code"], error["stage"]) == (
        "people.more_than_pupils",
        "990002",
        "junior",
    )
    assert not (tmp_path / "out" / "run.json").exists()


def test_counties_with_errors_can_be_skipped_and_are_named(
    data: Path, tmp_path: Path, capsys: Capture
) -> None:
    spoil(data)

    run(data, "--on", ON, "--out", tmp_path / "out", "--skip-refused")

    assert "有 1 个县的数据有错误，没有判定：990002" in capsys.readouterr().out
    counties = pq.read_table(tmp_path / "out" / "counties.parquet")
    assert counties["county_code"].to_pylist() == ["990001"]


def spoil(data: Path) -> None:
    """More boarders than pupils in the last school of the second county."""
    census = datasets.together([drawing.county(drawing.FOUR_SCHOOLS)] * 2)
    *others, last = census.stages
    datasets.write(replace(census, stages=(*others, replace(last, boarders=5000))), data)


def test_a_place_can_be_judged_alone(data: Path, tmp_path: Path) -> None:
    run(data, "--on", ON, "--out", tmp_path / "out", "--only", "990002")

    counties = pq.read_table(tmp_path / "out" / "counties.parquet")
    assert counties["county_code"].to_pylist() == ["990002"]


def test_a_place_without_a_county_in_the_data_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有可以判定的县"):
        run(data, "--on", ON, "--out", tmp_path / "out", "--only", "53")


def test_errors_elsewhere_do_not_refuse_a_place(data: Path, tmp_path: Path) -> None:
    spoil(data)

    run(data, "--on", ON, "--out", tmp_path / "out", "--only", "990001")

    counties = pq.read_table(tmp_path / "out" / "counties.parquet")
    assert counties["county_code"].to_pylist() == ["990001"]


@pytest.mark.parametrize("code", ["5", "五三", "5323000"])
def test_what_is_no_code_of_a_place_is_refused(code: str) -> None:
    with pytest.raises(InputError, match=f"--only 的“{code}”不是行政区划代码"):
        beginning(code)


def test_a_code_is_cut_to_what_all_counties_of_the_place_begin_with() -> None:
    assert [beginning(code) for code in ("530000", "532300", "532323", "53")] == [
        "53",
        "5323",
        "532323",
        "53",
    ]


def test_places_whose_figures_differ_are_pointed_out() -> None:
    said = notes(["532301", "532323", "110101", "990001"], drawing.ruleset())

    assert said == [
        "有 2 个县所在地另有规定（楚雄彝族自治州），要按它判定：--only 5323 --jurisdiction 5323"
    ]


def test_counties_that_the_rules_are_not_for_are_counted() -> None:
    said = notes(["532323", "990001"], rules(jurisdiction="5323", on=drawing.ON))

    assert said == ["有 1 个县不在楚雄彝族自治州，却按楚雄彝族自治州的规则判定"]


def test_counties_settled_by_the_reference_are_counted(tmp_path: Path, capsys: Capture) -> None:
    census = drawing.county(
        """
        school | stage   | pupils | backbone
        A      | primary | 1000   | 10
        B      | primary | 1000   | 30
        """
    )
    run(datasets.write(census, tmp_path / "data"), "--on", ON, "--out", tmp_path / "out")

    assert "有 1 个县的数值紧贴界限，已由参考评估器精确重判。" in capsys.readouterr().out


def test_a_statement_names_its_rules_and_ends_where_an_auditor_can_run_it(
    capsys: Capture,
) -> None:
    sql_command.main(["7.11", "--on", ON], standalone_mode=False)

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"-- 全国，{ON}，7.11"
    assert lines[1] == f"-- 规则指纹 {drawing.ruleset().fingerprint}"
    assert lines[-1].endswith(";")


def test_a_clause_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UserError, match=r"没有条款“7\.16”"):
        sql_command.main(["7.16", "--on", ON], standalone_mode=False)


def test_the_group_lists_its_commands_and_loads_none_that_does_not_exist() -> None:
    ran = CliRunner().invoke(group, ["--help"])

    assert all(name in ran.output for name in COMMANDS)
    assert CliRunner().invoke(group, ["judge"]).exit_code == 2
