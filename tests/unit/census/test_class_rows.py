"""The table classes overrides 最大班额 and 超标班级数, and says so."""

from __future__ import annotations

from tests.unit.census.county_files import FIRST, County, Row, of, the


def classes(*sizes: int) -> list[Row]:
    return [
        {"school_code": FIRST, "stage": "小学", "grade": "一年级", "class_no": str(number),
         "pupils": str(size)}
        for number, size in enumerate(sizes, 1)
    ]  # fmt: skip


def test_agreeing_classes_say_nothing(county: County) -> None:
    county.classes = classes(42, 40, 40, 40, 40, 38)
    assert county.read().defects == ()


def test_the_largest_class_and_those_over_the_standard_are_counted(county: County) -> None:
    county.classes = classes(46, 46, 40, 40, 40, 28)
    reading = county.read()
    row = reading.require().stages[0]
    assert (row.largest_class, row.classes_over) == (46, 2)
    assert [each.message for each in of(reading, "class.overridden")] == [
        "“示例一小”小学最大班额填的是 42，按“班级”表是 46；以“班级”表为准",
        "“示例一小”小学超标班级数填的是 0，按“班级”表是 2；以“班级”表为准",
    ]


def test_blank_figures_are_filled_from_the_classes_without_a_word(county: County) -> None:
    county.stages[0] |= {"largest_class": "", "classes_over": ""}
    county.classes = classes(46, 46, 40, 40, 40, 28)
    reading = county.read()
    assert reading.defects == ()
    assert reading.require().stages[0].largest_class == 46


def test_pupils_that_do_not_add_up_are_an_error_with_both_numbers(county: County) -> None:
    county.classes = classes(42, 40, 40, 40, 40, 40)
    defect = the(county.read())
    assert defect.message == "“示例一小”小学在校生数是 240，“班级”表各班相加是 242"
    assert defect.severity == "error"


def test_another_number_of_classes_is_an_error(county: County) -> None:
    county.classes = classes(42, 42, 40, 40, 40, 30, 6)
    assert the(county.read()).message == "“示例一小”小学班级数是 6，“班级”表里有 7 个班"


def test_classes_of_a_stage_that_is_not_listed(county: County) -> None:
    county.classes = [row | {"stage": "初中"} for row in classes(40, 40)]
    found = of(county.read(), "class.no_stage")
    assert [each.message for each in found] == ["“示例一小”在“学段”表里没有初中一行"]


def test_a_stage_whose_row_could_not_be_read_is_not_missing(county: County) -> None:
    county.classes = classes(42, 40, 40, 40, 40, 38)
    county.stages[0]["pupils"] = "—"
    assert [each.check for each in county.read().defects] == ["cell.placeholder"]


def test_the_same_class_twice(county: County) -> None:
    county.classes = classes(42, 40, 40, 40, 40, 38)
    county.classes[1]["class_no"] = "1"
    assert the(county.read()).message == "这个班级在第 2 行已经有了"
