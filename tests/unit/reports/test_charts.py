"""Charts: one specification for Word and page, readable without colour, in a font that is shipped."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from junheng.evaluation import CountyResult, Evaluation
from junheng.model import Stage
from junheng.reports import charts
from junheng.reports.charts import look
from junheng.reports.charts.drawing import FONTS, png, svg
from junheng.reports.charts.look import FILLS, FONT, SHAPES, STATUSES
from junheng.reports.charts.matrix import unique_labels

Chart = Callable[[CountyResult, Evaluation], dict[str, Any]]


def matrix(county: CountyResult, evaluation: Evaluation) -> dict[str, Any]:
    return charts.matrix(county.rows, evaluation)


ALL: tuple[Chart, ...] = (charts.attainment, charts.coefficients, charts.distribution, matrix)


def values(spec: Any) -> Iterator[dict[str, Any]]:
    """All data of a specification."""
    if isinstance(spec, dict):
        for key, inner in spec.items():
            if key == "values" and isinstance(inner, list):
                yield from inner
            else:
                yield from values(inner)
    elif isinstance(spec, list):
        for inner in spec:
            yield from values(inner)


@pytest.mark.parametrize("chart", ALL)
def test_every_chart_can_be_drawn_for_every_county(
    chart: Chart, passes: Evaluation, undecided: Evaluation, troubled: Evaluation
) -> None:
    for evaluation in (passes, undecided, troubled):
        spec = chart(evaluation.counties[0], evaluation)
        assert png(spec, ppi=72).startswith(b"\x89PNG")


@pytest.mark.parametrize("chart", ALL)
def test_a_chart_is_plain_data_and_equal_input_gives_equal_bytes(
    chart: Chart, undecided: Evaluation
) -> None:
    county = undecided.counties[0]
    spec = chart(county, undecided)
    assert json.loads(json.dumps(spec)) == spec
    assert svg(spec) == svg(chart(county, undecided))


def test_shades_keep_their_order_on_a_black_and_white_printer() -> None:
    def light(colour: str) -> float:
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        return (0.2126 * red + 0.7152 * green + 0.0722 * blue) / 255

    met, near, short, unknown = (light(fill) for fill in FILLS)
    assert unknown > met > near > short
    assert min(unknown - met, met - near, near - short) > 0.1


def test_every_status_has_a_shape_and_a_sign_of_its_own() -> None:
    assert len(set(SHAPES)) == len(STATUSES) == len({each.mark for each in STATUSES})


def test_a_coefficient_beyond_its_limit_says_so_in_words(troubled: Evaluation) -> None:
    county = troubled.counties[0]
    over = county.disparity(Stage.PRIMARY, "equipment")
    labels = {
        each["label"] for each in values(charts.coefficients(county, troubled)) if "label" in each
    }
    assert over.cv is not None
    assert f"{float(over.cv):.3f} 超限" in labels


def test_a_coefficient_that_is_not_known_shows_the_range_left_open(undecided: Evaluation) -> None:
    county = undecided.counties[0]
    labels = [
        each["label"] for each in values(charts.coefficients(county, undecided)) if "label" in each
    ]
    assert any(label.startswith("? 0.") and "～" in label for label in labels)


def test_the_parts_of_a_bar_count_every_row(troubled: Evaluation) -> None:
    county = troubled.counties[0]
    counted: dict[str, int] = {}
    for each in values(charts.attainment(county, troubled)):
        counted[each["indicator"]] = counted.get(each["indicator"], 0) + each["count"]
    assert set(counted.values()) == {len(county.rows)}


def test_the_distribution_leaves_out_only_what_is_missing(undecided: Evaluation) -> None:
    county = undecided.counties[0]
    known = sum(each.value is not None for row in county.rows for each in row.indicators)
    drawn = [each for each in values(charts.distribution(county, undecided)) if "ratio" in each]
    assert len(drawn) == known
    assert all(0 <= each["ratio"] <= 2.5 for each in drawn)


def test_schools_of_one_name_keep_rows_of_their_own(passes: Evaluation) -> None:
    row = passes.counties[0].rows[0]
    assert unique_labels([row, row]) == [f"{row.name}（{row.school_code}）"] * 2
    assert unique_labels([row]) == [row.name]


def test_names_reach_a_chart_as_data_and_never_as_an_expression(troubled: Evaluation) -> None:
    spec = charts.matrix(troubled.counties[0].rows, troubled)
    without_data = json.dumps({**spec, "data": None}, ensure_ascii=False)
    assert "HYPERLINK" not in without_data


def test_a_control_character_in_a_name_does_not_end_the_program(troubled: Evaluation) -> None:
    # Drawn as it is, it would abort the process: vega/vl-convert issue 220.
    rows = troubled.counties[0].rows
    assert any("\x07" in row.name for row in rows)
    assert "\\u0007" not in json.dumps(charts.matrix(rows, troubled))
    assert look.fit({"a": ["\x00甲", ("乙\ud800",), 1, None]}) == {"a": ["□甲", ["乙□"], 1, None]}


def test_the_shipped_font_is_renamed_licensed_and_small() -> None:
    file = FONTS / "JunhengSansSC-Regular.otf"
    font = TTFont(file)
    assert font["name"].getDebugName(1) == FONT
    assert "Noto" not in "".join(str(font["name"].getDebugName(each)) for each in (1, 3, 4, 6))
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    assert file.stat().st_size < 3_000_000
    licence = (FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert "Adobe" in licence


def test_the_shipped_font_has_every_sign_and_word_of_the_charts(undecided: Evaluation) -> None:
    known = set(TTFont(FONTS / "JunhengSansSC-Regular.otf").getBestCmap())
    county = undecided.counties[0]
    text = "".join(json.dumps(chart(county, undecided), ensure_ascii=False) for chart in ALL)
    assert {each for each in text if ord(each) not in known} == set()
    assert {ord(each) for each in "✓✗△?–※≤≥"} <= known
