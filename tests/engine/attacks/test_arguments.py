"""Arguments that make no sense, and what is never overwritten because of them."""

from __future__ import annotations

from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from junheng.cli.engine_run import beginning
from junheng.cli.engine_run import command as run_command
from junheng.errors import UserError
from tests.engine import datasets
from tests.spec import drawing

ON = drawing.ON.isoformat()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return datasets.write(
        datasets.together([drawing.county(drawing.FOUR_SCHOOLS)]), tmp_path / "data"
    )


def run(*arguments: object) -> None:
    run_command.main([str(each) for each in ("--on", ON, *arguments)], standalone_mode=False)


def refusal(*arguments: object) -> str:
    with pytest.raises((UserError, click.ClickException)) as caught:
        run(*arguments)
    return str(caught.value)


@pytest.mark.parametrize("memory", ["abc", "0", "0GB", "-1GB", "", "1GB; drop", "1XB", "１GB"])
def test_memory_that_is_no_size_is_refused_before_anything_starts(
    data: Path, tmp_path: Path, memory: str
) -> None:
    said = refusal(data, "--out", tmp_path / "out", f"--memory={memory}")
    assert said == f"“{memory}”不是内存的大小，应写作 4GB 或 512MB"


@pytest.mark.parametrize("threads", ["0", "-1", "abc", "100000", "²"])
def test_a_number_of_cores_that_no_machine_has_is_refused(
    data: Path, tmp_path: Path, threads: str
) -> None:
    said = refusal(data, "--out", tmp_path / "out", f"--threads={threads}")
    assert said == f"“{threads}”不是 1 到 1024 的整数"


def test_too_little_memory_is_not_blamed_on_a_file(data: Path, tmp_path: Path) -> None:
    said = refusal(data, "--out", tmp_path / "out", "--memory", "1KB")
    assert said.startswith("内存不够，计算没有完成（")
    assert said.endswith("怎么改：用 --memory 给得多一些，或用 --threads 少用几个核")


@pytest.mark.parametrize("code", ["00", "0000", "000000"])
def test_a_code_of_zeros_does_not_mean_everywhere(code: str) -> None:
    with pytest.raises(UserError) as caught:
        beginning(code)
    assert str(caught.value) == (
        f"--only 的“{code}”不是任何地方的代码\n  怎么改：判定全部县时去掉 --only"
    )


@pytest.mark.parametrize("wrong", [("--only", "53"), ("--json", "999999")])
def test_a_place_that_the_data_lacks_costs_no_earlier_results(
    data: Path, tmp_path: Path, wrong: tuple[str, str]
) -> None:
    out = tmp_path / "out"
    run(data, "--out", out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    refusal(data, "--checked", "--out", out, *wrong)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_code_asked_for_as_json_cannot_lead_out_of_the_folder(data: Path, tmp_path: Path) -> None:
    path = data / "schools.parquet"
    schools = pq.read_table(path)
    codes = pa.array(["../leak"] * len(schools))
    pq.write_table(schools.set_column(0, "county_code", codes), path)
    assert schools.column_names[0] == "county_code"
    said = refusal(data, "--checked", "--out", tmp_path / "out", "--json", "../leak")
    assert said == "--json 的“../leak”不是县级代码\n  怎么改：写 6 位数字，如 532323"
    assert not (tmp_path / "leak.json").exists()


@pytest.mark.parametrize(
    ("table", "column", "word"),
    [
        ("stages", "stage", "研究生"),
        ("rooms", "kind", "舞蹈"),
        ("attestations", "conclusion", "好"),
    ],
)
def test_unchecked_words_that_are_no_choice_end_in_a_sentence(
    data: Path, tmp_path: Path, table: str, column: str, word: str
) -> None:
    path = data / f"{table}.parquet"
    found = pq.read_table(path)
    words = [word, *found[column].to_pylist()[1:]]
    place = found.column_names.index(column)
    pq.write_table(found.set_column(place, column, pa.array(words)), path)
    said = refusal(data, "--checked", "--out", tmp_path / "out", "--json", "990001")
    assert said == (
        "数据里有读不懂的值，不能判定\n"
        "  怎么改：先用 junheng engine check 检查并改正；或去掉 --checked"
    )


def test_the_same_data_give_the_same_board(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (data / "county.parquet").unlink()
    run(data, "--out", tmp_path / "out")
    clauses = [line.split()[0] for line in capsys.readouterr().out.splitlines() if "." in line[:4]]
    assert clauses == sorted(clauses, key=lambda each: [int(part) for part in each.split(".")])
    assert len(clauses) > 5
