"""A session of this machine's own: what goes in and comes out, and what is left behind: nothing."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import ibis
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from junheng.engine.spark import start, write_parts
from junheng.engine.spark.needs import SparkMissing
from junheng.errors import UserError
from tests.engine.spark.conftest import needed

if TYPE_CHECKING:
    from junheng.engine.spark.backend import SparkBackend

SMALL = pa.table(
    {
        "code": ["1", "2", None, "学校"],
        "pupils": pa.array([2**53 + 1, None, 0, -1], pa.int64()),
        "area": [1.5, None, math.nan, 0.1],
        "boarding": [True, None, False, True],
    }
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An empty folder where the user stands."""
    before = Path.cwd()
    folder = tmp_path_factory.mktemp("here")
    os.chdir(folder)
    yield folder
    os.chdir(before)


@pytest.fixture(scope="module")
def backend(here: Path) -> Iterator[SparkBackend]:
    needed()
    backend, stop = start("spark", memory="1GB", threads=2)
    yield backend
    stop()
    stop()  # a second time does no harm
    assert list(here.iterdir()) == [], "Spark left something where the user stands"


def values(table: Any) -> list[dict[str, Any]]:
    """Rows that can be compared: NaN as a word."""
    return [
        {name: "NaN" if isinstance(cell, float) and math.isnan(cell) else cell
         for name, cell in row.items()}
        for row in table.to_pylist()
    ]  # fmt: skip


def test_missing_values_large_numbers_and_not_a_number_pass_unchanged(
    backend: SparkBackend,
) -> None:
    returned = backend.to_pyarrow(ibis.memtable(SMALL).mutate(more=ibis.null("int64")))
    assert returned.schema.names == ["code", "pupils", "area", "boarding", "more"]
    assert values(returned.drop_columns("more")) == values(SMALL)


def test_a_single_value_comes_as_itself(backend: SparkBackend) -> None:
    table = ibis.memtable(SMALL)
    assert backend.to_pyarrow(table.pupils.max()).as_py() == 2**53 + 1
    assert backend.execute(table.boarding.sum()) == 2


def test_a_table_kept_may_hold_a_small_table_and_is_let_go(backend: SparkBackend) -> None:
    kept = ibis.memtable(pa.table({"a": [1, 2, 3]})).filter(ibis._.a > 1)
    kept = backend._create_cached_table("kept_for_a_test", kept)
    assert backend.to_pyarrow(kept.a.sum()).as_py() == 5
    backend._drop_cached_table("kept_for_a_test")


def test_parts_may_have_different_columns(backend: SparkBackend, tmp_path: Path) -> None:
    pq.write_table(pa.table({"code": ["1"], "pupils": [1]}), tmp_path / "part-0.parquet")
    pq.write_table(pa.table({"code": ["2"]}), tmp_path / "part-1.parquet")
    table = backend.read_parquet(sorted(tmp_path.iterdir()))
    assert backend.to_pyarrow(table.order_by("code")).to_pylist() == [
        {"code": "1", "pupils": 1},
        {"code": "2", "pupils": None},
    ]


def csv(folder: Path, *files: str) -> list[Path]:
    """CSV files as spreadsheets save them: UTF-8 with a mark at the beginning."""
    for number, content in enumerate(files):
        (folder / f"{number}.csv").write_text(content, encoding="utf-8-sig")
    return sorted(folder.iterdir())


def test_csv_is_read_as_text_with_line_breaks_and_quotation_marks(
    backend: SparkBackend, tmp_path: Path
) -> None:
    files = csv(tmp_path, '编号,名称\n001,"一\n小"\n002,"""红星""小学"\n003,\n')
    assert backend.to_pyarrow(backend.read_csv(files).order_by("编号")).to_pylist() == [
        {"编号": "001", "名称": "一\n小"},
        {"编号": "002", "名称": '"红星"小学'},
        {"编号": "003", "名称": None},
    ]


def test_a_line_with_too_few_cells_is_refused(backend: SparkBackend, tmp_path: Path) -> None:
    table = backend.read_csv(csv(tmp_path, "a,b\n1,2\n3\n"))
    with pytest.raises(UserError) as refusal:
        backend.to_pyarrow(table)
    assert refusal.value.message.startswith("CSV 文件里有的行，格数和表头的列数不同：")


def test_parts_with_different_headers_are_refused(backend: SparkBackend, tmp_path: Path) -> None:
    table = backend.read_csv(csv(tmp_path, "a,b\n1,2\n", "b,a\n1,2\n"))
    with pytest.raises(UserError) as refusal:
        backend.to_pyarrow(table)
    assert refusal.value.message.startswith("同一张表的几个 CSV 文件表头不同：")


def test_a_file_that_is_gone_when_it_is_read_is_told(backend: SparkBackend, tmp_path: Path) -> None:
    pq.write_table(SMALL, tmp_path / "part-0.parquet")
    table = backend.read_parquet(tmp_path / "part-0.parquet")
    (tmp_path / "part-0.parquet").unlink()
    with pytest.raises(UserError) as refusal:
        backend.to_pyarrow(table)
    assert refusal.value.message.startswith("Spark 的工作机找不到要读的文件：")
    assert "共享存储" in refusal.value.remedy


def test_a_division_by_zero_is_a_failure_not_a_number(backend: SparkBackend) -> None:
    with pytest.raises(Exception, match="DIVIDE_BY_ZERO"):
        backend.to_pyarrow(ibis.memtable(SMALL).mutate(x=ibis._.area / 0).x)


def test_a_result_is_a_folder_of_parts_that_takes_the_place_of_an_earlier_one(
    backend: SparkBackend, tmp_path: Path
) -> None:
    target = tmp_path / "rows.parquet"
    target.write_bytes(b"an earlier result in one file")
    for rows in (2, 4):
        write_parts(backend, ibis.memtable(SMALL.slice(0, rows)), target)
        parts = pa.concat_tables(pq.read_table(part) for part in target.glob("part-*.parquet"))
        assert sorted(map(str, values(parts))) == sorted(map(str, values(SMALL.slice(0, rows))))
    assert [each.name for each in tmp_path.iterdir()] == ["rows.parquet"]


def test_a_folder_with_other_files_is_not_replaced(backend: SparkBackend, tmp_path: Path) -> None:
    target = tmp_path / "rows.parquet"
    target.mkdir()
    (target / "letter.docx").write_bytes(b"precious")
    with pytest.raises(UserError) as refusal:
        write_parts(backend, ibis.memtable(SMALL), target)
    assert str(refusal.value) == (
        f"{target} 里有不是计算结果的文件（letter.docx），没有覆盖\n"
        "  怎么改：换一个输出文件夹，或先移走它"
    )
    assert [each.name for each in tmp_path.iterdir()] == ["rows.parquet"]


def test_parts_that_the_workers_wrote_out_of_sight_are_missed(
    backend: SparkBackend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "glob", lambda folder, pattern: iter(()))
    with pytest.raises(UserError) as refusal:
        write_parts(backend, ibis.memtable(SMALL), tmp_path / "rows.parquet")
    assert str(refusal.value) == (
        f"Spark 的工作机写出了 4 行，本机在 {tmp_path} 只看到 0 行\n"
        "  怎么改：输出要放在所有工作机和本机都能以同一路径访问的共享存储上（例如 NFS）"
    )


def test_a_process_has_one_session(backend: SparkBackend) -> None:
    with pytest.raises(SparkMissing) as refusal:
        start("spark")
    assert str(refusal.value) == (
        "这个 Python 进程里已经有一个 Spark 会话\n"
        "  怎么改：先停止它（spark.stop()），或在另一个进程里运行"
    )
