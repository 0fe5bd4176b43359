"""Counties that lack a year, or were given another code; runs that cannot be followed."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from junheng.engine.trends.lists import Renaming
from junheng.engine.trends.plan import Plan
from junheng.errors import InputError
from tests.engine.finished_runs import PLACE, RULES, clause, county, disparity, school, write_run
from tests.engine.trends.conftest import MEASURES, Followed, only

OLD, NEW = "990231", "990202"


def test_a_year_without_data_is_passed_over_and_listed(followed: Followed, tmp_path: Path) -> None:
    here, elsewhere = county(), county(code=NEW)
    trend = followed(
        {
            2023: write_run(tmp_path / "a", [here, elsewhere], [clause("7.1", "met")]),
            2024: write_run(tmp_path / "b", [elsewhere]),
            2025: write_run(tmp_path / "c", [here, elsewhere], [clause("7.1", "not_met")]),
        }
    )
    found = only(trend, "clause_changes")
    assert (found["year_before"], found["year"], found["change"]) == (2023, 2025, "worsened")
    assert trend.tables["incomplete"].to_pylist() == [
        {"county_code": PLACE, "name": None, "present": "2023,2025", "absent": "2024"}
    ]


def test_a_county_of_one_year_only_is_listed_not_dropped(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", [county(), county(code=OLD, name="旧县")]),
            2025: write_run(tmp_path / "b"),
        }
    )
    assert only(trend, "verdicts", county_code=OLD)["year"] == 2024
    assert only(trend, "incomplete")["name"] == "旧县"


def test_a_school_away_for_a_year_is_compared_with_the_year_before_that(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        {
            2023: write_run(tmp_path / "a", rows=[school("1"), school("2")]),
            2024: write_run(tmp_path / "b", rows=[school("2")]),
            2025: write_run(tmp_path / "c", rows=[school("1", "not_met"), school("2")]),
        }
    )
    found = only(trend, "school_changes")
    assert (found["year_before"], found["year"]) == (2023, 2025)
    assert only(trend, "verdicts", year=2024)["gone"] == 1
    assert only(trend, "verdicts", year=2025)["appeared"] == 1


def test_a_county_with_a_new_code_is_one_county(followed: Followed, tmp_path: Path) -> None:
    def run(name: str, code: str, cv: float) -> Path:
        place = {"county_code": code}
        return write_run(
            tmp_path / name,
            [county(code=code)],
            (),
            [disparity(cv, **place)],
            [school("1", **place)],
        )

    trend = followed(
        {2023: run("a", OLD, 0.2), 2024: run("b", OLD, 0.25), 2025: run("c", NEW, 0.3)},
        renamed=(Renaming(old=OLD, new=NEW, year=2025),),
    )
    assert only(trend, "risks")["n"] == 3
    assert {row["county_code"] for row in trend.tables["verdicts"].to_pylist()} == {NEW}
    assert trend.tables["incomplete"].num_rows == 0
    assert only(trend, "verdicts", year=2025)["appeared"] == 0


def test_a_county_renamed_twice_is_followed_to_its_last_code(
    followed: Followed, tmp_path: Path
) -> None:
    codes = {2023: "990231", 2024: "990232", 2025: "990233"}
    trend = followed(
        {y: write_run(tmp_path / str(y), [county(code=code)]) for y, code in codes.items()},
        renamed=(
            Renaming(old="990232", new="990233", year=2025),
            Renaming(old="990231", new="990232", year=2024),
        ),
    )
    assert {row["county_code"] for row in trend.tables["verdicts"].to_pylist()} == {"990233"}


def test_a_code_given_to_another_county_later_stays_where_it_is(
    followed: Followed, tmp_path: Path
) -> None:
    trend = followed(
        {
            2024: write_run(tmp_path / "a", [county(code=OLD)]),
            2025: write_run(tmp_path / "b", [county(code=NEW), county(code=OLD)]),
        },
        renamed=(Renaming(old=OLD, new=NEW, year=2025),),
    )
    assert only(trend, "verdicts", county_code=OLD)["year"] == 2025


def test_two_counties_merged_are_not_a_new_code(followed: Followed, tmp_path: Path) -> None:
    folders = {
        2024: write_run(tmp_path / "a", [county(code=OLD), county(code=NEW)]),
        2025: write_run(tmp_path / "b", [county(code=NEW)]),
    }
    with pytest.raises(InputError) as refused:
        followed(folders, renamed=(Renaming(old=OLD, new=NEW, year=2025),))
    assert str(refused.value) == (
        "同一年里有两个县的代码相同：2024 年的 990202\n"
        "  怎么改：检查那一年的数据，和 --renamed 的名单：撤并成一个县的，不能当作更换代码"
    )


def test_of_many_doubled_counties_ten_are_named(followed: Followed, tmp_path: Path) -> None:
    twice = [county(code=f"9901{n:02}") for n in range(1, 13)] * 2
    with pytest.raises(InputError, match="2025 年的 990110等 12 处"):
        followed({2025: write_run(tmp_path / "a", twice)})


def test_rules_that_differ_between_years_are_said(followed: Followed, tmp_path: Path) -> None:
    trend = followed(
        {
            2023: write_run(tmp_path / "a"),
            2024: write_run(tmp_path / "b"),
            2025: write_run(tmp_path / "c", rules={**RULES, "fingerprint": "0" * 64}),
        }
    )
    assert trend.rules_differ
    assert trend.tables["rules"]["same_as_before"].to_pylist() == [None, True, False]


def test_everything_wrong_with_the_folders_is_said_at_once(
    followed: Followed, tmp_path: Path
) -> None:
    broken, lacking = write_run(tmp_path / "b"), write_run(tmp_path / "c")
    (broken / "rows.parquet").write_bytes(b"PAR1 no")
    (broken / "clauses.parquet").unlink()
    table = pq.read_table(lacking / "disparities.parquet").drop_columns(["cv", "limit"])
    pq.write_table(table, lacking / "disparities.parquet")
    with pytest.raises(InputError) as refused:
        followed({2023: tmp_path / "a", 2024: broken, 2025: lacking})
    said = re.sub("（.*）", "", str(refused.value))  # the engine's own words
    assert said == (
        f"2023 年：找不到文件夹 {tmp_path / 'a'}\n"
        f"  2024 年：{broken} 不是完整的判定结果：缺少 clauses 表；rows 表不是完好的 Parquet 文件\n"
        f"  2025 年：{lacking} 不是完整的判定结果：disparities 表缺少列 cv、limit\n"
        "  怎么改：给出 junheng engine run --out 写出的文件夹；不全的，重新判定一次"
    )


def test_a_folder_that_is_no_run_is_refused(followed: Followed, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"里没有 run\.json，不是判定结果"):
        followed({2025: tmp_path})


@pytest.mark.parametrize("content", ["", "[]", "{}", json.dumps({"ruleset": {}})])
def test_a_run_that_does_not_tell_its_rules_is_refused(
    followed: Followed, tmp_path: Path, content: str
) -> None:
    folder = write_run(tmp_path / "a")
    (folder / "run.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="读不懂，没有写明用的是哪套规则"):
        followed({2025: folder})


def test_a_table_in_parts_is_read_whole(followed: Followed, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "a")
    (folder / "counties.parquet").unlink()
    (folder / "counties").mkdir()
    for code in (OLD, NEW):
        part = write_run(tmp_path / code, [county(code=code)]) / "counties.parquet"
        part.rename(folder / "counties" / f"part-{code}.parquet")
    assert followed({2025: folder}).tables["verdicts"].num_rows == 2


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"folders": {}}, "没有给出任何一年的判定结果\n  怎么改：写成 2024=结果2024 2025=结果2025"),
        (
            {"following": 2025},
            (
                "外推到 2025 年，但最后一年的数据就是 2025 年\n"
                "  怎么改：外推的年份应晚于 2025 年；不写就是 2026 年"
            ),
        ),
        ({"confidence": 1.0}, "置信水平 1 不在 0 与 1 之间\n  怎么改：写成 0.8、0.9 或 0.95"),
    ],
)
def test_a_plan_that_makes_no_sense_is_refused(settings: dict[str, object], message: str) -> None:
    usual = {"folders": {2025: Path("a")}, "following": 2026, "measures": MEASURES}
    with pytest.raises(InputError) as refused:
        Plan(**{**usual, **settings})  # type: ignore[arg-type]
    assert str(refused.value) == message
