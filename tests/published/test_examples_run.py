"""The scripts in ``examples`` run on the real data and tell what is told of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
SHARED = Path(os.environ.get("JUNHENG_SHARED", PROJECT.parent / "shared"))


def needs(*parts: str) -> pytest.MarkDecorator:
    path = SHARED.joinpath("data", *parts)
    reason = f"real data is not shipped: {'/'.join(parts)} is not in {SHARED.name}"
    return pytest.mark.skipif(not path.exists(), reason=reason)


def run(name: str, *arguments: str, shared: Path = SHARED) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "JUNHENG_SHARED": str(shared), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-m", f"examples.{name}.run", *arguments],
        cwd=PROJECT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def told(name: str, *arguments: str) -> str:
    done = run(name, *arguments)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("name", ["beijing", "malaysia", "alagoas"])
def test_a_script_without_its_data_says_so_and_ends_with_two(name: str, tmp_path: Path) -> None:
    done = run(name, shared=tmp_path)

    assert done.returncode == 2
    assert done.stderr.startswith("没有数据 schools/")
    assert "JUNHENG_SHARED" in done.stderr


def test_the_worked_example_runs_without_any_data(tmp_path: Path) -> None:
    assert "差异系数 = 0.515257，公布值 0.515257" in run("published", shared=tmp_path).stdout


@needs("published", "basic-balance-counties.csv")
def test_every_published_composite_agrees_with_the_mean_of_eight() -> None:
    output = told("published")

    assert output.count("，一致") == 12
    assert "不一致" not in output


@needs("schools", "beijing-schools.csv")
def test_the_defects_of_the_beijing_list_are_caught_and_named(tmp_path: Path) -> None:
    output = told("beijing", "--out", str(tmp_path / "tables"))

    assert "名单映射成 1812 条学校记录" in output
    assert "错误 premises.postcode 面积是邮政编码" in output
    assert "与本行的邮政编码 100022 相同" in output
    assert "错误 doubled.school 一贯制学校按全校数填了两次" in output
    assert sorted(path.name for path in (tmp_path / "tables").iterdir()) == [
        "schools.csv",
        "stages.csv",
    ]


@needs("schools", "beijing-schools.csv")
def test_nearly_every_area_of_the_beijing_list_and_every_doubled_school_is_found() -> None:
    output = told("beijing")
    found = dict(re.findall(r"错误 (\S+) \S+：(\d+) 处", output))

    assert int(found["premises.postcode"]) >= 1800
    # 182 names stand in both lists; 173 of them are 一贯制 schools, some in several parts.
    assert int(found["doubled.school"]) >= 173


@needs("schools", "malaysia-2020.csv")
def test_ten_thousand_schools_are_read_without_error_and_every_district_gets_its_coefficients() -> (
    None
):
    output = told("malaysia")

    assert "映射成 10067 所学校，145 个县" in output
    assert "没有映射：没有填学生数，9 所" in output
    assert "读取：0 处错误" in output
    assert "小学：145 个县，算出 145 个，缺数据 0 个" in output
    assert "0.000  Sarawak / Selangau（1 所，649 人）" in output


@needs("schools", "alagoas-2018.csv")
def test_a_zero_that_means_not_known_leaves_the_disparity_open() -> None:
    output = told("alagoas")

    assert "映射成 2421 所学校，102 个市" in output
    assert "有学生，教师记为 0（复式班）：按不知道处理，不当作 0：12" in output
    assert "小学：102 个县，算出 94 个，缺数据 8 个" in output
    assert "初中：102 个县，算出 100 个，缺数据 2 个" in output


COLUMNS = (
    *("CO_MUNICIPIO", "NO_MUNICIPIO", "CO_ENTIDADE", "NO_ENTIDADE"),
    *("TP_DEPENDENCIA", "TP_LOCALIZACAO"),
    *("QT_MAT_FUND_AI", "QT_MAT_FUND_AF", "QT_DOC_FUND", "QT_DOC_FUND_AI", "QT_DOC_FUND_AF"),
)


def test_the_code_for_not_known_is_not_read_as_a_number(tmp_path: Path) -> None:
    # One municipality, two schools of both stages; the second did not tell its later teachers.
    lines = [
        ";".join(COLUMNS),
        "2700102;Água Branca;27000001;ESCOLA A;3;2;100;80;15;8;7",
        "2700102;Água Branca;27000002;ESCOLA B;3;2;120;90;88888;6;88888",
    ]
    source = tmp_path / "data" / "schools" / "alagoas-2018.csv"
    source.parent.mkdir(parents=True)
    source.write_text("\n".join(lines), encoding="latin-1")

    done = run("alagoas", "--out", str(tmp_path / "tables"), shared=tmp_path)

    assert done.returncode == 0, done.stderr
    assert "不能算：Água Branca，1 所学校的教师数不知道" in done.stdout
    assert "27000002,junior,90,\n" in (tmp_path / "tables" / "stages.csv").read_text("utf-8")
