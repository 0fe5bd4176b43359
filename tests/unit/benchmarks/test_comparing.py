"""What benchmarks compare is the same work, and what they report is a ratio."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("ibis")
pytest.importorskip("pandas")

from benchmarks import growth
from benchmarks.nations import Store, rows
from benchmarks.peers import PEERS, Statuses, check_equal, columns
from benchmarks.turns import Timed, ratio

COUNTIES = 6


def judged(name: str, folder: Path) -> Statuses:
    with PEERS[name](folder) as peer:
        peer.work()
        return peer.statuses()


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return Store(folder=tmp_path_factory.mktemp("nations"))


def test_statements_by_hand_and_pandas_say_what_the_engine_says(store: Store) -> None:
    folder = store.nation(COUNTIES)
    found = {name: judged(name, folder) for name in ("engine", "hand", "pandas")}
    check_equal(found)
    assert len(found["engine"]["verdict"]) == COUNTIES


@pytest.mark.parametrize("lists", [("teachers",), ("pupils",)])
def test_lists_counted_by_hand_give_what_the_engine_gives(
    store: Store, lists: tuple[str, ...]
) -> None:
    folder = store.nation(3, lists=lists)
    assert all(rows(folder, name) > 1000 for name in lists)
    check_equal({name: judged(name, folder) for name in ("engine", "hand")})


def test_a_scan_reads_every_table_without_a_verdict(store: Store) -> None:
    with PEERS["scan"](store.nation(COUNTIES)) as peer:
        assert peer.work()
        assert peer.statuses() == {}


def test_different_statuses_are_refused_before_anything_is_timed() -> None:
    one = {name: [2, 2] for name in columns()}
    with pytest.raises(RuntimeError, match=r"hand differs from engine in \['7\.4'\]"):
        check_equal({"engine": one, "hand": one | {"7.4": [2, 0]}})


def test_a_ratio_is_taken_round_by_round_so_that_a_disturbed_round_disturbs_both() -> None:
    timed = {
        "ours": Timed(seconds=[2.0, 20.0, 2.0], processor=[]),
        "theirs": Timed(seconds=[1.0, 10.0, 1.0], processor=[]),
    }
    assert ratio(timed, "ours", "theirs") == 2.0


def test_growth_is_the_steepest_step_against_the_lines() -> None:
    assert growth.steepest([10, 20, 40], [1.0, 2.0, 4.0]) == 1.0
    assert growth.steepest([10, 20, 40], [1.0, 1.5, 4.5]) == 1.5
