"""Figures that cannot be true together: each is told with both numbers."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.census.county_files import FIRST, SECOND, THIRD, County, of, school, stage, the


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"boarders": "241"}, "寄宿生数 241 大于在校生数 240"),
        ({"migrant_pupils": "241"}, "随迁子女在校生数 241 大于在校生数 240"),
        ({"catchment_pupils": "241"}, "划片范围内在校生数 241 大于在校生数 240"),
        ({"backbone": "21"}, "县级及以上骨干教师数 21 大于专任教师数 20"),
        ({"certified": "21"}, "持教师资格证专任教师数 21 大于专任教师数 20"),
        ({"trained_360": "21"}, "五年满360学时专任教师数 21 大于专任教师数 20"),
        ({"degree_bachelor": "16"}, "各学历专任教师数之和 21 大于专任教师数 20"),
        ({"degree_bachelor": "", "degree_associate": "20"}, "各学历专任教师数之和 21 大于专任教师数 20"),
        ({"pe": "19"}, "体育、音乐、美术、艺术专任教师数之和 21 大于专任教师数 20"),
        ({"classes": "0", "classes_over": "", "largest_class": ""}, "有 240 名学生，班级数却是 0"),
        ({"classes": "1", "largest_class": "241", "classes_over": "", "grades": ""},
         "最大班额 241 大于在校生数 240"),
        ({"largest_class": "39"}, "6 个班、每班最多 39 人，最多 234 人，容不下在校生 240 人"),
        ({"classes_over": "1"}, "有 1 个超标班级，最大班额却只有 42，没有超过 45"),
        ({"largest_class": "46"}, "最大班额 46 超过 45，超标班级数却是 0"),
        ({"classes_over": "7", "largest_class": "50"}, "超标班级数 7 大于班级数 6"),
        ({"classes_over": "6", "largest_class": ""}, "6 个超标班级至少有 276 人，在校生却只有 240 人"),
    ],
)  # fmt: skip
def test_a_stage_contradicts_itself(county: County, changes: dict[str, Any], message: str) -> None:
    county.stages[0] |= changes
    defect = the(county.read())
    assert (defect.message, defect.severity, defect.row) == (message, "error", 2)


@pytest.mark.parametrize(
    "changes",
    [
        {"boarders": "240", "migrant_pupils": "240", "catchment_pupils": "240"},
        {"backbone": "20", "certified": "20", "trained_360": "20"},
        {"degree_bachelor": "15"},
        {"pe": "18"},
        {"largest_class": "40"},
        {"largest_class": "45"},
        {"teachers": "", "backbone": "500"},
    ],
)
def test_at_the_limit_nothing_is_wrong(county: County, changes: dict[str, Any]) -> None:
    county.stages[0] |= changes
    assert county.read().defects == ()


def test_a_class_of_fifty_is_over_in_a_primary_but_not_in_a_junior_school(county: County) -> None:
    county.stages[3] |= {"largest_class": "50"}
    assert county.read().defects == ()


def test_teachers_without_pupils(county: County) -> None:
    county.stages[1] = {
        "school_code": SECOND, "stage": "primary", "pupils": "0", "teachers": "3",
    }  # fmt: skip
    assert the(county.read()).message == "在校生数是 0，却有 3 名专任教师"


def test_a_closed_stage_without_pupils_and_teachers_is_right(county: County) -> None:
    county.stages[1] = {"school_code": SECOND, "stage": "primary", "pupils": "0", "teachers": "0"}
    assert county.read().defects == ()


def test_pupils_without_teachers_are_doubted(county: County) -> None:
    county.stages[0] = {"school_code": FIRST, "stage": "primary", "pupils": "9", "teachers": "0"}
    defect = the(county.read())
    assert (defect.message, defect.severity) == ("有 9 名学生，专任教师数却是 0", "warning")


def test_fewer_classes_than_grades_are_doubted(county: County) -> None:
    county.stages[0] |= {"classes": "5", "largest_class": "48", "classes_over": "5"}
    defect = the(county.read())
    assert (defect.message, defect.severity) == ("班级数 5 小于年级数 6", "warning")


def test_a_teaching_point_may_teach_several_grades_in_one_class(county: County) -> None:
    county.schools[0] |= {"type": "teaching_point", "parent_code": SECOND}
    county.stages[0] = {
        "school_code": FIRST, "stage": "primary", "pupils": "20", "grades": "4", "classes": "1",
    }  # fmt: skip
    county.schools[0] |= {"equipment_yuan": "60000", "teaching_area_m2": "300",
                          "indoor_sports_m2": "0", "sports_ground_m2": "400"}  # fmt: skip
    assert county.read().defects == ()


def test_indoor_sports_rooms_are_part_of_the_teaching_rooms(county: County) -> None:
    county.schools[0]["indoor_sports_m2"] = "3000.6"
    defect = the(county.read())
    assert defect.message == "室内体育用房面积 3000.6 大于教学及辅助用房面积 3000.5"
    county.schools[0]["indoor_sports_m2"] = "3000.5"
    county.path = county.path / "again"
    county.path.mkdir()
    assert county.read().defects == ()


def test_the_training_fund_is_part_of_the_public_fund(county: County) -> None:
    county.schools[0]["training_fund_yuan"] = "300000.01"
    assert the(county.read()).message == "教师培训经费预算 300000.01 大于公用经费预算 300000"


def test_figures_in_ten_thousands_are_noticed(county: County) -> None:
    county.schools[0]["equipment_yuan"] = "120"
    defect = the(county.read())
    assert (defect.check, defect.severity) == ("fund.unit", "warning")
    assert defect.message == "120 元，平均每名学生只有 0.5 元，像是以万元填报的"


def test_a_stage_whose_school_is_not_listed(county: County) -> None:
    county.stages.append(stage("9990000009"))
    county.rooms = [{"school_code": "9990000008", "kind": "音乐", "area_m2": "96"}]
    found = of(county.read(), "link.no_school")
    assert [(each.file, each.found) for each in found] == [
        ("stages.csv", "9990000009"),
        ("rooms.csv", "9990000008"),
    ]


def test_a_code_that_cannot_be_read_is_to_be_mended_before_its_orphans(county: County) -> None:
    county.schools[0]["school_code"] = "3.5E+17"
    (orphan,) = of(county.read(), "link.no_school")
    assert orphan.remedy == "先改正“学校”表里读不了的学校标识码，再看这一行"


def test_a_refused_school_row_makes_no_orphans(county: County) -> None:
    county.schools[0]["operator"] = "11"
    assert [each.check for each in county.read().defects] == ["cell.choice"]


def test_a_school_without_stages_cannot_be_judged(county: County) -> None:
    del county.stages[1]
    defect = the(county.read())
    assert defect.message == "“示例二小”在“学段”表里没有一行，在校生数不明，无法判定"
    assert (defect.row, defect.severity) == (3, "error")


def test_a_refused_stage_row_does_not_make_its_school_stageless(county: County) -> None:
    county.stages[1]["pupils"] = "x"
    assert [each.check for each in county.read().defects] == ["cell.number"]


def test_a_special_school_needs_no_stages(county: County) -> None:
    county.schools.append(school("9990000004", "示例特校", "special", teaching_area_m2="900"))
    assert county.read().defects == ()


def test_a_stage_that_the_type_of_school_does_not_have(county: County) -> None:
    county.stages[0]["stage"] = "初中"
    county.stages[0]["grades"] = "3"
    defect = of(county.read(), "link.stage_not_allowed")[0]
    assert defect.message == "“示例一小”的学校类型是小学，不会有初中学段"
    assert defect.expected == "小学"


def test_a_through_school_without_one_of_its_stages_cannot_be_split(county: County) -> None:
    county.schools[2]["type"] = "twelve_year"
    defect = the(county.read())
    assert (defect.check, defect.severity) == ("link.stage_missing", "warning")
    assert "“学段”表里缺高中一行" in defect.message
    assert defect.remedy == "补上缺的学段；确实没有学生的，在校生数填 0"


def test_a_campus_with_one_stage_is_that_type_and_not_split(county: County) -> None:
    county.schools[2]["parent_code"] = FIRST
    del county.stages[3]
    assert county.read().defects == ()


@pytest.mark.parametrize(
    ("parent", "message"),
    [("9990000009", "“学校”表里没有这个中心校"), (FIRST, "中心校填成了学校自己")],
)
def test_a_central_school_must_exist(county: County, parent: str, message: str) -> None:
    county.schools[0]["parent_code"] = parent
    assert the(county.read()).message == message


def test_a_through_school_entered_as_two_schools_with_the_wholes_figures(county: County) -> None:
    figures = {"teaching_area_m2": "9000", "sports_ground_m2": "8000", "equipment_yuan": "2600000"}
    county.schools += [
        school("9990000011", "示例实验学校（小学部）", "primary", **figures),
        school("9990000012", "示例实验学校(初中部)", "junior", **figures),
    ]
    county.stages += [stage("9990000011"), stage("9990000012", "junior")]
    defect = the(county.read())
    assert (defect.check, defect.severity, defect.row) == ("doubled.school", "error", 6)
    assert "第 5 行“示例实验学校（小学部）”是同一个校名" in defect.message
    assert "教学及辅助用房面积 9000、室外运动场地面积 8000" in defect.message


def test_the_same_pupils_and_teachers_under_one_name_are_enough(county: County) -> None:
    county.schools += [
        {**school("9990000011", "示例实验学校"), "teaching_area_m2": "", "sports_ground_m2": "",
         "equipment_yuan": "", "multimedia_rooms": "", "indoor_sports_m2": ""},
        {**school("9990000012", "示例实验学校", "junior"), "teaching_area_m2": "",
         "sports_ground_m2": "", "equipment_yuan": "", "multimedia_rooms": "",
         "indoor_sports_m2": ""},
    ]  # fmt: skip
    county.stages += [stage("9990000011"), stage("9990000012", "junior")]
    assert "学生 240 人和专任教师也完全相同" in the(county.read()).message


def test_two_schools_of_one_name_with_other_figures_are_only_doubted(county: County) -> None:
    county.schools[1]["name"] = "示例一小"
    county.schools[1] |= {"equipment_yuan": "1", "multimedia_rooms": "9"}
    county.schools[1]["equipment_yuan"] = "1300000"
    defect = the(county.read())
    assert (defect.check, defect.severity) == ("doubled.name", "warning")


def test_equal_figures_under_two_names_are_doubted(county: County) -> None:
    county.schools[1] |= {"teaching_area_m2": "3000.5", "sports_ground_m2": "4000"}
    defect = the(county.read())
    assert (defect.check, defect.severity) == ("doubled.figures", "warning")


def test_an_area_of_six_digits_is_doubted_and_twice_the_same_is_a_postcode(county: County) -> None:
    county.schools[0]["sports_ground_m2"] = "675000"
    assert the(county.read()).check == "premises.six_digits"
    county.path = county.path / "again"
    county.path.mkdir()
    county.schools[2]["sports_ground_m2"] = "675000"
    found = of(county.read(), "premises.postcode")
    assert [each.row for each in found] == [2, 4]
    assert found[0].message == "675000 是六位数，有 2 所学校都是它，应是邮政编码"


def test_a_room_of_the_wrong_size_is_doubted(county: County) -> None:
    county.rooms = [
        {"school_code": FIRST, "kind": "音乐", "area_m2": "9.6"},
        {"school_code": FIRST, "kind": "art", "area_m2": "90"},
        {"school_code": FIRST, "kind": "美术教室", "area_m2": "9000"},
    ]
    assert [each.row for each in of(county.read(), "premises.room")] == [2, 4]


def test_longitude_and_latitude_in_each_others_place(county: County) -> None:
    county.schools[0] |= {"lon": "25.03", "lat": "101.54"}
    assert the(county.read()).message == "经度 25.03、纬度 101.54，像是填反了"


def test_a_school_abroad_is_doubted(county: County) -> None:
    county.schools[0] |= {"lon": "-70", "lat": "25.03"}
    assert the(county.read()).message == "-70 度不在中国"


def test_a_school_of_the_future_or_of_antiquity_is_doubted(county: County) -> None:
    county.schools[0]["built_year"] = "1098"
    county.schools[1]["built_year"] = "3019"
    assert [each.row for each in of(county.read(), "position.built_year")] == [2, 3]


def test_rows_with_errors_are_refused_and_all_others_accepted(county: County) -> None:
    county.stages[0]["backbone"] = "21"
    county.stages[0]["boarders"] = "241"
    reading = county.read()
    found = next(each for each in reading.totals if each.table == "stages")
    assert (found.rows_in, found.accepted, found.refused) == (4, 3, 1)
    assert THIRD not in {each.school_code for each in reading.errors}
