"""``evaluation.json``: written whole, or refused in a sentence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from junheng.cli.evaluate import judged
from junheng.cli.json_output import write_json
from junheng.errors import UserError
from junheng.evaluation import Evaluation, document


@pytest.fixture
def evaluation(workbooks: dict[str, Path]) -> Evaluation:
    return judged(workbooks["passes"], jurisdiction="", on=None, with_=())[0]


def test_the_file_holds_the_document_and_replaces_that_of_an_earlier_run(
    evaluation: Evaluation, tmp_path: Path
) -> None:
    (tmp_path / "evaluation.json").write_text("{}", encoding="utf-8")
    written = write_json(evaluation, tmp_path)
    assert json.loads(written.read_text(encoding="utf-8")) == document(evaluation)
    assert list(tmp_path.iterdir()) == [written]


def test_a_folder_in_its_place_is_refused(evaluation: Evaluation, tmp_path: Path) -> None:
    target = tmp_path / "evaluation.json"
    target.mkdir()
    with pytest.raises(UserError) as refused:
        write_json(evaluation, tmp_path)
    assert str(refused.value) == (
        f"写不了 {target}：这是一个文件夹\n  怎么改：换一个文件名，或先移走这个文件夹"
    )
