"""Invented names of places and schools."""

from __future__ import annotations

from junheng.model import AreaClass, SchoolType
from junheng.synthesis.dice import Dice

_FIRST = "青云石白松柳清龙金银大小上下新长平安永和"
_SECOND = "禾溪桥坪岭湾塘坝沟河山田林泉洞坡屯营堡寨"
_ORDINALS = ("第一", "第二", "第三", "第四", "第五", "第六", "第七", "第八", "第九", "第十")


class Names:
    """Gives every school a name of its own."""

    def __init__(self, dice: Dice) -> None:
        every = [first + second for first in _FIRST for second in _SECOND]
        self._places = iter(dice.shuffled(every))
        self._given: dict[str, int] = {}

    def school(self, kind: SchoolType, area: AreaClass, *, private: bool) -> str:
        """A name that no other school of the county has."""
        if private:
            return f"{next(self._places)}{_PRIVATE[kind]}"
        match kind:
            case SchoolType.SPECIAL:
                return self._numbered("特殊教育学校")
            case SchoolType.VOCATIONAL:
                return self._numbered("职业技术学校")
            case SchoolType.TEACHING_POINT:
                return f"{next(self._places)}村教学点"
        if area is AreaClass.URBAN:
            return self._numbered(_PUBLIC[kind], always=True)
        unit = "镇" if area is AreaClass.TOWN else "村"
        return f"{next(self._places)}{unit}{_PUBLIC[kind]}"

    def _numbered(self, what: str, *, always: bool = False) -> str:
        number = self._given.get(what, 0)
        self._given[what] = number + 1
        if not number and not always:
            return f"示例县{what}"
        ordinal = _ORDINALS[number] if number < len(_ORDINALS) else f"第{number + 1}"
        return f"示例县{ordinal}{what}"


_PUBLIC = {
    SchoolType.PRIMARY: "小学",
    SchoolType.JUNIOR: "初级中学",
    SchoolType.NINE_YEAR: "九年一贯制学校",
    SchoolType.TWELVE_YEAR: "十二年一贯制学校",
    SchoolType.COMPLETE_SECONDARY: "中学",
}
_PRIVATE = {kind: f"民办{name}" for kind, name in _PUBLIC.items()}
