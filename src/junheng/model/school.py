"""Kinds of school, of place and of operator, with the codes of the application forms (申报表)."""

from __future__ import annotations

from enum import IntEnum, StrEnum

from junheng.model.stage import Stage


class SchoolType(StrEnum):
    """Kind of institution (办学类型)."""

    PRIMARY = "primary"
    JUNIOR = "junior"
    NINE_YEAR = "nine_year"
    TWELVE_YEAR = "twelve_year"
    COMPLETE_SECONDARY = "complete_secondary"
    TEACHING_POINT = "teaching_point"
    SPECIAL = "special"
    VOCATIONAL = "vocational"

    @property
    def zh(self) -> str:
        """The Chinese name, as in the official forms."""
        return _TYPE_ZH[self]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages such a school may have; all of them are needed to split its quantities."""
        return _TYPE_STAGES[self]


_TYPE_ZH = {
    SchoolType.PRIMARY: "小学",
    SchoolType.JUNIOR: "初中",
    SchoolType.NINE_YEAR: "九年一贯制",
    SchoolType.TWELVE_YEAR: "十二年一贯制",
    SchoolType.COMPLETE_SECONDARY: "完全中学",
    SchoolType.TEACHING_POINT: "教学点",
    SchoolType.SPECIAL: "特殊教育",
    SchoolType.VOCATIONAL: "职业学校",
}
_TYPE_STAGES = {
    SchoolType.PRIMARY: (Stage.PRIMARY,),
    SchoolType.JUNIOR: (Stage.JUNIOR,),
    SchoolType.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolType.TWELVE_YEAR: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
    SchoolType.COMPLETE_SECONDARY: (Stage.JUNIOR, Stage.SENIOR),
    SchoolType.TEACHING_POINT: (Stage.PRIMARY, Stage.JUNIOR),
    SchoolType.SPECIAL: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
    SchoolType.VOCATIONAL: (Stage.PRIMARY, Stage.JUNIOR, Stage.SENIOR),
}


class AreaClass(StrEnum):
    """Urban, town or rural (城乡类型)."""

    URBAN = "urban"
    TOWN = "town"
    RURAL = "rural"

    @property
    def zh(self) -> str:
        """The Chinese name, as in the education statistics."""
        return {"urban": "城区", "town": "镇区", "rural": "乡村"}[self.value]


class OperatorCode(IntEnum):
    """Who runs the school (举办者类型代码), codes 1-10 of form II-2."""

    CENTRAL_EDUCATION = 1
    CENTRAL_OTHER = 2
    PROVINCE_EDUCATION = 3
    PROVINCE_OTHER = 4
    PREFECTURE_EDUCATION = 5
    PREFECTURE_OTHER = 6
    COUNTY_EDUCATION = 7
    COUNTY_OTHER = 8
    LOCAL_ENTERPRISE = 9
    PRIVATE = 10

    @property
    def zh(self) -> str:
        """The Chinese name, as on form II-2."""
        return _OPERATOR_ZH[self.value - 1]

    @property
    def is_public(self) -> bool:
        """Every operator but a private one runs public schools (公办)."""
        return self is not OperatorCode.PRIVATE


_OPERATOR_ZH = (
    "中央教育",
    "中央其他",
    "省教育",
    "省其他",
    "地教育",
    "地其他",
    "县教育",
    "县其他",
    "地方企业",
    "民办",
)
