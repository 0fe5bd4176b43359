"""``junheng template``: the workbook from the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from junheng.census.records import Census
from junheng.census.writing import write_workbook
from junheng.cli.template import command
from junheng.errors import UserError


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(command, [str(each) for each in arguments], standalone_mode=False)


def refusal(*arguments: str | Path) -> str:
    error = run(*arguments).exception
    assert isinstance(error, UserError)
    return str(error)


def clauses(path: Path) -> list[str]:
    sheet = openpyxl.load_workbook(path)["佐证"]
    return [str(row[0]) for row in sheet.iter_rows(min_row=4, values_only=True) if row[0]]


def test_it_writes_the_workbook_and_says_what_to_do_next(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"

    result = run("--out", path)

    assert result.output == (
        f"✓ 已写出 {path}\n  先看“填报说明”一页；填好后运行：junheng check {path}\n"
    )


def test_every_clause_judged_by_evidence_is_listed_with_its_title(tmp_path: Path) -> None:
    run("--out", tmp_path / "填报.xlsx")

    assert clauses(tmp_path / "填报.xlsx") == [
        *("7.1", "7.2", "7.10", "7.15", "8.3", "8.5", "8.6", "8.7", "8.8"),
        *("10.1", "10.2", "10.3", "10.4", "10.5", "10.6", "E.2", "E.5"),
    ]
    assert openpyxl.load_workbook(tmp_path / "填报.xlsx")["佐证"]["B4"].value == "学校规划布局合理"


def test_a_county_gets_its_code_and_the_vetoes_of_its_province(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"

    run("--out", path, "--county", "210302")

    assert {"10.7", "10.8"} <= set(clauses(path))
    assert openpyxl.load_workbook(path)["佐证"]["F4"].value == "210302"


def test_schools_of_last_year_are_filled_in(census: Census, tmp_path: Path) -> None:
    write_workbook(census, tmp_path / "去年.xlsx")
    path = tmp_path / "填报.xlsx"

    result = run("--out", path, "--schools", tmp_path / "去年.xlsx")

    assert f"✓ 已写出 {path}，预填了 48 所学校\n" in result.output
    book = openpyxl.load_workbook(path)
    assert book["学校"]["C4"].value == "示例县第一小学"
    assert book["学校"]["M4"].value is None
    assert book["县级数据"]["G4"].value == "999901"


def test_an_existing_file_is_overwritten_only_with_force(tmp_path: Path) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(b"")

    assert refusal("--out", path).startswith(f"{path} 已经存在，没有覆盖")
    assert run("--out", path, "--force").exit_code == 0


@pytest.mark.parametrize("stopped", [KeyboardInterrupt, SystemExit])
def test_a_stop_while_overwriting_leaves_the_old_file(
    stopped: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "填报.xlsx"
    path.write_bytes(b"filled in for weeks")

    def stop(_self: Path, _content: bytes) -> int:
        raise stopped

    monkeypatch.setattr(Path, "write_bytes", stop)
    run("--out", path, "--force")

    monkeypatch.undo()
    assert [each.name for each in tmp_path.iterdir()] == ["填报.xlsx"]
    assert path.read_bytes() == b"filled in for weeks"


@pytest.mark.parametrize("force", [(), ("--force",)])
def test_the_list_of_schools_is_never_overwritten_by_the_workbook_made_from_it(
    force: tuple[str, ...], census: Census, tmp_path: Path
) -> None:
    source, link = tmp_path / "去年.xlsx", tmp_path / "link.xlsx"
    write_workbook(census, source)
    link.symlink_to(source)
    before = source.read_bytes()

    for out in (source, link):
        assert refusal("--out", out, "--schools", source, *force) == (
            f"--out 和 --schools 是同一个文件 {out}，写出会毁掉名单\n  怎么改：用 --out 换一个文件名"
        )
    assert source.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--out", "填报.xls"), "填报.xls 不是 .xlsx 文件名\n  怎么改：把文件名写成以 .xlsx 结尾"),
        (
            ("--out", "填报.xlsx", "--county", "53232"),
            "--county 写的“53232”不是 6 位数字\n  怎么改：写县级行政区划代码，例如 532323",
        ),
        (
            ("--out", "填报.xlsx", "--county", "530000"),
            "--county 写的“530000”是省级代码，不是县级\n  怎么改：写县级行政区划代码，例如 532323",
        ),
    ],
)
def test_wrong_arguments_are_refused(arguments: tuple[str, ...], told: str) -> None:
    assert refusal(*arguments) == told
